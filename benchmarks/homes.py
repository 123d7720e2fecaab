"""A home of its own for a benchmark, gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph import local
from graph.database import Database
from graph.settings import settings
from synthetic import bulk, generate

# How large the whole party is, to try a benchmark on less.
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "3850000"))


@contextmanager
def own_home() -> Iterator[Path]:
    """A folder with a home in it that the settings name meanwhile; its Neo4j ends with it."""
    with (
        tempfile.TemporaryDirectory(prefix="partycell-bench-") as folder,
        _home(Path(folder) / "home"),
    ):
        yield Path(folder)


@contextmanager
def whole_party() -> Iterator[Database]:
    """A synthetic party of `MEMBERS` in a home of its own.

    Where `BENCH_HOME` names a home that a party has been loaded into, that one is asked.
    """
    loaded = os.environ.get("BENCH_HOME")
    if loaded:
        with _home(Path(loaded)), Database.open() as database:
            yield database
        return
    with own_home() as folder:
        generate(folder / "party", MEMBERS, 7)
        bulk.bulk_load(folder / "party", lambda _: None)
        with Database.open() as database:
            yield database


@contextmanager
def _home(home: Path) -> Iterator[None]:
    """The settings name this home meanwhile; its Neo4j ends with it."""
    before = os.environ.get("PARTYCELL_HOME")
    os.environ["PARTYCELL_HOME"] = str(home)
    settings.cache_clear()
    try:
        yield
    finally:
        local.stop()
        if before is None:
            del os.environ["PARTYCELL_HOME"]
        else:
            os.environ["PARTYCELL_HOME"] = before
        settings.cache_clear()
