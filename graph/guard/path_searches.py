"""The bound of searches for paths that Neo4j does not stop.

`SHORTEST`, `ANY` and `ALL SHORTEST` between nodes that are not both found beforehand are searched
from one end, over every way out of it. Within the search from one node Neo4j does not look at the
clock: along relationships of any direction and length it went on for half a minute (2026.08.1).
"""

from __future__ import annotations

import math
import re

from graph.errors import StatementRefusedError
from graph.guard.plan import Plan
from graph.guard.statement import ParsedStatement
from graph.guard.statement_limits import MAX_SEARCH_STEPS

_OPERATOR = "StatefulShortestPath(All"
# Names and texts, in which anything may stand.
_QUOTED = re.compile(r"`(?:[^`]|``)*`|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_REPEATED = re.compile(r"\(\((?P<steps>.*?)\)\)(?:[+*]|\{\d*, ?(?P<most>\d*) ?\})")
# A search in a subquery that stands in an expression, which has no operator of its own.
_INSIDE = re.compile(r"\bMATCH (?:ANY|ALL|SHORTEST)\b")
_BOTH_WAYS = re.compile(r"(?<!<)-(?:\[(?P<inside>[^\]]*)\])?-(?!>)")
_LENGTHS = re.compile(r"\*\d*(?P<range>\.\.)?(?P<most>\d*)")


def check_path_searches(statement: ParsedStatement, plan: Plan) -> None:
    """Refuse searches from one end along too many relationships of any direction.

    Raises:
        StatementRefusedError: With the place of the search and what to write instead.
    """
    for node in plan.nodes():
        details = _QUOTED.sub("_", str(node["args"].get("Details", "")))
        if str(node["operatorType"]).startswith(_OPERATOR):
            pattern = details.split("\n", 1)[0]
        elif _INSIDE.search(details):
            pattern = details
        else:
            continue
        if _steps(pattern) > MAX_SEARCH_STEPS:
            token = statement.find("SHORTEST") or statement.find("ANY") or statement.tokens[0]
            raise StatementRefusedError(
                token.text,
                f"it searches along more than {MAX_SEARCH_STEPS} relationships of any direction "
                "from one end, which Neo4j cannot stop",
                line=token.line,
                column=token.column,
                hint="Find both ends by their ids first, give the relationships a direction, "
                f"allow {{1,{MAX_SEARCH_STEPS}}} of them, or write shortestPath((a)-[*]-(b)).",
            )


def _steps(pattern: str) -> float:
    """How many relationships of any direction a path may have, of a plan's pattern."""
    repeated = 0.0
    for group in _REPEATED.finditer(pattern):
        most = float(group["most"]) if group["most"] else math.inf
        steps = _steps(group["steps"])
        repeated += most * steps if steps else 0.0
    once = _REPEATED.sub("", pattern)
    return repeated + sum(_length(step["inside"] or "") for step in _BOTH_WAYS.finditer(once))


def _length(inside: str) -> float:
    """How many relationships `[name:TYPE*1..9]` stands for, at most."""
    found = _LENGTHS.search(inside)
    if found is None:
        return 1.0
    if found["most"]:
        return float(found["most"])
    digits = re.search(r"\*(\d+)", inside)
    return float(digits[1]) if digits and not found["range"] else math.inf
