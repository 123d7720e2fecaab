"""One load at a time on a database: a lease that is renewed, whoever and wherever the others are.

It is a node, so that it holds for everybody who writes to the database. Nobody's clock is asked:
whoever waits watches whether it is renewed. A holder on this machine that has ended is known at
once; one elsewhere is taken for dead when nothing was renewed for a while.
"""

from __future__ import annotations

import logging
import platform
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from neo4j import ManagedTransaction

from graph.database import Database
from graph.errors import LoadLostError, PartycellError, RefusedError
from graph.local.identity import describe_self, is_alive, machine
from graph.migrations import migrate
from graph.statements import statement

BEAT_SECONDS = 5.0
# Longer than a switched store drains: in the old one nobody may take it before that ends.
DEAD_SECONDS = 45.0
WAIT_SECONDS = 120.0
_SILENT_SECONDS = 1.0
_LOOK_SECONDS = 0.5
log = logging.getLogger("partycell")


@dataclass(frozen=True)
class _Seen:
    """Who has the lease, as its node says."""

    holder: str
    beat: int
    pid: int
    identity: str
    who: str
    taken: str

    @property
    def has_ended(self) -> bool:
        """Whether its process was on this machine and is no more."""
        here = self.identity.startswith(f"{machine()}:")
        return here and not is_alive(self.pid, self.identity)

    def __str__(self) -> str:
        return f"{self.who}, since {self.taken}"


class Lease:
    """The right to write, while its holder lives.

    Attributes:
        database: Where.
        holder: Its own name, which no other lease has.
    """

    def __init__(self, database: Database, holder: str) -> None:
        self.database = database
        self.holder = holder
        self._over = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)
        self._beating.start()

    def holds(self, tx: ManagedTransaction) -> bool:
        """Whether it is still held, which it then is until the transaction ends."""
        return tx.run(statement("load/renew_lease"), holder=self.holder).single() is not None

    def require(self, tx: ManagedTransaction) -> None:
        """Within a transaction that ends a load: raise LoadLostError unless this is still held."""
        if not self.holds(tx):
            raise LoadLostError(
                "Nothing of this load was kept: another load has taken its place, or the database "
                "was replaced meanwhile.",
                hint="Load it again.",
            )

    def give_back(self) -> None:
        """Let others load; where the database is away it is seen that nobody renews it."""
        self._over.set()
        self._beating.join(BEAT_SECONDS)
        with suppress(PartycellError):
            self.database.run(
                statement("load/end_lease"), {"holder": self.holder}, write=True, time_limit=0
            )

    def _beat(self) -> None:
        while not self._over.wait(BEAT_SECONDS):
            # Whether it is lost is found when the load ends; meanwhile Neo4j may be away.
            with suppress(PartycellError):
                self.database.run(
                    statement("load/renew_lease"),
                    {"holder": self.holder},
                    write=True,
                    time_limit=DEAD_SECONDS,
                )


_held: ContextVar[Lease | None] = ContextVar("held", default=None)


@contextmanager
def hold_lease(database: Database) -> Iterator[Lease]:
    """The lease of a database, waited for; within a `hold_lease` of the same one, that one.

    Raises:
        RefusedError: Somebody else has it, and did not give it back in time.
    """
    mine = _held.get()
    if mine is not None and mine.database is database:
        yield mine
        return
    migrate(database)
    lease = _taken(database)
    token = _held.set(lease)
    try:
        yield lease
    finally:
        _held.reset(token)
        lease.give_back()


def wait_for_load(database: Database) -> None:
    """Until nobody loads, for what stops the database.

    Raises:
        RefusedError: It takes too long.
    """
    with hold_lease(database):
        pass


def _taken(database: Database) -> Lease:
    me = describe_self()
    holder = uuid.uuid4().hex
    parameters = {
        "holder": holder,
        "pid": me["pid"],
        "identity": me["identity"],
        "who": f"{me['command']} (process {me['pid']} on {platform.node()})",
    }
    began = told = time.monotonic()
    watched: _Seen | None = None
    since = began
    while True:
        dead: dict[str, Any] = {"dead": None, "beat": None}
        now = time.monotonic()
        if watched is not None and (watched.has_ended or now - since > DEAD_SECONDS):
            dead = {"dead": watched.holder, "beat": watched.beat}
        row = database.write(lambda tx, dead=dead: _try(tx, parameters | dead))  # type: ignore[misc]
        if row["holder"] == holder:
            return Lease(database, holder)
        seen = _Seen(**row)
        if watched is None or (seen.holder, seen.beat) != (watched.holder, watched.beat):
            watched, since = seen, now
        if seen.has_ended:
            continue
        if now - began > WAIT_SECONDS:
            raise RefusedError(
                f"Another load is at work: {seen}.", hint="Try again when it has ended."
            )
        if told == began and now - began > _SILENT_SECONDS:
            told = now
            log.warning("Waiting for another load: %s", seen)
        time.sleep(_LOOK_SECONDS)


def _try(tx: ManagedTransaction, parameters: dict[str, Any]) -> dict[str, Any]:
    return dict(tx.run(statement("load/take_lease"), parameters).single(strict=True))
