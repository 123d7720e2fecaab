"""NetworkX graphs from the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from graph.catalogue import expand, run
from graph.database import Database
from graph.errors import BadInputError
from graph.lens import Lens
from graph.statements import statement
from graph.values import to_json
from graph.version import last_recorded


def whole_graph(database: Database, arguments: Mapping[str, Any]) -> nx.MultiDiGraph[str]:
    """Every thing and every edge that the lens lets through.

    Args:
        database: Where from.
        arguments: The lens, by name.

    Returns:
        Nodes by id, with `label`, `name`, `names`, `rank`; edges with `type`, dates and claims.
        Values are JSON values; an attribute that is null is left out.
    """
    lens = {"lens": Lens.read(arguments).bound(last_recorded(database))}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in database.stream(expand(statement("export/nodes")), lens):
        network.add_node(row["id"], **_attributes(row, "id"))
    for row in database.stream(expand(statement("export/edges")), lens):
        network.add_edge(row["start"], row["end"], **_attributes(row, "start", "end"))
    return network


def from_query(database: Database, name: str, arguments: Mapping[str, Any]) -> nx.MultiDiGraph[str]:
    """The edges that a query gives: one whose rows have `start`, `end` and `type`.

    Raises:
        BadInputError: The query gives no edges.
    """
    answer = run(database, name, arguments)
    if not {"start", "end", "type"} <= set(answer.columns):
        raise BadInputError(
            f"{name} gives no edges: its rows have no start, end and type.",
            hint="neighborhood and path do.",
        )
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in answer.rows:
        for side in ("start", "end"):
            known = {"name": row.get(f"{side}_name"), "label": row.get(f"{side}_kind")}
            network.add_node(row[side], **_attributes(known))
        left_out = [column for column in row if column.startswith(("start", "end"))]
        network.add_edge(row["start"], row["end"], **_attributes(row, *left_out))
    return network


def _attributes(row: Mapping[str, Any], *left_out: str) -> dict[str, Any]:
    return {
        name: to_json(value)
        for name, value in row.items()
        if name not in left_out and value is not None
    }
