"""GEXF read by Gephi's own toolkit, and moved by its own timeline."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import requests
from jgo.maven import MavenContext

from graph.analysis.exports import from_database, save
from graph.analysis.graphs import network_of
from graph.database import Database
from graph.local.jars import Jar, resolved
from graph.paths import ROOT
from graph.settings import settings

LOCK = Path(__file__).parent / "gephi" / "gephi.lock"
PERIODS = ["1990-01-01/1990-12-31", "2017-12-21/2017-12-22", "2021-04-06/2021-04-08"]


@pytest.fixture(scope="session")
def toolkit() -> Path:
    """The toolkit, fetched once and verified; without a network a loud skip, in CI a failure."""
    jar = Jar(*LOCK.read_text(encoding="utf-8").splitlines()[-1].split())
    context = MavenContext(repo_cache=settings().partycell_cache / "maven")
    try:
        return resolved(context, jar)
    except (requests.RequestException, RuntimeError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"Gephi's toolkit cannot be fetched: {type(error).__name__}")


def test_gephi_reads_gexf_and_its_timeline_works(
    database: Database, toolkit: Path, tmp_path: Path
) -> None:
    """Gephi has every node, every edge with its claims, and shows in a period what holds then."""
    content = from_database(database, {})
    file = tmp_path / "party.gexf"
    save(content, file, "gexf")
    done = subprocess.run(
        [sys.executable, "-m", "tests.gephi.reader", str(toolkit), str(file), *PERIODS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout.splitlines()[-1])
    ours = network_of(content)
    assert read["nodes"] == {node: data["kind"] for node, data in ours.nodes(data=True)}
    wanted: dict[tuple[str, str, str], set[str]] = {}
    for start, end, data in ours.edges(data=True):
        wanted.setdefault((start, data["type"], end), set()).update(data["claims"])
    found = {(e["start"], e["type"], e["end"]): set(e["claims"]) for e in read["edges"]}
    assert found == wanted
    assert len(read["edges"]) == len(wanted)
    assert (read["dynamic"], read["time_format"]) == (True, "DATE")
    edges = re.findall(r"<edge .*?</edge>", file.read_text(encoding="utf-8"))
    for period in PERIODS:
        holding = sum(holds(edge, *period.split("/")) for edge in edges)
        assert 0 < holding < len(edges)
        assert read["visible"][period] == [len(ours), holding]


def holds(edge: str, start: str, end: str) -> bool:
    """Whether an edge has a spell in these days, or none at all."""
    found: Iterable[tuple[str, str]] = re.findall(
        r'<spell(?: start="([^"]*)")?(?: end="([^"]*)")?/>', edge
    )
    spells = list(found)
    return not spells or any(
        (since or "0000") <= end and (until or "9999") >= start for since, until in spells
    )
