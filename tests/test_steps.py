"""Large loads, through a copy of the store: nothing is seen before the end, whoever looks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from graph.catalogue import run
from graph.database import Database
from graph.errors import LocalDatabaseError
from graph.local import importer
from graph.local.instance import Instance
from graph.local.state import STORES
from graph.migrations import migrate
from graph.paths import DATA
from graph.version import graph_version
from loaders.dataset.reader import Dataset, read_dataset
from loaders.load import beside, disagreements, engine, load_dataset
from loaders.load import write as writing
from tests.graphs import wipe
from tests.reference import Record
from tests.test_load import SMALL, write
from tests.test_time import names, records, source_file

SOURCE = DATA / "dailynk-en-party-cell.yaml"
EVERYTHING = "MATCH (n) WHERE NOT n:PartycellLease RETURN elementId(n), properties(n) ORDER BY 1"


# What names a thing or a source in a file.
IDS = ("id", "about", "object")


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


@pytest.fixture
def imports(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The home of each import by Neo4j's own importer."""
    homes: list[Path] = []

    def run_importer(home: Path, *given: Any) -> None:
        homes.append(home)
        importer.run_importer(home, *given)

    monkeypatch.setattr(beside, "run_importer", run_importer)
    return homes


def content(database: Database) -> list[Any]:
    """All nodes and relationships with all of their properties, without times of recording."""
    times = ("recorded", "retired", "load", "begin_recorded", "end_recorded", "seat_recorded")

    def said(properties: dict[str, Any]) -> list[str]:
        return sorted(f"{name}: {properties[name]}" for name in properties.keys() - {*times})

    nodes = database.run(
        "MATCH (n:Thing|Claim|Source|Question) RETURN labels(n), properties(n)"
    ).records
    relationships = database.run(
        "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)"
    ).records
    return [
        sorted([sorted(labels), said(properties)] for labels, properties in nodes),
        sorted([*ends, said(properties)] for *ends, properties in relationships),
    ]


def generate_records(how_many: int) -> list[Record]:
    """As many records as the laws of time are tested with, the same each time."""
    found: list[Record] = []

    @settings(max_examples=how_many, derandomize=True, database=None, phases=[Phase.generate])
    @given(records())
    def collect(record: Record) -> None:
        found.append(record)

    collect()
    return found[:how_many]


def write_record(record: Record, number: int, folder: Path) -> None:
    """A record as files, its ids apart from those of all other numbers."""
    folder.mkdir(exist_ok=True)

    def rename(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: f"r{number}-{part}" if key in IDS and isinstance(part, str) else rename(part)
                for key, part in value.items()
            }
        return [rename(part) for part in value] if isinstance(value, list) else value

    for place, file in enumerate([*names(record), *map(source_file, record.claims)]):
        text = json.dumps(rename(file))
        (folder / f"{number}-{place}.yaml").write_text(text, encoding="utf-8")


def without_facts(dataset: Dataset, beginning: str) -> Dataset:
    """The same dataset, in which sources whose ids begin so say nothing yet."""
    files = [
        replace(file, data=file.data.model_copy(update={"facts": []}))
        if file.data.source.id.startswith(beginning)
        else file
        for file in dataset.files
    ]
    return Dataset(files, dataset.judgements)


def test_large_load_gives_the_same_graph(
    own: Database, database: Database, imports: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the importer, through a copy of the store or at once, the curated data are one graph.

    The graph has one source already, so that the importer finds nodes there, and the load changes
    what is said of them; then it has more than is loaded, and is copied.
    """
    everything = read_dataset(None)
    load_dataset(own, read_dataset([SOURCE]))
    addresses = [own.uri]
    monkeypatch.setattr(engine, "TRANSACTION_CLAIMS", 0)
    for dataset in (without_facts(everything, "w"), everything):
        load_dataset(own, dataset)
        addresses.append(own.uri)
    assert (len(set(addresses)), len(imports)) == (3, 1)
    assert content(database) == content(own)


def test_import_gives_the_same_graph_of_whatever_is_said(
    own: Database, tmp_path: Path, imports: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever times, doubts, deaths and seats there are, the importer's graph is that of Cypher.

    The first record is there before; the load then is larger than the graph, and is imported.
    """
    first, *others = generate_records(40)
    write_record(first, 0, tmp_path / "first")
    for number, record in enumerate([first, *others]):
        write_record(record, number, tmp_path / "all")
    graphs = []
    for most in (engine.TRANSACTION_CLAIMS, 0):
        wipe(own)
        migrate(own)
        load_dataset(own, read_dataset([tmp_path / "first"]))
        monkeypatch.setattr(engine, "TRANSACTION_CLAIMS", most)
        load_dataset(own, read_dataset([tmp_path / "all"]))
        graphs.append(content(own))
    assert len(imports) == 1
    assert len(graphs[0][0]) > 500
    assert graphs[0] == graphs[1]


def test_broken_large_load_leaves_nothing(own: Database, in_steps: None, tmp_path: Path) -> None:
    """Of a large load that breaks off nothing is there, whoever looks, with a lens or without."""
    before, version, place = own.run(EVERYTHING).records, graph_version(own), own.uri
    with pytest.raises(KilledError):
        load_dataset(own, read_dataset([write(tmp_path, SMALL)]), progress=break_after(2))
    assert (own.run(EVERYTHING).records, graph_version(own), own.uri) == (before, version, place)
    assert own.home is not None
    assert len(list((own.home / STORES).iterdir())) <= 1
    assert load_dataset(own, read_dataset([write(tmp_path, SMALL)])).added == 4


def test_load_that_cannot_be_imported_is_written_to_a_copy(
    own: Database, in_steps: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Neo4j's importer fails, the load goes through a copy of the store, and is all there."""

    def fail(*_: object) -> None:
        raise LocalDatabaseError("neo4j-admin database import failed: made up")

    monkeypatch.setattr(beside, "run_importer", fail)
    before = own.uri
    assert load_dataset(own, read_dataset([write(tmp_path, SMALL)])).added == 4
    assert own.uri != before
    assert len(run(own, "claims", {"limit": 1000}).rows) == 4
