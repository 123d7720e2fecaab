"""Which graph this is: its version, its last load, its counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from graph.database import Database
from graph.errors import BusyError
from graph.known_sources import require_sources
from graph.lens import NEVER_RETIRED, Lens, Snapshot, SyntheticRun
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
        snapshot: What had been loaded when they were counted, to read the rest as of then.
    """

    version: str
    loaded: str | None
    counts: dict[str, int]
    snapshot: Snapshot


def graph_version(database: Database) -> str:
    """The graph's version; one node is read."""
    return latest_snapshot(database).version


def graph_state(database: Database) -> GraphState:
    """The graph's version, last load and counts, all of one moment.

    Raises:
        BusyError: It changes again and again while it is counted.
    """
    latest = latest_snapshot(database)
    for _ in range(_TRIES):
        nodes, relationships = database.run(
            statement("admin/graph_size"), {"never": NEVER_RETIRED}
        ).records[0]
        before, latest = latest, latest_snapshot(database)
        if latest.version == before.version:
            loaded = None if latest.version == EMPTY else latest.until.isoformat()
            counts = {"nodes": nodes, "relationships": relationships}
            return GraphState(latest.version, loaded, counts, latest)
    raise BusyError("The graph is being changed at this moment.", retry_after=1)


def latest_snapshot(database: Database) -> Snapshot:
    """What has been loaded so far: up to the end of all time before the first load."""
    records = database.run(statement("admin/graph_version")).records
    if not records:
        return Snapshot(version=EMPTY)
    version, recorded, run = records[0]
    return Snapshot(recorded.to_native(), _run(run), version)


def pin(database: Database, lens: Lens) -> Lens:
    """The lens with the snapshot that it reads: the latest one where it has none yet.

    Raises:
        BadParameterError: It has none yet, and looks through a source that is none.
    """
    if lens.snapshot.version:
        return lens
    require_sources(database, lens.sources)
    return replace(lens, snapshot=latest_snapshot(database))


def _run(found: dict[str, Any] | None) -> SyntheticRun | None:
    if found is None or found["claim"] is None:
        return None
    return SyntheticRun(
        found["claim"],
        found["source"],
        found["known_from"].to_native(),
        found["recorded"].to_native(),
        found["from"].to_native(),
        found["until"].to_native(),
    )
