"""The driver behind a database: one a process, replaced when the local Neo4j has been switched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from neo4j import Bookmarks, Driver, GraphDatabase, Session

from graph.local import Endpoint

WAIT_SECONDS = 5.0
# How often a local Neo4j is looked at for a switch; a look reads three small files.
_LOOK_SECONDS = 0.05


@dataclass
class _Open:
    """A driver, to where, and how many sessions of it are open."""

    endpoint: Endpoint
    driver: Driver
    used: int = 0


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
        self._open = _Open(endpoint, _driver(endpoint, wait))

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
    ) -> Iterator[Session]:
        """A session on a database of this name; `warnings` asks for Neo4j's own.

        It reads once the database has reached what the bookmarks stand for.
        """
        self._follow()
        with self._lock:
            mine = self._open
            mine.used += 1
        try:
            with mine.driver.session(
                database=name,
                default_access_mode=access,
                fetch_size=1000,
                bookmark_manager=self._bookmarks,
                bookmarks=Bookmarks.from_raw_values(bookmarks) if bookmarks else None,
                notifications_min_severity="INFORMATION" if warnings else "OFF",
            ) as session:
                yield session
        finally:
            with self._lock:
                mine.used -= 1
                over = mine is not self._open and not mine.used
            if over:
                _close(mine.driver)

    def bookmarks(self) -> list[str]:
        """On a cluster: what stands for all that was written and read; empty elsewhere."""
        return sorted(self._bookmarks.get_bookmarks()) if self._bookmarks else []

    def close(self) -> None:
        """Give all connections back."""
        _close(self._open.driver)

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
            before, self._open = self._open, _Open(there, _driver(there, self._wait))
            self.moves += 1
            over = not before.used
        if over:
            _close(before.driver)


def _close(driver: Driver) -> None:
    """Close a driver; a connection to which a thread still writes ends without a goodbye."""
    with suppress(BufferError):
        driver.close()


def _driver(endpoint: Endpoint, wait: float) -> Driver:
    return GraphDatabase.driver(
        endpoint.uri,
        auth=(endpoint.username, endpoint.password),
        connection_acquisition_timeout=wait,
        connection_timeout=wait,
        max_transaction_retry_time=wait,
        notifications_min_severity="OFF",
        user_agent="partycell",
    )
