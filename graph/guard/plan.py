"""Admission: a statement is planned, and everything in its plan must be allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.database import Database
from graph.errors import CypherError, StatementError, StatementRefusedError
from graph.guard.admissions import Admissions
from graph.guard.allowed import is_operator, is_procedure
from graph.guard.costs import ROWS, check_costs, values_matter
from graph.guard.lexer import Word, words
from graph.guard.lingering import named, watched
from graph.guard.rules import check_values, check_words, find, prefix, read_words

READ_ONLY = "r"
# What a word weighs, in characters of a statement.
_WORD = 20
_FEW_ROWS = 20_000
# A line of its own, so that columns in Neo4j's messages stay right.
_EXPLAIN = "EXPLAIN\n"
_LINE_IN_MESSAGE = re.compile(r"\(line (\d+), column (\d+) \(offset: (\d+)\)\)")
_PROCEDURE = re.compile(r"[\w.]+")
# Where the words of a statement show which operator they became.
_KEYWORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("LoadCSV", ("LOAD", "CSV")),
    ("Show", ("SHOW",)),
    ("Terminate", ("TERMINATE",)),
    ("Transaction", ("TRANSACTIONS",)),
    ("Create", ("CREATE",)),
    ("Merge", ("MERGE",)),
    ("LockingMerge", ("MERGE",)),
    ("Set", ("SET",)),
    ("Remove", ("REMOVE",)),
    ("DetachDelete", ("DELETE",)),
    ("Delete", ("DELETE",)),
    ("Drop", ("DROP",)),
    ("Foreach", ("FOREACH",)),
    ("ProcedureCall", ("CALL",)),
    ("Eager ProcedureCall", ("CALL",)),
)
_WRITES = "it writes"
_REASONS = {
    "LoadCSV": "it reads files and reaches the network",
    "Terminate": "it stops the work of others",
    "Show": "it tells about the server",
    **dict.fromkeys(
        ("Set", "Create", "Merge", "LockingMerge", "Remove", "Delete", "DetachDelete", "Foreach"),
        _WRITES,
    ),
    "Drop": "it changes the schema",
    "Transaction": "it commits on the way, and is not bounded by one transaction",
    "AdministrationCommand": "it is for administrators",
}
_TYPES = {
    "w": _WRITES,
    "rw": _WRITES,
    "s": "it changes the schema, or speaks to the server and not to the graph",
}


@dataclass(frozen=True)
class Plan:
    """A statement that may run, and how Neo4j means to run it.

    Attributes:
        statement: The text that was admitted, and no other.
        parameters: The values it is to run with.
        operators: The plan's operators, each once, from the top.
        tree: The whole plan as Neo4j tells it: `operatorType`, `identifiers`, `args`, `children`.
        explained: Whether the statement begins with EXPLAIN: it gives its plan and no rows.
    """

    statement: str
    parameters: Mapping[str, Any]
    operators: tuple[str, ...]
    tree: Mapping[str, Any] = field(repr=False)
    explained: bool = False


@dataclass(frozen=True)
class _Admitted:
    """A plan, the rows it gathers, and the words where values of parameters matter to them."""

    words: list[Word]
    plan: Plan
    rows: float


_admissions: Admissions[_Admitted] = Admissions()


def admit(
    database: Database,
    statement: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    time_limit: float | None = None,
    request: str | None = None,
) -> Plan:
    """Let a statement pass if all that it does is on the allow-lists; nothing is run.

    A statement that passed within the last minute is not planned again: see `admissions`.

    Args:
        database: Where it would run.
        statement: Cypher by somebody who is not trusted.
        parameters: Its parameters; how much an expression may do can depend on them.
        time_limit: Seconds that planning may take; None takes the database's own.
        request: What it is for: `stop` finds the planning by it.

    Raises:
        StatementRefusedError: Something in it is not allowed.
        BadInputError: It is empty, too long or nested too deeply, or a parameter is.
        StatementError: Neo4j does not understand it.
        QueryTimeoutError: Planning it takes too long.
        DatabaseUnavailableError: Neo4j is away.
    """
    bound = dict(parameters or {})
    check_values(bound)
    key = (database.uri, database.name, statement)
    known = _admissions.get(key)
    if known is None:
        found = read_words(statement)
        # Planning evaluates what stands in LIMIT, so that the costs are looked at before it too.
        check_costs(found, bound)
        plan = _planned(database, statement, found, bound, time_limit, named(request))
        rows = max(_gathered(plan.tree), ROWS)
        if rows > ROWS:
            check_costs(found, bound, rows)
        known = _Admitted(found if values_matter(found) else [], plan, rows)
        size = len(statement) + len(str(plan.tree)) + _WORD * len(known.words)
        _admissions.put(key, known, size)
    elif known.words:
        check_costs(known.words, bound, known.rows)
    return replace(known.plan, parameters=bound)


def _planned(
    database: Database,
    statement: str,
    found: list[Word],
    bound: dict[str, Any],
    time_limit: float | None,
    metadata: Mapping[str, str],
) -> Plan:
    """The plan, once all of it has been looked at."""
    explaining = _EXPLAIN + _unprofiled(statement, found)
    try:
        with watched(database, metadata):
            answer = database.run(explaining, bound, time_limit=time_limit, metadata=metadata)
    except CypherError as error:
        raise _moved(error) from error
    if answer.plan is None or answer.records:
        raise StatementRefusedError("The statement", "Neo4j gave no plan for it")
    tree = answer.plan
    operators = []
    for node in _walk(tree):
        operator = node["operatorType"].split("@")[0]
        _check_operator(operator, node, found)
        operators.append(operator)
    check_words(found)
    for node in _walk(tree):
        check_words(list(words(str(node["args"].get("Details", "")))))
    if answer.query_type != READ_ONLY:
        reason = _TYPES.get(answer.query_type, "it does more than read")
        raise StatementRefusedError("The statement", reason, writes=reason == _WRITES)
    return Plan(
        statement,
        bound,
        tuple(dict.fromkeys(operators)),
        tree,
        explained=prefix(found, "EXPLAIN") is not None,
    )


def _unprofiled(statement: str, found: list[Word]) -> str:
    """The statement without PROFILE before it, which would contradict EXPLAIN.

    Were there a PROFILE that we do not see, Neo4j would refuse to plan it.
    """
    word = prefix(found, "PROFILE")
    if word is None:
        return statement
    return statement[: word.start] + " " * len(word.text) + statement[word.start + len(word.text) :]


def _walk(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield tree
    for child in tree.get("children", ()):
        yield from _walk(child)


def _gathered(tree: Mapping[str, Any]) -> float:
    """How many rows Neo4j expects to gather into one list, at most.

    Its guess how many lists they make is believed only where they are few: `WITH 1 AS k,
    collect(...)` makes one.
    """
    below = [float(child["args"].get("EstimatedRows", 0)) for child in tree.get("children", ())]
    here = 0.0
    if "Aggregation" in tree["operatorType"]:
        here, lists = max(below, default=0), float(tree["args"].get("EstimatedRows", 1))
    elif "RollUpApply" in tree["operatorType"]:
        here, lists = below[-1], below[0]
    if here and here <= _FEW_ROWS:
        here /= max(lists, 1)
    return max([here, *map(_gathered, tree.get("children", ()))])


def _check_operator(operator: str, node: Mapping[str, Any], found: list[Word]) -> None:
    if operator.endswith("ProcedureCall"):
        name = _PROCEDURE.match(str(node["args"].get("Details", "")))
        procedure = name[0] if name else operator
        if not is_procedure(procedure):
            raise _refused(
                procedure,
                "this procedure is not among those that only read the graph",
                find(found, "CALL"),
            )
    if not is_operator(operator):
        reason = next(
            (why for start, why in _REASONS.items() if operator.startswith(start)),
            "it is not among the operators that only read the graph",
        )
        keywords = next((known for start, known in _KEYWORDS if operator.startswith(start)), None)
        raise _refused(operator, reason, find(found, *keywords) if keywords else found[0])


def _refused(operator: str, reason: str, word: Word | None) -> StatementRefusedError:
    return StatementRefusedError(
        operator,
        reason,
        writes=reason == _WRITES,
        line=word.line if word else None,
        column=word.column if word else None,
    )


def _moved(error: CypherError) -> StatementError:
    """The error as Neo4j would give it without our first line."""

    def shift(match: re.Match[str]) -> str:
        line, column, offset = map(int, match.groups())
        return f"(line {line - 1}, column {column} (offset: {offset - len(_EXPLAIN)}))"

    return StatementError(
        _LINE_IN_MESSAGE.sub(shift, error.message),
        code=error.code,
        line=None if error.line is None else max(error.line - 1, 1),
        column=error.column,
    )
