"""The shape of a dataset file: one source, the things it brings in, and its facts as claims.

The JSON Schema that editors use (`data/schema.json`) is made from these classes.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from graph.addresses import web_address
from graph.dates import AT_ALL_TIMES, BadDateError, bounds, end_bounds, is_reversed
from graph.model import Basis, Confidence, Kind, Label, Modality, Op, Polarity, Property, Rank, Read
from graph.relations import MERGED_INTO, RELATIONS
from graph.vocabulary import PROPERTIES
from loaders.text import clean

MAX_ORIGINAL_WORDS = 8
# What Neo4j can hold as an integer, and a text that somebody may still want to read.
MAX_INTEGER = 2**63 - 1
MAX_TEXT = 100_000
MAX_NAME = 1_000
_HALF = re.compile(r"[\ud800-\udfff]")
_WRITTEN = ("value", "role", "note", "original", "reason", "language", "unread_time")


def _edtf(text: str) -> str:
    """EDTF; an interval that ends before it starts is kept, since real records have them."""
    try:
        if not is_reversed(text):
            bounds(text)
    except BadDateError as error:
        raise ValueError(str(error)) from error
    return text.strip()


def _period(text: str) -> str:
    """EDTF, or what is so at all times."""
    return text if text == AT_ALL_TIMES else _edtf(text)


def _past(text: str) -> str:
    """A date that has come; of a vague one its first day."""
    # It is tomorrow first at UTC+14, and a newspaper of there may be read here.
    latest = datetime.now(timezone(timedelta(hours=14))).date()
    if end_bounds(text)[0].earliest > latest:
        raise ValueError(f"{text} is after the day of this load: nobody can have read it yet.")
    return text


def _web(text: str) -> str:
    """An address that may be linked."""
    if web_address(text) is None:
        raise ValueError(f"{text[:100]!r} is no web address; it begins with http:// or https://.")
    return text


def _number_as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _check_range(declared: Property, value: float) -> None:
    for bound, words, wrong in (
        (declared.least, "at least", declared.least is not None and value < declared.least),
        (declared.most, "at most", declared.most is not None and value > declared.most),
    ):
        if wrong:
            raise ValueError(f"{declared.name} is {words} {bound:g} {declared.unit}, not {value}.")


def _none_as_empty(value: Any) -> Any:
    """A key with nothing after it is an empty list."""
    return [] if value is None else value


def _predicate(name: str) -> str:
    if name not in PROPERTIES and name not in RELATIONS:
        raise ValueError(f"{name!r} is no predicate; see docs/model.md for those there are.")
    return name


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100),
    Field(description="Lower-case Latin letters, digits and single hyphens; never reused."),
]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Edtf = Annotated[str, BeforeValidator(_number_as_text), AfterValidator(_edtf)]
Period = Annotated[str, BeforeValidator(_number_as_text), AfterValidator(_period)]
Past = Annotated[Edtf, AfterValidator(_past)]
Premise = Annotated[
    str,
    StringConstraints(
        pattern=r"^(c-[0-9a-f]{16}|[a-z0-9]+(-[a-z0-9]+)*#[1-9][0-9]{0,5})$", max_length=110
    ),
]
Interval = Annotated[str, StringConstraints(pattern=r"^P([0-9]{1,4}[YMD]){1,3}$")]
Predicate = Annotated[
    str,
    AfterValidator(_predicate),
    Field(json_schema_extra={"enum": [*PROPERTIES, *RELATIONS]}),
]


class Shape(BaseModel):
    """Strict: an unknown field is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SourceShape(Shape):
    """Who says it."""

    id: Id
    title: Line
    publisher: Line
    language: Line = Field(description="BCP 47 tag, such as en or ko.")
    url: Annotated[Line, AfterValidator(_web)] | None = None
    published: Past = Field(description="EDTF; XXXX where it is not known.")
    not_before: Past | None = Field(
        None, description="For an undated source: it cannot be older than this."
    )
    work: Id | None = Field(
        None, description="Shared by translations and reprints of one work: one voice."
    )
    translation_of: Id | None = Field(None, description="The source that this one translates.")
    kind: Line = Field(description="press, agency, rules, study, commentary, editors, ...")
    edition: Id | None = Field(
        None,
        description="The edition of the rules whose text it is: a Document. What its claims say of "
        "the rules is then normative, and in force as long as that edition.",
    )
    read: Read | None = Field(
        None,
        strict=False,
        description="How much of it was read; where it was its beginning, what it does not say is "
        "no evidence.",
    )
    trust: Line = Field(description="One line of source criticism.")


