"""Values as text: as Cypher writes them, and as people read them in the cells of a table."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point

from graph.json_values import labels_of, to_json
from graph.visible import escape_controls

_NAMED = ("name", "title", "id")
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")


def quoted(name: str) -> str:
    """A label, type or property as a statement must write it: in backticks where need be."""
    return name if _PLAIN_NAME.fullmatch(name) else f"`{name.replace('`', '``')}`"


def literal(value: Any) -> str:  # noqa: PLR0911  (one return a type)
    """A value as cypher-shell prints it: texts in quotation marks, graph values as patterns."""
    match value:
        case None:
            return "NULL"
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return _text(value)
        case Node():
            return _full_node(value)
        case Relationship():
            return _full_relationship(value)
        case Path():
            return _path(value, _full_node, _full_relationship)
        case Point():
            axes = ", ".join(f"{axis}: {part}" for axis, part in zip("xyz", value, strict=False))
            return f"point({{srid: {value.srid}, {axes}}})"
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case dict():
            return _map(value)
        case int() | float():
            return str(value)
    return str(to_json(value))


def short(value: Any) -> str:
    """A graph value in a few words, such as `(:Tier "Party cell")`."""
    match value:
        case Node():
            return _node(labels_of(value), _text(caption(value)))
        case Relationship():
            return _relationship(value, "")
        case Path():
            return _path(value, short, short)
        case list():
            return f"[{', '.join(map(short, value))}]"
    return literal(value)


def is_graph(value: Any) -> bool:
    """Whether a value is a node, relationship or path, or a list of some."""
    if isinstance(value, list):
        return any(map(is_graph, value))
    return isinstance(value, Node | Relationship | Path)


def caption(node: Node) -> str:
    """What to call a node: its name, title or id, else its first text."""
    texts = [text for key in _NAMED if isinstance(text := node.get(key), str)]
    texts += [text for text in node.values() if isinstance(text, str)]
    return texts[0] if texts else node.element_id


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return f'"{escape_controls(escaped)}"'


def _map(value: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{quoted(key)}: {literal(item)}" for key, item in value.items()) + "}"


def _properties(value: Node | Relationship) -> str:
    return _map(dict(value.items())) if len(value) else ""


def _node(names: Sequence[str], inside: str) -> str:
    shown = "".join(f":{quoted(name)}" for name in names)
    return f"({' '.join(filter(None, (shown, inside)))})"


def _full_node(node: Node) -> str:
    return _node(sorted(node.labels), _properties(node))


def _relationship(relationship: Relationship, inside: str) -> str:
    return f"[{' '.join(filter(None, (f':{quoted(relationship.type)}', inside)))}]"


def _full_relationship(relationship: Relationship) -> str:
    return _relationship(relationship, _properties(relationship))


def _path(path: Path, show_node: Any, show_relationship: Any) -> str:
    parts = [show_node(path.nodes[0])]
    for node, relationship in zip(path.nodes[1:], path.relationships, strict=True):
        forth = relationship.end_node == node
        shown = show_relationship(relationship)
        parts.append(f"-{shown}->" if forth else f"<-{shown}-")
        parts.append(show_node(node))
    return "".join(parts)


def cell_text(column: str, value: Any) -> str:
    """A value for people: ids of claims are counted, long lists cut, graph values named."""
    if is_graph(value):
        return escape_controls(short(value))
    value = to_json(value)
    if column == "claims" and isinstance(value, list):
        return str(len(value))
    if column == "sides" and _are_sides(value):
        return _sides(value)
    if isinstance(value, list) and len(value) > 2:
        return escape_controls(f"{_words(value[0])} and {len(value) - 1} more")
    return escape_controls(_words(value))


def whole_text(column: str, value: Any) -> str:
    """A value with nothing left out, for a pipe: every item and property, null as null."""
    if is_graph(value):
        return literal(value)
    value = to_json(value)
    if value is None:
        return "null"
    if column == "sides" and _are_sides(value):
        return _sides(value)
    return escape_controls(_words(value))


def is_cut(column: str, value: Any) -> bool:
    """Whether `cell_text` leaves out some of a value."""
    if is_graph(value):
        return True
    if column == "sides" and _are_sides(value):
        return False
    return isinstance(value, list) and (column == "claims" or len(value) > 2)


def _sides(value: Sequence[Mapping[str, Any]]) -> str:
    return escape_controls(
        "; ".join(f"{side['text']} ({', '.join(side['sources'])})" for side in value)
    )


def _words(value: Any) -> str:
    """A JSON value for people: a text is itself, what is null is nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _are_sides(value: Any) -> bool:
    """Whether a value is the sides of a disagreement, as the catalogue gives them."""
    return isinstance(value, list) and all(
        isinstance(side, dict) and {"text", "sources"} <= side.keys() for side in value
    )
