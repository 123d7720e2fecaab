"""Who hosts a home, and whether it is ready: a small file that the host writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

STATE = "instance.json"


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
