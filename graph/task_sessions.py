"""Sessions of the asynchronous driver, for functions that run in a task of an event loop.

They have of the driver's own sessions what our reads use, and wait by `graph.tasks`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any, Literal, TypeVar

from neo4j import AsyncDriver, AsyncResult, AsyncSession, Bookmarks, Query, Record, ResultSummary
from neo4j.exceptions import ServiceUnavailable

from graph.tasks import wait_for
from graph.wire import LateAnswerError, seconds_left

T = TypeVar("T")


class TaskResult:
    """The rows of a statement, as `neo4j.Result` gives them."""

    def __init__(self, result: AsyncResult) -> None:
        self._result = result

    def keys(self) -> tuple[str, ...]:
        """The columns."""
        return self._result.keys()

    def single(self, *, strict: Literal[True]) -> Record:
        """The one row."""
        return _wait(self._result.single(strict=strict))

    def consume(self) -> ResultSummary:
        """Leave the other rows; the summary."""
        return _wait(self._result.consume())

    def __iter__(self) -> Iterator[Record]:
        rows = aiter(self._result)
        while (row := _wait(anext(rows, None))) is not None:
            yield row


class TaskSession:
    """A session that reads, as `neo4j.Session` is."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def run(self, query: str | Query, parameters: Mapping[str, Any] | None = None) -> TaskResult:
        """Send a statement."""
        return TaskResult(_wait(self._session.run(query, dict(parameters or {}))))

    def last_bookmarks(self) -> Bookmarks:
        """What stands for all that was read."""
        return _wait(self._session.last_bookmarks())


@contextmanager
def open_task_session(driver: AsyncDriver, **options: Any) -> Iterator[TaskSession]:
    """A session of a driver of this event loop.

    Args:
        driver: Which.
        options: As the driver's `session` takes them.
    """
    with ExitStack() as stack:
        session = driver.session(**options)
        _wait(session.__aenter__())
        stack.push(lambda *error: _wait(_leave(session, *error)))
        yield TaskSession(session)


async def _leave(
    session: AsyncSession,
    kind: type[BaseException] | None,
    error: BaseException | None,
    trace: TracebackType | None,
) -> bool:
    """Leave a session, as `async with` does."""
    return bool(await session.__aexit__(kind, error, trace))  # type: ignore[no-untyped-call]


def _wait(awaitable: Awaitable[T]) -> T:
    """What is awaited, within the time that is left; then the driver gives the connection up.

    Raises:
        ServiceUnavailable: It was not there in time.
    """
    seconds = seconds_left()
    return wait_for(awaitable if seconds is None else _within(seconds, awaitable))


async def _within(seconds: float, awaitable: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(seconds):
            return await awaitable
    except TimeoutError as error:
        raise ServiceUnavailable("Neo4j did not answer.") from LateAnswerError(str(error))
