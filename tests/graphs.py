"""The graphs of a run: the curated one that its tests share, and one of a worker's own to write to.

Neo4j plans each statement anew after a first load, and takes longer for that than for all that the
tests ask. So nothing is ever loaded over the shared graph, and the other is brought back from a
copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

from neo4j import ManagedTransaction, Session
from neo4j.time import DateTime

from graph.database import Database
from graph.migrations import migrate
from graph.statements import statement
from graph.task_sessions import TaskSession
from graph.version import graph_version

TIME_LIMIT = 60  # planning a large statement for the first time takes long on a busy machine

_CYPHER = {
    file.stem: file.read_text(encoding="utf-8")
    for file in (Path(__file__).parent / "cypher").glob("*.cypher")
}


def wipe(database: Database) -> None:
    """Leave no node in a database."""
    database.run(_CYPHER["wipe"], write=True, time_limit=0)


class SharedDatabase(Database):
    """The curated graph, which other tests read at the same time."""

    @contextmanager
    def session(
        self, *, write: bool = False, warnings: bool = False, bookmarks: Sequence[str] = ()
    ) -> Iterator[Session | TaskSession]:
        """As of any database; a test that wants to write is told how."""
        assert not write, "A test that changes the graph is marked `writes`, or takes `empty`."
        with super().session(warnings=warnings, bookmarks=bookmarks) as session:
            yield session


class OwnGraph:
    """The graph that tests may write to, and what it is known to hold.

    Args:
        database: Where it is.
        curated: Where a copy of the curated data can be had.
    """

    def __init__(self, database: Database, curated: Database) -> None:
        self.database = database
        self._copies = {"curated": Copy(curated)}
        self._held: tuple[str, str] | None = None
        migrate(database)

    def wipe(self) -> Database:
        """Leave no node."""
        self._held = None
        wipe(self.database)
        return self.database

    def curated(self) -> Database:
        """Hold the curated data, and nothing else."""
        return self.become("curated", lambda _: None)

    def become(
        self, name: str, make: Callable[[Database], object], *, of: str | None = "curated"
    ) -> Database:
        """Hold what a name stands for: made once, and then copied.

        Args:
            name: What others ask for it by.
            make: Makes it.
            of: What of; None begins with no node.
        """
        if self._held == (name, graph_version(self.database)):
            return self.database
        if name in self._copies:
            planned = self._held is not None
            self.wipe()
            self._copies[name].write(self.database)
            if not planned:
                self.database.run(statement("admin/replan"), time_limit=0)
        else:
            make(self.wipe() if of is None else self.become(of, lambda _: None))
            self._copies[name] = Copy(self.database)
        self._held = (name, graph_version(self.database))
        return self.database


class Copy:
    """All nodes and edges of a database, to be written into another."""

    def __init__(self, database: Database) -> None:
        self._nodes = _as_written(database.run(_CYPHER["read_nodes"], time_limit=0).records)
        self._edges = _as_written(database.run(_CYPHER["read_edges"], time_limit=0).records)

    def write(self, database: Database) -> None:
        """Write it into a database without nodes."""
        database.write(self._write)

    def _write(self, tx: ManagedTransaction) -> None:
        now = dict(tx.run(_CYPHER["write_nodes"], nodes=self._nodes).values())
        edges = [[now[start], now[end], *rest] for start, end, *rest in self._edges]
        tx.run(_CYPHER["write_edges"], edges=edges).consume()


def _as_written(value: Any) -> Any:
    """Times as they were written: the driver gives their offset a name, and they differ by it."""
    if isinstance(value, DateTime):
        return value.to_native().replace(tzinfo=UTC)
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    if isinstance(value, dict):
        return {key: _as_written(item) for key, item in value.items()}
    return value
