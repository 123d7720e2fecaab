"""Admission: what decides whether a statement may run, check by check.

A statement that was admitted is remembered for a minute. What EXPLAIN decides depends on its text,
and not on the values of its parameters: a parameter stands for a value, never for a clause, a
procedure, a function or another database (`USE` is refused whatever follows it). Statistics and
types of values may change in which order and with which index Neo4j reads, but neither turns
reading into anything else. What does depend on values, how far an expression may go, is checked
for each kind of them: those that differ in short texts alone are one kind. Rights, procedures and
the server itself may change, so that a plan is kept no longer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from cachetools import TTLCache

from graph.database import Database
from graph.errors import StatementRefusedError
from graph.guard.costs import DEFAULT_ROWS, check_costs
from graph.guard.path_searches import check_path_searches
from graph.guard.plan import Plan, check_operators, check_query_type, explain
from graph.guard.rules import check_prefix, check_rules
from graph.guard.statement import ParsedStatement
from graph.guard.statement_limits import check_bounds, check_parameters
from graph.guard.watchdog import transaction_metadata

T = TypeVar("T")

SECONDS = 60.0
# Characters of statements and plans in all; Python takes some ten times as many bytes for them.
SIZE = 4_000_000
# What a token takes, in characters of a statement.
_TOKEN_SIZE = 20
# Texts up to this length are weighed as if they had it; so many kinds of values are remembered.
_SHORT_TEXT = 200
_MOST_WEIGHED = 100


class PlanCache(Generic[T]):
    """The latest plans by key, for a minute and within a size; threads may share it.

    Args:
        size: Characters in all; those used longest ago are dropped first.
        clock: Seconds that only grow.
    """

    def __init__(self, size: int = SIZE, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._entries: TTLCache[Hashable, tuple[T, int]] = TTLCache(
            size, SECONDS, timer=clock, getsizeof=lambda entry: entry[1]
        )

    def get(self, key: Hashable) -> T | None:
        """What was put under a key within the last minute."""
        with self._lock:
            entry = self._entries.get(key)
        return None if entry is None else entry[0]

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value of so many characters, unless it is larger than the whole cache."""
        with self._lock, suppress(ValueError):
            self._entries[key] = value, size


@dataclass(frozen=True)
class _Admitted:
    """A plan, the rows it collects, and the statement where values of parameters matter to it.

    Values that differ only in short texts cost no more than those with the longest of these: such
    values are weighed once.
    """

    statement: ParsedStatement | None
    plan: Plan
    rows: float
    weighed: dict[Hashable, float] = field(default_factory=dict)

    def with_values(self, values: Mapping[str, Any]) -> Plan:
        """The plan with other values; those with which an expression goes too far are refused."""
        return replace(self.plan, parameters=values, row_bytes=self._row_bytes(values))

    def _row_bytes(self, values: Mapping[str, Any]) -> float:
        if self.statement is None:
            return self.plan.row_bytes
        kinds = _kinds(values)
        if kinds is None or self.statement.has_regular_expressions:
            return check_costs(self.statement, values, self.rows)
        if kinds in self.weighed:
            return self.weighed[kinds]
        longest = {
            name: "x" * _SHORT_TEXT if isinstance(value, str) else value
            for name, value in values.items()
        }
        try:
            row_bytes = check_costs(self.statement, longest, self.rows)
        except StatementRefusedError:
            return check_costs(self.statement, values, self.rows)
        if len(self.weighed) < _MOST_WEIGHED:
            self.weighed[kinds] = row_bytes
        return row_bytes


def _kinds(values: Mapping[str, Any]) -> Hashable:
    """The values, of short texts only that they are some; None where one is long or has parts."""
    found: list[Hashable] = []
    for name, value in values.items():
        if isinstance(value, str) and len(value) <= _SHORT_TEXT:
            found.append((name, str))
        elif value is None or isinstance(value, bool | int | float):
            found.append((name, type(value), value))
        else:
            return None
    return tuple(found)


_cache: PlanCache[_Admitted] = PlanCache()


def admit(
    database: Database,
    statement: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    time_limit: float | None = None,
    request: str | None = None,
) -> Plan:
    """Let a statement pass if all that it does is on the allow-lists; nothing is run.

    Args:
        database: Where it would run.
        statement: Cypher by somebody who is not trusted.
        parameters: Its parameters; how much an expression may do can depend on them.
        time_limit: Seconds that planning may take; None takes the database's own.
        request: The id of the request it is for: `stop` finds the planning by it.

    Raises:
        StatementRefusedError: Something in it is not allowed.
        BadInputError: It is empty, too long or nested too deeply, or a parameter is.
        StatementError: Neo4j does not understand it.
        QueryTimeoutError: Planning it takes too long.
        DatabaseUnavailableError: Neo4j is unreachable.
    """
    values = dict(parameters or {})
    check_parameters(values)
    key = (database.uri, database.name, statement)
    admitted = _cache.get(key)
    if admitted is None:
        parsed = ParsedStatement(statement)
        metadata = transaction_metadata(request)
        admitted = _check(database, parsed, values, time_limit, metadata)
        size = len(statement) + len(str(admitted.plan.tree))
        if admitted.statement is not None:
            size += _TOKEN_SIZE * len(parsed.tokens)
        _cache.put(key, admitted, size)
        return admitted.plan
    return admitted.with_values(values)


def _check(
    database: Database,
    statement: ParsedStatement,
    values: Mapping[str, Any],
    time_limit: float | None,
    metadata: Mapping[str, str],
) -> _Admitted:
    check_bounds(statement)
    check_prefix(statement)
    # Planning evaluates what stands in LIMIT, so that the costs are checked before it too.
    row_bytes = check_costs(statement, values)
    plan = explain(database, statement, values, time_limit, metadata)
    check_operators(statement, plan)
    check_rules(statement, plan)
    check_path_searches(statement, plan)
    check_query_type(plan)
    rows = max(plan.collected_rows(), DEFAULT_ROWS)
    if rows > DEFAULT_ROWS:
        row_bytes = check_costs(statement, values, rows)
    plan = replace(plan, row_bytes=row_bytes)
    return _Admitted(statement if statement.has_parameters else None, plan, rows)
