"""Neo4j's own HTTP Query API beside Bolt, on one store that is thrown away; for comparison only."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.paths import ROOT


@dataclass(frozen=True)
class Harness:
    """Where it is: addresses of Bolt and of HTTP; there are no users."""

    bolt: str
    http: str


@contextmanager
def harness(folder: Path) -> Iterator[Harness]:
    """Neo4j's own server with a store in a folder, while the context lasts.

    Raises:
        RuntimeError: It did not start; standard error says why.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.harness.host", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line.startswith("{"):
            raise RuntimeError("Neo4j's harness did not start; its error is above.")
        yield Harness(**{name: at.rstrip("/") for name, at in json.loads(line).items()})
    finally:
        process.stdin.close()
        process.wait()
