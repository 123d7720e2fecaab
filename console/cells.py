"""Values as people read them in the cells of a table."""

from __future__ import annotations

import json
from typing import Any

from console.literals import is_graph, short
from graph.json_values import to_json
from graph.visible import escape_controls


def shown(column: str, value: Any) -> str:
    """A value for people: ids of claims are counted, long lists cut, graph values named."""
    if is_graph(value):
        return escape_controls(short(value))
    value = to_json(value)
    if column == "claims" and isinstance(value, list):
        return str(len(value))
    if column == "sides" and _are_sides(value):
        return escape_controls(
            "; ".join(f"{side['side']} ({', '.join(side['sources'])})" for side in value)
        )
    if isinstance(value, list) and len(value) > 2:
        return escape_controls(f"{_words(value[0])} and {len(value) - 1} more")
    return escape_controls(_words(value))


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
        isinstance(side, dict) and {"side", "sources"} <= side.keys() for side in value
    )
