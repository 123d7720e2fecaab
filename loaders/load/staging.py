"""What a load wants the graph to hold, kept on disk, and what differs from what it holds.

A load may be larger than memory: its claims are put into a private SQLite file, which is gone when
it is closed, and read from there as often as it takes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import orjson

from graph.claims import Claim
from graph.dates import Validity
from loaders.dataset.records import ClaimRecord

# How much of the file SQLite keeps in memory, in KiB.
CACHE = 64_000
_CHUNK = 1_000
DAYS = frozenset({"date_min", "date_max", "known_from", *Validity.__dataclass_fields__})

_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
PRAGMA cache_size = -{CACHE};
CREATE TABLE thing (
  id TEXT PRIMARY KEY, label TEXT, rank INTEGER, series TEXT, state TEXT
) WITHOUT ROWID;
CREATE TABLE claim (
  record INTEGER, source TEXT, id TEXT, about TEXT, object TEXT, predicate TEXT, fingerprint TEXT,
  body BLOB
);
CREATE TABLE live (id TEXT PRIMARY KEY, source TEXT, fingerprint TEXT, about TEXT) WITHOUT ROWID;
CREATE INDEX live_about ON live (about);
CREATE TABLE change (id TEXT PRIMARY KEY, source TEXT, kind TEXT, about TEXT) WITHOUT ROWID;
CREATE TABLE subject (id TEXT PRIMARY KEY, new INTEGER) WITHOUT ROWID;
CREATE TABLE question (body BLOB);
"""


@dataclass(frozen=True)
class Difference:
    """What a load does to the claims of one source: how many of them.

    Attributes:
        added: Claims that are new.
        changed: Those that say the same, but are described otherwise.
        retired: Those that the source no longer makes.
        unchanged: Those that were there already.
        described: Whether the source's own description changes.
    """

    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0
    described: bool = False


