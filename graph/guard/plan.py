"""The plan of a statement, and the check that everything in it is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.database import Database
from graph.errors import CypherError, StatementError, StatementRefusedError
from graph.guard.allowed import is_operator, is_procedure
from graph.guard.lexer import Token
from graph.guard.one_record import OneRecord, in_one_record
from graph.guard.statement import ParsedStatement
from graph.guard.watchdog import terminate_if_stuck

READ_ONLY = "r"
# A line of its own, so that columns in Neo4j's messages stay right.
_EXPLAIN = "EXPLAIN\n"
_LINE_IN_MESSAGE = re.compile(r"\(line (\d+), column (\d+) \(offset: (\d+)\)\)")
_PROCEDURE = re.compile(r"[\w.]+")
# Rows up to which Neo4j's estimate of the number of lists is believed.
_FEW_ROWS = 20_000
# By the beginning of an operator's name: the keywords of a statement that it comes from.
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
_QUERY_TYPES = {
    "w": _WRITES,
    "rw": _WRITES,
    "s": "it changes the schema, or speaks to the server and not to the graph",
}


@dataclass(frozen=True)
class Plan:
    """How Neo4j means to run a statement.

    Attributes:
        statement: The text that was planned.
        parameters: The values it is to run with.
        operators: The plan's operators, each once, from the top.
        tree: The whole plan as Neo4j gives it: `operatorType`, `identifiers`, `args`, `children`.
        explained: Whether the statement begins with EXPLAIN: it gives its plan and no rows.
        query_type: Neo4j's: `r` for what only reads.
        columns: The columns that it gives.
        one_record: The statement so that all rows come in one record, where it has such a form.
        row_bytes: About how many bytes a row of the answer takes in Neo4j, at most.
    """

    statement: str
    parameters: Mapping[str, Any]
    operators: tuple[str, ...]
    tree: Mapping[str, Any] = field(repr=False)
    explained: bool = False
    query_type: str = READ_ONLY
    columns: tuple[str, ...] = ()
    one_record: OneRecord | None = field(default=None, repr=False)
    row_bytes: float = 0.0

    def nodes(self) -> Iterator[Mapping[str, Any]]:
        """The plan's nodes, from the top."""
        return _walk(self.tree)

    def details(self) -> Iterator[str]:
        """The expressions that the nodes repeat, in Neo4j's own spelling."""
        return (str(node["args"].get("Details", "")) for node in self.nodes())

    def collected_rows(self) -> float:
        """How many rows Neo4j expects to collect into one list, at most."""
        return _collected_rows(self.tree)


def explain(
    database: Database,
    statement: ParsedStatement,
    parameters: Mapping[str, Any],
    time_limit: float | None,
    metadata: Mapping[str, str],
) -> Plan:
    """Have Neo4j plan a statement; nothing is run.

    Args:
        database: Where it would run.
        statement: The statement.
        parameters: Its parameters.
        time_limit: Seconds that planning may take; None takes the database's own.
        metadata: The transaction's, by `transaction_metadata`.

    Raises:
        StatementError: Neo4j does not understand it.
        StatementRefusedError: Neo4j gives no plan for it.
        QueryTimeoutError: Planning it takes too long.
        DatabaseUnavailableError: Neo4j is unreachable.
    """
    try:
        with terminate_if_stuck(database, metadata):
            answer = database.run(
                _EXPLAIN + _without_profile(statement),
                dict(parameters),
                time_limit=time_limit,
                metadata=metadata,
            )
    except CypherError as error:
        raise _without_first_line(error) from error
    if answer.plan is None or answer.records:
        raise StatementRefusedError("The statement", "Neo4j gave no plan for it")
    operators = dict.fromkeys(map(_operator, _walk(answer.plan)))
    return Plan(
        statement.text,
        parameters,
        tuple(operators),
        answer.plan,
        explained="EXPLAIN" in statement.prefix,
        query_type=answer.query_type,
        columns=tuple(answer.columns),
        one_record=in_one_record(statement, answer.columns),
    )


def check_operators(statement: ParsedStatement, plan: Plan) -> None:
    """Refuse a plan with an operator or procedure that is not on the allow-lists.

    Raises:
        StatementRefusedError: With the place of its keyword in the statement.
    """
    for node in plan.nodes():
        operator = _operator(node)
        if operator.endswith("ProcedureCall"):
            name = _PROCEDURE.match(str(node["args"].get("Details", "")))
            procedure = name[0] if name else operator
            if not is_procedure(procedure):
                raise _refused(
                    procedure,
                    "this procedure is not among those that only read the graph",
                    statement.find("CALL"),
                )
        if not is_operator(operator):
            reason = next(
                (why for start, why in _REASONS.items() if operator.startswith(start)),
                "it is not among the operators that only read the graph",
            )
            keywords = next((known for start, known in _KEYWORDS if operator.startswith(start)), ())
            place = statement.find(*keywords) if keywords else statement.tokens[0]
            raise _refused(operator, reason, place)


def check_query_type(plan: Plan) -> None:
    """Refuse what Neo4j itself says does more than read.

    Raises:
        StatementRefusedError: It does.
    """
    if plan.query_type != READ_ONLY:
        reason = _QUERY_TYPES.get(plan.query_type, "it does more than read")
        raise _refused("The statement", reason, None)


def _without_profile(statement: ParsedStatement) -> str:
    """The statement without PROFILE before it, which would contradict EXPLAIN.

    Were there a PROFILE that we do not see, Neo4j would refuse to plan it.
    """
    text, token = statement.text, statement.prefix.get("PROFILE")
    if token is None:
        return text
    end = token.start + len(token.text)
    return text[: token.start] + " " * len(token.text) + text[end:]


def _walk(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield tree
    for child in tree.get("children", ()):
        yield from _walk(child)


def _operator(node: Mapping[str, Any]) -> str:
    return str(node["operatorType"]).split("@")[0]


def _collected_rows(tree: Mapping[str, Any]) -> float:
    # How many lists there are is Neo4j's guess: `WITH 1 AS k, collect(...)` makes one.
    below = [float(child["args"].get("EstimatedRows", 0)) for child in tree.get("children", ())]
    here = 0.0
    if "Aggregation" in tree["operatorType"]:
        here, lists = max(below, default=0), float(tree["args"].get("EstimatedRows", 1))
    elif "RollUpApply" in tree["operatorType"]:
        here, lists = below[-1], below[0]
    if here and here <= _FEW_ROWS:
        here /= max(lists, 1)
    return max([here, *map(_collected_rows, tree.get("children", ()))])


def _refused(operator: str, reason: str, token: Token | None) -> StatementRefusedError:
    return StatementRefusedError(
        operator,
        reason,
        writes=reason == _WRITES,
        line=token.line if token else None,
        column=token.column if token else None,
    )


def _without_first_line(error: CypherError) -> StatementError:
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
