"""How much of a kind runs for each client, in all worker processes together."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psutil

from api.quota.clients import Client
from api.shared_tables import SharedTables
from graph.errors import TooMuchError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS running (
  kind TEXT, client TEXT, process INTEGER, number INTEGER, PRIMARY KEY (kind, client, process)
) WITHOUT ROWID
"""


class RunningCount:
    """What runs of one kind.

    Args:
        kind: What is counted: `statement`, `export`.
        file: Where workers share the count; None counts in this process alone.
    """

    def __init__(self, kind: str, file: Path | None = None) -> None:
        self._kind = kind
        self._tables = SharedTables(_SCHEMA, file)

    def begin(self, client: Client, refuse: Callable[[int, int], None]) -> None:
        """Count one more of a client.

        Args:
            client: Whose.
            refuse: Given how many run for the client, and in all, raises TooMuchError where that
                is too many.
        """
        with self._tables.transaction() as tables:
            try:
                refuse(*self._counts(tables, client))
            except TooMuchError:
                if not self._forget_dead(tables):
                    raise
                refuse(*self._counts(tables, client))
            tables.execute(
                "INSERT INTO running VALUES (?, ?, ?, 1) "
                "ON CONFLICT DO UPDATE SET number = number + 1",
                (self._kind, client.key, os.getpid()),
            )

    def end(self, client: Client) -> None:
        """One of a client's has ended."""
        mine = (self._kind, client.key, os.getpid())
        with self._tables.transaction() as tables:
            tables.execute(
                "UPDATE running SET number = number - 1 "
                "WHERE kind = ? AND client = ? AND process = ?",
                mine,
            )
            tables.execute(
                "DELETE FROM running WHERE kind = ? AND client = ? AND process = ? AND number = 0",
                mine,
            )

    def _counts(self, tables: sqlite3.Connection, client: Client) -> tuple[int, int]:
        """How many run for a client, and in all."""
        own, all_ = tables.execute(
            "SELECT coalesce(sum(number) FILTER (WHERE client = ?), 0), coalesce(sum(number), 0) "
            "FROM running WHERE kind = ?",
            (client.key, self._kind),
        ).fetchone()
        return int(own), int(all_)

    def _forget_dead(self, tables: sqlite3.Connection) -> bool:
        """Take away what workers had running that are no more; whether there was any."""
        processes = tables.execute("SELECT DISTINCT process FROM running").fetchall()
        dead = [process for process in processes if not psutil.pid_exists(process[0])]
        tables.executemany("DELETE FROM running WHERE process = ?", dead)
        return bool(dead)
