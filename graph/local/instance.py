"""The local Neo4j: one process a home, shared by everybody who needs it."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from filelock import FileLock
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.errors import LocalDatabaseError
from graph.local import admin
from graph.local.jars import VERSION, class_path
from graph.local.state import STATE, current_place, end, process_of, read_state
from graph.settings import settings

USERNAME = "neo4j"
_START_SECONDS = 180.0
_FREE_BYTES = 200_000_000


@dataclass(frozen=True)
class Endpoint:
    """How to reach a Neo4j."""

    uri: str
    username: str
    password: str


@dataclass(frozen=True)
class Status:
    """The local Neo4j at this moment; sizes in bytes, 0 where it does not run or is not there."""

    running: bool
    pid: int | None
    uri: str | None
    home: str
    version: str
    store_bytes: int
    memory_bytes: int


def _quiet(_: str) -> None:
    """Report to nobody."""


class Instance:
    """The Neo4j of one home folder.

    Args:
        home: The folder.
        port: Of Bolt; the setting's unless given.
    """

    def __init__(self, home: Path, port: int | None = None) -> None:
        self.home = home
        self._wanted_port = port

    @property
    def place(self) -> Path:
        """Where its store is: the home itself, or below it, where a bulk load has put another."""
        return current_place(self.home)

    @property
    def log(self) -> Path:
        """What its host writes."""
        return self.place / "host.log"

    @property
    def _state(self) -> Path:
        return self.place / STATE

    @property
    def _password(self) -> Path:
        return self.place / "password"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else starts, stops, dumps or restores meanwhile."""
        try:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            with FileLock(self.home / "lock"):
                yield
        except OSError as error:
            raise LocalDatabaseError(
                f"{self.home} cannot be used: {error.strerror or error}.",
                hint="Set PARTYCELL_HOME to a folder that can be written, with room on its disk.",
            ) from error

    def ensure(self, report: Callable[[str], None] | None = None) -> Endpoint:
        """The running instance, started if need be."""
        return self.running() or self.start(report)

    def start(self, report: Callable[[str], None] | None = None) -> Endpoint:
        """Start it, unless it runs; it answers a query before this returns.

        Raises:
            LocalDatabaseError: It cannot start; the message says why and what to do.
        """
        tell = report or _quiet
        with self.locked():
            if self._process() is not None:
                return self.running() or self._await(None)
            self._check_disk()
            jars = class_path(tell)
            self._first_password(jars, tell)
            tell("Starting Neo4j")
            endpoint = self._launch()
            tell("Neo4j is ready")
            return endpoint

    def stop(self) -> bool:
        """Stop it; whether it ran."""
        with self.locked():
            return self.stop_locked()

    def stop_locked(self) -> bool:
        """As `stop`, for a caller that holds the lock."""
        process = self._process()
        if process is None:
            self._state.unlink(missing_ok=True)
            return False
        end(process)
        self._state.unlink(missing_ok=True)
        return True

    def kill(self, uri: str) -> bool:
        """End its host without asking, as long as that is the one at this address.

        For a Neo4j that does not do what it is told: its store recovers at the next start.
        """
        state = read_state(self.place)
        process = process_of(state)
        if process is None or state.get("uri") != uri:
            return False
        process.kill()
        return True

    def status(self) -> Status:
        """Whether it runs, where, and how large it is."""
        process = self._process()
        store = self.place / "data"
        size = sum(file.stat().st_size for file in store.rglob("*") if file.is_file())
        return Status(
            running=process is not None,
            pid=process.pid if process else None,
            uri=read_state(self.place)["uri"] if process else None,
            home=str(self.home),
            version=VERSION,
            store_bytes=size,
            memory_bytes=process.memory_info().rss if process else 0,
        )

    def _process(self) -> psutil.Process | None:
        """The host, if it is alive and is the one we started."""
        return process_of(read_state(self.place))

    def running(self) -> Endpoint | None:
        """Where it is, if it runs and is ready."""
        place = self.place
        state = read_state(place)
        if process_of(state) is None or not state.get("ready"):
            return None
        password = (place / "password").read_text(encoding="utf-8")
        return Endpoint(state["uri"], USERNAME, password)

    def _check_disk(self) -> None:
        free = shutil.disk_usage(self.home).free
        if free < _FREE_BYTES:
            raise LocalDatabaseError(
                f"The disk of {self.home} is full: {free:,} bytes are free, "
                f"{_FREE_BYTES:,} are needed.",
                hint="Free some, or set PARTYCELL_HOME to a folder on another disk.",
            )

    def _first_password(self, jars: list[Path], tell: Callable[[str], None]) -> None:
        """Neo4j's own first password never works: a generated one is set before the first start."""
        if self._password.exists():
            return
        tell("Setting up a new Neo4j store")
        shutil.rmtree(self.place / "data", ignore_errors=True)
        password = secrets.token_hex(24)
        admin.run(self.place, jars, "dbms", "set-initial-password", password)
        descriptor = os.open(self._password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(password)

    def prepare(self, jars: list[Path]) -> None:
        """A folder for a store with a password of its own, before there is a store."""
        with self.locked():
            self._first_password(jars, _quiet)

    def _launch(self) -> Endpoint:
        port = _port(self._wanted_port)
        with self.log.open("wb") as log:
            process = subprocess.Popen(  # noqa: S603  (our own module)
                [sys.executable, "-m", "graph.local.host", str(self.place), str(port)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=Path(__file__).resolve().parents[2],
            )
        return self._await(process)

    def _await(self, process: subprocess.Popen[bytes] | None) -> Endpoint:
        """Until the host is ready and answers a query.

        Args:
            process: The host, where we started it; None for one that another starter left behind.
        """
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            endpoint = self.running()
            if endpoint is not None:
                _ask(endpoint)
                return endpoint
            if process.poll() is not None if process else self._process() is None:
                self._state.unlink(missing_ok=True)
                raise explained(self.log.read_text(encoding="utf-8", errors="replace"), self.log)
            time.sleep(0.05)
        self.stop_locked()
        raise LocalDatabaseError(
            f"Neo4j did not answer within {_START_SECONDS:.0f} seconds.",
            hint=f"Its log is {self.log}.",
        )


def _ask(endpoint: Endpoint) -> None:
    with GraphDatabase.driver(endpoint.uri, auth=(endpoint.username, endpoint.password)) as driver:
        try:
            driver.verify_connectivity()
        except AuthError as error:
            raise LocalDatabaseError(
                "The local Neo4j refuses the password in its password file.",
                hint="Restore a dump, or delete the folder PARTYCELL_HOME and start again.",
            ) from error
        except (Neo4jError, DriverError) as error:
            raise LocalDatabaseError(f"The local Neo4j does not answer: {error}.") from error


def _port(given: int | None) -> int:
    """The wanted port if it is free, or any free one where none is."""
    wanted = settings().partycell_bolt_port if given is None else given
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as error:
            raise LocalDatabaseError(
                f"Port {wanted} of 127.0.0.1 is taken.",
                hint="Set PARTYCELL_BOLT_PORT to another, or to 0 for any free one.",
            ) from error
        return int(probe.getsockname()[1])


# What Neo4j's exceptions mean, most specific first: a text of theirs, what we say, what to do.
_EXPLANATIONS = (
    (
        "Address already in use",
        "The port of the local Neo4j is taken.",
        "Set PARTYCELL_BOLT_PORT to another, or to 0 for any free one.",
    ),
    (
        "No space left on device",
        "The disk is full.",
        "Free some, or set PARTYCELL_HOME to a folder on another disk.",
    ),
    (
        "FileLockException",
        "Another process uses this store.",
        "Stop it, or set PARTYCELL_HOME to another folder.",
    ),
    (
        "newer",
        f"The store was written by a newer Neo4j than {VERSION}.",
        "Use a newer partycell, or restore an older dump.",
    ),
    (
        "Unknown store version",
        f"The store was written by another Neo4j than {VERSION}, probably a newer one.",
        "Use a newer partycell, or restore an older dump.",
    ),
)


def explained(log: str, where: Path) -> LocalDatabaseError:
    """Why Neo4j could not start, from what it wrote."""
    for text, message, hint in _EXPLANATIONS:
        if text in log:
            return LocalDatabaseError(message, hint=f"{hint} Its log is {where}.")
    causes = [line.strip() for line in log.splitlines() if "Caused by" in line or "rror:" in line]
    reason = causes[-1] if causes else "it ended without a word"
    return LocalDatabaseError(f"Neo4j could not start: {reason}.", hint=f"Its log is {where}.")
