"""How many exports are written at a time: each holds a connection until it has been read."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from api.quota.clients import Client
from graph.errors import TooMuchError
from graph.settings import settings

_RETRY_SECONDS = 5


class ExportShare:
    """The exports of this process; a client without a key has at most half of them."""

    def __init__(self) -> None:
        self._running: Counter[Client] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def export(self, client: Client) -> Iterator[None]:
        """While one export of a client is written.

        Raises:
            TooMuchError: The client has its share running, or all clients have all there is.
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
                self._running += Counter()  # forgets who has none
