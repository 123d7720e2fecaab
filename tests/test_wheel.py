"""The wheel, away from any checkout: it has its data, its Cypher and its pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.database import Database
from graph.paths import ROOT
from partycell import __version__

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("partycell-*.whl")
    shutil.unpack_archive(wheel, folder / "site", "zip")
    return folder / "site"


@pytest.fixture
def environment(unpacked: Path, server_env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment in which Python finds the wheel's packages, and the run's Neo4j."""
    return {**server_env, "PYTHONPATH": str(unpacked), "PARTYCELL_HOME": str(tmp_path / "home")}


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path, database: Database) -> Run:
    """Run `python -m partycell`, or other arguments of Python, in a folder that is empty."""

    def running(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return running


@pytest.fixture
def address(environment: dict[str, str], tmp_path: Path, database: Database) -> Iterator[str]:
    """The wheel's server."""
    log = tmp_path / "log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "partycell", "serve", "--port", "0"],
            cwd=tmp_path,
            env=environment,
            stdout=stream,
            stderr=stream,
        )
    try:
        deadline = time.monotonic() + 120
        while "http://127.0.0.1:" not in (said := log.read_text()):
            assert process.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.1)
        yield "http://127.0.0.1:" + said.partition("http://127.0.0.1:")[2].split()[0].rstrip("/.")
    finally:
        process.terminate()
        process.wait()


def test_wheel_is_what_runs(run: Run, unpacked: Path) -> None:
    """Its own packages are imported, the version is told, and nothing lies about in general."""
    done = run("-c", "import graph, partycell; print(graph.__file__, partycell.__version__)")
    assert done.stdout.split() == [str(unpacked / "graph" / "__init__.py"), __version__]
    assert run("-m", "partycell", "--version").stdout.split()[-1] == __version__
    tops = {path.name for path in unpacked.iterdir() if path.suffix != ".dist-info"}
    rooms = {"analysis", "api", "console", "exporters", "graph", "loaders", "synthetic", "web"}
    assert tops == {"partycell"} | rooms
    told = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert all(f"`{room}`" in told for room in rooms)


def test_commands_run_from_the_wheel(run: Run, tmp_path: Path) -> None:
    """Queries, exports, checks of the data and the Python name work with what is in the wheel."""
    rows = run("-m", "partycell", "query", "tiers", "--format", "csv")
    assert ",central-committee,Central Committee," in rows.stdout, rows.stderr
    exported = run("-m", "partycell", "export", "--format", "graphml", "-o", "party.graphml")
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "party.graphml").stat().st_size > 10_000
    told = run("-m", "partycell", "load", "--dry-run")
    assert told.returncode == 0, told.stderr
    asked = "from partycell import open_graph; print(len(open_graph().query('tiers')))"
    opened = run("-c", asked)
    assert int(opened.stdout) > 5, opened.stderr


def test_pages_are_served_from_the_wheel(address: str) -> None:
    """The start page comes with its stylesheet and a page's script, the glossary with its words."""
    page = read(f"{address}/")
    assert "<html" in page
    assert 'id="voice"' in read(f"{address}/glossary")
    for kind, name in (("stylesheet", f"{address}/"), ("script", f"{address}/network")):
        links = [part.split('"')[0] for part in read(name).split('"/static/')[1:]]
        wanted = ".css" if kind == "stylesheet" else ".js"
        (link, *_) = (link for link in links if link.endswith(wanted))
        assert len(read(f"{address}/static/{link}")) > 1000


def read(url: str) -> str:
    headers = {"Accept": "text/html"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310  (our own server)
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        text: str = answer.read().decode()
        return text
