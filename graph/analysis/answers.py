"""The graph in what a statement gave: its nodes, relationships and paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx
from neo4j.graph import Node, Path, Relationship

from graph.analysis.graphs import from_rows
from graph.values import labels_of, to_json

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
