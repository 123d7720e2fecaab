"""Neo4j's own importer: files into the empty store of a home, offline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import psutil

from graph.local import admin

IMPORT = ("database", "import", "full", "neo4j", "--overwrite-destination")
_HEAP = "768m"
_SHARE_OF_MEMORY = 0.5


def run_importer(home: Path, jars: list[Path], inputs: Sequence[str]) -> None:
    """Import files into the store of `home`.

    Args:
        home: Whose; a store that is there is replaced.
        jars: Neo4j's.
        inputs: The importer's arguments that name the files, and say how to read them.

    Raises:
        LocalDatabaseError: It failed; its last words are in the message.
    """
    memory = int(psutil.virtual_memory().available * _SHARE_OF_MEMORY)
    admin.run(
        home,
        jars,
        *IMPORT,
        *inputs,
        f"--max-off-heap-memory={memory}",
        f"--report-file={home / 'import.report'}",
        heap=_HEAP,
    )
