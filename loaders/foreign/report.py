"""What became of each value of a foreign file: a claim, a leftover, or a refusal.

Every reader of a foreign format gives a `Draft` for each record: the claims made of it, beside what
it could not place. Nothing is dropped silently: `ImportReport.accounts` says so.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from graph.model import Label
from loaders.dataset.schema import ThingShape
from loaders.foreign.quarantine import Dialect
from loaders.load.content import LoadContent
from loaders.load.staging import StagingStore
from loaders.problems import shorten

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


class ImportNotes(Collection[ImportNote]):
    """Notes of one kind, in the order of their records; read from disk each time."""

    def __init__(
        self, store: StagingStore, kind: Literal["leftover", "refused", "warning"]
    ) -> None:
        self._store = store
        self._kind = kind

    def __iter__(self) -> Iterator[ImportNote]:
        return (ImportNote(*row) for row in self._store.run(f"{self._kind}_notes"))

    def __len__(self) -> int:
        return int(self._store.read_value(f"count_{self._kind}_notes"))

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
        warnings: What a person should look at.
    """

    file: str
    records: int
    values: int
    used: int
    ignored: int
    refused_values: int
    claims: int
    leftovers: ImportNotes
    refused: ImportNotes
    warnings: ImportNotes

    @property
    def accounts(self) -> bool:
        """Whether every value is accounted for."""
        accounted = self.used + self.ignored + len(self.leftovers) + self.refused_values
        return accounted == self.values

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
    leftovers: list[ImportNote] = field(default_factory=list)
    warnings: list[ImportNote] = field(default_factory=list)
    problem: ImportNote | None = None
    source: str = ""
    original: Any = None

    def declare(self, identifier: str, label: Label, series: str | None = None) -> None:
        """Bring in a thing."""
        self.things.append(
            ThingShape.model_construct(
                id=identifier, label=label, rank=None, series=series, distinct_from=[]
            )
        )

    def leave(self, field_: str, value: Any) -> None:
        """Keep a value that has no place in the model."""
        self.leftovers.append(ImportNote(self.place, field_, str(value)))

    def warn(self, field_: str, message: str) -> None:
        """Add what a person should look at."""
        self.warnings.append(ImportNote(self.place, shorten(field_), shorten(message)))

    def refuse(self, field_: str, message: str) -> None:
        """Refuse the record; the first reason counts."""
        self.problem = self.problem or ImportNote(self.place, shorten(field_), shorten(message))


@dataclass(frozen=True)
class ImportResult:
    """A foreign file, ready to load.

    Attributes:
        content: Its sources, things and claims.
        report: What became of its values.
        dialect: For a table: how its rows are to be written again.
        from_quarantine: Whether it is a table of rows that were refused: it tells why, in a column.
    """

    content: LoadContent
    report: ImportReport
    dialect: Dialect | None = None
    from_quarantine: bool = False

    def refused(self) -> Iterator[tuple[int, str, Any, str]]:
        """The refused records: number, place, as it was, and the reason."""
        rows = self.content.store.run("refused_records")
        return ((number, place, json.loads(text), message) for number, place, text, message in rows)

    def claims(self) -> Iterator[dict[str, Any]]:
        """The claims, as `ClaimRecord` in JSON."""
        return map(orjson.loads, self.content.store.read_column("all_claims"))
