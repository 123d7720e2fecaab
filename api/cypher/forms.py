"""An answer's rows in each form: JSON, JSON Lines, CSV, and graphs of its nodes and edges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson
from neo4j.graph import Node, Path, Relationship

from api.guard import Stream
from graph.analysis.exports import chunks
from graph.analysis.exports.content import Content, columns_of
from graph.errors import BadInputError
from graph.formats import csv_lines
from graph.values import to_json

# Form: media type.
FORMS = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "graphml": "application/graphml+xml",
    "graph": "application/vnd.partycell.graph+json",
}


def write(form: str, answer: Stream, about: Callable[[], Mapping[str, Any]]) -> bytes:
    """The whole answer in a form.

    Args:
        form: One of `FORMS`.
        answer: Its rows are read here.
        about: What the envelope says beside the rows, asked once they have been read.

    Raises:
        BadInputError: A graph is wanted and the rows hold no node.
    """
    if form in {"graphml", "graph"}:
        return _graph(form, answer)
    if form == "csv":
        header, *_ = csv_lines(answer.columns, [])
        return header.encode() + b"".join(answer.encoded(_csv_row(answer.columns)))
    row = _json_row(answer.columns)
    if form == "jsonl":
        return b"".join(answer.encoded(lambda values: row(values) + b"\n"))
    data = b",".join(answer.encoded(row))
    return b'{"data":[' + data + b"]," + orjson.dumps(about())[1:]


def _json_row(columns: list[str]) -> Callable[[list[Any]], bytes]:
    def encode(values: list[Any]) -> bytes:
        return orjson.dumps(dict(zip(columns, map(to_json, values), strict=True)))

    return encode


def _csv_row(columns: list[str]) -> Callable[[list[Any]], bytes]:
    def encode(values: list[Any]) -> bytes:
        row = dict(zip(columns, map(to_json, values), strict=True))
        _, line = csv_lines(columns, [row])
        return line.encode()

    return encode


def _graph(form: str, answer: Stream) -> bytes:
    """The nodes and relationships that the rows hold, each once, and the ends of relationships."""
    nodes: dict[str, dict[str, Any]] = {}
    edges: dict[str, dict[str, Any]] = {}
    for values in answer:
        for entity in _entities(values):
            if isinstance(entity, Node):
                nodes[entity.element_id] = _node(entity)
            else:
                edges[entity.element_id] = _edge(entity)
    if not nodes and not edges:
        raise BadInputError(
            "The answer holds no node and no relationship to draw.",
            hint="Return them, as in RETURN a, r, b, or ask for json or csv.",
        )
    for edge in edges.values():
        for end in (edge["start"], edge["end"]):
            nodes.setdefault(end, {"id": end})
    content = Content(
        {"truncated": str(answer.truncated).lower()},
        nodes.values,
        edges.values,
        columns_of(nodes.values(), ("id",)),
        columns_of(edges.values(), ("start", "end")),
    )
    return b"".join(chunks(content, "graphml" if form == "graphml" else "json"))


def _entities(value: Any) -> Iterator[Node | Relationship]:
    match value:
        case Node() | Relationship():
            yield value
        case Path():
            yield from value.nodes
            yield from value.relationships
        case list():
            for item in value:
                yield from _entities(item)
        case dict():
            for item in value.values():
                yield from _entities(item)


def _node(node: Node) -> dict[str, Any]:
    properties = {name: to_json(value) for name, value in node.items()}
    return {**properties, "id": node.element_id, "labels": sorted(node.labels)}


def _edge(edge: Relationship) -> dict[str, Any]:
    assert edge.start_node is not None  # noqa: S101  (Neo4j always says)
    assert edge.end_node is not None  # noqa: S101
    properties = {name: to_json(value) for name, value in edge.items()}
    return {
        **properties,
        "id": edge.element_id,
        "start": edge.start_node.element_id,
        "end": edge.end_node.element_id,
        "type": edge.type,
    }
