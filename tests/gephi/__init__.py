"""Gephi's own toolkit, which reads what we write."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.local.fetch import ensure_jar, open_session
from graph.local.jar_lock import Jar
from graph.paths import ROOT
from graph.settings import settings

LOCK = Path(__file__).parent / "gephi.lock"


def fetched() -> Path:
    """The toolkit's jar, verified; it is fetched once.

    Raises:
        requests.RequestException: There is no network.
        RuntimeError: It cannot be resolved.
    """
    jar = Jar(*LOCK.read_text(encoding="utf-8").splitlines()[-1].split())
    with open_session() as session:
        return ensure_jar(session, settings().partycell_cache / "maven", jar)


def gephi_reads(toolkit: Path, file: Path | str, periods: Sequence[str] = ()) -> dict[str, Any]:
    """What Gephi has of a file, or of several with commas between, by `tests.gephi.reader`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.gephi.reader", str(toolkit), str(file), *periods],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
