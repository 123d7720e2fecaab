"""Which graph it is, known without asking the database for each request."""

from __future__ import annotations

import asyncio
import threading
import time

from anyio import to_thread

from graph.database import Database
from graph.lens import Snapshot
from graph.version import latest_snapshot

# A load by another process is seen after this time at the latest; one by this process at once.
SECONDS = 0.1


class Watch:
    """What has been loaded so far, looked at again when it may have changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._known: tuple[Snapshot, object, float] | None = None
        self._looking: asyncio.Future[Snapshot] | None = None
        self._following: asyncio.Future[Snapshot] | None = None

    def known(self) -> Snapshot | None:
        """What was seen a moment ago; None where it must be looked at."""
        if self._known is None:
            return None
        latest, place, looked = self._known
        fresh = time.monotonic() - looked < SECONDS and place == self._database.place
        return latest if fresh else None

    def latest(self) -> Snapshot:
        """What has been loaded so far; one look for all who wait.

        Raises:
            DatabaseUnavailableError: Neo4j is away.
        """
        known = self.known()
        if known is not None:
            return known
        with self._lock:
            return self.known() or self._ask()

    def _look(self) -> Snapshot:
        with self._lock:
            return self._ask()

    def _ask(self) -> Snapshot:
        place, looked = self._database.place, time.monotonic()
        latest = latest_snapshot(self._database)
        self._known = (latest, place, looked)
        return latest

    async def seen(self) -> Snapshot:
        """As `latest`, for who must not be kept waiting: one thread looks, where it must be."""
        known = self.known()
        if known is not None:
            return known
        if not _is_under_way(self._looking):
            self._looking = asyncio.ensure_future(to_thread.run_sync(self.latest))
        assert self._looking is not None  # noqa: S101  (narrows for the type checker)
        return await asyncio.shield(self._looking)

    async def now(self) -> Snapshot:
        """What has been loaded by now: a look that begins after this; one for all who ask before.

        Raises:
            DatabaseUnavailableError: Neo4j is away.
        """
        if not _is_under_way(self._following):
            self._following = asyncio.ensure_future(self._follow())
        assert self._following is not None  # noqa: S101  (narrows for the type checker)
        return await asyncio.shield(self._following)

    async def _follow(self) -> Snapshot:
        if self._looking is not None and _is_under_way(self._looking):
            await asyncio.wait({self._looking})
        # Who asks from here on needs the look after this one.
        self._following = None
        self._looking = asyncio.ensure_future(to_thread.run_sync(self._look))
        return await asyncio.shield(self._looking)

    def last(self) -> Snapshot | None:
        """What was seen last, however long ago; for what must not ask."""
        return self._known[0] if self._known else None


def _is_under_way(look: asyncio.Future[Snapshot] | None) -> bool:
    """Whether a look goes on, in this loop: another's will never end here."""
    return look is not None and not look.done() and look.get_loop() is asyncio.get_running_loop()
