"""Driver values to JSON: the one place where nodes, dates, points, bytes and NaN are turned."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graph.exact_times import ExactTime

_SAFE_INTEGER = 2**53 - 1
# What JSON has as well, but for the size of an integer.
_OF_JSON = frozenset([str, int, bool, type(None)])
# Where a property stands among a node's, which otherwise are as Neo4j has them.
_PLACES = {"id": -2, "name": -1, "search": 1, "spellings": 1}
# The driver writes nine digits after the point, whatever they are; of durations none too many.
_NOUGHTS = re.compile(r"(?<=:\d\d)(?:\.0+|(\.\d*?[1-9])0+)(?=\D|$)")


def to_json(value: Any) -> Any:
    """A JSON value for any value that the Bolt driver gives.

    Nodes become `{$type: "node", id, labels, properties}`, relationships `{$type: "relationship",
    id, type, start, end, properties}` (Neo4j's element ids), paths `{$type: "path", nodes,
    relationships}`; temporal values ISO 8601 text; points `{srid, coordinates}`; bytes base64 text;
    vectors lists of numbers; NaN and the infinities the texts "NaN", "Infinity", "-Infinity";
    integers beyond 2**53 - 1 decimal text, because JSON readers round them.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _SAFE_INTEGER else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else _unordinary(value)
    if isinstance(value, list | tuple) and not isinstance(value, Point | Duration):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    return _graph_or_scalar(value)


def are_of_json(values: Sequence[Any]) -> bool:
    """Whether these are texts, integers, booleans, nulls and lists of such: quicker than `to_json`.

    Only an integer may still be too large.
    """
    kinds = set(map(type, values))
    if kinds <= _OF_JSON:
        return True
    kinds.discard(list)
    lists = (value for value in values if type(value) is list)
    return kinds <= _OF_JSON and set(map(type, chain.from_iterable(lists))) <= _OF_JSON


def labels_of(node: Node) -> list[str]:
    """A node's labels in order, without `Thing` where another says more."""
    names = sorted(node.labels)
    return [name for name in names if name != "Thing"] or names


def _in_reading_order(node: Node) -> dict[str, Any]:
    """A node's properties: what names it first, and what is there for an index alone last."""
    names = sorted(node, key=lambda name: _PLACES.get(name, 0))
    return {name: to_json(node[name]) for name in names}


def _unordinary(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def _graph_or_scalar(value: Any) -> Any:  # noqa: PLR0911  (one return a type)
    match value:
        case ExactTime():
            return value.text
        case Node():
            return {
                "$type": "node",
                "id": value.element_id,
                "labels": sorted(value.labels),
                "properties": _in_reading_order(value),
            }
        case Relationship():
            return {
                "$type": "relationship",
                "id": value.element_id,
                "type": value.type,
                "start": value.start_node.element_id if value.start_node else None,
                "end": value.end_node.element_id if value.end_node else None,
                "properties": to_json(dict(value.items())),
            }
        case Path():
            return {
                "$type": "path",
                "nodes": [to_json(node) for node in value.nodes],
                "relationships": [to_json(edge) for edge in value.relationships],
            }
        case Date() | DateTime() | Time() | Duration():
            return _NOUGHTS.sub(r"\1", value.iso_format())
        case Point():
            return {"srid": value.srid, "coordinates": [to_json(part) for part in value]}
        case bytes() | bytearray():
            return base64.b64encode(bytes(value)).decode("ascii")
    if hasattr(value, "to_native"):
        return to_json(value.to_native())
    return str(value)
