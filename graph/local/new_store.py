"""A new store beside the one in use: made in a folder of its own, then put in its place at once."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from graph.errors import LocalDatabaseError
from graph.local.instance import Instance
from graph.local.passwords import PASSWORD
from graph.local.state import (
    STATE,
    STORES,
    current_place,
    end,
    make_current,
    process_of,
    read_state,
    require_place,
)

_DRAIN_SECONDS = 30.0
_COPIES = 5
_LOGS = "transactions"


@contextmanager
def stage_store(home: Path) -> Iterator[Instance]:
    """A new instance below a home; unless it is switched to, nothing of it stays.

    What an earlier one has left that was killed is cleared away first.

    Raises:
        LocalDatabaseError: Another one is at work.
    """
    require_place(home)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(home / "staging.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LocalDatabaseError(
            f"Another new store is being made in {home}, by a large load, `load --bulk` or "
            "`db restore`.",
            hint="Wait for it to end.",
        ) from error
    try:
        _clear(home)
        name = f"store-{time.time_ns()}"
        instance = Instance(home / STORES / name, port=0)
        instance.home.mkdir(parents=True, mode=0o700)
        try:
            yield instance
        finally:
            if current_place(home) != instance.home:
                instance.stop()
                shutil.rmtree(instance.home, ignore_errors=True)
    finally:
        lock.release()


def copy_store(place: Path, to: Path) -> None:
    """A copy of a store that is open and that nobody writes to, as after a loss of power.

    Its files as they are now, then its logs: from them Neo4j mends the copy when it opens it. What
    lies between two checkpoints can be mended so; where one came between, it is copied again.

    Raises:
        LocalDatabaseError: It would not hold still.
    """
    for _ in range(_COPIES):
        before = _checkpoints(place)
        shutil.rmtree(to / "data", ignore_errors=True)
        shutil.copytree(
            place / "data", to / "data", ignore=shutil.ignore_patterns(_LOGS, "store_lock")
        )
        shutil.copytree(place / "data" / _LOGS, to / "data" / _LOGS)
        if _checkpoints(place) == before:
            shutil.copyfile(place / PASSWORD, to / PASSWORD)
            (to / PASSWORD).chmod(0o600)
            return
    raise LocalDatabaseError(
        f"The store in {place} is written to, and cannot be copied.", hint="Try it again."
    )


def _checkpoints(place: Path) -> str:
    """Of the database's and the system's checkpoint logs."""
    found = hashlib.sha256()
    for file in sorted((place / "data" / _LOGS).glob("*/checkpoint.*")):
        found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()


def switch(
    home: Path,
    instance: Instance,
    tell: Callable[[str], None],
    sure: Callable[[], None] = lambda: None,
) -> None:
    """Put a staged instance that runs in the place of the one in use; that one drains and stops.

    Args:
        home: Whose.
        instance: Which.
        tell: Told what is going on.
        sure: Called at the last moment; where it raises, nothing is switched.
    """
    with Instance(home).locked():
        sure()
        before = current_place(home)
        make_current(home, instance.home.name)
    tell("Waiting for the readers of the old graph")
    retire(home, before, _DRAIN_SECONDS)


def _clear(home: Path) -> None:
    """Take away every store that is not in use, and stop who hosts it."""
    used = current_place(home)
    stores = home / STORES
    if not stores.is_dir():
        return
    for folder in stores.iterdir():
        if folder != used:
            retire(home, folder, drain=0)
    if used != home:
        retire(home, home, drain=0)


def retire(home: Path, place: Path, drain: float) -> None:
    """Stop a store's host once nobody is connected, or after `drain` seconds; delete the store."""
    process = process_of(read_state(place))
    if process is not None:
        deadline = time.monotonic() + drain
        while time.monotonic() < deadline and _connected(process):
            time.sleep(0.2)
        end(process)
    if place != home:
        shutil.rmtree(place, ignore_errors=True)
        return
    for name in ("data", "logs", "run", "conf"):
        shutil.rmtree(place / name, ignore_errors=True)
    for name in (STATE, PASSWORD):
        (place / name).unlink(missing_ok=True)


def has_other_readers(place: Path) -> bool:
    """Whether anybody but this process is connected to the host of a store."""
    process = process_of(read_state(place))
    if process is None:
        return False
    try:
        ours = {item.laddr.port for item in psutil.Process().net_connections("tcp")}
        theirs = {
            item.raddr.port
            for item in process.net_connections("tcp")
            if item.status == psutil.CONN_ESTABLISHED
        }
    except psutil.Error:
        return True
    return bool(theirs - ours)


def _connected(process: psutil.Process) -> bool:
    try:
        connections = process.net_connections("tcp")
    except psutil.Error:
        return False
    listening = {item.laddr.port for item in connections if item.status == psutil.CONN_LISTEN}
    return any(
        item.status == psutil.CONN_ESTABLISHED and item.laddr.port in listening
        for item in connections
    )
