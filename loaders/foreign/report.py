"""What became of each value of a foreign file: a claim, a leftover, or a refusal.

Every reader of a foreign format gives a `Draft` for each record: the claims made of it, beside what
it could not place. Nothing is dropped silently: `ImportReport.accounts` says so.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from loaders.dataset.schema import ThingShape
from loaders.foreign.quarantine import Dialect
from loaders.load.content import Content
from loaders.load.staging import unpacked
from loaders.problems import shortened

LEFTOVER = "leftover"


@dataclass(frozen=True, order=True)
class Note:
    """Something said of a place in a file.

    Attributes:
        place: Such as a row's number, or a path in JSON.
        field: The column or field.
        message: What is to be known of it.
    """

    place: str
    field: str
    message: str


# Beside the claims and things of `loaders.load.staging`: what is known of the records themselves.
SCHEMA = """
CREATE TABLE record (
  number INTEGER PRIMARY KEY, place TEXT, vals INTEGER, used INTEGER, ignored INTEGER,
  leftovers INTEGER, claims INTEGER, original TEXT
);
CREATE TABLE refused (number INTEGER PRIMARY KEY, field TEXT, message TEXT, seen INTEGER);
CREATE TABLE note (kind TEXT, number INTEGER, place TEXT, field TEXT, message TEXT);
CREATE TABLE declares (thing TEXT, number INTEGER, label TEXT, series TEXT);
CREATE TABLE named (thing TEXT, number INTEGER, text TEXT, key TEXT, dated INTEGER, person INTEGER);
CREATE TABLE leans (thing TEXT, number INTEGER);
CREATE TABLE date (source TEXT, thing TEXT, value TEXT);
CREATE TABLE held (id TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID;
CREATE TABLE known (id TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID;
"""
_NOTES = {
    "leftover": "SELECT place, field, message FROM note WHERE kind = 'leftover' "
    "AND number NOT IN (SELECT number FROM refused)",
    "warning": "SELECT place, field, message FROM note WHERE kind = 'warning' "
    "AND number NOT IN (SELECT number FROM refused)",
    "refused": "SELECT place, field, message FROM refused JOIN record USING (number)",
}


class Notes(Collection[Note]):
    """Notes of one kind, in the order of their records; read from disk each time."""

    def __init__(self, database: sqlite3.Connection, kind: str) -> None:
        self._database = database
        self._statement = f"{_NOTES[kind]} ORDER BY number"
        self._count = f"SELECT count(*) FROM ({_NOTES[kind]})"  # noqa: S608  (one of ours)

    def __iter__(self) -> Iterator[Note]:
        return (Note(*row) for row in self._database.execute(self._statement))

    def __len__(self) -> int:
        return int(self._database.execute(self._count).fetchone()[0])

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
        leftovers: Values without a place in the model; each is kept as a claim.
        refused: Records that were refused, with the reason.
        warnings: What somebody should look at.
    """

    file: str
    records: int
    values: int
    used: int
    ignored: int
    refused_values: int
    claims: int
    leftovers: Notes
    refused: Notes
    warnings: Notes

    @property
    def accounts(self) -> bool:
        """Whether every value is accounted for."""
        told = self.used + self.ignored + len(self.leftovers) + self.refused_values
        return told == self.values

    def as_json(self) -> dict[str, Any]:
        """The report for machines."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        for name in ("leftovers", "refused", "warnings"):
            plain[name] = [vars(note) for note in plain[name]]
        return plain | {"accounts": self.accounts}


@dataclass
class Draft:
    """What one record of a file becomes.

    Attributes:
        place: Where it is, such as `row 12`.
        number: Its number in the file, from 1.
        things: What it brings in.
        claims: Fields of `ClaimShape` for each claim.
        values: How many values it has.
        used: How many of them became claims or ids.
        ignored: How many the mapping says to leave.
        leftovers: Those without a place.
        warnings: What to look at.
        problem: Why the record is refused, if it is.
        source: Of which source of the file it is.
        original: The record as it was, for the quarantine.
    """

    place: str
    number: int
    things: list[ThingShape] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    values: int = 0
    used: int = 0
    ignored: int = 0
    leftovers: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    problem: Note | None = None
    source: str = ""
    original: Any = None

    def leave(self, field_: str, value: Any) -> None:
        """Keep a value that has no place in the model."""
        self.leftovers.append(Note(self.place, field_, str(value)))

    def warn(self, field_: str, message: str) -> None:
        """Say what somebody should look at."""
        self.warnings.append(Note(self.place, shortened(field_), shortened(message)))

    def refuse(self, field_: str, message: str) -> None:
        """Refuse the record; the first reason counts."""
        self.problem = self.problem or Note(self.place, shortened(field_), shortened(message))


@dataclass(frozen=True)
class Imported:
    """A foreign file, ready to load.

    Attributes:
        content: Its sources, things and claims.
        report: What became of its values.
        dialect: For a table: how its rows are to be written again.
        mended: Whether it is a table of rows that were refused: it tells why, in a column.
    """

    content: Content
    report: ImportReport
    dialect: Dialect | None = None
    mended: bool = False

    def refused(self) -> Iterator[tuple[int, str, Any, str]]:
        """The refused records: number, place, as it was, and the reason."""
        rows = self.content.spool.database.execute(
            "SELECT number, place, original, message FROM refused JOIN record USING (number) "
            "ORDER BY number"
        )
        return ((number, place, json.loads(text), message) for number, place, text, message in rows)

    def claims(self) -> Iterator[dict[str, Any]]:
        """The claims, as parameters of the statement that writes them."""
        rows = self.content.spool.database.execute("SELECT body FROM claim ORDER BY rowid")
        return (unpacked(row[0]) for row in rows)
