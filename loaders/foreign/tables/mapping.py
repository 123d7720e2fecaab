"""The shape of a mapping file: which column is which property, relationship, date, source.

Templates name columns in braces: `"{surname} {given}"`. Where a column that a template names is
empty, what the template is for is not made; in `holds` and `attested` it is an unknown end.
The JSON Schema that editors use is `data/mapping.schema.json`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, ValidationError, model_validator

from graph.model import Basis, Label, Modality, Op, Polarity
from loaders.dataset.schema import Id, Line, Predicate, Shape, SourceShape
from loaders.problems import DatasetError, from_validation_error
from loaders.text import clean, clean_line, compose
from loaders.yaml_places import read_yaml

COLUMN = re.compile(r"\{([^{}]+)\}")


def _template(text: str) -> str:
    """A template whose columns are named as a table's header is read."""
    return COLUMN.sub(lambda match: f"{{{clean_line(match[1])}}}", compose(text))


def _pattern(text: str) -> str:
    text = compose(text)
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}.") from error
    return text


def _text_encoding(name: str) -> str:
    try:
        with io.TextIOWrapper(io.BytesIO(), encoding=name):
            return name
    except (LookupError, ValueError) as error:
        raise ValueError(f"{name!r} is no encoding of texts.") from error


def _separator(sign: str) -> str:
    if len(sign) != 1 or sign in '\r\n"\0':
        raise ValueError(f"{sign!r} cannot stand between cells: one sign is wanted.")
    return sign


Column = Annotated[str, AfterValidator(clean_line)]
Text = Annotated[str, AfterValidator(clean)]
Template = Annotated[
    str, AfterValidator(_template), Field(description="Text with columns in braces.")
]
Pattern = Annotated[str, AfterValidator(_pattern)]


class ReadShape(Shape):
    """How the file is to be read."""

    separator: Annotated[str, AfterValidator(_separator)] | None = Field(
        None, description="Of a text file; found out unless given."
    )
    encoding: Annotated[str, AfterValidator(_text_encoding)] | None = Field(
        None, description="UTF-8, or found out; a guess is told."
    )
    header: bool = Field(True, description="Whether the first row names the columns.")
    columns: list[Column] = Field([], description="The columns' names, where there is no header.")
    sheet: str | None = Field(None, description="Of a workbook; the first unless given.")
    skip: int = Field(0, ge=0, description="Rows before the header, or the first row.")
    missing: list[str] = Field(["", "-", "NA", "N/A", "null"], description="What means nothing.")
    hidden: bool = Field(False, description="Whether rows that a sheet hides are read as well.")
    edtf: bool = Field(False, description="Whether dates are written as EDTF, as 1994~ or 1994-21.")
    day_first: bool = Field(False, description="Whether dates have their day first, as 31.3.1994.")

    @model_validator(mode="after")
    def _columns_are_named(self) -> Self:
        if not self.header and not self.columns:
            raise ValueError("without a header, columns must name the columns.")
        return self


class QualifierMapping(Shape):
    """In what capacity, through whom."""

    role: Line
    thing: Line = Field(description="The `as` of a thing of this row, or an id.")


class ClaimMapping(Shape):
    """A claim that each row makes."""

    predicate: Predicate
    column: Column | None = Field(None, description="The column that holds the value.")
    value: Template | None = Field(None, description="The value, from several columns or fixed.")
    object: str | None = Field(None, description="The `as` of a thing of this row, or an id.")
    object_id: Template | None = Field(None, description="The id of a thing of another row.")
    match: dict[Pattern, Id] = Field(
        {}, description="Regular expression to id: the object by what the column holds."
    )
    values: dict[Text, str | int | float | bool] = Field({}, description="What values stand for.")
    split: Annotated[str, AfterValidator(compose)] | None = Field(
        None, description="Between the values of one cell."
    )
    when: Column | None = Field(None, description="Only where this column holds something.")
    op: Op = Field(Op.EQUAL, strict=False)
    ordinal: Column | None = Field(None, description="The column that holds the number.")
    role: Template | None = None
    qualified_by: list[QualifierMapping] = Field([])
    polarity: Polarity = Field(Polarity.ASSERTED, strict=False)
    basis: Basis = Field(Basis.ATTESTED, strict=False)
    modality: Modality = Field(Modality.REPORTED, strict=False)
    attributed_to: Template | None = None
    holds: Template | None = Field(None, description="When it is so, as people write dates.")
    attested: Template | None = Field(None, description="A moment when it was so.")
    language: Line | None = None
    note: Template | None = None

    @property
    def columns(self) -> frozenset[str]:
        """Every column that it names."""
        return self.content_columns | ({self.when} if self.when else set())

    @cached_property
    def content_columns(self) -> frozenset[str]:
        """The columns of which it says what they hold, not only that they hold something."""
        plain = frozenset(name for name in (self.column, self.ordinal) if name)
        return plain | columns_of(
            self.value,
            self.object_id,
            self.role,
            self.attributed_to,
            self.holds,
            self.attested,
            self.note,
        )


class PathMapping(Shape):
    """A column that holds a thing's place among its superiors, the topmost first."""

    column: Column
    separator: str = Field("/", min_length=1)


class ThingMapping(Shape):
    """A thing that each row is about, or that it names."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    name: Line = Field(alias="as", description="How this mapping calls it.")
    label: Label = Field(strict=False)
    id: Template | None = Field(None, description="Made to an id: lower-case letters and hyphens.")
    path: PathMapping | None = Field(None, description="Instead of an id: a path of names.")
    exists: bool = Field(False, description="Whether it is in the graph already.")
    series: Id | None = None
    when: Column | None = Field(None, description="Only where this column holds something.")
    claims: list[ClaimMapping] = Field([])

    @model_validator(mode="after")
    def _has_an_id(self) -> Self:
        if (self.id is None) == (self.path is None):
            raise ValueError("give id or path.")
        return self


class MappingShape(Shape):
    """A mapping file."""

    source: SourceShape
    read: ReadShape = ReadShape()
    things: list[ThingMapping] = Field(min_length=1)
    leave: list[Column] = Field([], description="Columns that are left out on purpose.")

    @property
    def columns(self) -> set[str]:
        """Every column that the mapping names."""
        found = set(self.leave)
        for thing in self.things:
            found |= {name for name in (thing.when,) if name}
            found |= columns_of(thing.id)
            if thing.path is not None:
                found.add(thing.path.column)
            for claim in thing.claims:
                found |= claim.columns
        return found


@lru_cache(maxsize=4096)
def columns_of(*templates: str | None) -> frozenset[str]:
    """The columns that templates name."""
    return frozenset(name for text in templates if text for name in COLUMN.findall(text))


def read_mapping(file: Path) -> MappingShape:
    """A mapping from its file.

    Raises:
        DatasetError: It cannot be read, or has not the right shape; each problem with its line.
    """
    value, places = read_yaml(file, str(file))
    try:
        return MappingShape.model_validate(value)
    except ValidationError as error:
        raise DatasetError(from_validation_error(error, str(file), places)) from error


def missing_columns(mapping: MappingShape, columns: Iterable[str]) -> list[str]:
    """Columns that the mapping names and the table has not."""
    return sorted(mapping.columns - set(columns))
