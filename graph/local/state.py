"""Which store a home uses, who hosts it, and whether it is ready: small files."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import psutil

from graph.errors import LocalDatabaseError
from graph.files import atomic_write
from graph.local.identity import is_alive

STATE = "instance.json"
_STOP_SECONDS = 60.0
STORES, CURRENT = "stores", "current"
_NAME = re.compile(r"[\w-]{1,80}")


def write_state(home: Path, state: dict[str, Any]) -> None:
    """Say it; a reader sees all of it, or all of the one before."""
    atomic_write(home / STATE, [json.dumps(state).encode()], private=True)


def read_state(home: Path) -> dict[str, Any]:
    """What was said last; empty where nothing can be read."""
    try:
        found = json.loads((home / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and {"pid", "uri"} <= found.keys() else {}


def current_place(home: Path) -> Path:
    """The folder of the store that a home uses: itself, unless a bulk load has put another."""
    try:
        name = (home / CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        return home
    if not _NAME.fullmatch(name):
        raise LocalDatabaseError(
            f"{home / CURRENT} names no store: {name[:80]!r}.", hint=_choices(home)
        )
    return home / STORES / name


def require_place(home: Path) -> None:
    """Raise LocalDatabaseError where a home's store is not where it should be."""
    place = current_place(home)
    if place != home and not place.is_dir():
        raise LocalDatabaseError(
            f"{home / CURRENT} names the store {place.name}, which is not in {home / STORES}.",
            hint=_choices(home),
        )
    aside = sorted(place.glob("data.*"))
    if aside and not (place / "data").exists():
        # A repair was killed between two steps: an empty store would hide that.
        raise LocalDatabaseError(
            f"{place / 'data'} is not there, but {aside[-1].name} is.",
            hint=f"Rename {aside[-1]} to data, then run `partycell db repair`.",
        )


def _choices(home: Path) -> str:
    """What a person can do whose home names no store that is there."""
    there = [folder.name for folder in (home / STORES).glob("*") if folder.is_dir()]
    if (home / "data").is_dir():
        return f"Put it back, or delete {home / CURRENT} to use the store in {home / 'data'}."
    if there:
        return f"Put it back, or write one that is there into {home / CURRENT}: {', '.join(there)}."
    return f"Put it back, or restore a dump after deleting {home / CURRENT}."


def make_current(home: Path, name: str) -> None:
    """Let a home use a store of this name from now on; a reader sees the one or the other."""
    atomic_write(home / CURRENT, [f"{name}\n".encode()])


def process_of(state: dict[str, Any]) -> psutil.Process | None:
    """The host that a state names, if it is alive and is the one that was started."""
    if not is_alive(state.get("pid"), state.get("identity")):
        return None
    try:
        return psutil.Process(state["pid"])
    except psutil.Error:
        return None


def end(process: psutil.Process, seconds: float = _STOP_SECONDS) -> None:
    """Stop a host: first asked, then made to.

    One whose starter still runs and does not look after it stays as a zombie, which has ended too.
    """
    for ask in (process.terminate, process.kill):
        try:
            ask()
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                    return
                time.sleep(0.05)
        except psutil.NoSuchProcess:
            return
