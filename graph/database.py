"""One Neo4j driver a process: read sessions with limits, write transactions, our own errors."""

from __future__ import annotations

import asyncio
import copy
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import neo4j
from neo4j import ManagedTransaction, Query, Result, Session

from graph import local
from graph.connection import WAIT_SECONDS, FollowingDriver
from graph.driver_errors import our_errors
from graph.errors import (
    CypherError,
    DatabaseUnavailableError,
    DiskFullError,
)
from graph.exact_times import keep_exact_times
from graph.local.disk_space import is_full
from graph.notices import Notice, notices_of
from graph.settings import settings
from graph.statements import statement
from graph.task_sessions import TaskResult, TaskSession
from graph.tasks import is_in_task
from graph.wire import read_in_pieces, with_deadline

T = TypeVar("T")

read_in_pieces()
keep_exact_times()
# The driver would log what Neo4j notices about a statement, and with it people's statements.
logging.getLogger("neo4j.notifications").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Answer:
    """What a statement gave: rows of driver values in the order of `columns`.

    Attributes:
        columns: Column names, in order.
        records: One list a row, as long as `columns`; values are the driver's.
        truncated: Whether more rows were there than the limit allowed.
        seconds: Time from sending to the last row read.
        counters: What the statement changed, by Neo4j's names; empty for a read.
        plan: The plan, where the statement began with EXPLAIN or PROFILE.
        query_type: What Neo4j says it is: `r` reads, `w` and `rw` write, `s` is for the server.
        notices: What Neo4j noticed about the statement, where that was asked for.
    """

    columns: list[str]
    records: list[list[Any]]
    truncated: bool = False
    seconds: float = 0.0
    counters: dict[str, int] = field(default_factory=dict)
    plan: dict[str, Any] | None = None
    query_type: str = ""
    notices: tuple[Notice, ...] = ()


def collect(result: Result | TaskResult, limit: int | None, began: float) -> Answer:
    """At most `limit` rows of a result, the rest discarded; `began` is a `time.perf_counter()`."""
    columns = list(result.keys())
    records: list[list[Any]] = []
    truncated = False
    for record in result:
        if limit is not None and len(records) >= limit:
            truncated = True
            break
        records.append(record.values())
    summary = result.consume()
    counters = {
        name: value
        for name, value in vars(summary.counters).items()
        if not name.startswith("_") and isinstance(value, int) and value
    }
    return Answer(
        columns,
        records,
        truncated,
        time.perf_counter() - began,
        counters,
        summary.profile or summary.plan,
        summary.query_type or "",
        notices_of(summary),
    )


