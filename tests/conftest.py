"""One real Neo4j for the whole run, in a folder of its own; wiped between the tests that write."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Before anything reads the settings: tests never touch a person's own database.
_HOME = tempfile.TemporaryDirectory(prefix="partycell-tests-")
for _name in [name for name in os.environ if name.startswith(("NEO4J_", "PARTYCELL_"))]:
    if _name != "PARTYCELL_CACHE":
        del os.environ[_name]
os.environ["PARTYCELL_HOME"] = _HOME.name

import pytest  # noqa: E402
import requests  # noqa: E402

from graph import local  # noqa: E402
from graph.database import Database  # noqa: E402
from graph.version import graph_version  # noqa: E402
from loaders.dataset import load  # noqa: E402
from tests import gephi  # noqa: E402

WIPE = (Path(__file__).parent / "wipe.cypher").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def neo4j() -> Iterator[local.Endpoint]:
    """The run's Neo4j."""
    yield local.ensure()
    local.stop()
    _HOME.cleanup()


@pytest.fixture(scope="session")
def _connected(neo4j: local.Endpoint) -> Iterator[Database]:
    # Planning a large statement for the first time takes long on a busy machine.
    with Database(neo4j.uri, neo4j.username, neo4j.password, owned=True, time_limit=60) as database:
        yield database


@pytest.fixture(scope="session")
def _curated() -> list[str]:
    """The graph's version with just the curated data in it, once it is known."""
    return []


@pytest.fixture
def database(_connected: Database, _curated: list[str]) -> Database:
    """The run's Neo4j with the curated data in it, and nothing else."""
    if [graph_version(_connected)] != _curated:
        _connected.run(WIPE, write=True, time_limit=0)
        load(_connected)
        _curated[:] = [graph_version(_connected)]
    return _connected


@pytest.fixture
def empty(_connected: Database) -> Iterator[Database]:
    """The run's Neo4j without any node; it is emptied afterwards too."""
    _connected.run(WIPE, write=True, time_limit=0)
    yield _connected
    _connected.run(WIPE, write=True, time_limit=0)


@pytest.fixture
def server_env(neo4j: local.Endpoint) -> dict[str, str]:
    """The environment of a command that talks to the run's Neo4j as to a foreign one."""
    return {
        **os.environ,
        "NEO4J_URI": neo4j.uri,
        "NEO4J_USERNAME": neo4j.username,
        "NEO4J_PASSWORD": neo4j.password,
    }


@pytest.fixture(scope="session")
def toolkit() -> Path:
    """Gephi's toolkit; without a network a loud skip, in CI a failure."""
    try:
        return gephi.fetched()
    except (requests.RequestException, RuntimeError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"Gephi's toolkit cannot be fetched: {type(error).__name__}")
