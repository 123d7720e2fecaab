"""The shape of a mapping file: which column is which property, relationship, date, source.

Templates name columns in braces: `"{surname} {given}"`. Where a column that a template names is
empty, what the template is for is not made; in `holds` and `attested` it is an unknown end.
Further columns are made by steps (`loaders.foreign.tables.steps`).
The JSON Schema that editors use is `data/mapping.schema.json`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, ValidationError, model_validator

from graph.model import Basis, Label, Modality, Op, Polarity
from loaders.dataset.schema import Id, Line, Predicate, Shape, SourceShape
from loaders.foreign.tables.patterns import check_pattern
from loaders.problems import DatasetError, from_validation_error
from loaders.text import clean, clean_line, compose
from loaders.yaml_places import read_yaml

COLUMN = re.compile(r"\{([^{}]+)\}")


def _template(text: str) -> str:
    """A template whose columns are named as a table's header is read."""
    return COLUMN.sub(lambda match: f"{{{clean_line(match[1])}}}", compose(text))


def _pattern(text: str) -> str:
    text = compose(text)
    check_pattern(text)
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
Condition = Annotated[
    Column | dict[Column, Text | list[Text]],
    Field(description="A column that holds something; or columns with what they must hold."),
]


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
    missing: list[str] = Field(
        ["", "-", "NA", "N/A", "null", "NULL"], description="What means nothing."
    )
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
    when: Condition | None = Field(None, description="Only where this is so.")
    unless: Condition | None = Field(None, description="Only where this is not so.")
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
        return self.content_columns | columns_of_conditions(self.when, self.unless)

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

    column: Column | list[Column] = Field(description="Or several, each below the one before.")
    separator: str = Field("/", min_length=1)
    prefix: str = Field("", description="What the ids begin with.")
    language: Line | None = Field(None, description="Of the names.")
    holds: Template | None = Field(None, description="When each was under the one above it.")

    @property
    def own_columns(self) -> list[str]:
        """The columns that hold the path."""
        return [self.column] if isinstance(self.column, str) else self.column


