"""What became of each value of a foreign file: a claim, a leftover, or a refusal.

Every reader of a foreign format gives a `Draft` for each record: the claims made of it, beside what
it could not place. Nothing is dropped silently: `ImportReport.accounts` says so.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import orjson

from graph.model import Label
from loaders.dataset.schema import MAX_ORIGINAL_WORDS, ThingShape
from loaders.foreign.quarantine import Dialect
from loaders.load.content import LoadContent
from loaders.load.staging import StagingStore
from loaders.problems import shorten
from loaders.text import clean, describe_cleaning

LEFTOVER = "leftover"


@dataclass(frozen=True, order=True)
class ImportNote:
    """A remark on a place in a file.

    Attributes:
        place: Such as a row's number, or a path in JSON.
        field: The column or field.
        message: The remark.
    """

    place: str
    field: str
    message: str


@dataclass(frozen=True)
class Tally:
    """What happened to many values alike.

    Attributes:
        field: The column or field.
        text: The text that it happened to, or what happened.
        count: How often.
        place: Where first.
    """

    field: str
    text: str
    count: int
    place: str


class ImportNotes(Collection[ImportNote]):
    """Notes of one kind, in the order of their records; read from disk each time."""

    def __init__(
        self, store: StagingStore, kind: Literal["leftover", "refused", "warning", "unread"]
    ) -> None:
        self._store = store
        self._name = "refused_notes" if kind == "refused" else "notes"
        self._values = () if kind == "refused" else (kind,)

    def __iter__(self) -> Iterator[ImportNote]:
        return (ImportNote(*row) for row in self._store.run(self._name, *self._values))

    def __len__(self) -> int:
        return int(self._store.read_value(f"count_{self._name}", *self._values))

    def __contains__(self, note: object) -> bool:
        return any(note == other for other in self)


@dataclass(frozen=True)
class ImportReport:
    """What became of a file.

    Attributes:
        file: Its name.
        records: Rows or objects that were read.
        values: Values in them, empty ones not counted.
        used: Values that claims or ids were made of.
        ignored: Values that the mapping says to leave.
        refused_values: Values in refused records.
        claims: Claims made.
        folded: How many of them had been made before, by another record: they are one claim.
        leftovers: Values without a place in the model; each is kept as a claim.
        refused: Records that were refused, with the reason.
        warnings: What a person should look at.
        unread_times: Times that were stated and could not be read: what they are said of holds on
            no day for certain.
        missing: What was taken as nothing, such as `NA`.
        cleaned: Texts that were brought into another form, such as Hangul taken apart.
    """

    file: str
    records: int
    values: int
    used: int
    ignored: int
    refused_values: int
    claims: int
    folded: int
    leftovers: ImportNotes
    refused: ImportNotes
    warnings: ImportNotes
    unread_times: ImportNotes
    missing: tuple[Tally, ...]
    cleaned: tuple[Tally, ...]

    @property
    def accounts(self) -> bool:
        """Whether every value is accounted for."""
        accounted = self.used + self.ignored + len(self.leftovers) + self.refused_values
        return accounted == self.values

    def as_json(self) -> dict[str, Any]:
        """The report for machines."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        for name in ("leftovers", "refused", "warnings", "unread_times", "missing", "cleaned"):
            plain[name] = [vars(note) for note in plain[name]]
        return plain | {"accounts": self.accounts}


def keep_original(text: str, note: str | None = None) -> dict[str, str]:
    """The fields of a claim that keep a text as it was written; a long one is in the note."""
    if len(text.split()) <= MAX_ORIGINAL_WORDS:
        return {"original": text} | ({"note": note} if note else {})
    return {"note": join_notes(note, f"as written: {text}")}


def join_notes(*notes: str | None) -> str:
    """Notes as one, empty ones left out."""
    return "; ".join(note for note in notes if note)


