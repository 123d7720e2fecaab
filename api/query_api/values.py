"""Driver values as the Query API's JSON: plain, and typed with `$type` and `_value`."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time
from neo4j.vector import Vector

from api.query_api.neo4j_text import (
    date_text,
    duration_text,
    float32_text,
    float_text,
    point_text,
    time_text,
    zone_name,
)
from graph.exact_times import ExactTime

Encode = Callable[[Any], Any]
_VECTORS = {
    "i8": "INT8",
    "i16": "INT16",
    "i32": "INT32",
    "i64": "INT64",
    "f32": "FLOAT32",
    "f64": "FLOAT64",
}
_COORDINATES = {"FLOAT32": float32_text, "FLOAT64": float_text}


class UnsupportedTypeError(Exception):
    """A value has a type that the wanted format has not."""


def plain(value: Any) -> Any:
    """A value in plain JSON: what JSON has not becomes text, a path a list."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else float_text(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return _plain_other(value)


def _plain_other(value: Any) -> Any:
    match value:
        case Node():
            return {
                "elementId": value.element_id,
                "labels": sorted(value.labels),
                "properties": {key: plain(item) for key, item in value.items()},
            }
        case Relationship():
            return {
                "elementId": value.element_id,
                "startNodeElementId": _end(value.start_node),
                "endNodeElementId": _end(value.end_node),
                "type": value.type,
                "properties": {key: plain(item) for key, item in value.items()},
            }
        case Path():
            return [plain(item) for item in _steps(value)]
        case Vector():
            return [plain(item) for item in _coordinates(value)]
    text = _typed_text(value)[1]
    return text.partition("[")[0] if isinstance(value, DateTime | ExactTime) else text


def typed(value: Any, *, vectors: bool) -> dict[str, Any]:  # noqa: PLR0911  (one return a type)
    """A value in typed JSON.

    Args:
        value: The driver's.
        vectors: Whether the version that was asked for has them: 1.1 does.

    Raises:
        UnsupportedTypeError: It is a vector, and the version has none.
    """
    if value is None:
        return {"$type": "Null", "_value": None}
    if isinstance(value, bool):
        return {"$type": "Boolean", "_value": value}
    if isinstance(value, str):
        return {"$type": "String", "_value": value}
    if isinstance(value, int):
        return {"$type": "Integer", "_value": str(value)}
    if isinstance(value, float):
        return {"$type": "Float", "_value": float_text(value)}
    if isinstance(value, list):
        return {"$type": "List", "_value": [typed(item, vectors=vectors) for item in value]}
    if isinstance(value, dict):
        return {"$type": "Map", "_value": _typed_map(value, vectors=vectors)}
    return _typed_other(value, vectors=vectors)


def _typed_map(value: Any, *, vectors: bool) -> dict[str, Any]:
    return {key: typed(item, vectors=vectors) for key, item in value.items()}


def _typed_other(value: Any, *, vectors: bool) -> dict[str, Any]:
    match value:
        case Node():
            content: Any = {
                "_element_id": value.element_id,
                "_labels": sorted(value.labels),
                "_properties": _typed_map(value, vectors=vectors),
            }
            return {"$type": "Node", "_value": content}
        case Relationship():
            content = {
                "_element_id": value.element_id,
                "_start_node_element_id": _end(value.start_node),
                "_end_node_element_id": _end(value.end_node),
                "_type": value.type,
                "_properties": _typed_map(value, vectors=vectors),
            }
            return {"$type": "Relationship", "_value": content}
        case Path():
            steps = [typed(item, vectors=vectors) for item in _steps(value)]
            return {"$type": "Path", "_value": steps}
        case Vector():
            if not vectors:
                raise UnsupportedTypeError("Type VECTOR is not supported.")
            kind = _VECTORS[value.dtype]
            write: Callable[[Any], str] = _COORDINATES.get(kind, str)
            coordinates = [write(item) for item in value.to_native()]
            content = {"coordinatesType": kind, "coordinates": coordinates}
            return {"$type": "Vector", "_value": content}
    kind, text = _typed_text(value)
    return {"$type": kind, "_value": text}


def _typed_text(value: Any) -> tuple[str, str]:  # noqa: PLR0911
    match value:
        case ExactTime():
            return value.kind, value.text
        case Date():
            return "Date", date_text(value)
        case Time():
            return "LocalTime" if value.tzinfo is None else "Time", time_text(value)
        case DateTime():
            text = f"{date_text(value)}T{time_text(value)}"
            if value.tzinfo is None:
                return "LocalDateTime", text
            zone = zone_name(value)
            return (
                ("OffsetDateTime", text) if zone is None else ("ZonedDateTime", f"{text}[{zone}]")
            )
        case Duration():
            return "Duration", duration_text(value)
        case Point():
            return "Point", point_text(value)
        case bytes() | bytearray():
            return "Base64", base64.b64encode(bytes(value)).decode("ascii")
    raise UnsupportedTypeError(f"Type {type(value).__name__} is not supported.")


def _end(node: Node | None) -> str | None:
    return None if node is None else node.element_id


def _steps(path: Path) -> list[Node | Relationship]:
    """A path's nodes and relationships, one after another."""
    steps: list[Node | Relationship] = [path.nodes[0]]
    for edge, node in zip(path.relationships, path.nodes[1:], strict=True):
        steps += [edge, node]
    return steps


def _coordinates(vector: Vector) -> list[Any]:
    native: list[Any] = vector.to_native()
    if vector.dtype == "f32":
        return [float(float32_text(item)) for item in native]
    return native
