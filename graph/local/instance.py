"""The local Neo4j: one process a home, shared by everybody who needs it."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from graph.errors import DiskFullError, LocalDatabaseError, PartycellError
from graph.local.disk_space import RESERVE, is_full_error, require_space, size_of
from graph.local.identity import describe_self
from graph.local.jar_lock import VERSION
from graph.local.jars import class_path, repair_jars
from graph.local.java import aot_file
from graph.local.passwords import (
    PASSWORD,
    USERNAME,
    WANTED,
    generate,
    has_store,
    read_password,
)
from graph.local.readiness import ask_first
from graph.local.start_errors import JAVA_BROKE_DOWN, explain_failure, read_logs
from graph.local.state import (
    STATE,
    current_place,
    end,
    process_of,
    read_state,
    require_place,
    write_state,
)
from graph.paths import ROOT
from graph.settings import settings

if TYPE_CHECKING:
    from filelock import FileLock

_START_SECONDS = 300.0
# Who waits for longer is told for whom.
_SILENT_SECONDS = 1.0
log = logging.getLogger("partycell")


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
        aot_output: Where Java writes an ahead-of-time cache when it ends; nowhere unless given.
    """

    def __init__(self, home: Path, port: int | None = None, aot_output: Path | None = None) -> None:
        self.home = home
        self._wanted_port = port
        self._options = () if aot_output is None else ("--aot-output", aot_output)

    @property
    def place(self) -> Path:
        """Where its store is: the home itself, or below it, where a bulk load has put another."""
        return current_place(self.home)

    @property
    def log(self) -> Path:
        """What its host writes."""
        return self.place / "host.log"

    @property
    def _debug_log(self) -> Path:
        return self.place / "logs" / "debug.log"

    @property
    def _state(self) -> Path:
        return self.place / STATE

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else starts, stops, dumps or restores meanwhile.

        Who has to wait is told for whom.
        """
        try:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            from filelock import FileLock  # noqa: PLC0415  (slow to import; few commands need it)

            lock = FileLock(self.home / "lock")
            self._acquire(lock)
        except OSError as error:
            raise unusable(self.home, error) from error
        holder = self.home / "lock.json"
        try:
            with suppress(OSError):
                holder.write_text(json.dumps(describe_self()), encoding="utf-8")
            yield
        except OSError as error:
            raise unusable(self.home, error) from error
        finally:
            with suppress(OSError):
                holder.unlink(missing_ok=True)
            lock.release()

    def _acquire(self, lock: FileLock) -> None:
        from filelock import Timeout  # noqa: PLC0415  (as above)

        try:
            lock.acquire(timeout=_SILENT_SECONDS)
        except Timeout:
            try:
                found = json.loads((self.home / "lock.json").read_text(encoding="utf-8"))
                who = f"process {found['pid']} ({found['command']})"
            except (OSError, ValueError, KeyError, TypeError):
                who = "another process"
            log.warning("Waiting for %s, which has %s", who, lock.lock_file)
            lock.acquire()

    def ensure(self, report: Callable[[str], None] | None = None) -> Endpoint:
        """The running instance, started if need be."""
        return self.running() or self.start(report)

    def start(self, report: Callable[[str], None] | None = None) -> Endpoint:
        """Start it, unless it runs; it answers a query before this returns.

        Raises:
            LocalDatabaseError: It cannot start; the message says why and what to do.
        """
        with self.locked():
            return self._start_locked(report or _quiet)

    def start_again(self) -> None:
        """Start it where it has died, as `start` does; not where a person has stopped it."""
        with self.locked():
            if not self.is_stopped:
                self._start_locked(_quiet)

    def _start_locked(self, tell: Callable[[str], None]) -> Endpoint:
        process = self._process()
        if process is not None and read_state(self.place).get("ending"):
            end(process)
        elif process is not None:
            return self.running() or self._await(None)
        require_place(self.home)
        require_space(self.home, RESERVE, "Neo4j")
        self._settle_password(tell)
        tell("Starting Neo4j")
        endpoint = self._launch_with_whole_files(class_path(tell), tell)
        tell("Neo4j is ready")
        return endpoint

    def stop(self) -> bool:
        """Stop it, as a person wishes; whether it ran. No server starts it again by itself."""
        with self.locked():
            process = self._process()
            if self.place.is_dir():
                # First, so that no server takes it for dead; a full disk hinders nobody.
                with suppress(OSError):
                    write_state(self.place, {"pid": 0, "uri": "", "stopped": True})
            if process is not None:
                end(process)
            return process is not None

    def stop_locked(self) -> bool:
        """Stop it for a while, for a caller that holds the lock; whether it ran."""
        process = self._process()
        if process is not None:
            end(process)
        self._state.unlink(missing_ok=True)
        return process is not None

    @property
    def is_stopped(self) -> bool:
        """Whether a person has stopped it, and nobody has started it since."""
        return bool(read_state(self.place).get("stopped"))

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
        try:
            size = size_of(self.place / "data")
        except OSError as error:
            raise unusable(self.home, error) from error
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
        return Endpoint(state["uri"], USERNAME, read_password(place))

    def _settle_password(self, tell: Callable[[str], None]) -> None:
        """See to it that there is a password; the host lets Neo4j have it.

        Neo4j's own first password never works. Where the file is gone and there are data, Neo4j is
        given another password: nothing is ever deleted for the want of one.
        """
        self.place.mkdir(parents=True, exist_ok=True, mode=0o700)
        if read_password(self.place):
            return
        if has_store(self.place):
            log.warning(
                "The password file %s is missing: the local Neo4j gets a new password. "
                "Its data stay as they are.",
                self.place / PASSWORD,
            )
            generate(self.place, WANTED)
            return
        tell("Setting up a new Neo4j store")
        generate(self.place, PASSWORD)

    def reset_password(self, report: Callable[[str], None] | None = None) -> Endpoint:
        """Give the local Neo4j a new password, by its own means; its data stay."""
        tell = report or _quiet
        with self.locked():
            require_place(self.home)
            self.stop_locked()
            if has_store(self.place):
                generate(self.place, WANTED)
            else:
                generate(self.place, PASSWORD)
            tell("Starting Neo4j")
            return self._launch()

    def _launch_with_whole_files(self, jars: list[Path], tell: Callable[[str], None]) -> Endpoint:
        """Start it; where that fails, once more if a jar or Java's cache was damaged."""
        try:
            return self._launch()
        except LocalDatabaseError:
            # Jars that were fetched again have another cache.
            if not repair_jars(jars, tell) and not self._drop_aot_file(jars):
                raise
            tell("Starting Neo4j again")
            return self._launch()

    def _drop_aot_file(self, jars: list[Path]) -> bool:
        """Whether Java broke down with a cache, which is gone then: it does not look into one."""
        file = aot_file(jars)
        broke_down = file.exists() and JAVA_BROKE_DOWN in read_logs(self.log, self._debug_log)
        if broke_down:
            log.warning("Java broke down with its cache %s, which is deleted", file)
            file.unlink(missing_ok=True)
        return broke_down

    def launch_repaired(self) -> Endpoint:
        """Start it, leaving out what stands in its logs behind a damage; under the lock."""
        return self._launch("--repair")

    def _launch(self, *more: str) -> Endpoint:
        port = _port(self._wanted_port)
        self._state.unlink(missing_ok=True)
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        arguments = (self.place, port, *self._options, *more)
        with self.log.open("wb") as stream:
            process = subprocess.Popen(  # noqa: S603  (our own module)
                [sys.executable, "-m", "graph.local.host", *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
                # What Java writes where it stands, it writes there.
                cwd=self.place,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
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
                ask_first(endpoint.uri, (endpoint.username, endpoint.password))
                return endpoint
            if process.poll() is not None if process else self._process() is None:
                self._state.unlink(missing_ok=True)
                raise explain_failure(read_logs(self.log, self._debug_log), self.log)
            time.sleep(0.05)
        self.stop_locked()
        raise LocalDatabaseError(
            f"Neo4j did not answer within {_START_SECONDS:.0f} seconds.",
            hint=f"Its log is {self.log}.",
        )


def unusable(home: Path, error: OSError) -> PartycellError:
    """Why a home cannot be used."""
    if is_full_error(error):
        return DiskFullError(
            f"The disk of {home} is full.",
            hint="Free some, or set PARTYCELL_HOME to a folder on another disk.",
        )
    return LocalDatabaseError(
        f"{home} cannot be used: {error.strerror or error}.",
        hint="Set PARTYCELL_HOME to a folder that can be written.",
    )


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
