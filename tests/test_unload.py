"""Unloading a source, and loads that are patient and say how far they are."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from console.messages import MessageConsole, lines_of_progress
from graph.catalogue import run
from graph.database import Database
from graph.errors import BadParameterError
from loaders.load import load
from loaders.load.unload import unload
from tests.test_load import SMALL, write

OTHER = """
source:
  id: other
  title: Another source
  publisher: Somebody
  language: en
  published: 2001-01-01
  kind: press
  trust: made up for a test
facts:
  - id: 1
    locator: line 1
    gist: The place has another name.
    claims:
      - {about: a-place, predicate: name, value: Elsewhere}
"""


def _names(database: Database, kind: str) -> set[str]:
    return {row["name"] for row in run(database, "things", {"kind": kind}).rows}


def _sources(database: Database) -> list[str]:
    return [row["id"] for row in run(database, "sources", {}).rows]


def test_unload_takes_back_what_one_source_says(empty: Database, tmp_path: Path) -> None:
    """What it alone says goes, what another says stays, and a load brings it back."""
    files = [write(tmp_path, SMALL), write(tmp_path, OTHER, "other.yaml")]
    load(empty, files)
    planned = unload(empty, "small", dry_run=True)
    assert planned.load.dry_run
    assert _sources(empty) == ["small", "other"]
    done = unload(empty, "small")
    assert (done.load.retired, done.facts, done.things) == (4, 1, 1)
    assert (planned.load.retired, planned.facts, planned.things) == (4, 1, 1)
    assert _sources(empty) == ["other"]
    assert run(empty, "facts", {"source": "small"}).rows == []
    assert _names(empty, "Event") == set()
    assert _names(empty, "Place") == {"Elsewhere"}
    assert run(empty, "participations", {}).rows == []
    for name in ("small", "nobody"):
        with pytest.raises(BadParameterError, match=f"no source '{name}'"):
            unload(empty, name)
    again = load(empty, files)
    assert (again.added, again.unchanged) == (4, 1)
    assert _sources(empty) == ["small", "other"]
    assert _names(empty, "Event") == {"Something"}


def test_no_time_limit_of_readers_holds_for_a_load(empty: Database, tmp_path: Path) -> None:
    """Where a reader would be stopped at once, a load and an unload go on."""
    hasty = empty.with_time_limit(0.001)
    assert load(hasty, [write(tmp_path, SMALL)]).added == 4
    assert unload(hasty, "small").load.retired == 4


def test_progress_without_a_terminal_is_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no terminal, how far it is goes to lines, also while nothing is heard."""
    told: list[str] = []
    twice = threading.Event()

    def write_line(line: str) -> None:
        told.append(line)
        if len(told) == 2:
            twice.set()

    with lines_of_progress(write_line, seconds=0.01) as update:
        update("claims", 1_200, 5_000)
        update("", 0, 0)
        assert twice.wait(60)
    assert told[0].startswith("claims: 1,200 of 5,000, after ")
    with MessageConsole().progress() as update:
        update("claims", 1, 0)
    assert capsys.readouterr().err == ""