@dataclass
class Draft:
    """What one record of a file becomes.

    Attributes:
        place: Where it is, such as `row 12`.
        number: Its number in the file, from 1; in further tables of one load it begins higher.
        locator: Where its claims say that they stand; the place unless given.
        about: What its leftovers are said of; the first thing that it brings in unless given.
        things: What it brings in.
        claims: Fields of `ClaimShape` for each claim.
        values: How many values it has.
        used: How many of them became claims or ids.
        ignored: How many the mapping says to leave.
        leftovers: Those without a place.
        warnings: What to look at.
        unread_times: Times that could not be read.
        tallies: Kind, field and text of what is counted: `missing` and `cleaned`.
        groups: For fields of leftovers what they belong to: those of one group are one claim.
        originals: How texts were written before they were cleaned.
        written: The texts that ids of things were made of, where others may give the same, or look
            the same.
        problem: Why the record is refused, if it is.
        source: Of which source of the file it is.
        original: The record as it was, for the quarantine.
    """

    place: str
    number: int
    locator: str = ""
    about: str = ""
    things: list[ThingShape] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    values: int = 0
    used: int = 0
    ignored: int = 0
    leftovers: list[ImportNote] = field(default_factory=list)
    warnings: list[ImportNote] = field(default_factory=list)
    unread_times: list[ImportNote] = field(default_factory=list)
    tallies: list[tuple[str, str, str]] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    problem: ImportNote | None = None
    source: str = ""
    original: Any = None

    def declare(
        self,
        identifier: str,
        label: Label,
        series: str | None = None,
        written: str | None = None,
    ) -> None:
        """Bring in a thing; `written` is what its id was made of, if others may look like it."""
        self.things.append(
            ThingShape.model_construct(
                id=identifier, label=label, rank=None, series=series, distinct_from=[]
            )
        )
        if written is not None:
            self.written[identifier] = written

    def leave(self, field_: str, value: Any, group: str | None = None) -> None:
        """Keep a value that has no place in the model; those of one group as one claim."""
        self.leftovers.append(ImportNote(self.place, field_, str(value)))
        if group is not None:
            self.groups[field_] = group

    def leave_unread(self, field_: str, text: str) -> None:
        """List a time that was stated and could not be read."""
        self.unread_times.append(ImportNote(self.place, shorten(field_), shorten(text)))

    def clean(self, field_: str, text: str) -> str:
        """A text in the form that all are brought into; how it was written is kept."""
        plain = clean(text)
        if plain != text:
            what = describe_cleaning(text)
            if what:
                self.tallies.append(("cleaned", shorten(field_), what))
                self.originals[plain] = text.strip()
        return plain

    def with_original(self, claim: dict[str, Any]) -> dict[str, Any]:
        """A claim, with its value as it was written where that was brought into another form."""
        written = self.originals.get(str(claim.get("value", "")))
        if written is None or "original" in claim:
            return claim
        return claim | keep_original(written, claim.get("note"))

    def warn(self, field_: str, message: str) -> None:
        """Add what a person should look at."""
        self.warnings.append(ImportNote(self.place, shorten(field_), shorten(message)))

    def refuse(self, field_: str, message: str) -> None:
        """Refuse the record; the first reason counts."""
        self.problem = self.problem or ImportNote(self.place, shorten(field_), shorten(message))


@dataclass(frozen=True)
class ImportedTable:
    """A table that was read.

    Attributes:
        file: Which.
        dialect: How its rows are to be written again.
        first: Where the numbers of its rows begin among those of all tables.
    """

    file: Path
    dialect: Dialect
    first: int


@dataclass(frozen=True)
class ImportResult:
    """A foreign file, ready to load.

    Attributes:
        content: Its sources, things and claims.
        report: What became of its values.
        tables: The tables that were read, if any were.
        from_quarantine: Whether it is a table of rows that were refused: it tells why, in a column.
    """

    content: LoadContent
    report: ImportReport
    tables: tuple[ImportedTable, ...] = ()
    from_quarantine: bool = False

    def refused(self) -> Iterator[tuple[int, str, Any, str]]:
        """The refused records: number, place, as it was, and the reason."""
        rows = self.content.store.run("refused_records")
        return ((number, place, json.loads(text), message) for number, place, text, message in rows)

    def claims(self) -> Iterator[dict[str, Any]]:
        """The claims, as `ClaimRecord` in JSON."""
        return map(orjson.loads, self.content.store.read_column("all_claims"))
