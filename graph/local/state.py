"""Which store a home uses, who hosts it, and whether it is ready: small files."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import psutil

STATE = "instance.json"
_STOP_SECONDS = 60.0
STORES, CURRENT = "stores", "current"


def write_state(home: Path, state: dict[str, Any]) -> None:
    """Say it; a reader sees all of it, or all of the one before."""
    file = home / STATE
    temporary = file.with_suffix(".new")
    temporary.write_text(json.dumps(state), encoding="utf-8")
    temporary.replace(file)


def read_state(home: Path) -> dict[str, Any]:
    """What was said last; empty where nothing can be read."""
    try:
        found = json.loads((home / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def current_place(home: Path) -> Path:
    """The folder of the store that a home uses: itself, unless a bulk load has put another."""
    try:
        name = (home / CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        return home
    return home / STORES / name


def make_current(home: Path, name: str) -> None:
    """Let a home use a store of this name from now on; a reader sees the one or the other."""
    temporary = home / f"{CURRENT}.new"
    temporary.write_text(name + "\n", encoding="utf-8")
    temporary.replace(home / CURRENT)


def process_of(state: dict[str, Any]) -> psutil.Process | None:
    """The host that a state names, if it is alive and is the one that was started."""
    try:
        process = psutil.Process(int(state["pid"]))
        if process.create_time() == state["created"] and process.is_running():
            return None if process.status() == psutil.STATUS_ZOMBIE else process
    except (psutil.Error, KeyError, TypeError, ValueError):
        return None
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
