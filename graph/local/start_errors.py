"""Why a Neo4j could not start, in a person's words, from what it wrote."""

from __future__ import annotations

from pathlib import Path

from graph.errors import LocalDatabaseError
from graph.local.jar_lock import VERSION

_REPAIR = "`partycell db repair` opens it, and keeps a copy of it as it is."
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
    (
        "Error reading transaction logs",
        "The store's transaction logs are damaged, as after a disk that was full.",
        _REPAIR,
    ),
    ("could not be opened", "The store cannot be opened.", _REPAIR),
)
# What Java says before it breaks down, as over a damaged cache of its own.
JAVA_BROKE_DOWN = "A fatal error has been detected by the Java Runtime Environment"
# How much of the end of Neo4j's own log is looked at.
_TAIL = 200_000


def explain_failure(log: str, where: Path) -> LocalDatabaseError:
    """Why Neo4j could not start, from what it wrote."""
    for text, message, hint in _EXPLANATIONS:
        if text in log:
            return LocalDatabaseError(message, hint=f"{hint} Its log is {where}.")
    causes = [line.strip() for line in log.splitlines() if "Caused by" in line or "rror:" in line]
    reason = causes[-1] if causes else "it ended without a word"
    return LocalDatabaseError(f"Neo4j could not start: {reason}.", hint=f"Its log is {where}.")


def read_logs(log: Path, debug: Path) -> str:
    """What the host wrote, and what Neo4j itself did since the host began."""
    said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    try:
        if debug.stat().st_mtime < log.stat().st_mtime - 300:
            return said
        with debug.open("rb") as stream:
            stream.seek(max(0, debug.stat().st_size - _TAIL))
            more = stream.read().decode("utf-8", errors="replace")
    except OSError:
        return said
    return said + more[more.rfind("[ System diagnostics ]") :]
