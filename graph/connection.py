"""The drivers behind a database, replaced when the local Neo4j has been switched.

One is for all threads of a process. One more is for each event loop whose tasks read.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from neo4j import (
    AsyncDriver,
    AsyncGraphDatabase,
    Bookmarks,
    Driver,
    GraphDatabase,
    Session,
)

from graph.local import Endpoint
from graph.task_sessions import TaskSession, open_task_session
from graph.tasks import is_in_task

WAIT_SECONDS = 5.0
# How often a local Neo4j is looked at for a switch; a look reads three small files.
_LOOK_SECONDS = 0.05


@dataclass
class _Open:
    """Drivers, to where, and how many sessions of them are open."""

    endpoint: Endpoint
    driver: Driver
    used: int = 0
    of_loops: dict[asyncio.AbstractEventLoop, AsyncDriver] = field(default_factory=dict)


class FollowingDriver:
    """Sessions on a Neo4j; those open on one that was switched away end where they began.

    Args:
        endpoint: Where it is.
        now: Says where the local Neo4j is now, None where it does not run; absent for a remote one.
        bookmarks: On a cluster: reads see at least what these stand for.
        wait: Seconds to wait for a connection.

    Attributes:
        moves: How often it has been switched.
        writes: How often this process has written.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        now: Callable[[], Endpoint | None] | None = None,
        bookmarks: Sequence[str] = (),
        wait: float = WAIT_SECONDS,
    ) -> None:
        self.moves = 0
        self.writes = 0
        self._now = now
        self._wait = wait
        self._looked = time.monotonic()
        self._lock = threading.Lock()
        # On a cluster a read may go to another member than the write before it.
        self._bookmarks = (
            GraphDatabase.bookmark_manager(initial_bookmarks=Bookmarks.from_raw_values(bookmarks))
            if endpoint.uri.startswith("neo4j")
            else None
        )
        self._bookmarks_of_tasks = (
            AsyncGraphDatabase.bookmark_manager(
                initial_bookmarks=Bookmarks.from_raw_values(bookmarks)
            )
            if endpoint.uri.startswith("neo4j")
            else None
        )
        self._open = _Open(endpoint, GraphDatabase.driver(**_options(endpoint, wait)))

    @property
    def uri(self) -> str:
        """Where it is now."""
        return self._open.endpoint.uri

    @property
    def driver(self) -> Driver:
        """The driver, for what is no session."""
        self._follow()
        return self._open.driver

    @contextmanager
    def session(
        self,
        name: str,
        access: str,
        *,
        warnings: bool = False,
        bookmarks: Sequence[str] = (),
    ) -> Iterator[Session | TaskSession]:
        """A session on a database of this name; `warnings` asks for Neo4j's own.

        It reads once the database has reached what the bookmarks stand for.
        """
        self._follow()
        with self._lock:
            mine = self._open
            mine.used += 1
        options: dict[str, Any] = {
            "database": name,
            "default_access_mode": access,
            "fetch_size": 1000,
            "bookmarks": Bookmarks.from_raw_values(bookmarks) if bookmarks else None,
            "notifications_min_severity": "INFORMATION" if warnings else "OFF",
        }
        try:
            if is_in_task():
                options["bookmark_manager"] = self._bookmarks_of_tasks
                with open_task_session(self._driver_of_loop(mine), **options) as session:
                    yield session
            else:
                options["bookmark_manager"] = self._bookmarks
                with mine.driver.session(**options) as session_of_thread:
                    yield session_of_thread
        finally:
            with self._lock:
                mine.used -= 1
                over = mine is not self._open and not mine.used
            if over:
                _close(mine)

    def _driver_of_loop(self, mine: _Open) -> AsyncDriver:
        """The driver of the event loop that runs here."""
        loop = asyncio.get_running_loop()
        with self._lock:
            if loop not in mine.of_loops:
                # What has no loop any more can be neither used nor closed.
                mine.of_loops = {
                    other: driver
                    for other, driver in mine.of_loops.items()
                    if not other.is_closed()
                }
                options = _options(mine.endpoint, self._wait)
                mine.of_loops[loop] = AsyncGraphDatabase.driver(**options)
            return mine.of_loops[loop]

    async def close_in_loop(self) -> None:
        """Give back the connections of the event loop that runs here, which ends."""
        driver = self._open.of_loops.pop(asyncio.get_running_loop(), None)
        if driver is not None:
            await driver.close()

    def bookmarks(self) -> list[str]:
        """On a cluster: what stands for all that was written and read; empty elsewhere."""
        return sorted(self._bookmarks.get_bookmarks()) if self._bookmarks else []

    def close(self) -> None:
        """Give all connections back."""
        _close(self._open)

    def _follow(self) -> None:
        """Go where the local Neo4j has gone."""
        if self._now is None or time.monotonic() - self._looked < _LOOK_SECONDS:
            return
        self._looked = time.monotonic()
        there = self._now()
        if there is None or there == self._open.endpoint:
            return
        with self._lock:
            if there == self._open.endpoint:
                return
            driver = GraphDatabase.driver(**_options(there, self._wait))
            before, self._open = self._open, _Open(there, driver)
            self.moves += 1
            over = not before.used
        if over:
            _close(before)


def _close(opened: _Open) -> None:
    """Close drivers; a connection to which a thread still writes ends without a goodbye."""
    with suppress(BufferError):
        opened.driver.close()
    for loop, driver in opened.of_loops.items():
        if loop.is_running():
            asyncio.run_coroutine_threadsafe(driver.close(), loop)


def _options(endpoint: Endpoint, wait: float) -> dict[str, Any]:
    """How either driver is made."""
    return {
        "uri": endpoint.uri,
        "auth": (endpoint.username, endpoint.password),
        "connection_acquisition_timeout": wait,
        "connection_timeout": wait,
        "max_transaction_retry_time": wait,
        "notifications_min_severity": "OFF",
        "user_agent": "partycell",
    }
