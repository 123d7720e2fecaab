"""Which graph it is, known without asking the database for each request."""

from __future__ import annotations

import threading
import time

from anyio import to_thread

from graph.database import Database
from graph.lens import Recorded
from graph.version import last_recorded

# A load by another process is seen after this time at the latest; one by this process at once.
SECONDS = 0.1


class Watch:
    """What has been loaded so far, looked at again when it may have changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._known: tuple[Recorded, object, float] | None = None

    def known(self) -> Recorded | None:
        """What was seen a moment ago; None where it must be looked at."""
        if self._known is None:
            return None
        latest, place, looked = self._known
        fresh = time.monotonic() - looked < SECONDS and place == self._database.place
        return latest if fresh else None

    def latest(self) -> Recorded:
        """What has been loaded so far; one look for all who wait.

        Raises:
            DatabaseUnavailableError: Neo4j is away.
        """
        known = self.known()
        if known is not None:
            return known
        with self._lock:
            known = self.known()
            if known is not None:
                return known
            place, looked = self._database.place, time.monotonic()
            latest = last_recorded(self._database)
            self._known = (latest, place, looked)
            return latest

    async def seen(self) -> Recorded:
        """As `latest`, for who must not be kept waiting: a thread looks, where it must be."""
        known = self.known()
        return await to_thread.run_sync(self.latest) if known is None else known
