"""The limit of simultaneous exports: each holds a database connection until it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.quota.clients import Client
from api.quota.running import RunningCount
from graph.errors import TooMuchError
from graph.settings import settings

_RETRY_SECONDS = 5


class ExportQuota:
    """The exports that run in all worker processes; a client without a key has at most half.

    Args:
        file: Where workers share their number; None counts in this process alone.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._running = RunningCount("export", file)

    @contextmanager
    def acquire(self, client: Client) -> Iterator[None]:
        """While one export of a client runs.

        Raises:
            TooMuchError: The client, or all clients together, run as many as they may.
        """
        most = settings().partycell_exports_limit
        share = most if client.keyed else (most + 1) // 2

        def refuse(own: int, in_all: int) -> None:
            if own >= share:
                raise TooMuchError(
                    f"{share} exports are running already for {client.name}.",
                    retry_after=_RETRY_SECONDS,
                )
            if in_all >= most:
                raise TooMuchError(
                    f"{most} exports are running already.", retry_after=_RETRY_SECONDS
                )

        self._running.begin(client, refuse)
        try:
            yield
        finally:
            self._running.end(client)
