"""Everything, a region or an answer as a NetworkX graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx
from neo4j.graph import Node, Path, Relationship

from exporters.columns import Row
from exporters.content import Content, from_database
from exporters.contested import choose
from graph.catalogue import run
from graph.contests import Contested, read_contests
from graph.database import Database
from graph.errors import BadInputError
from graph.json_values import labels_of, to_json
from graph.lens import EVERYTHING, Lens
from graph.row_windows import WHOLE
from graph.version import pin


def whole_graph(
    database: Database, lens: Lens = EVERYTHING, *, contested: str = Contested.ACCEPTED
) -> nx.MultiDiGraph[str]:
    """Every thing and every edge that the lens lets through.

    Args:
        database: Where from.
        lens: What is let through, and as of which snapshot.
        contested: `accepted`, `all` or `weighted`, as in exports.

    Returns:
        Nodes by id, with `kind`, `name`, `names`, `rank`; edges with `type`, dates as ISO 8601
        text, and claims; see `NODE_COLUMNS` and `EDGE_COLUMNS` of the exports. An attribute that
        is null is left out.
    """
    return network_of(from_database(database, lens, contested=contested))


def network_of(content: Content) -> nx.MultiDiGraph[str]:
    """The NetworkX graph of an export's rows."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from((row["id"], _attributes(row, "id")) for row in content.nodes())
    network.add_edges_from(
        (row["start"], row["end"], _attributes(row, "start", "end")) for row in content.edges()
    )
    return network


def from_query(
    database: Database,
    name: str,
    arguments: Mapping[str, Any],
    lens: Lens = EVERYTHING,
    *,
    contested: str = Contested.ACCEPTED,
) -> nx.MultiDiGraph[str]:
    """The edges that a query gives: one whose rows have `start`, `end` and `type`.

    Args:
        database: Where from.
        name: Of the query.
        arguments: Its parameters, by name.
        lens: What is let through, and as of which snapshot.
        contested: `accepted`, `all` or `weighted`, as in exports.

    Raises:
        BadInputError: The query gives no edges.
        BadParameterError: There is no such choice.
    """
    lens = pin(database, lens)
    choice = choose(contested, lambda: read_contests(database, lens.bind()))
    # A limit that nobody asked for would leave edges out of a file without a word.
    answer = run(database, name, arguments, lens, page=None if "limit" in arguments else WHOLE)
    if not {"start", "end", "type"} <= set(answer.columns):
        raise BadInputError(
            f"{name} gives no edges: its rows have no start, end and type.",
            hint="neighborhood and path do.",
        )
    return from_rows(choice.edges(answer.rows))


def from_rows(rows: Iterable[Row]) -> nx.MultiDiGraph[str]:
    """The edges that rows are, each with `start`, `end`, `type` and what else it has."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in rows:
        for side in ("start", "end"):
            known = {"name": row.get(f"{side}_name"), "kind": row.get(f"{side}_kind")}
            network.add_node(row[side], **_attributes(known))
        left_out = [column for column in row if column.startswith(("start", "end"))]
        network.add_edge(row["start"], row["end"], **_attributes(row, *left_out))
    return network


def _attributes(row: Row, *left_out: str) -> dict[str, Any]:
    return {
        name: value for name, value in row.items() if value is not None and name not in left_out
    }


_EDGE = {"start", "end", "type"}


def from_answer(rows: Iterable[Mapping[str, Any]]) -> nx.MultiDiGraph[str]:
    """The nodes and edges in rows of driver values, at any depth of lists and maps.

    Rows of the catalogue that are edges (`start`, `end`, `type`) are taken as such.

    Returns:
        Nodes by their property `id`, else by Neo4j's element id, with `kind` (their labels, a colon
        between; `Thing` only where it is the only one) and their properties; edges with `type`
        and theirs. Values are JSON values. In the order in which they come; empty where there are
        none.
    """
    kept = list(rows)
    if kept and kept[0].keys() >= _EDGE and isinstance(kept[0]["start"], str):
        return from_rows(kept)
    found = list(_entities(kept))
    nodes = {item.element_id: item for item in found if isinstance(item, Node)}
    # A relationship alone knows its ends by element id only; a full node goes before such a stub.
    edges = {item.element_id: item for item in found if isinstance(item, Relationship)}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes.values():
        network.add_node(_key(node), **{**_properties(node), "kind": ":".join(labels_of(node))})
    for edge in edges.values():
        ends = [nodes.get(end.element_id, end) for end in edge.nodes if end is not None]
        if len(ends) == 2:
            network.add_edge(*map(_key, ends), **{**_properties(edge), "type": edge.type})
    return network


def _entities(value: Any) -> Iterator[Node | Relationship]:
    match value:
        case Node() | Relationship():
            yield value
        case Path():
            yield from value.nodes
            yield from value.relationships
        case Mapping():
            for item in value.values():
                yield from _entities(item)
        case list():
            for item in value:
                yield from _entities(item)


def _key(node: Node) -> str:
    identifier = node.get("id")
    return identifier if isinstance(identifier, str) else node.element_id


def _properties(item: Node | Relationship) -> dict[str, Any]:
    return {name: to_json(value) for name, value in item.items() if name != "id"}
