"""Which graph this is: its version, its last load, its counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.database import Database
from graph.errors import BusyError
from graph.lens import NEVER_RETIRED, Recorded, Run
from graph.statements import statement

EMPTY = "empty"
# How often it is counted anew where a load ended meanwhile.
_TRIES = 10


@dataclass(frozen=True)
class GraphState:
    """The graph at this moment.

    Attributes:
        version: Changes with every load that changes something, and only then.
        loaded: ISO 8601 time of that load; None before the first.
        counts: `nodes` (things) and `relationships` (edges made from claims).
        latest: What had been loaded when they were counted, for what else is asked of this moment.
    """

    version: str
    loaded: str | None
    counts: dict[str, int]
    latest: Recorded


def graph_version(database: Database) -> str:
    """The graph's version; one node is read."""
    return last_recorded(database).version


def graph_state(database: Database) -> GraphState:
    """The graph's version, last load and counts, all of one moment.

    Raises:
        BusyError: It changes again and again while it is counted.
    """
    latest = last_recorded(database)
    for _ in range(_TRIES):
        nodes, relationships = database.run(
            statement("admin/graph_size"), {"never": NEVER_RETIRED}
        ).records[0]
        before, latest = latest, last_recorded(database)
        if latest.version == before.version:
            loaded = None if latest.version == EMPTY else latest.until.isoformat()
            counts = {"nodes": nodes, "relationships": relationships}
            return GraphState(latest.version, loaded, counts, latest)
    raise BusyError("The graph is being changed at this moment.", retry_after=1)


def last_recorded(database: Database) -> Recorded:
    """What has been loaded so far: up to the end of all time before the first load."""
    records = database.run(statement("admin/graph_version")).records
    if not records:
        return Recorded(version=EMPTY)
    version, recorded, run = records[0]
    return Recorded(recorded.to_native(), _run(run), version)


def _run(found: dict[str, Any] | None) -> Run | None:
    if found is None or found["claim"] is None:
        return None
    return Run(
        found["claim"],
        found["source"],
        found["known_from"].to_native(),
        found["recorded"].to_native(),
        found["from"].to_native(),
        found["until"].to_native(),
    )
