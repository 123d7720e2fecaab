"""Large loads in many transactions: nothing is seen before the end, and a broken one is mended."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from graph.catalogue import run
from graph.database import Database
from graph.paths import DATA
from graph.version import graph_version
from loaders.dataset import disagreements, load, load_dataset, loading, writing
from loaders.dataset.files import read_dataset
from tests.test_load import SMALL, write

SOURCE = DATA / "dailynk-en-party-cell.yaml"


class KilledError(Exception):
    """Stands for the end of a process in the middle of a load."""


def kill_after(steps: int) -> Any:
    calls = count(1)

    def progress(*_: object) -> None:
        if next(calls) >= steps:
            raise KilledError

    return progress


@pytest.fixture
def in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every load counts as large, and a step holds few claims."""
    monkeypatch.setattr(loading, "BATCH", 0)
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


def test_load_in_steps_gives_the_same_graph(
    empty: Database, in_steps: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loaded in many transactions or in one, the curated data are the same graph."""
    load_dataset(empty, read_dataset(None))
    many = content(empty)
    empty.run("MATCH (n) WHERE NOT n:PartycellMigration DETACH DELETE n", write=True)
    monkeypatch.undo()
    load(empty)
    assert content(empty) == many


@pytest.mark.parametrize("steps", [1, 4, 6, 9])
def test_broken_load_is_not_seen_and_is_taken_up(
    steps: int, empty: Database, in_steps: None, tmp_path: Path
) -> None:
    """After a kill at any step nothing of the load is seen; loading again completes it."""
    load(empty, [write(tmp_path, SMALL)])
    before, version = content(empty)[0], graph_version(empty)
    with pytest.raises(KilledError):
        load_dataset(empty, read_dataset([SOURCE]), progress=kill_after(steps))
    assert (content(empty)[0], graph_version(empty)) == (before, version)
    load_dataset(empty, read_dataset([SOURCE]))
    after = content(empty)
    assert len(after[0]) > len(before)
    assert load_dataset(empty, read_dataset([SOURCE])).changes_nothing
    empty.run("MATCH (n) WHERE NOT n:PartycellMigration DETACH DELETE n", write=True)
    load(empty, [write(tmp_path, SMALL)])
    load(empty, [SOURCE])
    assert content(empty) == after


@pytest.mark.parametrize("steps", [2, 5])
def test_broken_load_is_undone_by_a_load_of_another(
    steps: int, empty: Database, in_steps: None, tmp_path: Path
) -> None:
    """A load of another source takes back what was broken off, claims and retirements alike."""
    load(empty, [SOURCE])
    before = content(empty)
    edited = tmp_path / SOURCE.name
    text = SOURCE.read_text(encoding="utf-8").replace("value: 30, op", "value: 31, op")
    edited.write_text(text, encoding="utf-8")
    with pytest.raises(KilledError):
        load_dataset(empty, read_dataset([edited]), progress=kill_after(steps))
    small = write(tmp_path, SMALL)
    load(empty, [small])
    after = content(empty)
    mine = {"a-place", "an-event"}
    assert [row for row in after[0] if row["subject"] not in mine] == before[0]
    assert [edge for edge in after[1] if edge[0] not in mine] == before[1]
