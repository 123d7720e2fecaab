"""The latest snapshot of the graph, cached so that not every request queries for it."""

from __future__ import annotations

import asyncio
import threading
import time

from graph.database import Database
from graph.lens import Snapshot
from graph.tasks import run_in_task
from graph.version import latest_snapshot

# A load by another process is seen after this time at the latest; one by this process at once.
SECONDS = 0.1


class SnapshotCache:
    """The latest snapshot, queried again when it may have changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._entry: tuple[Snapshot, object, float] | None = None
        self._current: asyncio.Future[Snapshot] | None = None
        self._next: asyncio.Future[Snapshot] | None = None

    def cached(self) -> Snapshot | None:
        """The snapshot as of less than `SECONDS` ago; None where it must be queried."""
        if self._entry is None:
            return None
        snapshot, place, queried = self._entry
        fresh = time.monotonic() - queried < SECONDS and place == self._database.place
        return snapshot if fresh else None

    def get(self) -> Snapshot:
        """The latest snapshot, for a thread; threads that wait share one query.

        Raises:
            DatabaseUnavailableError: Neo4j is unreachable.
        """
        cached = self.cached()
        if cached is not None:
            return cached
        with self._lock:
            return self.cached() or self._query()

    def _query(self) -> Snapshot:
        place, queried = self._database.place, time.monotonic()
        snapshot = latest_snapshot(self._database)
        self._entry = (snapshot, place, queried)
        return snapshot

    async def get_async(self) -> Snapshot:
        """As `get`, for a task; tasks that wait share one query."""
        cached = self.cached()
        if cached is not None:
            return cached
        if not _is_running(self._current):
            self._current = asyncio.ensure_future(run_in_task(self._query))
        assert self._current is not None  # noqa: S101  (narrows for the type checker)
        return await asyncio.shield(self._current)

    async def refresh(self) -> Snapshot:
        """The snapshot by a query that starts after this call; calls before it share one.

        Raises:
            DatabaseUnavailableError: Neo4j is unreachable.
        """
        if not _is_running(self._next):
            self._next = asyncio.ensure_future(self._refresh())
        assert self._next is not None  # noqa: S101  (narrows for the type checker)
        return await asyncio.shield(self._next)

    async def _refresh(self) -> Snapshot:
        if self._current is not None and _is_running(self._current):
            await asyncio.wait({self._current})
        # Calls from here on need the query after this one.
        self._next = None
        self._current = asyncio.ensure_future(run_in_task(self._query))
        return await asyncio.shield(self._current)

    def last_known(self) -> Snapshot | None:
        """The cached snapshot, however old; None before the first query."""
        return self._entry[0] if self._entry else None


def _is_running(query: asyncio.Future[Snapshot] | None) -> bool:
    """Whether a query runs in this event loop: another loop's never ends here."""
    return query is not None and not query.done() and query.get_loop() is asyncio.get_running_loop()
