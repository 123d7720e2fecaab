"""Which graph this is: its version, its last load, its counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.database import Database
from graph.lens import END_OF_RECORD, NEVER_RETIRED
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
    return _last_load(database)[0]


def graph_state(database: Database) -> GraphState:
    """The graph's version, last load and counts."""
    version, loaded = _last_load(database)
    nodes, relationships = database.run(
        statement("admin/graph_size"), {"never": NEVER_RETIRED}
    ).records[0]
    return GraphState(version, loaded, {"nodes": nodes, "relationships": relationships})


def last_recorded(database: Database) -> datetime:
    """When the last load that has ended was recorded; the end of all time before the first."""
    records = database.run(statement("admin/graph_version")).records
    moment: datetime = records[0][1].to_native() if records else END_OF_RECORD
    return moment


def _last_load(database: Database) -> tuple[str, str | None]:
    records = database.run(statement("admin/graph_version")).records
    if not records:
        return EMPTY, None
    version, recorded = records[0]
    return version, recorded.iso_format()