class ThingMapping(Shape):
    """A thing that each row is about, or that it names."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    name: Line = Field(alias="as", description="How this mapping calls it.")
    label: Label = Field(strict=False)
    id: Template | None = Field(None, description="Made to an id: lower-case letters and hyphens.")
    path: PathMapping | None = Field(None, description="Instead of an id: a path of names.")
    exists: bool = Field(False, description="Whether it is in the graph already.")
    series: Id | None = None
    when: Condition | None = Field(None, description="Only where this is so.")
    unless: Condition | None = Field(None, description="Only where this is not so.")
    claims: list[ClaimMapping] = Field([])

    @model_validator(mode="after")
    def _has_an_id(self) -> Self:
        if (self.id is None) == (self.path is None):
            raise ValueError("give id or path.")
        return self


class StepShape(Shape):
    """A step that makes further columns of a row: by a pattern, a split, a join, or a choice.

    Steps are taken in order; each may name the table's columns and those that steps before it made.
    """

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    column: Column | None = Field(None, description="The column to be read by the pattern.")
    pattern: Pattern | list[Pattern] = Field(
        [],
        description="What the whole cell must fit; its named groups are columns. The first of "
        "several that fits counts.",
    )
    split: Annotated[str, AfterValidator(compose)] | None = Field(
        None, min_length=1, description="Between the parts of the cell, each of which is read."
    )
    join: Line | None = Field(None, description="The table whose row is looked up.")
    on: dict[Column, Column] = Field({}, description="Columns of this table to those of that one.")
    first: list[Column] = Field([], description="The first of these that holds something.")
    when: Condition | None = Field(None, description="Only where this is so.")
    unless: Condition | None = Field(None, description="Only where this is not so.")
    name: Line | None = Field(
        None,
        alias="as",
        description="Of the column that is made; of a join, what stands before its columns.",
    )

    @model_validator(mode="after")
    def _is_one_step(self) -> Self:
        given = [bool(self.column), bool(self.join), bool(self.first)]
        if sum(given) != 1:
            raise ValueError("give one of column, join and first.")
        if bool(self.join) != bool(self.on):
            raise ValueError("join needs on, and on needs join.")
        if self.first and self.name is None:
            raise ValueError("first needs as: what the column is called.")
        if self.column and not (self.patterns or (self.split and self.name)):
            raise ValueError("column needs a pattern; split alone needs as.")
        if (self.pattern or self.split) and not self.column:
            raise ValueError("pattern and split are of a column.")
        return self

    @property
    def patterns(self) -> list[str]:
        """The patterns, in order."""
        return [self.pattern] if isinstance(self.pattern, str) else self.pattern

    @property
    def prefix(self) -> str:
        """What stands before the columns of a join."""
        return f"{self.name or self.join}."

    @property
    def inputs(self) -> list[str]:
        """The columns of this table that it reads."""
        plain = [self.column] if self.column else [*self.on, *self.first]
        return plain + sorted(columns_of_conditions(self.when, self.unless))


class TableFields(Shape):
    """How a table is to be read, and what its rows make."""

    read: ReadShape = ReadShape()
    make: list[StepShape] = Field([], description="Steps that make further columns, in order.")
    things: list[ThingMapping] = Field([])
    leave: list[Column] = Field([], description="Columns that are left out on purpose.")

    @property
    def columns(self) -> set[str]:
        """Every column that its things and claims name."""
        found = set(self.leave)
        for thing in self.things:
            found |= columns_of_thing(thing)
            for claim in thing.claims:
                found |= claim.columns
        return found


class TableShape(TableFields):
    """A table of a mapping of several."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    file: Line = Field(description="Beside the mapping, or in a folder below.")
    name: Line | None = Field(None, alias="as", description="For joins; the file's name if not.")
    things: list[ThingMapping] = Field(min_length=1)


class MappingShape(TableFields):
    """A mapping file: of one table, or of several tables that are one source."""

    source: SourceShape
    tables: list[TableShape] = Field([], description="Several tables, in place of one.")

    @model_validator(mode="after")
    def _has_things(self) -> Self:
        if bool(self.things) == bool(self.tables):
            raise ValueError("give things, or tables that have things.")
        if self.tables and (self.make or self.leave or self.read != ReadShape()):
            raise ValueError("with tables, each has its own read, make and leave.")
        names = [table_name(table) for table in self.tables]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two tables are called {twice[0]!r}: tell them apart by as.")
        return self


def table_name(table: TableShape) -> str:
    """What joins call a table."""
    return table.name or Path(table.file).stem


def columns_of_thing(thing: ThingMapping) -> frozenset[str]:
    """The columns that say which thing it is, and whether there is one."""
    path = [*thing.path.own_columns] if thing.path else []
    return (
        columns_of(thing.id, thing.path.holds if thing.path else None)
        | frozenset(path)
        | columns_of_conditions(thing.when, thing.unless)
    )


def columns_of_conditions(*conditions: Condition | None) -> frozenset[str]:
    """The columns that conditions name."""
    return frozenset(
        name
        for condition in conditions
        if condition
        for name in ([condition] if isinstance(condition, str) else condition)
    )


def applies(item: StepShape | ThingMapping | ClaimMapping, cells: Mapping[str, str]) -> bool:
    """Whether the conditions of an item are met by these cells."""
    if item.when is not None and not _is_met(item.when, cells):
        return False
    return item.unless is None or not _is_met(item.unless, cells)


def _is_met(condition: Condition, cells: Mapping[str, str]) -> bool:
    if isinstance(condition, str):
        return condition in cells
    return all(
        cells.get(name) in ([wanted] if isinstance(wanted, str) else wanted)
        for name, wanted in condition.items()
    )


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
