"""A home of its own for a benchmark, gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph import local
from graph.settings import settings

# How large the whole party is, to try a benchmark on less.
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "3850000"))


@contextmanager
def own_home() -> Iterator[Path]:
    """A folder with a home in it that the settings name meanwhile; its Neo4j ends with it."""
    before = os.environ.get("PARTYCELL_HOME")
    with tempfile.TemporaryDirectory(prefix="partycell-bench-") as folder:
        os.environ["PARTYCELL_HOME"] = str(Path(folder) / "home")
        settings.cache_clear()
        try:
            yield Path(folder)
        finally:
            local.stop()
            if before is None:
                del os.environ["PARTYCELL_HOME"]
            else:
                os.environ["PARTYCELL_HOME"] = before
            settings.cache_clear()
