"""Open transactions: what stands for each between its requests.

Everything here reads, and Neo4j's reads see what is committed at their own moment, in a transaction
or out of it. So no connection is held while a client thinks: a transaction is its entry here, and
each of its statements runs by itself, within the same limits as any other. The entries of all
worker processes are in one table, since the next request may go to another worker.
"""

from __future__ import annotations

import hashlib
import json
import math
import multiprocessing
import secrets
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.quota.clients import Client
from api.quota.statements import simultaneous
from graph.errors import TooMuchError, UnknownIdError

# How long a transaction may be left alone, as Neo4j has it.
IDLE_SECONDS = 60.0
# Transactions of all clients together.
MOST = 1_000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS transactions (
  id TEXT PRIMARY KEY, client TEXT, database TEXT, expires REAL, seconds REAL, bookmarks TEXT
)
"""


@dataclass(frozen=True)
class OpenTransaction:
    """A transaction that has begun.

    Attributes:
        id: Its id.
        seconds: How long each of its statements may run; None for the server's own limit.
        bookmarks: What its statements wait for, and what stands for all that it has read.
    """

    id: str
    seconds: float | None
    bookmarks: tuple[str, ...]

    def described(self) -> dict[str, str]:
        """What answers say of it while it is open; it expires unless it is used before."""
        expires = datetime.now(UTC) + timedelta(seconds=IDLE_SECONDS)
        return {"id": self.id, "expires": expires.strftime("%Y-%m-%dT%H:%M:%SZ")}


def shared_table() -> Path | None:
    """The file of the entries, where several workers share them; None in the only process.

    Workers know it by a secret that they have from the process that started them, and nobody else.
    """
    if multiprocessing.parent_process() is None:
        return None
    return table_of_workers()


def table_of_workers() -> Path:
    """The file that this process and its workers share."""
    secret = bytes(multiprocessing.current_process().authkey)
    name = hashlib.sha256(b"transactions" + secret).hexdigest()[:32]
    return Path(tempfile.gettempdir()) / f"partycell-{name}.sqlite"


class OpenTransactions:
    """The transactions that are open; each belongs to the client that began it.

    Args:
        file: Where the entries are; None keeps them in memory.
        clock: Seconds that only grow, the same for all processes.
    """

    def __init__(
        self, file: Path | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._table = sqlite3.connect(
            file or ":memory:", check_same_thread=False, isolation_level=None
        )
        # Nothing here outlives the server.
        self._table.execute("PRAGMA synchronous = OFF")
        self._table.execute(_SCHEMA)

    def begin(
        self, client: Client, database: str, seconds: float | None, bookmarks: Sequence[str]
    ) -> OpenTransaction:
        """Open one; a client has as many as it may run statements at a time.

        Raises:
            TooMuchError: The client, or all clients together, have as many open as they may.
        """
        now = self._clock()
        most = simultaneous(client)
        found = OpenTransaction(secrets.token_hex(8), seconds, tuple(bookmarks))
        entry = (found.id, _key(client), database, now + IDLE_SECONDS, seconds, _text(bookmarks))
        with self._lock:
            self._table.execute("BEGIN IMMEDIATE")
            try:
                self._table.execute("DELETE FROM transactions WHERE expires <= ?", (now,))
                self._refuse_beyond(most, now, "client = ?", (_key(client),), client.name)
                self._refuse_beyond(MOST, now, "true", (), "The server")
                self._table.execute("INSERT INTO transactions VALUES (?, ?, ?, ?, ?, ?)", entry)
            finally:
                self._table.execute("COMMIT")
        return found

    def _refuse_beyond(
        self, most: int, now: float, where: str, values: tuple[str, ...], whose: str
    ) -> None:
        """Refuse one more where there are so many; the first of them ends by itself."""
        count, first = self._table.execute(
            f"SELECT count(*), min(expires) FROM transactions WHERE {where}",  # noqa: S608  (ours)
            values,
        ).fetchone()
        if count >= most:
            raise TooMuchError(
                f"{whose} has {most} transactions open.", retry_after=math.ceil(first - now)
            )

    def use(self, client: Client, database: str, identifier: str) -> OpenTransaction:
        """One that is open; it may be left alone anew.

        Raises:
            UnknownIdError: The client has none of this id that is open.
        """
        now = self._clock()
        with self._lock:
            row = self._table.execute(
                "UPDATE transactions SET expires = ? "
                "WHERE id = ? AND client = ? AND database = ? AND expires > ? "
                "RETURNING seconds, bookmarks",
                (now + IDLE_SECONDS, identifier, _key(client), database, now),
            ).fetchone()
        if row is None:
            # As Neo4j says it.
            raise UnknownIdError(
                f'Transaction with Id: "{identifier}" was not found. '
                "It may have timed out and therefore rolled back or the routing header "
                "'neo4j-cluster-affinity' was not provided."
            )
        return OpenTransaction(identifier, row[0], tuple(json.loads(row[1])))

    def set_bookmarks(self, identifier: str, bookmarks: Sequence[str]) -> None:
        """What stands for all that it has read by now."""
        with self._lock:
            self._table.execute(
                "UPDATE transactions SET bookmarks = ? WHERE id = ?",
                (_text(bookmarks), identifier),
            )

    def end(self, identifier: str) -> None:
        """Close one, whether it is kept or undone: nothing was written."""
        with self._lock:
            self._table.execute("DELETE FROM transactions WHERE id = ?", (identifier,))


def _key(client: Client) -> str:
    return f"{'key' if client.keyed else 'address'} {client.name}"


def _text(bookmarks: Sequence[str]) -> str:
    return json.dumps(list(bookmarks))
