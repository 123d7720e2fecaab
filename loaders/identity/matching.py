"""Pairs of people in the graph who may be one; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.catalogue import Rows
from graph.database import Database
from graph.known_sources import require_sources
from graph.lens import NEVER_RETIRED
from graph.statements import statement
from loaders.identity.population import Pair, Person, Population

COLUMNS = ("one", "other", "score", "names", "evidence", "decided")
MIN_SCORE = 0.5


@dataclass(frozen=True)
class Decided:
    """What has been decided of two people, or two other things.

    Attributes:
        merged: The id that leads to the other, or does not.
        into: The id that is kept.
        same: Whether they are one.
        reason: Why.
        editors: The source of the decision.
    """

    merged: str
    into: str
    same: bool
    reason: str
    editors: str


@dataclass(frozen=True)
class Proposals:
    """Pairs of people who may be one, and what has been decided before.

    Attributes:
        pairs: The likeliest first.
        people: Everybody in the graph, by id.
        decided: Every decision that stands.
    """

    pairs: list[Pair]
    people: dict[str, Person]
    decided: list[Decided]

    @property
    def verdicts(self) -> dict[frozenset[str], str]:
        """What was decided of a pair: `same` or `different`."""
        return {
            frozenset((item.merged, item.into)): "same" if item.same else "different"
            for item in self.decided
        }

    @property
    def rows(self) -> Rows:
        """The pairs as rows with `COLUMNS`; decided ones say so."""
        verdicts = self.verdicts
        rows = [
            {
                "one": pair.one,
                "other": pair.other,
                "score": round(pair.score, 3),
                "names": pair.names,
                "evidence": [str(item) for item in pair.evidence],
                "decided": verdicts.get(frozenset((pair.one, pair.other))),
            }
            for pair in self.pairs
        ]
        return Rows(COLUMNS, rows)


def propose(
    database: Database, *, min_score: float = MIN_SCORE, sources: tuple[str, str] | None = None
) -> Proposals:
    """Find pairs of people who may be one.

    Args:
        database: Where.
        min_score: Pairs of a lower score are left out, but for those of one Hangul name.
        sources: Only pairs of one whom the first of these sources names, and one whom the other
            does.

    Raises:
        BadParameterError: There is no source of such an id.
    """
    require_sources(database, sources)
    people = {person.id: person for person in _read_people(database)}
    pairs = [
        pair
        for pair in Population(people.values()).pairs(sources)
        if pair.score >= min_score or pair.same_hangul
    ]
    return Proposals(pairs, people, read_decided(database))


def read_decided(database: Database) -> list[Decided]:
    """Every decision that stands."""
    rows = database.stream(statement("load/decisions"), {"never": NEVER_RETIRED})
    return [Decided(**row) for row in rows]


def _read_people(database: Database) -> Iterator[Person]:
    for row in database.stream(statement("load/people"), {"never": NEVER_RETIRED}, time_limit=0):
        yield Person(
            row["id"],
            tuple(row["names"]),
            tuple((first.to_native(), last.to_native()) for first, last in row["born"]),
            frozenset(row["shared"]),
            frozenset((source, name) for source, name in row["named"]),
            row["claims"],
        )
