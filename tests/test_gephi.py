"""GEXF read by Gephi's own toolkit, and moved by its own timeline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from analysis.networks import network_of
from exporters import from_database, save
from graph.database import Database
from tests.gephi import gephi_reads

PERIODS = ["1990-01-01/1990-12-31", "2017-12-21/2017-12-22", "2021-04-06/2021-04-08"]


def test_gephi_reads_gexf_and_its_timeline_works(
    database: Database, toolkit: Path, tmp_path: Path
) -> None:
    """Gephi has every node, every edge with its claims, and shows in a period what holds then."""
    content = from_database(database)
    file = tmp_path / "party.gexf"
    save(content, file, "gexf")
    read = gephi_reads(toolkit, file, PERIODS)
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


def test_gephi_reads_the_spreadsheet(database: Database, toolkit: Path, tmp_path: Path) -> None:
    """Gephi finds out that these are tables of nodes and edges, and has every edge and label."""
    content = from_database(database)
    files = []
    for table in ("nodes", "edges"):
        files.append(tmp_path / f"{table}.csv")
        save(content, files[-1], "gephi", table)
    read = gephi_reads(toolkit, ",".join(map(str, files)))
    ours = network_of(content)
    labels = {node: data.get("name") or node for node, data in ours.nodes(data=True)}
    assert read["nodes"] == labels
    wanted = {(start, data["type"], end) for start, end, data in ours.edges(data=True)}
    assert {(edge["start"], edge["type"], edge["end"]) for edge in read["edges"]} == wanted
    assert read["dynamic"] is True


def test_gephi_shows_names_of_graphml(database: Database, toolkit: Path, tmp_path: Path) -> None:
    """Of GraphML Gephi shows the names as labels."""
    content = from_database(database)
    file = tmp_path / "party.graphml"
    save(content, file, "graphml")
    ours = network_of(content)
    labels = {node: data.get("name") or node for node, data in ours.nodes(data=True)}
    assert gephi_reads(toolkit, str(file))["nodes"] == labels