class ThingShape(Shape):
    """Something that claims are about."""

    id: Id
    label: Label = Field(strict=False)
    rank: int | None = Field(None, description="Order of display among tiers; the top is 1.")
    distinct_from: list[Id] = Field(
        [], description="People of the same name who are somebody else, as somebody has found."
    )
    series: Id | None = Field(None, description="For events: what they are numbered in.")


class QualifierShape(Shape):
    """What else a claim says: in what capacity, as whose deputy, why it ended."""

    role: Line
    thing: Id | None = None
    value: Line | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.thing is None) == (self.value is None):
            raise ValueError("a qualifier has a thing or a value, one of the two.")
        return self


# What says when a claim is so; one without any is as of its source's date.
TIME_FIELDS = frozenset({"holds", "attested", "unread_time"})


class ClaimShape(Shape):
    """What the source says of one property or one relationship of one thing."""

    about: Id
    predicate: Predicate
    value: str | int | float | bool | None = None
    object: Id | None = None
    op: Op = Field(Op.EQUAL, strict=False)
    ordinal: int | None = Field(None, ge=-MAX_INTEGER, le=MAX_INTEGER)
    role: Line | None = None
    qualified_by: list[QualifierShape] = []
    polarity: Polarity = Field(Polarity.ASSERTED, strict=False)
    basis: Basis = Field(Basis.ATTESTED, strict=False)
    modality: Modality = Field(Modality.REPORTED, strict=False)
    confidence: Confidence | None = Field(
        None,
        strict=False,
        description="low: of a mirror, of an unknown author or date, or cut off. It is shown as "
        "that, and decides nothing where others speak.",
    )
    rank: Rank = Field(Rank.NORMAL, strict=False)
    reason: Line | None = Field(None, description="Why an editor prefers or deprecates it.")
    attributed_to: Id | list[Id] | None = Field(
        None,
        description="Whoever first said it, where the source repeats somebody; a list where there "
        "are several hands between, whoever said it first at its end.",
    )
    premises: list[Premise] = Field(
        [],
        description="Of what is inferred: the facts (SOURCE#NUMBER) or claims it follows from.",
    )
    method: Line | None = Field(None, description="Of what is inferred: how, in one line.")
    edition: Id | None = Field(
        None,
        description="The edition of the rules that it is a clause of; the source's if not given.",
    )
    until_edition: Id | None = Field(
        None, description="The edition of the rules that ended it, where the source gives no day."
    )
    interval: Interval | None = Field(
        None, description="ISO 8601 duration, as P5Y3M: how long after, for AFTER."
    )
    holds: Period | None = Field(
        None, description="EDTF: when it is so, if the source says; `../..` is at all times."
    )
    attested: Edtf | None = Field(
        None, description="EDTF: a moment when it is so; it says nothing of before and after."
    )
    unread_time: Line | None = Field(
        None,
        description="When it is so, as the source writes it, where that cannot be read as EDTF.",
    )
    language: Line | None = Field(None, description="Of the value; the source's unless given.")
    original: Line | None = Field(
        None, description=f"At most {MAX_ORIGINAL_WORDS} words as the source has them."
    )
    note: Line | None = Field(None, description="What a reader must know to weigh it.")

    @model_validator(mode="after")
    def _fits_its_predicate(self) -> Self:
        for name in _WRITTEN:
            text = getattr(self, name)
            if isinstance(text, str) and not text.isascii() and _HALF.search(text):
                raise ValueError("a text holds half a character (a surrogate).")
        self._clean()
        if self.original and len(self.original.split()) > MAX_ORIGINAL_WORDS:
            raise ValueError(f"original has more than {MAX_ORIGINAL_WORDS} words.")
        if self.rank is not Rank.NORMAL and not self.reason:
            raise ValueError(f"rank {self.rank.value} needs a reason.")
        if sum(time is not None for time in (self.holds, self.attested, self.unread_time)) > 1:
            raise ValueError("give one of holds, attested and unread_time.")
        if self.basis is not Basis.INFERRED and (self.premises or self.method):
            raise ValueError("premises and method are of what is inferred: write basis: inferred.")
        if self.predicate == MERGED_INTO and not self.method:
            raise ValueError("what is merged is decided: write basis: inferred, and a method.")
        relation = RELATIONS.get(self.predicate)
        if relation is None:
            self._check_value()
            return self
        if self.object is None or self.value is not None:
            raise ValueError(f"{self.predicate} relates two things: give object, not value.")
        for detail in ("ordinal", "role", "interval"):
            if getattr(self, detail) is not None and detail not in relation.details:
                raise ValueError(f"{self.predicate} takes no {detail}.")
        return self

    def _clean(self) -> None:
        """Have its texts in one form; a value that was in another is kept as the original."""
        if isinstance(self.value, str):
            plain = clean(self.value)
            if plain and plain != self.value.strip():
                words = len(self.value.split())
                self.original = self.original or (
                    self.value.strip() if words <= MAX_ORIGINAL_WORDS else None
                )
            self.value = plain or self.value
        for name in ("role", "note", "reason", "unread_time"):
            text = getattr(self, name)
            if text is not None:
                setattr(self, name, clean(text) or text)

    def _check_value(self) -> None:
        if self.value is None or self.object is not None:
            raise ValueError(f"{self.predicate} has a value: give value, not object.")
        if self.ordinal is not None or self.role is not None or self.interval is not None:
            raise ValueError(f"{self.predicate} takes no ordinal, role or interval.")
        declared = PROPERTIES[self.predicate]
        kind = declared.kind
        if isinstance(self.value, str):
            longest = MAX_NAME if self.predicate == "name" else MAX_TEXT
            if len(self.value) > longest:
                raise ValueError(f"{self.predicate} has more than {longest:,} characters.")
        elif isinstance(self.value, int | float) and not abs(self.value) <= MAX_INTEGER:
            raise ValueError(f"{self.predicate} is no number that can be kept.")
        if kind is Kind.EDTF:
            self.value = _edtf(str(self.value))
            return
        fits = {
            Kind.TEXT: isinstance(self.value, str) and bool(self.value.strip()),
            Kind.INTEGER: isinstance(self.value, int) and not isinstance(self.value, bool),
            Kind.NUMBER: isinstance(self.value, int | float) and not isinstance(self.value, bool),
            Kind.BOOLEAN: isinstance(self.value, bool),
        }
        if not fits[kind]:
            raise ValueError(f"{self.predicate} takes {kind.value}, not {self.value!r}.")
        if isinstance(self.value, int | float):
            _check_range(declared, self.value)
            if kind is Kind.NUMBER:
                # 40 and 40.0 are one number: a spreadsheet knows no difference.
                self.value = float(self.value)

    @property
    def voices(self) -> list[str]:
        """Through whom the source has it, the nearest first; empty where it speaks for itself."""
        if self.attributed_to is None:
            return []
        return [self.attributed_to] if isinstance(self.attributed_to, str) else self.attributed_to


class FactShape(Shape):
    """One fact of the source, in our own words, and the claims that record it."""

    id: int = Field(ge=1)
    locator: Line = Field(description="Where in the source, as paragraph 3.")
    gist: Line = Field(description="The fact in our own words; never the source's sentence.")
    claims: list[ClaimShape] = []


class DatasetShape(Shape):
    """One file: one source."""

    source: SourceShape
    things: Annotated[list[ThingShape], BeforeValidator(_none_as_empty)] = []
    facts: Annotated[list[FactShape], BeforeValidator(_none_as_empty)] = []


def json_schema(shape: type[Shape] = DatasetShape) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **shape.model_json_schema(),
    }
