"""What a run of the tests has: its layers, its Neo4j, and at the end what could not be tested.

All tests that only read share one Neo4j with the curated data, whichever worker runs them. What
writes, which is told by the fixture `empty` or the mark `writes`, has another of its worker's own.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

# Before anything reads the settings: tests never touch a person's own database.
_FOLDER = tempfile.TemporaryDirectory(prefix="partycell-tests-")
# pytest-xdist has started this process, and its parent has chosen the home of the shared Neo4j.
_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_HOME = Path(os.environ["PARTYCELL_HOME"] if _IS_WORKER else _FOLDER.name + "/shared")
for _name in [name for name in os.environ if name.startswith(("NEO4J_", "PARTYCELL_"))]:
    if _name != "PARTYCELL_CACHE":
        del os.environ[_name]
os.environ["PARTYCELL_HOME"] = str(_HOME)
import hypothesis  # noqa: E402
import pytest  # noqa: E402
import requests  # noqa: E402
from filelock import FileLock  # noqa: E402

from graph import local  # noqa: E402
from graph.database import Database  # noqa: E402
from graph.settings import settings  # noqa: E402
from graph.version import graph_version  # noqa: E402
from loaders.curated import ensure_loaded  # noqa: E402
from tests import gephi  # noqa: E402
from tests.graphs import TIME_LIMIT, OwnGraph, SharedDatabase  # noqa: E402
from tests.missing import missing  # noqa: E402

# Speed belongs in the benchmarks.
hypothesis.settings.register_profile("partycell", deadline=None)
hypothesis.settings.load_profile("partycell")

# The fixtures that start a Neo4j, or may: the layer of a test follows from its fixtures, and one
# that has none of these is given no jar to start a Neo4j with.
STARTERS = {"neo4j", "database", "endpoint", "server_env"} | {
    "instance",  # test_local
    "own",  # test_limits
    "switched",  # test_steps
    "loaded",  # test_synthetic
    "neo4j_itself",  # test_query_api
}
# What takes longest, in the order in which it had better begin.
LONG = (
    "test_faults",
    "test_local",
    "test_pages",
    "test_every_page",
    "test_read_pages",
    "test_tables",
    "test_plans",
    "test_catalogue",
    "test_synthetic",
    "test_fragments",
    "test_time",
    "test_awkward_values",
    "test_steps",
    "test_exports",
    "test_hostile",
    "test_query_api",
    "test_parity",
    "test_one_version",
    "test_openapi",
    "test_hierarchy_page",
    "test_foreign",
    "test_api",
    "test_bad_files",
    "test_analyse",
    "test_studies",
)
# What starts a Neo4j again and again, each for a few statements.
OF_SHORT_LIFE = ("test_faults", "test_local", "test_disk_space", "test_limits")


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _writes(item: pytest.Item) -> bool:
    return item.get_closest_marker("writes") is not None


def _has_own_graph(item: pytest.Item) -> bool:
    return _writes(item) or "own_graph" in _fixtures(item)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the database or a browser; put what takes long first."""
    for item in items:
        fixtures = _fixtures(item)
        if fixtures & STARTERS:
            item.add_marker("database")
        if "browser" in fixtures:
            item.add_marker("browser")
    # What needs the curated data in a graph of its own comes before what empties that.
    items.sort(
        key=lambda item: (
            LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG),
            _has_own_graph(item),
            "empty" in _fixtures(item),
        )
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the very end what was not tested on this machine, and why."""
    reasons = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ")
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple | list)
    )
    if reasons:
        terminalreporter.section("not tested on this machine", yellow=True, bold=True)
        for reason, count in reasons.most_common():
            terminalreporter.line(f"{count} tests: {reason}", yellow=True)


def pytest_unconfigure() -> None:
    """End what the run has shared."""
    if not _IS_WORKER and _HOME.exists():
        local.stop()
    _FOLDER.cleanup()


@pytest.fixture(scope="module", autouse=True)
def _quick_compiler(request: pytest.FixtureRequest) -> Iterator[None]:
    """Java compiles by its quick compiler alone where a Neo4j ends before the other one pays."""
    with pytest.MonkeyPatch.context() as patch:
        if request.path.stem in OF_SHORT_LIFE:
            patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
        yield


@pytest.fixture(autouse=True)
def _no_neo4j(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test without the mark `database` finds no jar to start a Neo4j with."""
    if request.node.get_closest_marker("database"):
        yield
        return
    monkeypatch.setenv("PARTYCELL_CACHE", f"{_FOLDER.name}/no-jars")
    monkeypatch.setenv("PARTYCELL_OFFLINE", "true")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture(scope="session")
def neo4j() -> local.Endpoint:
    """The run's Neo4j, started by whichever worker needs it first; only read."""
    return local.ensure()


@pytest.fixture(scope="session")
def shared(neo4j: local.Endpoint) -> Iterator[Database]:
    """The curated graph in it."""
    given = (neo4j.uri, neo4j.username, neo4j.password)
    with (
        FileLock(_HOME / "curated.lock"),
        Database(*given, owned=True, time_limit=TIME_LIMIT) as database,
    ):
        ensure_loaded(database)
    with SharedDatabase(*given, owned=True, time_limit=TIME_LIMIT) as database:
        yield database


@pytest.fixture(scope="session")
def _version(shared: Database) -> str:
    return graph_version(shared)


@pytest.fixture(scope="session")
def own_neo4j() -> Iterator[local.Endpoint]:
    """Another Neo4j, of this worker alone."""
    instance = local.Instance(Path(_FOLDER.name) / "own")
    yield instance.ensure()
    instance.stop()


@pytest.fixture(scope="session")
def own_graph(own_neo4j: local.Endpoint, shared: Database) -> Iterator[OwnGraph]:
    """The graph in it."""
    given = (own_neo4j.uri, own_neo4j.username, own_neo4j.password)
    with Database(*given, owned=True, time_limit=TIME_LIMIT) as database:
        yield OwnGraph(database, shared)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    """The curated data and nothing else: shared, or for a test that `writes` a copy."""
    if _writes(request.node):
        own: OwnGraph = request.getfixturevalue("own_graph")
        return own.curated()
    shared: Database = request.getfixturevalue("shared")
    version: str = request.getfixturevalue("_version")
    assert graph_version(shared) == version, "Some test has changed what all share: mark it."
    return shared


@pytest.fixture
def empty(own_graph: OwnGraph) -> Iterator[Database]:
    """A graph without any node; it is emptied afterwards too."""
    yield own_graph.wipe()
    own_graph.wipe()


@pytest.fixture
def endpoint(request: pytest.FixtureRequest) -> local.Endpoint:
    """The Neo4j that has the graph of this test."""
    name = "own_neo4j" if _has_own_graph(request.node) else "neo4j"
    found: local.Endpoint = request.getfixturevalue(name)
    return found


@pytest.fixture
def server_env(endpoint: local.Endpoint) -> dict[str, str]:
    """The environment of a command that talks to the test's Neo4j as to a foreign one."""
    return {
        **os.environ,
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USERNAME": endpoint.username,
        "NEO4J_PASSWORD": endpoint.password,
        "PARTYCELL_TIME_LIMIT": str(TIME_LIMIT),
    }


@pytest.fixture(scope="session")
def toolkit() -> Path:
    """Gephi's toolkit; without a network it is missing."""
    try:
        return gephi.fetched()
    except (requests.RequestException, RuntimeError) as error:
        missing(f"Gephi's toolkit cannot be fetched: {type(error).__name__}.")