class Spool:
    """Things and claims on disk. `database` is for those who gather them."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None)
        self.define(_SCHEMA)

    def define(self, schema: str) -> None:
        """Make tables. What follows is one transaction without an end: a step a row is slow."""
        self.database.executescript(schema)
        self.database.execute("BEGIN")

    def add_things(self, things: Iterable[tuple[str, str, int | None, str | None]]) -> None:
        """Things as id, label, rank and series; the first of an id stays."""
        self.database.executemany("INSERT OR IGNORE INTO thing VALUES (?, ?, ?, ?, NULL)", things)

    def add_claims(self, records: Iterable[tuple[int, ClaimRecord]]) -> None:
        """Claims, each with the number of the record that makes it."""
        self.database.executemany(
            "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    number,
                    record.claim.source,
                    record.claim.id,
                    record.claim.about,
                    record.claim.object,
                    record.claim.predicate,
                    record.fingerprint,
                    packed(record),
                )
                for number, record in records
            ),
        )

    def settle(self) -> None:
        """All is in: a claim that is made twice is kept once, as it was made first."""
        self.database.execute("CREATE INDEX claim_id ON claim (id)")
        self.database.execute("CREATE INDEX claim_about ON claim (about, predicate)")
        self.database.execute(
            "DELETE FROM claim WHERE rowid IN (SELECT other.rowid FROM claim other, "
            "(SELECT id, min(rowid) AS first FROM claim GROUP BY id HAVING count(*) > 1) twice "
            "WHERE other.id = twice.id AND other.rowid <> twice.first)"
        )

    def count(self, table: str) -> int:
        """How many rows a table of this file has."""
        return int(self._one(f"SELECT count(*) FROM {table}"))  # noqa: S608  (a name of ours)

    def things(self) -> Iterator[str]:
        """The ids of the things."""
        return (row[0] for row in self.database.execute("SELECT id FROM thing"))

    def register(self, held: Iterable[tuple[str, Sequence[str], int | None, str | None]]) -> None:
        """Say what the graph holds of the things: id, labels, rank and series."""
        self.database.execute("UPDATE thing SET state = 'new'")
        for identifier, labels, rank, series in held:
            self.database.execute(
                "UPDATE thing SET state = iif(label = ? AND rank IS ? AND series IS ?, "
                "'same', 'other') WHERE id = ?",
                (labels[0] if len(labels) == 1 else None, rank, series, identifier),
            )

    def compare(self, live: Iterable[tuple[str, str, str, str]], *, adds: bool = False) -> None:
        """Work out what differs from the graph's claims: id, source, fingerprint and subject.

        What is not made again ends, unless this only `adds`.
        `register` comes first: a thing that is new has no edges yet, and no questions.
        """
        for table in ("live", "change", "subject", "question"):
            self.database.execute(f"DELETE FROM {table}")  # noqa: S608
        self.database.executemany("INSERT INTO live VALUES (?, ?, ?, ?)", live)
        self.database.execute(
            "INSERT INTO change SELECT id, claim.source, iif(live.id IS NULL, 'added', 'changed'), "
            "claim.about FROM claim LEFT JOIN live USING (id) "
            "WHERE live.id IS NULL OR live.fingerprint <> claim.fingerprint"
        )
        self.database.execute(
            "INSERT INTO change SELECT id, live.source, 'retired', live.about "
            "FROM live LEFT JOIN claim USING (id) WHERE claim.id IS NULL AND NOT ?",
            (adds,),
        )
        self.database.execute(
            "INSERT INTO subject SELECT DISTINCT about, coalesce(state = 'new', 0) "
            "FROM change LEFT JOIN thing ON thing.id = about"
        )

    def touch(self, subjects: Iterable[str]) -> None:
        """Have the edges and questions of these made anew."""
        self.database.executemany(
            "INSERT OR IGNORE INTO subject VALUES (?1, "
            "coalesce((SELECT state = 'new' FROM thing WHERE id = ?1), 0))",
            ((identifier,) for identifier in subjects),
        )

    def difference(self, source: str, *, described: bool) -> Difference:
        """What differs for one source."""
        counts = dict(
            self.database.execute(
                "SELECT kind, count(*) FROM change WHERE source = ? GROUP BY kind", (source,)
            )
        )
        claims = self._one("SELECT count(*) FROM claim WHERE source = ?", source)
        added, changed = counts.get("added", 0), counts.get("changed", 0)
        retired = counts.get("retired", 0)
        return Difference(added, changed, retired, claims - added - changed, described)

    def changes(self) -> Iterator[tuple[str, str, str]]:
        """What differs, in order of ids: kind, id and fingerprint."""
        return self.database.execute(
            "SELECT kind, id, coalesce(fingerprint, '') FROM change "
            "LEFT JOIN claim USING (id) ORDER BY id"
        )

    def things_to_write(self) -> Iterator[dict[str, Any]]:
        """Things that are new or registered otherwise."""
        for identifier, label, rank, series in self.database.execute(
            "SELECT id, label, rank, series FROM thing WHERE state <> 'same' ORDER BY id"
        ):
            yield {"id": identifier, "label": label, "rank": rank, "series": series}

    def to_retire(self) -> Iterator[str]:
        """Ids of claims that end, some of them to be made again otherwise."""
        rows = self.database.execute("SELECT id FROM change WHERE kind <> 'added'")
        return (row[0] for row in rows)

    def to_create(self) -> Iterator[dict[str, Any]]:
        """Claims to write, in the order of their records."""
        rows = self.database.execute(
            "SELECT body FROM claim JOIN change USING (id) "
            "WHERE kind <> 'retired' ORDER BY claim.rowid"
        )
        return (unpacked(row[0]) for row in rows)

    def of_kind(self, kind: str) -> Iterator[str]:
        """Ids of the claims that are added, changed or retired."""
        rows = self.database.execute("SELECT id FROM change WHERE kind = ? ORDER BY id", (kind,))
        return (row[0] for row in rows)

    def bodies(self, kind: str) -> Iterator[bytes]:
        """The claims that are added or changed, packed."""
        rows = self.database.execute(
            "SELECT body FROM change JOIN claim USING (id) WHERE kind = ? ORDER BY claim.rowid",
            (kind,),
        )
        return (row[0] for row in rows)

    def subjects(self, *, new: bool) -> Iterator[str]:
        """Things whose edges and questions are made anew: those that are new, or the others."""
        rows = self.database.execute("SELECT id FROM subject WHERE new = ? ORDER BY id", (new,))
        return (row[0] for row in rows)

    def touches(self, subject: str) -> bool:
        """Whether a thing is one of the subjects."""
        return bool(self._one("SELECT count(*) FROM subject WHERE id = ?", subject))

    def retired_of(self, subjects: Iterable[str]) -> set[str]:
        """Ids of the claims about these that end."""
        return {
            row[0]
            for subject in subjects
            for row in self.database.execute(
                "SELECT live.id FROM live JOIN change USING (id) "
                "WHERE live.about = ? AND kind <> 'added'",
                (subject,),
            )
        }

    def created_of(self, subjects: Iterable[str], works: dict[str, str]) -> list[Claim]:
        """The claims about these that are written; `works` names each source's work."""
        return [
            claim_of(unpacked(row[0]), works)
            for subject in subjects
            for row in self.database.execute(
                "SELECT body FROM claim JOIN change USING (id) WHERE claim.about = ? "
                "AND kind <> 'retired' ORDER BY claim.rowid",
                (subject,),
            )
        ]

    def created_with(self, *predicates: str) -> Iterator[tuple[str, str, str]]:
        """Subject, predicate and object of what is written with these predicates."""
        for predicate in predicates:
            yield from self.database.execute(
                "SELECT claim.about, predicate, object FROM claim JOIN change USING (id) "
                "WHERE predicate = ? AND kind <> 'retired' AND object IS NOT NULL",
                (predicate,),
            )

    def openly_new(self) -> Iterator[str]:
        """New subjects of which something is said more than once, so that it may disagree."""
        rows = self.database.execute(
            "SELECT DISTINCT about FROM (SELECT about FROM claim GROUP BY about, predicate "
            "HAVING count(*) > 1) JOIN subject ON subject.id = about WHERE new = 1 ORDER BY about"
        )
        return (row[0] for row in rows)

    def ask(self, questions: Iterable[dict[str, Any]]) -> None:
        """Keep questions that are to be written."""
        self.database.executemany(
            "INSERT INTO question VALUES (?)", ((orjson.dumps(item),) for item in questions)
        )

    def questions(self) -> Iterator[dict[str, Any]]:
        """The questions to write."""
        return (orjson.loads(row[0]) for row in self.database.execute("SELECT body FROM question"))

    def _one(self, statement: str, *values: Any) -> Any:
        return self.database.execute(statement, values).fetchone()[0]


