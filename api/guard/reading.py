"""An admitted statement's rows, one by one, within limits."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from neo4j import Query, ResultSummary

from api.guard.plans import Plan, admit
from graph.database import Database, our_errors
from graph.settings import settings


@dataclass(frozen=True)
class Limits:
    """How much an answer may have.

    Attributes:
        rows: Rows.
        bytes: Bytes that its values take, about as many as JSON would.
        seconds: Time in the database, planning apart.
    """

    rows: int
    bytes: int
    seconds: float

    @classmethod
    def of_settings(cls) -> Limits:
        """PARTYCELL_ROW_LIMIT, PARTYCELL_BYTE_LIMIT and PARTYCELL_TIME_LIMIT."""
        chosen = settings()
        return cls(
            chosen.partycell_row_limit, chosen.partycell_byte_limit, chosen.partycell_time_limit
        )


class Stream:
    """The rows of one statement; a context manager, and an iterator of lists of driver values.

    Leaving it early stops the statement in the database.

    Attributes:
        plan: What was admitted.
        columns: Column names, in order.
        limits: What the answer is held to.
        truncated: Whether rows were left out for a limit; known once the rows are read.
        rows: Rows given so far.
        bytes: What their values take so far.
        summary: Neo4j's summary; None until the rows are read, or where they were cut off.
    """

    def __init__(self, database: Database, plan: Plan, limits: Limits) -> None:
        self.plan = plan
        self.limits = limits
        self.truncated = False
        self.rows = 0
        self.bytes = 0
        self.summary: ResultSummary | None = None
        self._began = time.perf_counter()
        self._ended: float | None = None
        self._stack = ExitStack()
        try:
            with our_errors():
                session = self._stack.enter_context(database.session())
                self._result = session.run(
                    Query(plan.statement, timeout=limits.seconds), dict(plan.parameters)
                )
                self.columns = list(self._result.keys())
        except BaseException:
            self.close()
            raise

    @property
    def elapsed(self) -> float:
        """Seconds since the statement was sent, until its last row was read."""
        return (self._ended or time.perf_counter()) - self._began

    def __iter__(self) -> Iterator[list[Any]]:
        with our_errors():
            for record in self._result:
                values = record.values()
                self.bytes += sum(map(weight, values))
                if self.rows >= self.limits.rows or self.bytes > self.limits.bytes:
                    self.truncated = True
                    break
                self.rows += 1
                yield values
            self.summary = self._result.consume()
        self._ended = time.perf_counter()

    def close(self) -> None:
        """Give the connection back; what still runs is stopped."""
        with our_errors():
            self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def read(
    database: Database,
    statement: str | Plan,
    parameters: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
) -> Stream:
    """Admit a statement and start to read its rows, in read mode.

    Args:
        database: Where it runs.
        statement: Cypher by somebody who is not trusted, or what `admit` gave for it.
        parameters: Bound, never pasted; for a Plan they are its own.
        limits: Caps on rows, bytes and seconds; None takes the settings'.

    Raises:
        StatementRefusedError: Something in it is not allowed.
        BadInputError: It is empty, too long or nested too deeply.
        CypherError: Neo4j does not understand it, or failed while running it.
        QueryTimeoutError: It ran too long, and Neo4j stopped it.
        DatabaseUnavailableError: Neo4j is away.
    """
    plan = statement if isinstance(statement, Plan) else admit(database, statement, parameters)
    return Stream(database, plan, limits or Limits.of_settings())


def weight(value: Any) -> int:
    """About how many bytes a value takes in JSON."""
    if isinstance(value, str | bytes | bytearray):
        return len(value) + 2
    if isinstance(value, list | tuple):
        return 2 + sum(map(weight, value))
    if isinstance(value, dict):
        return 2 + sum(len(key) + 3 + weight(item) for key, item in value.items())
    if hasattr(value, "nodes"):
        return sum(map(weight, value.nodes)) + sum(map(weight, value.relationships))
    if hasattr(value, "items"):
        return 60 + sum(len(key) + 3 + weight(item) for key, item in value.items())
    return 8
