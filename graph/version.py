"""Which graph this is: its version, its last load, its counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.database import Database
from graph.lens import NEVER_RETIRED, Recorded, Run
from graph.statements import statement

EMPTY = "empty"


@dataclass(frozen=True)
class GraphState:
    """The graph at this moment.

    Attributes:
        version: Changes with every load that changes something, and only then.
        loaded: ISO 8601 time of that load; None before the first.
        counts: `nodes` (things) and `relationships` (edges made from claims).
    """

    version: str
    loaded: str | None
    counts: dict[str, int]


def graph_version(database: Database) -> str:
    """The graph's version; one node is read."""
    return last_recorded(database).version


def graph_state(database: Database) -> GraphState:
    """The graph's version, last load and counts."""
    latest = last_recorded(database)
    loaded = None if latest.version == EMPTY else latest.until.isoformat()
    nodes, relationships = database.run(
        statement("admin/graph_size"), {"never": NEVER_RETIRED}
    ).records[0]
    return GraphState(latest.version, loaded, {"nodes": nodes, "relationships": relationships})


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
