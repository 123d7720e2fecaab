"""Each client's quota: simultaneous statements, and query seconds a minute."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from api.quota.clients import Client
from api.quota.running import RunningCount
from api.shared_tables import SharedTables
from graph.errors import TooMuchError
from graph.settings import settings

# A key raises both limits so many times.
KEY_FACTOR = 10
_MINUTE = 60.0
_MOST_CLIENTS = 10_000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS quota (
  client TEXT PRIMARY KEY, seconds REAL, seen REAL
) WITHOUT ROWID
"""


def simultaneous(client: Client) -> int:
    """How many statements a client may run at a time."""
    return settings().partycell_running_limit * _factor(client)


def _factor(client: Client) -> int:
    return KEY_FACTOR if client.keyed else 1


class StatementQuota:
    """The quotas of all clients, in all worker processes together.

    Each has so many query seconds, refilled evenly over a minute. A statement that has started runs
    to its end, so that a quota may be overdrawn by its time limit.

    Args:
        file: Where workers share them; None keeps them in this process alone.
        clock: Seconds that only grow, the same for all processes.
    """

    def __init__(
        self, file: Path | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._running = RunningCount("statement", file)
        self._tables = SharedTables(_SCHEMA, file)

    @contextmanager
    def acquire(self, client: Client) -> Iterator[Callable[[], None]]:
        """While one statement of a client waits or runs; it runs from the call of what this yields.

        Raises:
            TooMuchError: It runs too many, or has used up its seconds; says when to try again.
        """
        most = simultaneous(client)
        allowed = _allowed(client)
        began = self._clock()

        def refuse(own: int, _: int) -> None:
            if own >= most:
                raise TooMuchError(
                    f"{most} statements are running already for {client.name}.", retry_after=1
                )

        def start() -> None:
            nonlocal began
            began = self._clock()

        self._running.begin(client, refuse)
        try:
            left = self._left(client)
            if left <= 0:
                wait = _MINUTE * (1 - left) / allowed
                raise TooMuchError(
                    f"{client.name} has used its {allowed:g} query seconds of this minute.",
                    retry_after=min(int(wait) + 1, int(_MINUTE)),
                )
            try:
                yield start
            finally:
                self._tables.run(
                    "UPDATE quota SET seconds = seconds - ? WHERE client = ?",
                    (self._clock() - began, client.key),
                )
        finally:
            self._running.end(client)

    def headers(self, client: Client) -> dict[str, str]:
        """What is left of a client's query seconds, as the drafts of RateLimit headers have it."""
        allowed = _allowed(client)
        left = self._left(client)
        # After so many seconds at least one more is left.
        wait = max(0.0, (1 - left) * _MINUTE / allowed)
        return {
            "RateLimit-Policy": f'"query-seconds";q={allowed:g};w={_MINUTE:g}',
            "RateLimit": f'"query-seconds";r={max(0, int(left))};t={math.ceil(wait)}',
        }

    def _left(self, client: Client) -> float:
        """The query seconds that a client has, refilled."""
        allowed, now = _allowed(client), self._clock()
        with self._tables.transaction() as tables:
            row = tables.execute(
                "SELECT seconds, seen FROM quota WHERE client = ?", (client.key,)
            ).fetchone()
            if row is None:
                _forget(tables, now)
                row = (allowed, now)
            seconds, seen = row
            left = min(allowed, float(seconds + (now - seen) * allowed / _MINUTE))
            tables.execute("INSERT OR REPLACE INTO quota VALUES (?, ?, ?)", (client.key, left, now))
        return left


def _allowed(client: Client) -> float:
    """The query seconds that a client has in a minute."""
    return settings().partycell_query_seconds * _factor(client)


def _forget(tables: sqlite3.Connection, now: float) -> None:
    """Drop the seconds of clients that have been away for a minute, once there are many."""
    (count,) = tables.execute("SELECT count(*) FROM quota").fetchone()
    if count >= _MOST_CLIENTS:
        tables.execute("DELETE FROM quota WHERE seen < ?", (now - _MINUTE,))