class Database:
    """A database of ours on one Neo4j.

    Args:
        uri: Bolt or neo4j address.
        username: User name.
        password: Password.
        name: The database's name on that server.
        owned: Whether it is the local instance, which only this project writes to.
        home: Of the local instance, to go where it goes when it is switched.
        time_limit: Seconds a read may run.
        wait: Seconds to wait for a connection.
    """

    def __init__(
        self,
        uri: str,
        username: str,
        password: str,
        *,
        name: str = "neo4j",
        owned: bool = False,
        home: Path | None = None,
        time_limit: float = 10.0,
        wait: float = WAIT_SECONDS,
    ) -> None:
        self.name = name
        self.owned = owned
        self.home = home
        self.time_limit = time_limit
        with our_errors():
            self._link = FollowingDriver(
                local.Endpoint(uri, username, password),
                now=None if home is None else local.Instance(home).running,
                bookmarks=settings().partycell_bookmarks,
                wait=wait,
            )

    @property
    def uri(self) -> str:
        """Where it is; the local Neo4j may be switched to another place."""
        return self._link.uri

    @property
    def place(self) -> object:
        """Changes when the local Neo4j was switched, or when this process has written."""
        return (self._link, self._link.moves, self._link.writes)

    @property
    def has_written(self) -> bool:
        """Whether this process has."""
        return self._link.writes > 0

    def bookmarks(self) -> list[str]:
        """On a cluster: what stands for all that was written and read; empty elsewhere."""
        return self._link.bookmarks()

    @classmethod
    def open(cls, report: Callable[[str], None] | None = None) -> Database:
        """The database that the settings name, or the local one, started if need be.

        Args:
            report: Told what is going on while a local Neo4j is fetched and started.

        Raises:
            DatabaseUnavailableError: It cannot be reached, or the local one cannot start.
        """
        chosen = settings()
        if chosen.neo4j_uri is None:
            endpoint = local.ensure(report)
            return cls(
                endpoint.uri,
                endpoint.username,
                endpoint.password,
                owned=True,
                home=chosen.partycell_home,
                time_limit=chosen.partycell_time_limit,
            )
        database = cls._remote(chosen.partycell_time_limit)
        database.ping()
        return database

    @classmethod
    def connect_if_running(cls, wait: float) -> Database:
        """As `open`, but nothing is started, and it and its reads are given up after `wait`.

        Raises:
            DatabaseUnavailableError: The local one does not run, or no password is set.
        """
        if settings().neo4j_uri is not None:
            return cls._remote(wait, wait)
        endpoint = local.running()
        if endpoint is None:
            raise DatabaseUnavailableError("The local Neo4j does not run.")
        return cls(
            endpoint.uri,
            endpoint.username,
            endpoint.password,
            owned=True,
            time_limit=wait,
            wait=wait,
        )

    @classmethod
    def _remote(cls, time_limit: float, wait: float = WAIT_SECONDS) -> Database:
        chosen = settings()
        assert chosen.neo4j_uri is not None  # noqa: S101  (narrows for the type checker)
        if chosen.neo4j_password is None:
            raise DatabaseUnavailableError(
                f"NEO4J_URI is set ({chosen.neo4j_uri}) but NEO4J_PASSWORD is not.",
                hint="Set NEO4J_PASSWORD, or unset NEO4J_URI to use the local Neo4j.",
            )
        return cls(
            chosen.neo4j_uri,
            chosen.neo4j_username,
            chosen.neo4j_password.get_secret_value(),
            name=chosen.neo4j_database,
            time_limit=time_limit,
            wait=wait,
        )

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give all connections back."""
        self._link.close()

    async def close_in_loop(self) -> None:
        """Give back those connections by which tasks of the event loop that runs here read."""
        await self._link.close_in_loop()

    def ping(self) -> None:
        """Raise DatabaseUnavailableError unless Neo4j answers and lets us in."""
        self.run(statement("admin/ping"))

    def with_name(self, name: str) -> Database:
        """Another database of the same server, over the same driver; not to be closed."""
        other = copy.copy(self)
        other.name = name
        return other

    def with_time_limit(self, seconds: float) -> Database:
        """The same database with another time limit, over the same driver; not to be closed."""
        other = copy.copy(self)
        other.time_limit = seconds
        return other

    @contextmanager
    def session(
        self, *, write: bool = False, warnings: bool = False, bookmarks: Sequence[str] = ()
    ) -> Iterator[Session | TaskSession]:
        """A driver session on this database; for streams and for statements of a console.

        With `warnings` Neo4j says in the summary what it notices about a statement. It waits until
        the database has reached what the bookmarks stand for.
        An interrupt (Ctrl-C) closes the connection, and Neo4j stops the statement at once.
        """
        mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        try:
            with self._link.session(
                self.name, mode, warnings=warnings, bookmarks=bookmarks
            ) as session:
                try:
                    yield session
                except KeyboardInterrupt as interrupt:
                    # For this alone the driver gives up the connection; for every other exception
                    # it first waits for the statement to end.
                    raise asyncio.CancelledError from interrupt
        except asyncio.CancelledError as cancelled:
            if is_in_task():
                raise
            raise KeyboardInterrupt from cancelled
        finally:
            if write:
                self._link.writes += 1

    def run(
        self,
        statement: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        time_limit: float | None = None,
        write: bool = False,
        metadata: Mapping[str, Any] | None = None,
        warnings: bool = False,
    ) -> Answer:
        """Run one statement in its own transaction and read at most `limit` rows.

        Args:
            statement: Cypher, from a file of ours or from a person.
            parameters: Bound, never pasted.
            limit: Rows to read; None reads all.
            time_limit: Seconds; None takes the database's own; 0 means none.
            write: Whether the session may write.
            metadata: What the transaction says of itself, to be found by.
            warnings: Whether Neo4j is to say what it notices about the statement.

        Returns:
            The rows as driver values.

        Raises:
            CypherError: Neo4j refused the statement.
            QueryTimeoutError: It ran too long, and Neo4j stopped it.
            NoAnswerError: It ran too long, and Neo4j has not stopped it.
            DatabaseUnavailableError: Neo4j is away.
        """
        seconds = self.time_limit if time_limit is None else time_limit
        began = time.perf_counter()
        with (
            our_errors(),
            with_deadline(seconds or None),
            self.session(write=write, warnings=warnings) as session,
        ):
            result = session.run(
                Query(statement, timeout=seconds or None, metadata=dict(metadata or {}) or None),
                dict(parameters or {}),
            )
            return collect(result, limit, began)

    def stream(
        self,
        statement: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        time_limit: float | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Rows one by one, in bounded memory; for exports and loads.

        Args:
            statement: Cypher of ours.
            parameters: Bound, never pasted.
            time_limit: Seconds; 0 means none, and None the server's own, which is far above a
                reader's.
        """
        with our_errors(), self.session() as session:
            query = Query(statement, timeout=time_limit)
            for record in session.run(query, dict(parameters or {})):
                yield dict(zip(record.keys(), record.values(), strict=True))

    def rows(
        self, statement: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[list[Any]]:
        """As `stream`, each row a list in the order of the columns; for hundreds of thousands."""
        with our_errors(), self.session() as session:
            for record in session.run(Query(statement), dict(parameters or {})):
                yield record.values()

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Run `work` in one write transaction: all of it, or nothing.

        The driver may call `work` again after a transient failure. It may take as long as it does.

        Raises:
            DiskFullError: The local Neo4j's disk is full; all of it was kept, or nothing.
        """
        try:
            with our_errors(), self.session(write=True) as session:
                assert isinstance(session, Session)  # noqa: S101  (no task of a loop writes)
                return session.execute_write(neo4j.unit_of_work(timeout=0)(work))
        except (CypherError, DatabaseUnavailableError) as error:
            if self.home is not None and is_full(self.home):
                raise DiskFullError(
                    f"The disk of {self.home} is full. This is kept whole or not at all.",
                    hint="Free some, then run it again: what is there already changes nothing.",
                ) from error
            raise
