"""An admitted statement's rows, one by one, within limits."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from types import TracebackType
from typing import Any, Self

from neo4j import Query, ResultSummary
from neo4j.graph import Entity, Path

from graph.database import Answer, Database
from graph.driver_errors import our_errors
from graph.errors import (
    BadInputError,
    BookmarksNotReachedError,
    BusyError,
    CypherError,
    NoAnswerError,
    PartycellError,
    StatementError,
)
from graph.guard.admission import admit
from graph.guard.one_record import ROWS, OneRecord
from graph.guard.plan import Plan
from graph.guard.statement_limits import ROW_BYTES
from graph.guard.watchdog import terminate_if_stuck, transaction_metadata
from graph.notices import notices_of
from graph.settings import settings
from graph.statements import statement as ours
from graph.suggestions import with_suggestions
from graph.tasks import let_others_run
from graph.wire import with_deadline

# After so many rows of one statement it is the others' turn.
_TURN = 500
# So many rows are written at once.
_BLOCK = 100
# What all rows in one record may take, as estimated.
_MESSAGE_BYTES = 2 * ROW_BYTES
_NO_PARAMETER = "Neo.ClientError.Statement.ParameterMissing"
# The parameter that every query of the catalogue has.
_LENS = re.compile(r"\blens\b")
_ASK_BY_NAME = (
    "A query of the catalogue has its parameters where it is asked by its name: /v1/queries/NAME, "
    "`partycell query NAME`, `:run NAME`."
)


@dataclass(frozen=True)
class Limits:
    """How large an answer may be.

    Attributes:
        rows: Rows.
        bytes: Of text where each row is written at once, else what its values take in Python.
        seconds: Time in the database.
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
    """The rows of one statement: a context manager, and an iterable of lists of driver values.

    Leaving it early stops the statement in the database.

    Attributes:
        plan: What was admitted.
        columns: Column names, in order.
        limits: How large the answer may be.
        truncated: Whether rows were left out for a limit; known once the rows are read.
        rows: Rows read so far.
        bytes: What they take so far.
        summary: Neo4j's summary; None until the rows are read.
    """

    def __init__(
        self,
        database: Database,
        plan: Plan,
        limits: Limits,
        request: str | None,
        *,
        warnings: bool,
        bookmarks: Sequence[str],
        streamed: bool,
    ) -> None:
        self.plan = plan
        self.limits = limits
        self.truncated = False
        self.rows = 0
        self.bytes = 0
        self.summary: ResultSummary | None = None
        self._began = time.perf_counter()
        self._ended: float | None = None
        self._stack = ExitStack()
        self._database = database
        self._metadata = transaction_metadata(request)
        self._warnings = warnings
        self._bookmarks = bookmarks
        one = None if streamed else plan.one_record
        # Neo4j does not count the message that it sends.
        is_large = plan.row_bytes * limits.rows > _MESSAGE_BYTES
        if one is not None and (is_large or not one.is_within(limits.rows, plan.parameters)):
            one = None
        self._collected: list[list[Any]] | None = None
        try:
            if one is None or not self._collect(one):
                self.columns = self._start(plan.statement, plan.parameters)
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            if bookmarks and isinstance(error, NoAnswerError):
                raise BookmarksNotReachedError(
                    f"The database has not reached the bookmarks within {limits.seconds:g} s.",
                    hint="They may be of another database; without them nothing is waited for.",
                ) from error
            raise

    def _start(self, statement: str, parameters: Mapping[str, Any]) -> list[str]:
        """Send a statement; the names of its columns."""
        query = Query(statement, timeout=max(self._left, 0.001), metadata=dict(self._metadata))
        with self._errors_and_limits():
            self._session = self._stack.enter_context(
                self._database.session(warnings=self._warnings, bookmarks=self._bookmarks)
            )
            self._result = self._session.run(query, dict(parameters))
            return list(self._result.keys())

    def _collect(self, one: OneRecord) -> bool:
        """Have all rows come in one record; whether they did: they may be too large for one.

        What fails is asked again row by row, so that the rows before an error are there.
        """
        try:
            self._start(one.text, {**self.plan.parameters, ROWS: self.limits.rows + 1})
            with self._errors_and_limits():
                self._collected = self._result.single(strict=True).value()
        except (BadInputError, BusyError):
            with suppress(PartycellError):
                self.close()
            self._stack = ExitStack()
            return False
        self.columns = list(self.plan.columns)
        return True

    @property
    def _left(self) -> float:
        """Seconds of its time that are left."""
        return self._began + self.limits.seconds - time.perf_counter()

    @property
    def elapsed(self) -> float:
        """Seconds since the statement was sent, until its last row was read."""
        return (self._ended or time.perf_counter()) - self._began

    @property
    def bookmarks(self) -> list[str]:
        """Neo4j's bookmarks after the statement, for clients that ask for them."""
        return list(self._session.last_bookmarks().raw_values)

    def __iter__(self) -> Iterator[list[Any]]:
        for values in self._records():
            self.bytes += sum(map(memory_size, values))
            if self.bytes > self.limits.bytes:
                self.truncated = True
                break
            self.rows += 1
            yield values
        self._end()

    def encoded(self, encode: Callable[[list[Any]], bytes]) -> Iterator[bytes]:
        """Each row as the encoder writes it; these bytes are what the byte limit counts."""
        return self._encoded(self._records(), encode)

    def _encoded(
        self, rows: Iterable[list[Any]], encode: Callable[[list[Any]], bytes]
    ) -> Iterator[bytes]:
        for values in rows:
            piece = encode(values)
            self.bytes += len(piece)
            if self.bytes > self.limits.bytes:
                self.truncated = True
                break
            self.rows += 1
            yield piece
        self._end()

    def encoded_in_blocks(
        self,
        encode_block: Callable[[list[list[Any]]], bytes | None],
        encode: Callable[[list[Any]], bytes],
    ) -> Iterator[bytes]:
        """As `encoded`, many rows at once where they came in one record; their commas do not count.

        Args:
            encode_block: Writes some rows with commas between them; None where it cannot.
            encode: Writes one row.
        """
        rows = self._records()
        while self._collected is not None and (block := _take(rows, _BLOCK)):
            piece = encode_block(block)
            size = 0 if piece is None else len(piece) - len(block) + 1
            if piece is None or self.bytes + size > self.limits.bytes:
                rows = chain(block, rows)
                break
            self.bytes += size
            self.rows += len(block)
            yield piece
        yield from self._encoded(rows, encode)

    def _records(self) -> Iterator[list[Any]]:
        if self._collected is not None:
            self.truncated = len(self._collected) > self.limits.rows
            for number, row in enumerate(self._collected[: self.limits.rows], start=1):
                yield row
                if number % _TURN == 0:
                    let_others_run()
            return
        rows = iter(self._result)
        while True:
            with self._errors_and_limits():
                record = next(rows, None)
                values = None if record is None else record.values()
            if values is None:
                return
            if self.rows >= self.limits.rows:
                self.truncated = True
                return
            yield values

    @contextmanager
    def _errors_and_limits(self) -> Iterator[None]:
        """While Neo4j works: within time and size, and errors are those of the statement."""
        with (
            terminate_if_stuck(self._database, self._metadata),
            _statement_errors(),
            with_deadline(max(self._left, 0), ROW_BYTES),
        ):
            yield

    def _end(self) -> None:
        with self._errors_and_limits():
            self.summary = self._result.consume()
        self._ended = time.perf_counter()

    def close(self) -> None:
        """Give the connection back."""
        with self._errors_and_limits():
            self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # The session must know of an interrupt: then it does not wait for the statement to end.
        with self._errors_and_limits():
            self._stack.__exit__(kind, error, trace)


