"""A real Neo4j Community from packages alone: no Docker, no root, no system Java."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.local import dumps
from graph.local import repair as repairs
from graph.local.instance import Endpoint, Instance, Status
from graph.settings import settings

__all__ = [
    "Endpoint",
    "Instance",
    "Status",
    "dump",
    "ensure",
    "kill",
    "repair",
    "reset_password",
    "restore",
    "running",
    "start",
    "status",
    "stop",
]


def _own() -> Instance:
    return Instance(settings().partycell_home)


def ensure(report: Callable[[str], None] | None = None) -> Endpoint:
    """The running local Neo4j, started if need be; `report` is told what is going on."""
    return _own().ensure(report)


def start(report: Callable[[str], None] | None = None) -> Endpoint:
    """Start the local Neo4j, unless it runs."""
    return _own().start(report)


def running() -> Endpoint | None:
    """The local Neo4j, if it runs; never started by this."""
    return _own().running()


def repair(report: Callable[[str], None]) -> Path | None:
    """Open a local store that does not open by itself; where a copy of it is, if that was so."""
    return repairs.repair(_own(), report)


def reset_password(report: Callable[[str], None] | None = None) -> Endpoint:
    """Give the local Neo4j a new password; its data stay."""
    return _own().reset_password(report)


def stop() -> bool:
    """Stop the local Neo4j; whether it ran."""
    return _own().stop()


def kill(uri: str) -> bool:
    """End the local Neo4j at once, if it is still the one at this address; whether it was."""
    return _own().kill(uri)


def status() -> Status:
    """The local Neo4j at this moment."""
    return _own().status()


def dump(file: Path, *, overwrite: bool = False) -> None:
    """Write the local store to a file."""
    dumps.dump(_own(), file, overwrite=overwrite)


def restore(file: Path) -> None:
    """Replace the local store by a dump."""
    dumps.restore(_own(), file)