def packed(record: ClaimRecord) -> bytes:
    """A claim as it is kept on disk: as parameters of the statement that writes it, in JSON."""
    told = record.properties
    return orjson.dumps(
        {
            "id": record.claim.id,
            "about": record.claim.about,
            "object": record.claim.object,
            "qualifiers": record.qualifiers,
            "locator": record.locator,
            "fingerprint": record.fingerprint,
            "properties": {name: value for name, value in told.items() if name not in DAYS},
            # Text, since the driver is slow at dates: the statement makes days of them.
            "days": {name: told[name] for name in DAYS if name in told},
        }
    )


def unpacked(body: bytes) -> dict[str, Any]:
    """A claim from the disk, as parameters of the statement that writes it."""
    found: dict[str, Any] = orjson.loads(body)
    return found


def claim_of(parameters: dict[str, Any], works: dict[str, str]) -> Claim:
    """What it takes to compare a claim with others, from what is written of it."""
    said = parameters["properties"]
    days = [date.fromisoformat(parameters["days"][name]) for name in Validity.__dataclass_fields__]
    return Claim(
        id=parameters["id"],
        about=parameters["about"],
        predicate=said["predicate"],
        op=said["op"],
        value=said.get("says"),
        object=parameters["object"],
        ordinal=said.get("ordinal"),
        role=said.get("role"),
        polarity=said["polarity"],
        modality=said["modality"],
        rank=said["rank"],
        voice=said["voice"],
        source=said["source"],
        work=works[said["source"]],
        validity=Validity(*days),
    )


def chunks(items: Iterable[Any], size: int = _CHUNK) -> Iterator[list[Any]]:
    """The items, so many at a time."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
