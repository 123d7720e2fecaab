"""Arguments as language models write them: numbers as text, text as numbers, lists as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from graph.lens import NAMES
from graph.query_files import CatalogueQuery


def as_declared(query: CatalogueQuery, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A query's arguments by the types that it declares; what fits none is left as it is.

    Args:
        query: The query.
        arguments: Its own, and the lens; what is null or empty is left out.
    """
    types = {name: "ids" if name == "sources" else "text" for name in NAMES}
    types |= {parameter.name: parameter.type for parameter in query.parameters}
    return {
        name: _as_type(types.get(name, ""), value)
        for name, value in arguments.items()
        if value not in (None, "", [])
    }


def _as_type(kind: str, value: Any) -> Any:
    if kind == "ids":
        return _as_list(value)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if kind == "integer":
        return _as_integer(value)
    return value if kind == "boolean" else as_text(value)


def as_text(value: Any) -> Any:
    """A number as the text that a model means by it: 2007 as "2007"; all else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return str(int(value)) if float(value).is_integer() else str(value)


def _as_integer(value: Any) -> Any:
    """A whole number that is written otherwise: 2.0, "2" or "2.0"."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return value
    return int(number) if number.is_integer() and not isinstance(value, bool) else value


def _as_list(value: Any) -> Any:
    """A list that is written as a list, as JSON, or with commas."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            return value
    return list(map(as_text, value)) if isinstance(value, list) else as_text(value)


def told(error: ValidationError) -> str:
    """What is wrong with a tool's arguments, one after another, and what they should be."""
    said = []
    for item in error.errors(include_url=False, include_context=False):
        name = ".".join(map(str, item["loc"])) or "arguments"
        wrong = item["msg"].removeprefix("Value error, ").replace("Input should", "should")
        given = "" if item["type"] == "missing" else f"={str(item['input'])[:100]!r}"
        said.append(f"{name}{given}: it {wrong[0].lower()}{wrong[1:]}.")
    return " ".join(said)