def read(
    database: Database,
    statement: str | Plan,
    parameters: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    *,
    request: str | None = None,
    warnings: bool = False,
    bookmarks: Sequence[str] = (),
    streamed: bool = False,
) -> Stream:
    """Admit a statement and start to read its rows, in read mode.

    Args:
        database: Where it runs.
        statement: Cypher by somebody who is not trusted, or the plan that `admit` returned.
        parameters: Their values; for a Plan they are its own.
        limits: Caps on rows, bytes and seconds; None takes the settings'.
        request: The id of the request it runs for, in the transaction's metadata, where `stop`
            and administrators find it.
        warnings: Whether Neo4j's notifications are wanted in the summary.
        bookmarks: Neo4j's, of what was written before: it is waited for, within the limits.
        streamed: Whether the first rows are wanted before the last are there; it takes longer.

    Raises:
        StatementRefusedError: Something in it is not allowed.
        BadInputError: It is empty, too long or nested too deeply.
        StatementError: Neo4j does not understand it, or failed while running it.
        QueryTimeoutError: It ran too long, and Neo4j stopped it.
        BookmarksNotReachedError: What the bookmarks stand for is not there in time.
        DatabaseUnavailableError: Neo4j is unreachable.
    """
    chosen = limits or Limits.of_settings()
    plan = (
        statement
        if isinstance(statement, Plan)
        else admit(database, statement, parameters, time_limit=chosen.seconds, request=request)
    )
    return Stream(
        database,
        plan,
        chosen,
        request,
        warnings=warnings,
        bookmarks=bookmarks,
        streamed=streamed,
    )


def fetch_all(
    database: Database,
    statement: str | Plan,
    parameters: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    *,
    request: str | None = None,
) -> Answer:
    """As `read`, with all rows in memory, and what Neo4j noticed; with EXPLAIN the plan, no rows.

    With PROFILE the plan has what was measured.
    """
    with read(database, statement, parameters, limits, request=request, warnings=True) as stream:
        records = list(stream)
    measured = stream.summary.profile if stream.summary else None
    notices = with_suggestions(database, notices_of(stream.summary))
    return Answer(
        stream.columns,
        records,
        stream.truncated,
        stream.elapsed,
        plan=dict(stream.plan.tree) if stream.plan.explained else measured,
        notices=notices,
    )


def stop(database: Database, request: str) -> int:
    """Terminate the transactions of a request; how many there were."""
    answer = database.run(ours("admin/stop"), {"request": request})
    return int(answer.records[0][0])


def _take(rows: Iterator[list[Any]], most: int) -> list[list[Any]]:
    """The next rows, as many as there are up to so many."""
    return list(islice(rows, most))


@contextmanager
def _statement_errors() -> Iterator[None]:
    """As `our_errors`, but what Neo4j refuses is an error in the statement."""
    try:
        with our_errors():
            yield
    except CypherError as error:
        is_copied = error.code == _NO_PARAMETER and _LENS.search(error.message) is not None
        raise StatementError(
            error.message,
            code=error.code,
            line=error.line,
            column=error.column,
            hint=_ASK_BY_NAME if is_copied else "",
        ) from error


def memory_size(value: Any) -> int:
    """About how many bytes a value takes in Python, with its place in a list."""
    if isinstance(value, str | bytes | bytearray):
        return 64 + len(value)
    if isinstance(value, list | tuple):
        return 64 + sum(map(memory_size, value))
    if isinstance(value, dict):
        return 120 + sum(100 + len(key) + memory_size(item) for key, item in value.items())
    if isinstance(value, Path):
        return sum(map(memory_size, (*value.nodes, *value.relationships)))
    if isinstance(value, Entity):
        return 500 + sum(100 + memory_size(item) for item in value.values())
    return 40
