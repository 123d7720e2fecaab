"""What a load brings, kept on disk, and how it differs from the graph.

A load may be larger than memory: its things and claims are put into a private SQLite file, which is
gone when it is closed, and read from there as often as it takes. Its tables and all statements are
in `staging.sql`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

from graph.claims import Claim
from loaders.dataset.records import ClaimRecord

_CHUNK = 1_000


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


class StagingStore:
    """The things, claims and questions of one load, and the records of a foreign file."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self.run("schema")
        # What follows is one transaction without an end: one for each row would be slow.
        self._database.execute("BEGIN")

    def run(self, name: str, *values: Any) -> sqlite3.Cursor:
        """Run the statements of this name in `staging.sql`; the cursor of the last one."""
        statements = _statements()[name]
        for statement in statements:
            cursor = self._database.execute(statement, values)
        return cursor

    def run_each(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run the statement of this name once for each row."""
        (statement,) = _statements()[name]
        self._database.executemany(statement, rows)

    def read_column(self, name: str, *values: Any) -> Iterator[Any]:
        """The first column of what a statement gives."""
        return (row[0] for row in self.run(name, *values))

    def read_value(self, name: str, *values: Any) -> Any:
        """The one value that a statement gives."""
        return self.run(name, *values).fetchone()[0]

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self._database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  (a name of ours)

    def add_things(self, things: Iterable[tuple[str, str, int | None, str | None]]) -> None:
        """Add things as id, label, rank and series; the first of an id stays."""
        self.run_each("add_thing", things)

    def add_claims(self, records: Iterable[tuple[int, ClaimRecord]]) -> None:
        """Add claims, each with the number of the record that makes it."""
        self.run_each(
            "add_claim",
            (
                (
                    number,
                    record.properties["source"],
                    record.id,
                    record.about,
                    record.object,
                    record.properties["predicate"],
                    record.fingerprint,
                    orjson.dumps(record),
                )
                for number, record in records
            ),
        )

    def deduplicate(self) -> None:
        """Keep a claim that is made twice once, with all of its notes; all claims are in by now."""
        self.run("index_claims")
        # Its rows are sorted before the first is given, so that none is changed on the way.
        for row, group in groupby(self.run("noted_again"), key=itemgetter(0)):
            bodies = [body for _, kept, other in group for body in (kept, other)]
            records = [ClaimRecord(**orjson.loads(body)) for body in dict.fromkeys(bodies)]
            claim = records[0].with_notes([record.properties.get("note") for record in records])
            self.replace_claims([(row, claim)])
        self.run("deduplicate")

    def claims_on(self, things: Iterable[str]) -> Iterator[tuple[int, ClaimRecord]]:
        """The row and the record of each claim in which one of these things may stand."""
        rows = self.run("claims_on", orjson.dumps([*things]).decode()).fetchall()
        for (row,) in rows:
            yield row, ClaimRecord(**orjson.loads(self.read_value("claim_in_row", row)))

    def replace_claims(self, records: Iterable[tuple[int, ClaimRecord]]) -> None:
        """Put other records of the same ids into these rows."""
        self.run_each(
            "replace_claim",
            (
                (record.about, record.object, orjson.dumps(record), record.fingerprint, row)
                for row, record in records
            ),
        )

    def compare_things(
        self, existing: Iterable[tuple[str, Sequence[str], int | None, str | None]]
    ) -> None:
        """Find which things are new or differ from the graph's: id, labels, rank and series."""
        self.run("mark_things_new")
        for identifier, labels, rank, series in existing:
            label = labels[0] if len(labels) == 1 else None
            self.run("mark_existing_thing", label, rank, series, identifier)

    def compare_claims(
        self, existing: Iterable[tuple[str, str, str, str]], *, additive: bool = False
    ) -> None:
        """Find what differs from the graph's claims: id, source, fingerprint and subject.

        A claim that is not made again is retired, unless the load is `additive`. `compare_things`
        comes first: a thing that is new has no edges yet, and no questions.
        """
        self.run("forget_comparison")
        self.run_each("add_existing_claim", existing)
        self.run("find_written_claims")
        if not additive:
            self.run("find_retired_claims")
        self.run("find_subjects")

    def count_changes(self, source: str, *, described: bool) -> Difference:
        """How many claims of a source differ."""
        counts = dict(self.run("count_changes", source))
        added, changed = counts.get("added", 0), counts.get("changed", 0)
        unchanged = self.read_value("count_claims", source) - added - changed
        return Difference(added, changed, counts.get("retired", 0), unchanged, described)

    def changes(self) -> Iterator[tuple[str, str, str]]:
        """What differs, in order of ids: kind, id and fingerprint."""
        return self.run("changes")

    def things_to_write(self, *, new: bool | None = None) -> Iterator[dict[str, Any]]:
        """Things that are new, or that differ from the graph's, or both; in order of ids."""
        state = None if new is None else "new" if new else "other"
        for identifier, label, rank, series in self.run("things_to_write", state):
            yield {"id": identifier, "label": label, "rank": rank, "series": series}

    def claims_to_retire(self) -> Iterator[str]:
        """Ids of claims that end, some of them to be made again otherwise."""
        return self.read_column("claims_to_retire")

    def claims_to_write(self, *, of_new: bool = True) -> Iterator[dict[str, Any]]:
        """Claims that are added or changed, as `ClaimRecord` in JSON, in the order of records.

        Args:
            of_new: Those about new things too.
        """
        name = "claims_to_write" if of_new else "claims_of_existing"
        return map(orjson.loads, self.read_column(name))

    def changed_claims(self, kind: str) -> Iterator[dict[str, Any]]:
        """The claims that are `added` or `changed`."""
        return map(orjson.loads, self.read_column("changed_claims", kind))

    def subjects(self, *, new: bool) -> Iterator[str]:
        """Things whose edges and questions are made anew: those that are new, or the others."""
        return self.read_column("subjects", new)

    def retired_claims(self, subjects: Iterable[str]) -> set[str]:
        """Ids of the claims about these things that end."""
        return {
            identifier
            for subject in subjects
            for identifier in self.read_column("retired_claims_about", subject)
        }

    def written_claims(self, subjects: Iterable[str], works: dict[str, str]) -> list[Claim]:
        """The claims about these that are written; `works` names each source's work."""
        records = (
            ClaimRecord(**orjson.loads(body))
            for subject in subjects
            for body in self.read_column("written_claims_about", subject)
        )
        return [record.as_claim(works[record.properties["source"]]) for record in records]

    def written_relations(self, *predicates: str) -> Iterator[tuple[str, str, str]]:
        """Subject, predicate and object of what is written with these predicates."""
        for predicate in predicates:
            yield from self.run("written_relations", predicate)

    def asserted_relations(self, predicate: str) -> Iterator[tuple[str, str, str]]:
        """Source, subject and object of what the load asserts with this predicate."""
        for body in self.read_column("claims_of", predicate):
            claim = orjson.loads(body)
            if claim["properties"]["polarity"] == "asserted":
                yield claim["properties"]["source"], claim["about"], claim["object"]

    def ambiguous_subjects(self) -> Iterator[str]:
        """New subjects of which something is said more than once, so that it may disagree."""
        return self.read_column("ambiguous_subjects")

    def ending_subjects(self, ends: Sequence[str], ended: Sequence[str]) -> Iterator[str]:
        """New subjects of which something is said that ends something, or may have been ended.

        Args:
            ends: Predicates that end what is said; an edition of the rules does too.
            ended: Predicates that end with what they relate to, where that is in the graph already.
        """
        lists = [orjson.dumps(predicates).decode() for predicates in (ends, ended)]
        return self.read_column("ending_subjects", *lists)

    def add_questions(self, questions: Iterable[dict[str, Any]]) -> None:
        """Add questions that are to be written."""
        self.run_each("add_question", ((orjson.dumps(item),) for item in questions))

    def questions(self) -> Iterator[dict[str, Any]]:
        """The questions to write."""
        return map(orjson.loads, self.read_column("questions"))


@cache
def _statements() -> dict[str, list[str]]:
    """The statements of `staging.sql`, by name."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    found = {}
    for part in re.split(r"^-- name: ", text, flags=re.MULTILINE)[1:]:
        name, _, body = part.partition("\n")
        code = re.sub(r"^--.*\n", "", body, flags=re.MULTILINE)
        found[name] = [statement for statement in re.split(r";\n", code) if statement.strip()]
    return found


def chunks(items: Iterable[Any], size: int = _CHUNK) -> Iterator[list[Any]]:
    """The items, so many at a time."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
