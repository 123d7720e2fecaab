"""What statements share: put in by the lens, and the same whichever way a lens is written."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from graph.catalogue import catalogue, run
from graph.database import Database
from graph.fragments import expand, lens_folders
from graph.lens import CERTAINTIES, Lens
from graph.paths import CYPHER

WAYS: list[dict[str, str]] = [
    {},
    *({"as_of": "2007-10-27/2013-01-28", "certainty": name} for name in CERTAINTIES),
]
NARROW: list[dict[str, str]] = [{}, {"sources": "a"}, {"known_at": "2020"}]
STATEMENTS = [
    file
    for file in sorted(CYPHER.rglob("*.cypher"))
    if not file.is_relative_to(CYPHER / "fragments")
]
READING = ("describe", "members", "timeline")


@pytest.mark.parametrize("file", STATEMENTS, ids=lambda file: file.stem)
def test_nothing_is_left_open(file: Path) -> None:
    """For every kind of lens each mark is filled in, and no variable of a fragment stays open."""
    text = re.sub(r"(?m)^ *//.*\n", "", file.read_text(encoding="utf-8"))
    for way, narrow in product(WAYS, NARROW):
        found = expand(text, Lens.parse({**way, **narrow}).bind())
        assert not re.search(r"/\*[a-z-]+ \w", found)
        assert not re.search(r"\b(?:it\.|prefix_)", found)


def test_folders_are_those_of_lenses() -> None:
    """No fragment is in a folder that no lens uses, or stands in the place of none."""
    used = {
        name
        for way, narrow in product(WAYS, NARROW)
        for name in lens_folders(Lens.parse({**way, **narrow}).bind())
    }
    folders = {folder.name for folder in (CYPHER / "fragments").iterdir() if folder.is_dir()}
    assert folders == used
    marks = {
        mark
        for file in CYPHER.rglob("*.cypher")
        for mark in re.findall(r"/\*([a-z-]+) ", file.read_text(encoding="utf-8"))
    }
    assert {file.stem for file in (CYPHER / "fragments").rglob("*.cypher")} == marks


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.get("certainty", "any"))
@pytest.mark.parametrize("name", READING)
def test_all_sources_by_name_are_no_filter(
    name: str, way: dict[str, str], database: Database
) -> None:
    """Who asks for every source by its id gets the rows of who asks for none."""
    query = catalogue()[name]
    sources = [row["id"] for row in run(database, "sources", {}).rows]
    every = run(database, name, query.example, Lens.parse({**way, "sources": ",".join(sources)}))
    assert every.rows == run(database, name, query.example, Lens.parse(way)).rows
