"""The limit of simultaneous exports: each holds a database connection until it is read."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from api.quota.clients import Client
from graph.errors import TooMuchError
from graph.settings import settings

_RETRY_SECONDS = 5


class ExportQuota:
    """The exports that run in this process; a client without a key has at most half of them."""

    def __init__(self) -> None:
        self._running: Counter[Client] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def acquire(self, client: Client) -> Iterator[None]:
        """While one export of a client runs.

        Raises:
            TooMuchError: The client, or all clients together, run as many as they may.
        """
        most = settings().partycell_exports_limit
        own = most if client.keyed else (most + 1) // 2
        with self._lock:
            if self._running[client] >= own:
                raise TooMuchError(
                    f"{own} exports are running already for {client.name}.",
                    retry_after=_RETRY_SECONDS,
                )
            if self._running.total() >= most:
                raise TooMuchError(
                    f"{most} exports are running already.", retry_after=_RETRY_SECONDS
                )
            self._running[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._running[client] -= 1
                self._running += Counter()  # drops clients with none
