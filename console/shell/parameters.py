"""Parameters as they are typed: `{year: 1994}` or `year => 1994`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from neo4j.graph import Node, Path, Relationship

from graph.database import Answer
from graph.errors import BadInputError, CypherError
from graph.statements import statement

_ARROW = re.compile(r"(?P<name>\w+|`[^`]+`)\s*=>\s*(?P<expression>.+)", re.DOTALL)
_PLACE = "/*expression*/ null"
_HINT = "As in {year: 1994, when: date('1994-03')} or year => 1994."


def read_parameters(text: str, read: Callable[[str], Answer]) -> dict[str, Any]:
    """The parameters that a map or an arrow sets, evaluated by Neo4j.

    Args:
        text: What was typed.
        read: Runs a read-only statement; expressions may use the parameters that it binds.

    Returns:
        Driver values by name, so that a date stays a date.

    Raises:
        BadInputError: It is neither map nor arrow, or a value cannot be a parameter.
        CypherError: An expression is wrong.
    """
    arrow = _ARROW.fullmatch(text.strip())
    expression = arrow["expression"] if arrow else text.strip()
    if arrow is None and not expression.startswith("{"):
        raise BadInputError(f"{text!r} sets no parameter.", hint=_HINT)
    try:
        answer = read(statement("admin/evaluate").replace(_PLACE, f"{expression}\n"))
    except CypherError as error:
        # Its place is in our statement, which the user has not written.
        raise CypherError(error.message.split("\n")[0], code=error.code) from error
    value = answer.records[0][0]
    found = {arrow["name"].strip("`"): value} if arrow else value
    if not isinstance(found, dict):
        raise BadInputError(f"{text!r} is no map.", hint=_HINT)
    for name, item in found.items():
        if _holds_graph(item):
            raise BadInputError(f"{name}: no parameter can be a node, relationship or path.")
    return found


def _holds_graph(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_graph, value.values()))
    if isinstance(value, list):
        return any(map(_holds_graph, value))
    return isinstance(value, Node | Relationship | Path)
