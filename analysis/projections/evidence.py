"""What a projection is made of: the edges that a lens lets through, and who contests them.

It is read once, and then made into a graph as often as need be: with what is accepted, with all
that is said, or drawn for an ensemble.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from graph.contests import NO_CONTESTS, Contests, read_contests
from graph.database import Database
from graph.dates import EARLIEST, LATEST
from graph.fragments import expand
from graph.lens import Lens
from graph.relations import RELATIONS
from graph.statements import statement
from graph.version import pin

ANY, POSSIBLE = "any", "possible"


class Edge(NamedTuple):
    """One edge of the database, between two ids.

    Attributes:
        start: Where from.
        end: Where to.
        type: The relationship's type.
        role: In what role, as the source writes it; None where none is said.
        status: How its dates stand to the time asked for; None where none was.
        possible_from: First day that it may hold on; year 1 where that is open.
        certain_from: First day that it certainly holds on.
        certain_until: Last such day; before the first where the moment is vague.
        possible_until: Last day that it may hold on; year 9999 where that is open.
        claims: Ids of its claims, those alone that the lens lets through.
        voices: Who said each, in the same order.
        one_seat: Whether it is the holding of a post that is known to have one seat.
    """

    start: str
    end: str
    type: str
    role: str | None
    status: str | None
    possible_from: date
    certain_from: date
    certain_until: date
    possible_until: date
    claims: list[str]
    voices: list[str]
    one_seat: bool = False

    @property
    def is_undated(self) -> bool:
        """Whether nothing is known of its time but that it held at some."""
        return (self.certain_from, self.certain_until) == (LATEST, EARLIEST)


@dataclass(frozen=True)
class Evidence:
    """All that one projection may be made of.

    Attributes:
        edges: In a fixed order.
        things: What is known of a node by its id: `kind`, `name`, `rank`.
        contests: The contested claims that the lens lets through.
        since: First day that is asked about; None where no time was asked for.
        until: Last such day.
        certainty: The lens's.
    """

    edges: Sequence[Edge]
    things: Mapping[str, Mapping[str, Any]]
    contests: Contests = NO_CONTESTS
    since: date | None = None
    until: date | None = None
    certainty: str = "best"


def read_evidence(
    database: Database,
    lens: Lens,
    *,
    types: Sequence[str],
    labels: Sequence[str],
    all_possible: bool = False,
) -> Evidence:
    """The edges of these types that the lens lets through.

    Args:
        database: Where from.
        lens: What is let through; its `as_of` may be a range, such as `2013/2021`.
        types: Which edges.
        labels: Of which kinds of things names are needed.
        all_possible: Also let through what is only possible then, for an ensemble.

    Raises:
        BadParameterError: The lens cannot be read.
    """
    bound = pin(database, lens).bind()
    if all_possible and bound["certainty"] != ANY:
        bound["certainty"] = POSSIBLE
    timeless = lens.as_of is None
    return Evidence(
        edges=_edges(database, bound, types),
        things=_things(database, labels),
        contests=read_contests(database, bound),
        since=None if timeless else bound["from"],
        until=None if timeless else bound["until"],
        certainty=lens.certainty,
    )


def _edges(database: Database, bound: Mapping[str, Any], types: Sequence[str]) -> list[Edge]:
    """The rows as they come: this is what the time for a whole party goes into."""
    parameters = {"lens": bound, **edge_types(types)}
    return [
        Edge._make((start, end, kind, role, status, *map(_day, days), claims, voices, one_seat))
        for start, end, kind, role, status, *days, claims, voices, one_seat in database.rows(
            expand(statement("analysis/edges"), bound), parameters
        )
    ]


def edge_types(types: Sequence[str]) -> dict[str, list[str]]:
    """Types of edges as parameters, with the labels that such edges start at."""
    starts = {label.value for name in types for label in RELATIONS[name].starts}
    return {"types": list(types), "starts": sorted(starts)}


@lru_cache(maxsize=65536)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _things(database: Database, labels: Sequence[str]) -> dict[str, dict[str, Any]]:
    rows = database.rows(expand(statement("analysis/things")), {"labels": list(labels)})
    return {
        identifier: {"kind": kind, "name": name}
        if rank is None
        else {"kind": kind, "name": name, "rank": rank}
        for identifier, kind, name, rank in rows
    }
