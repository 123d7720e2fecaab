"""The tables of a release: what each column holds, and how the tables refer to one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from graph.model import (
    Basis,
    Confidence,
    DisagreementKind,
    Kind,
    Label,
    Modality,
    Op,
    Polarity,
    Rank,
    Read,
)

RELATION = "relation"
_THING = r"[a-z0-9]+(-[a-z0-9]+)*"
_CLAIM = r"c-[0-9a-f]{16}"
_FACT = r"[a-z0-9]+(-[a-z0-9]+)*#[1-9][0-9]*"


class Type(StrEnum):
    """What the cells of a column are, in the words of Table Schema."""

    TEXT = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    LIST = "array"  # JSON


@dataclass(frozen=True)
class Field:
    """A column.

    Attributes:
        name: Of the column.
        meaning: What its cells say.
        type: What they are.
        required: Whether no cell is empty.
        unique: Whether no two cells are the same.
        pattern: What a text looks like; empty for any.
        values: The texts that there are; empty for any.
        least: The smallest number, where that is more than 0.
    """

    name: str
    meaning: str
    type: Type = Type.TEXT
    required: bool = False
    unique: bool = False
    pattern: str = ""
    values: tuple[str, ...] = ()
    least: int = 0

    def describe(self) -> dict[str, Any]:
        """As a Table Schema has it."""
        limits = {
            "required": self.required,
            "unique": self.unique,
            "pattern": self.pattern,
            "enum": list(self.values),
            "minimum": self.least,
        }
        found = {
            name: limit for name, limit in limits.items() if limit not in (False, "", [], None)
        }
        shown = {"name": self.name, "type": self.type.value, "description": self.meaning}
        return shown | ({"constraints": found} if found else {})


@dataclass(frozen=True)
class Reference:
    """Columns whose cells are those of another table; of their own where none is named."""

    columns: tuple[str, ...]
    table: str
    others: tuple[str, ...]

    def describe(self) -> dict[str, Any]:
        """As a Table Schema has it."""
        return {
            "fields": list(self.columns),
            "reference": {"resource": self.table, "fields": list(self.others)},
        }


@dataclass(frozen=True)
class TableFields:
    """A table of a release.

    Attributes:
        name: Of the table, and of its file.
        meaning: What a row is.
        fields: The columns, in order.
        key: The columns that tell its rows apart.
        references: To other tables.
    """

    name: str
    meaning: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = field(default=())

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"

    @property
    def columns(self) -> list[str]:
        """The columns' names."""
        return [item.name for item in self.fields]

    @property
    def lists(self) -> set[str]:
        """The columns whose cells are lists."""
        return {item.name for item in self.fields if item.type is Type.LIST}

    def describe(self) -> dict[str, Any]:
        """Its Table Schema."""
        return {
            "fields": [item.describe() for item in self.fields],
            "missingValues": [""],
            "primaryKey": list(self.key),
            "foreignKeys": [item.describe() for item in self.references],
        }


def _key(name: str, meaning: str, pattern: str) -> Field:
    return Field(name, meaning, required=True, unique=True, pattern=pattern)


def _one_of(name: str, meaning: str, values: Iterable[str], *, required: bool = True) -> Field:
    return Field(name, meaning, required=required, values=tuple(map(str, values)))


def _needed(name: str, meaning: str, pattern: str = "") -> Field:
    return Field(name, meaning, required=True, pattern=pattern)


def _to(column: str, table: str) -> Reference:
    return Reference((column,), table, ("id",))


