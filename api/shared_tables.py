"""Tables that all workers of one server share: a small SQLite file, gone with the server."""

from __future__ import annotations

import hashlib
import multiprocessing
import sqlite3
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SUFFIXES = ("", "-wal", "-shm")


def shared_file() -> Path | None:
    """The file of the tables, where several workers share them; None in the only process.

    Workers know it by a secret that they have from the process that started them, and nobody else.
    """
    if multiprocessing.parent_process() is None:
        return None
    return file_of_workers()


def file_of_workers() -> Path:
    """The file that this process and its workers share."""
    secret = bytes(multiprocessing.current_process().authkey)
    name = hashlib.sha256(b"partycell" + secret).hexdigest()[:32]
    return Path(tempfile.gettempdir()) / f"partycell-{name}.sqlite"


def remove_file_of_workers() -> None:
    """Remove it; no worker runs any longer."""
    file = file_of_workers()
    for suffix in _SUFFIXES:
        file.with_name(file.name + suffix).unlink(missing_ok=True)


class SharedTables:
    """A connection to the tables, for all threads of this process.

    Args:
        schema: Makes the tables, where another worker has not.
        file: Where they are; None keeps them in memory.
    """

    def __init__(self, schema: str, file: Path | None = None) -> None:
        self._lock = threading.Lock()
        if file is not None:
            # Who asks what is nobody else's business on a machine of many.
            file.touch(mode=0o600)
        self._database = sqlite3.connect(
            file or ":memory:", check_same_thread=False, isolation_level=None
        )
        # Nothing here outlives the server; a worker that is killed spoils nothing.
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(schema)

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement by itself; its rows."""
        with self._lock:
            return self._database.execute(statement, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """While nobody else writes; what has been done is kept, also where an error ends it."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            finally:
                self._database.execute("COMMIT")
