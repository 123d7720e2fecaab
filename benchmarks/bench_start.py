"""How soon a command starts: processor time of whole processes, as their users see it."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.homes import own_home
from graph.database import Database
from graph.paths import CYPHER
from loaders.curated import ensure_loaded

SUMMARY = (
    "Whole processes, by user time. Aims: `partycell --help` at most 8 times `python -c pass`; "
    "`partycell query duties tier=party-cell` on a running instance at most 1.5 times a script "
    "that imports the driver and asks the same. The driver imports pandas, NumPy and PyArrow where "
    "they are installed; the script is also run as if they were not."
)
ROUNDS = 20
_PARTYCELL = str(Path(sys.executable).parent / "partycell")
_SCRIPT = str(Path(__file__).with_name("ask_duties.py"))
_WITHOUT_TABLES = (
    "import sys; sys.modules.update(dict.fromkeys(('numpy', 'pandas', 'pyarrow'))); "
    f"exec(open({_SCRIPT!r}).read())"
)


def run(rounds: int = ROUNDS) -> list[dict[str, object]]:
    """One row a command."""
    with own_home() as folder, Database.open() as database:
        ensure_loaded(database)
        env = _environment(folder, database.uri)
        nothing = [sys.executable, "-c", "pass"]
        query = [_PARTYCELL, "query", "duties", "tier=party-cell"]
        pairs = {
            "partycell --help against python -c pass": ([_PARTYCELL, "--help"], nothing),
            "partycell --version against python -c pass": ([_PARTYCELL, "--version"], nothing),
            "partycell query against a script": (query, [sys.executable, _SCRIPT]),
            "partycell query against a script, pandas as if not installed": (
                query,
                [sys.executable, "-c", _WITHOUT_TABLES],
            ),
        }
        return [
            {"what": what, **_compare(ours, theirs, env, rounds)}
            for what, (ours, theirs) in pairs.items()
        ]


def _environment(folder: Path, address: str) -> dict[str, str]:
    """That of a command, and of the script; compiled files are kept, as for everybody."""
    home = Path(os.environ["PARTYCELL_HOME"])
    return {
        **{name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "STATEMENT": str(CYPHER / "queries" / "duties.cypher"),
        "ADDRESS": address,
        "PASSWORD": (home / "password").read_text(encoding="utf-8"),
    }


def _compare(
    ours: Sequence[str], theirs: Sequence[str], env: Mapping[str, str], rounds: int
) -> dict[str, object]:
    """Both in turn. The ratio is of all rounds together: a short process has few clock ticks."""
    for command in (ours, theirs):
        _user_seconds(command, env)
    one: list[float] = []
    other: list[float] = []
    for number in range(rounds):
        for command in (ours, theirs) if number % 2 else (theirs, ours):
            (one if command is ours else other).append(_user_seconds(command, env))
    return {
        "ours_ms": statistics.fmean(one) * 1000,
        "theirs_ms": statistics.fmean(other) * 1000,
        "ratio": sum(one) / sum(other),
        "runs": rounds,
    }


def _user_seconds(command: Sequence[str], env: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, env=dict(env), check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
