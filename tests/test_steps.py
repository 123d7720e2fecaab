"""Large loads, through a copy of the store: nothing is seen before the end, whoever looks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from graph.catalogue import run
from graph.database import Database
from graph.local.instance import Instance
from graph.local.state import STORES
from graph.migrations import migrate
from graph.paths import DATA
from graph.version import graph_version
from loaders.dataset.reader import read_dataset
from loaders.load import disagreements, engine, load_dataset
from loaders.load import write as writing
from tests.graphs import wipe
from tests.test_load import SMALL, write

SOURCE = DATA / "dailynk-en-party-cell.yaml"
EVERYTHING = "MATCH (n) WHERE NOT n:PartycellLease RETURN elementId(n), properties(n) ORDER BY 1"


class KilledError(Exception):
    """Stands for a load that breaks off in the middle."""


def break_after(steps: int) -> Any:
    calls = count(1)

    def progress(*_: object) -> None:
        if next(calls) >= steps:
            raise KilledError

    return progress


@pytest.fixture(scope="module")
def switched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A Neo4j of its own, whose store is switched."""
    instance = Instance(tmp_path_factory.mktemp("steps"))
    end = instance.start()
    with Database(
        end.uri, end.username, end.password, owned=True, home=instance.home, time_limit=120
    ) as database:
        yield database
    instance.stop()


@pytest.fixture
def own(switched: Database) -> Database:
    """The same, without a node but those of the schema."""
    wipe(switched)
    migrate(switched)
    return switched


@pytest.fixture
def in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every load counts as large, and a step holds few claims."""
    monkeypatch.setattr(engine, "TRANSACTION_CLAIMS", 0)
    monkeypatch.setattr(writing, "BATCH", 40)
    for module in (writing, disagreements):
        monkeypatch.setattr(module, "SUBJECTS", 40)


def content(database: Database) -> list[Any]:
    """Everything that a reader can see, without times of recording."""
    rows = run(database, "claims", {"limit": 1000}).rows
    times = {"recorded", "retired"}
    claims = [{name: row[name] for name in row if name not in times} for row in rows]
    edges = database.run(
        "MATCH (a:Thing)-[r]->(b:Thing) "
        "RETURN a.id, type(r), b.id, r.claims, r.role, toString(r.certain_from) AS since "
        "ORDER BY a.id, type(r), b.id, r.claims, r.role, since"
    ).records
    names = database.run("MATCH (t:Thing) RETURN t.id, t.name, t.search ORDER BY t.id").records
    return [claims, edges, names, run(database, "contested", {}).rows]


def test_large_load_gives_the_same_graph(own: Database, database: Database, in_steps: None) -> None:
    """Through a copy of the store or in one transaction, the curated data are the same graph."""
    before = own.uri
    load_dataset(own, read_dataset(None))
    assert own.uri != before
    assert content(database) == content(own)


def test_broken_large_load_leaves_nothing(own: Database, in_steps: None, tmp_path: Path) -> None:
    """Of a large load that breaks off nothing is there, whoever looks, with a lens or without."""
    before, version, place = own.run(EVERYTHING).records, graph_version(own), own.uri
    with pytest.raises(KilledError):
        load_dataset(own, read_dataset([write(tmp_path, SMALL)]), progress=break_after(2))
    assert (own.run(EVERYTHING).records, graph_version(own), own.uri) == (before, version, place)
    assert own.home is not None
    assert len(list((own.home / STORES).iterdir())) <= 1
    assert load_dataset(own, read_dataset([write(tmp_path, SMALL)])).added == 4
