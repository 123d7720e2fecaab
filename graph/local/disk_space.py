"""Room on a disk, asked for before anything is written."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

from graph.errors import DiskFullError

# What Neo4j needs beside what is written: its logs, and room to open the store again.
RESERVE = 200_000_000


def require_space(folder: Path, wanted: int, what: str) -> None:
    """Raise DiskFullError where a folder's disk has less free than wanted.

    Args:
        folder: It, or the nearest above it that is there.
        wanted: Bytes.
        what: Who needs them, for people: `the dump`.
    """
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free
    if free < wanted:
        raise DiskFullError(
            f"The disk of {folder} is full: {free:,} bytes are free, {what} needs {wanted:,}.",
            hint="Free some, or use a folder on another disk.",
        )


def is_full(folder: Path) -> bool:
    """Whether a folder's disk has next to nothing free."""
    return shutil.disk_usage(folder).free < 8_000_000


def is_full_error(error: Exception) -> bool:
    """Whether an error says that a disk, or a person's share of it, has no room left."""
    if isinstance(error, sqlite3.OperationalError):
        return "disk is full" in str(error)
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder; what goes meanwhile counts nothing."""
    size = 0
    for file in folder.rglob("*"):
        try:
            size += file.stat().st_size if file.is_file() else 0
        except FileNotFoundError:
            continue
    return size
