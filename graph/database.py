"""One Neo4j driver a process: read sessions with limits, write transactions, our own errors."""

from __future__ import annotations

import asyncio
import copy
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import neo4j
from neo4j import ManagedTransaction, Query, Result, Session
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph import local
from graph.errors import (
    BadInputError,
    CypherError,
    DatabaseUnavailableError,
    DiskFullError,
    QueryTimeoutError,
)
from graph.link import Link
from graph.local.room import is_full
from graph.settings import settings
from graph.wire import MAX_MESSAGE, is_too_large, read_in_pieces

T = TypeVar("T")

_TIMEOUT_CODES = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    "Neo.TransientError.Transaction.Terminated",
)

read_in_pieces()
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
    """

    columns: list[str]
    records: list[list[Any]]
    truncated: bool = False
    seconds: float = 0.0
    counters: dict[str, int] = field(default_factory=dict)
    plan: dict[str, Any] | None = None
    query_type: str = ""


def collect(result: Result, limit: int | None, began: float) -> Answer:
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
    )


@contextmanager
def our_errors() -> Iterator[None]:
    """Map the driver's exceptions to ours, most specific first."""
    try:
        yield
    except AuthError as error:
        raise DatabaseUnavailableError(
            f"Neo4j refused the user name or password: {_text(error)}",
            hint="Check NEO4J_USERNAME and NEO4J_PASSWORD."
            if settings().neo4j_uri is not None
            else "`partycell db reset-password` gives the local Neo4j a new password.",
        ) from error
    except (ServiceUnavailable, SessionExpired) as error:
        if is_too_large(error):
            raise BadInputError(
                f"A row of the answer has more than {MAX_MESSAGE:,} bytes.", hint="Return less."
            ) from error
        raise DatabaseUnavailableError(
            f"Neo4j cannot be reached: {_text(error)}",
            hint=_where_to_look(),
        ) from error
    except (ClientError, TransientError, Neo4jError) as error:
        if error.code in _TIMEOUT_CODES:
            raise QueryTimeoutError(
                "Neo4j stopped the statement: it ran longer than allowed.",
                hint="Ask for less, or raise PARTYCELL_TIME_LIMIT.",
            ) from error
        raise _cypher_error(error) from error
    except (ConfigurationError, ValueError, OverflowError) as error:
        raise BadInputError(f"The driver refused: {_text(error)}") from error
    except DriverError as error:
        raise DatabaseUnavailableError(f"The Neo4j driver failed: {_text(error)}") from error


def _where_to_look() -> str:
    if settings().neo4j_uri is not None:
        return "Check NEO4J_URI."
    return (
        "`partycell db status` says whether the local Neo4j runs; `partycell db start` starts it."
    )


def _text(error: BaseException) -> str:
    return (getattr(error, "message", None) or str(error)).strip()


def _cypher_error(error: Neo4jError) -> CypherError:
    line, column = _place(error)
    code = error.code or ""
    hint = "Ask for less: fewer things, fewer steps, or a page." if "OutOfMemory" in code else ""
    return CypherError(_text(error), code=code, line=line, column=column, hint=hint)


def _place(error: Neo4jError) -> tuple[int | None, int | None]:
    """Where in the statement the error is, from its GQL diagnostics or its text."""
    cause: Any = error
    while cause is not None:
        position = getattr(cause, "diagnostic_record", {}).get("_position")
        if position and "line" in position:
            return int(position["line"]), int(position["column"])
        cause = getattr(cause, "gql_cause", None) or getattr(cause, "__cause__", None)
    found = re.search(r"\(line (\d+), column (\d+)", _text(error))
    return (int(found[1]), int(found[2])) if found else (None, None)


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
    ) -> None:
        self.name = name
        self.owned = owned
        self.home = home
        self.time_limit = time_limit
        with our_errors():
            self._link = Link(
                local.Endpoint(uri, username, password),
                now=None if home is None else local.Instance(home).running,
                bookmarks=settings().partycell_bookmarks,
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
        if chosen.neo4j_password is None:
            raise DatabaseUnavailableError(
                f"NEO4J_URI is set ({chosen.neo4j_uri}) but NEO4J_PASSWORD is not.",
                hint="Set NEO4J_PASSWORD, or unset NEO4J_URI to use the local Neo4j.",
            )
        database = cls(
            chosen.neo4j_uri,
            chosen.neo4j_username,
            chosen.neo4j_password.get_secret_value(),
            name=chosen.neo4j_database,
            time_limit=chosen.partycell_time_limit,
        )
        database.ping()
        return database

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give all connections back."""
        self._link.close()

    def ping(self) -> None:
        """Raise DatabaseUnavailableError unless Neo4j answers and lets us in."""
        with our_errors():
            self._link.driver.verify_connectivity(database=self.name)

    def using(self, name: str) -> Database:
        """Another database of the same server, over the same driver; not to be closed."""
        other = copy.copy(self)
        other.name = name
        return other

    @contextmanager
    def session(self, *, write: bool = False, warnings: bool = False) -> Iterator[Session]:
        """A driver session on this database; for streams and for statements of a console.

        With `warnings` Neo4j says in the summary what it notices about a statement.
        An interrupt (Ctrl-C) closes the connection, and Neo4j stops the statement at once.
        """
        mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        try:
            with self._link.session(self.name, mode, warnings=warnings) as session:
                try:
                    yield session
                except KeyboardInterrupt as interrupt:
                    # For this alone the driver gives up the connection; for every other exception
                    # it first waits for the statement to end.
                    raise asyncio.CancelledError from interrupt
        except asyncio.CancelledError as cancelled:
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
    ) -> Answer:
        """Run one statement in its own transaction and read at most `limit` rows.

        Args:
            statement: Cypher, from a file of ours or from a person.
            parameters: Bound, never pasted.
            limit: Rows to read; None reads all.
            time_limit: Seconds; None takes the database's own; 0 means none.
            write: Whether the session may write.

        Returns:
            The rows as driver values.

        Raises:
            CypherError: Neo4j refused the statement.
            QueryTimeoutError: It ran too long, and Neo4j stopped it.
            DatabaseUnavailableError: Neo4j is away.
        """
        seconds = self.time_limit if time_limit is None else time_limit
        began = time.perf_counter()
        with our_errors(), self.session(write=write) as session:
            result = session.run(
                Query(statement, timeout=seconds or None),
                dict(parameters or {}),
            )
            return collect(result, limit, began)

    def stream(
        self, statement: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Rows one by one, in bounded memory, without a time limit; for exports."""
        with our_errors(), self.session() as session:
            for record in session.run(Query(statement), dict(parameters or {})):
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
                return session.execute_write(neo4j.unit_of_work(timeout=0)(work))
        except (CypherError, DatabaseUnavailableError) as error:
            if self.home is not None and is_full(self.home):
                raise DiskFullError(
                    f"The disk of {self.home} is full. This is kept whole or not at all.",
                    hint="Free some, then run it again: what is there already changes nothing.",
                ) from error
            raise
