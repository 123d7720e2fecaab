"""Open transactions: what stands for each between its requests.

Everything here reads, and Neo4j's reads see what is committed at their own moment, in a transaction
or out of it. So no connection is held while a client thinks: a transaction is its entry here, and
each of its statements runs by itself, within the same limits as any other. The entries of all
worker processes are in one table, since the next request may go to another worker.
"""

from __future__ import annotations

import json
import math
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.quota.clients import Client
from api.quota.statements import simultaneous
from api.shared_tables import SharedTables
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
        self._tables = SharedTables(_SCHEMA, file)

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
        entry = (found.id, client.key, database, now + IDLE_SECONDS, seconds, _text(bookmarks))
        with self._tables.transaction() as tables:
            tables.execute("DELETE FROM transactions WHERE expires <= ?", (now,))
            own = tables.execute(
                "SELECT count(*), min(expires) FROM transactions WHERE client = ?", (client.key,)
            ).fetchone()
            _refuse_beyond(most, now, own, client.name)
            in_all = tables.execute("SELECT count(*), min(expires) FROM transactions").fetchone()
            _refuse_beyond(MOST, now, in_all, "The server")
            tables.execute("INSERT INTO transactions VALUES (?, ?, ?, ?, ?, ?)", entry)
        return found

    def use(self, client: Client, database: str, identifier: str) -> OpenTransaction:
        """One that is open; it may be left alone anew.

        Raises:
            UnknownIdError: The client has none of this id that is open.
        """
        now = self._clock()
        rows = self._tables.run(
            "UPDATE transactions SET expires = ? "
            "WHERE id = ? AND client = ? AND database = ? AND expires > ? "
            "RETURNING seconds, bookmarks",
            (now + IDLE_SECONDS, identifier, client.key, database, now),
        )
        if not rows:
            # As Neo4j says it.
            raise UnknownIdError(
                f'Transaction with Id: "{identifier}" was not found. '
                "It may have timed out and therefore rolled back or the routing header "
                "'neo4j-cluster-affinity' was not provided."
            )
        seconds, bookmarks = rows[0]
        return OpenTransaction(identifier, seconds, tuple(json.loads(bookmarks)))

    def set_bookmarks(self, identifier: str, bookmarks: Sequence[str]) -> None:
        """What stands for all that it has read by now."""
        self._tables.run(
            "UPDATE transactions SET bookmarks = ? WHERE id = ?", (_text(bookmarks), identifier)
        )

    def end(self, identifier: str) -> None:
        """Close one, whether it is kept or undone: nothing was written."""
        self._tables.run("DELETE FROM transactions WHERE id = ?", (identifier,))


def _refuse_beyond(most: int, now: float, found: tuple[int, float], whose: str) -> None:
    """Refuse one more where there are so many; the first of them ends by itself."""
    count, first = found
    if count >= most:
        raise TooMuchError(
            f"{whose} has {most} transactions open.", retry_after=math.ceil(first - now)
        )


def _text(bookmarks: Sequence[str]) -> str:
    return json.dumps(list(bookmarks))