SOURCES = TableFields(
    "sources",
    "A source: a publication, or what the editors conclude.",
    (
        _key("id", "Its id.", _THING),
        _needed("title", "What it is called."),
        _needed("publisher", "Who published it."),
        _needed("language", "BCP 47 tag."),
        Field("url", "Where it is or was."),
        _needed("kind", "press, agency, rules, study, encyclopedia, editors and so on."),
        _needed("published", "EDTF; XXXX where it is not known."),
        Field("not_before", "EDTF: an undated source cannot be older."),
        _needed("work", "Shared by editions and translations of one work: one voice."),
        Field("translation_of", "The source that it translates."),
        _one_of("read", "How much of it was read.", Read, required=False),
        _needed("trust", "Why it is or is not to be trusted."),
        Field("edition", "The edition of the rules whose text it is."),
    ),
    ("id",),
    (_to("translation_of", "sources"), _to("edition", "things")),
)
FACTS = TableFields(
    "facts",
    "A fact that people made out in a source, in our own words.",
    (
        _key("id", "The source and a number.", _FACT),
        _needed("source", "Whose fact it is."),
        _needed("locator", "Where in the source."),
        _needed("gist", "The fact in our own words."),
    ),
    ("id",),
    (_to("source", "sources"),),
)
PREDICATES = TableFields(
    "predicates",
    "What a claim can say: a property with a value, or a relation to another thing.",
    (
        Field("id", "Its name.", required=True, unique=True),
        _one_of("kind", "What its claims have: a value, or a thing.", (*Kind, RELATION)),
        _needed("meaning", "What its claims say."),
        Field(
            "single",
            "Whether one value can hold at a time, so that two contradict each other.",
            Type.BOOLEAN,
            required=True,
        ),
    ),
    ("id",),
)
THINGS = TableFields(
    "things",
    "Whatever claims are about.",
    (
        _key("id", "Its id.", _THING),
        _one_of("kind", "What kind of thing it is.", Label),
        Field("name", "What it is called here; its names with their sources are in names."),
        Field("rank", "Order among levels; the top is 1.", Type.INTEGER),
        Field("series", "For events: what they are numbered in."),
        Field("merged_into", "Of what is one with another thing: the id that is kept."),
    ),
    ("id",),
    (_to("merged_into", "things"),),
)
NAMES = TableFields(
    "names",
    "A name of a thing, as a source writes it; each is a claim.",
    (
        _key("claim", "The claim that names it.", _CLAIM),
        _needed("thing", "Whose name it is."),
        _needed("name", "The name."),
        Field("language", "BCP 47 tag."),
        Field("holds", "EDTF: when it was called so."),
        _needed("source", "Who calls it so."),
    ),
    ("claim",),
    (
        Reference(("claim",), "claims", ("id",)),
        _to("thing", "things"),
        _to("source", "sources"),
    ),
)
CLAIMS = TableFields(
    "claims",
    "What one source says of one property or relation of one thing.",
    (
        _key("id", "A hash of what is said, by which source.", _CLAIM),
        _needed("subject", "The thing that it is about."),
        _needed("predicate", "What it says of it."),
        _one_of("op", "How the value bounds what it speaks of.", Op),
        Field("value", "Of a property; of the kind that its predicate has."),
        Field("object", "Of a relation: the other thing."),
        Field("ordinal", "Its number in an order.", Type.INTEGER),
        Field("role", "In what role."),
        Field("qualified_by", "Things that say more, each as role:id.", Type.LIST),
        Field("details", "What says more and is no thing, each as role: text.", Type.LIST),
        Field("interval", "ISO 8601: how long after."),
        _one_of("polarity", "Whether it is said to be so, or not to be so.", Polarity),
        _one_of("basis", "What it rests on.", Basis),
        _one_of("modality", "In what manner it is said.", Modality),
        _one_of("confidence", "low where it decides nothing.", Confidence, required=False),
        _needed("standing", "How it stands, and whether its own source denies it."),
        _one_of("rank", "What an editor prefers or deprecates.", Rank),
        Field("reason", "Why an editor does so."),
        _needed("voice", "Who said it first: a thing, an edition, or a work of sources."),
        Field("through", "The hands between, the nearest first.", Type.LIST),
        Field("premises", "Of what is inferred: the facts or claims it follows from.", Type.LIST),
        Field("method", "Of what is inferred: how."),
        Field("edition", "The edition of the rules that it is a clause of."),
        Field("holds", "EDTF: when it is so."),
        Field("attested", "EDTF: a moment when it is so."),
        Field("unread_time", "When it is so, as written, where that is no EDTF."),
        Field("stated_subject", "What its source calls the subject, which has been merged."),
        Field("stated_object", "What its source calls the object, which has been merged."),
        Field("holds_from", "The first day on which it certainly holds.", Type.DATE, required=True),
        Field("holds_until", "The last day on which it does.", Type.DATE, required=True),
        Field("starts_after", "The first day on which it may hold.", Type.DATE, required=True),
        Field("ends_by", "The last day on which it may.", Type.DATE, required=True),
        Field(
            "undated",
            "Whether nobody gives its time, so that holds_from is the day of this release.",
            Type.BOOLEAN,
            required=True,
        ),
        _needed("source", "Who says it here."),
        _needed("fact", "The fact that it records."),
        Field("original", "At most eight words as the source has them."),
        Field("language", "BCP 47 tag of the value."),
        Field("note", "What a reader must know to weigh it."),
    ),
    ("id",),
    (
        _to("subject", "things"),
        _to("predicate", "predicates"),
        _to("object", "things"),
        _to("edition", "things"),
        _to("source", "sources"),
        _to("fact", "facts"),
    ),
)
DISAGREEMENTS = TableFields(
    "disagreements",
    "A question that sources answer differently, and how.",
    (
        _needed("id", "The question's id."),
        _one_of("kind", "How the sides differ.", DisagreementKind),
        Field("asks", "The question in words, where editors have put it."),
        Field("asks_ko", "The question in Korean, where editors have put it so."),
        Field("disputed", "Whether no side is accepted.", Type.BOOLEAN, required=True),
        Field("resolved_by", "By what it is settled, where it is not disputed."),
        Field("explanation", "Why the sources differ, by the editors."),
    ),
    ("id", "kind"),
)
SIDES = TableFields(
    "sides",
    "One answer to a question.",
    (
        _needed("disagreement", "The question's id."),
        _needed("side", "The answer."),
        _needed("text", "The answer in words; dates in EDTF."),
        Field("voices", "How many voices give it.", Type.INTEGER, required=True, least=1),
        Field("preferred", "Whether an editor prefers it.", Type.BOOLEAN, required=True),
        _one_of("confidence", "low where all of its claims are.", Confidence, required=False),
    ),
    ("disagreement", "side"),
    (_to("disagreement", "disagreements"),),
)
ANSWERS = TableFields(
    "answers",
    "A claim that is on a side.",
    (
        _needed("disagreement", "The question's id."),
        _needed("side", "The answer that it gives."),
        _needed("claim", "The claim's id.", _CLAIM),
    ),
    ("disagreement", "side", "claim"),
    (
        Reference(("disagreement", "side"), "sides", ("disagreement", "side")),
        _to("claim", "claims"),
    ),
)
TABLES = (
    SOURCES,
    FACTS,
    PREDICATES,
    THINGS,
    NAMES,
    CLAIMS,
    DISAGREEMENTS,
    SIDES,
    ANSWERS,
)
