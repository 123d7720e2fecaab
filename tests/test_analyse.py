"""`partycell analyse`: the folder, the report, the same bytes again, and bad input."""

from __future__ import annotations

import csv
import json
import re
import warnings
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl
import pytest
from matplotlib.figure import Figure

from analysis.report import folder as folders
from analysis.report.folder import analyse
from analysis.report.options import request
from analysis.report.slices import split_period
from analysis.report.style import render_figure, style
from graph.database import Database
from graph.errors import BadInputError, BadParameterError
from graph.lens import Lens
from tests.command import partycell

PERIOD: dict[str, Any] = {"start": "2013", "end": "2021"}


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name in it."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the conferences' analysis is kept for the tests that only look at it."""
    return tmp_path_factory.mktemp("made") / "conferences"


@pytest.fixture
def conferences(database: Database, made: Path) -> Path:
    """The analysis of the conferences of 2013 to 2021, made once."""
    if not made.exists():
        analyse(database, request(**PERIOD, slices="events"), made)
    return made


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_twice_gives_the_same_bytes(database: Database, conferences: Path) -> None:
    """Report, figures, tables, networks and record are the same to the last byte."""
    before = everything(conferences)
    analyse(database, request(**PERIOD, slices="events"), conferences)
    assert everything(conferences) == before
    assert {path.parent.name for path in conferences.rglob("*.svg")} == {"figures"}
    assert [path.name for path in conferences.parent.iterdir()] == [conferences.name]


def test_the_command_in_the_record_makes_it_again(
    database: Database, conferences: Path, server_env: dict[str, str], tmp_path: Path
) -> None:
    """What run.json gives as the command gives the same bytes in another folder."""
    command = json.loads((conferences / "run.json").read_text())["command"]
    done = partycell(*command[1:], "-o", "again", cwd=tmp_path, env=server_env)
    assert done.returncode == 0, done.stderr
    assert "49 nodes, 494 edges, 9 slices" in done.stdout
    assert everything(tmp_path / "again") == everything(conferences)


class Links(HTMLParser):
    """What a page loads or runs."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag loads, links to and is called."""
        given = dict(attrs)
        if tag in {"script", "link", "img", "iframe"}:
            self.loaded.append(tag)
        if tag == "a" and given.get("href"):
            self.linked.append(str(given["href"]))
        if given.get("id"):
            self.ids.append(str(given["id"]))


def test_the_report_needs_no_other_file(conferences: Path) -> None:
    """It loads and runs nothing, its local links lead to files, no id stands twice."""
    text = (conferences / "report.html").read_text(encoding="utf-8")
    page = Links()
    page.feed(text)
    assert page.loaded == []
    assert "@import" not in text
    for link in page.linked:
        if not link.startswith(("http", "#")):
            assert (conferences / link).is_file(), link
        if link.startswith("#"):
            assert link[1:] in page.ids
    assert len(page.ids) == len(set(page.ids))


def test_nothing_tells_when_or_where_it_was_made(conferences: Path, tmp_path: Path) -> None:
    """No file holds a folder of this machine or the day's date."""
    for name, data in everything(conferences).items():
        assert str(conferences.parent).encode() not in data, name
        if name.endswith(".svg"):
            assert b"<dc:date>" not in data
        if name.endswith(".png"):
            assert b"tIME" not in data


def test_tables_say_the_same_in_both_forms(conferences: Path) -> None:
    """CSV and Parquet have the same columns and rows, and the record counts them."""
    record = json.loads((conferences / "run.json").read_text())
    assert {table["name"] for table in record["tables"]} == {
        "networks",
        "network_measures",
        "node_measures",
        "turnover",
        "sources",
    }
    for table in record["tables"]:
        theirs = pl.read_parquet(conferences / table["parquet"]).to_dicts()
        mine = rows(conferences / table["csv"])
        assert list(theirs[0]) == list(mine[0]) == table["columns"]
        assert len(theirs) == len(mine) == table["rows"]
        for one, other in zip(mine, theirs, strict=True):
            assert {name for name, cell in one.items() if cell == ""} == {
                name for name, value in other.items() if value is None
            }


def test_networks_are_read_back(conferences: Path) -> None:
    """NetworkX reads the nodes, edges and claims that were counted."""
    record = json.loads((conferences / "run.json").read_text())
    sizes = {part["key"]: (part["nodes"], part["edges"]) for part in record["slices"]}
    for written in record["networks"]:
        file = conferences / written["file"]
        if written["format"] == "graphml":
            network: Any = nx.read_graphml(file)
        else:
            network = nx.node_link_graph(json.loads(file.read_text()), edges="edges")
        assert (len(network), network.number_of_edges()) == sizes[written["slice"]]
        assert all("claims" in data for _, _, data in network.edges(data=True))


def test_every_reference_is_an_entry(conferences: Path) -> None:
    """methods.bib cites the measures, the programs, the dataset and each source."""
    text = (conferences / "methods.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([\w-]+),$", text, flags=re.M)
    assert len(keys) == len(set(keys))
    assert {"brandes2001", "newman2001", "jaccard1912", "networkx", "dataset"} <= set(keys)
    assert {row["id"] for row in rows(conferences / "tables" / "sources.csv")} <= set(keys)


def test_what_is_interrupted_leaves_nothing(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off in the middle there is neither a folder of that name nor another."""

    def broken_off(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "report_page", broken_off)
    with pytest.raises(KeyboardInterrupt):
        analyse(database, request(projection="tiers", draws=1), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_ours_is_left_alone(database: Database, tmp_path: Path) -> None:
    """A folder or file that holds something else is refused before anything is read."""
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "run.json").write_text("[]")
    (tmp_path / "notes").write_text("x")
    for name in ("thesis", "notes", "notes/below"):
        with pytest.raises(BadInputError, match=r"no analysis of ours|cannot be written"):
            analyse(database, request(projection="tiers", draws=1), tmp_path / name)
    assert (tmp_path / "thesis" / "run.json").read_text() == "[]"


def test_a_slice_without_events_is_null_with_a_reason(database: Database, tmp_path: Path) -> None:
    """By year: 2014 has no network, every measure of it is null and says so, and it is a caveat."""
    asked = request(start="2013", end="2017", slices="year", names=["density", "degree"], draws=2)
    analyse(database, asked, tmp_path / "out")
    found = {row["slice"]: row for row in rows(tmp_path / "out/tables/network_measures.csv")}
    assert list(found) == ["whole", "2013", "2014", "2015", "2016", "2017"]
    assert found["2014"]["value"] == ""
    assert found["2014"]["reason"] == "the network is empty"
    turned = rows(tmp_path / "out/tables/turnover.csv")
    assert turned[1]["nodes_reason"] == "both are empty"
    assert "2014: the network is empty" in (tmp_path / "out/report.html").read_text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"names": ["fame"]}, "no measure 'fame'"),
        ({"projection": "star"}, "no projection 'star'"),
        ({"as_of": "2013", "start": "2013", "end": "2014"}, "do not go together"),
        ({"start": "2013"}, "go together"),
        ({"start": "2013", "end": "soon"}, "not an EDTF date"),
        ({"start": "2021", "end": "2013"}, "ends before it starts"),
        ({"slices": "events"}, "wants a period"),
        ({"lens": {"colour": "red"}}, "no parameter 'colour'"),
        ({"contested": "most"}, "accepted, all, weighted"),
        ({"draws": 0}, "draws 0"),
        ({"formats": ["pickle"]}, "no format 'pickle'"),
    ],
)
def test_bad_requests_say_what_is_wrong(options: dict[str, Any], message: str) -> None:
    """Each is refused with one message that names it, before anything is read."""
    with pytest.raises(BadInputError, match=message):
        request(**options)


def test_bad_slices_and_empty_periods(database: Database, tmp_path: Path) -> None:
    """Slices that make no sense, and periods of which nothing is said, are told apart."""
    for how, message in (("monthly", "not events, year"), ("0", "not events"), ("500", "500")):
        with pytest.raises(BadParameterError, match=message):
            split_period(database, how, Lens(as_of="2013/2014"))
    with pytest.raises(BadParameterError, match="open"):
        split_period(database, "year", Lens(as_of="2013/.."))
    with pytest.raises(BadInputError, match="Nothing is said"):
        analyse(database, request(as_of="1950", draws=1), tmp_path / "out")
    asked = request(projection="tiers", start="2018", end="2019", slices="events", draws=1)
    with pytest.raises(BadInputError, match="No event"):
        analyse(database, asked, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_equal_parts_cover_the_period_once(database: Database) -> None:
    """Three parts of a year of 365 days: no day twice, none left out."""
    parts = split_period(database, "3", Lens(as_of="2013"))
    assert [part.as_of for part in parts] == [
        "2013-01-01/2013-05-01",
        "2013-05-02/2013-08-31",
        "2013-09-01/2013-12-31",
    ]


def test_events_are_in_order_with_the_days_all_sources_allow(database: Database) -> None:
    """The conference of 2013 has three dates, and two days that all of them allow."""
    parts = split_period(database, "events", Lens(as_of="2013/2021"))
    assert [(part.key, part.as_of) for part in parts] == [
        ("cell-secretaries-conference-2013", "2013-01-28/2013-01-29"),
        ("seventh-congress-2016", "2016-05-01/2016-05-31"),
        ("primary-committee-chairpersons-conference-2016", "2016-12-23/2016-12-31"),
        ("cell-chairpersons-conference-2017", "2017-12-21/2017-12-23"),
        ("loyalty-meeting-2017-12-26", "2017-12-26/2017-12-26"),
        ("concert-2017-12-29", "2017-12-29/2017-12-29"),
        ("three-revolutions-conference-2021", "2021-01-01/2021-12-31"),
        ("eighth-congress-2021", "2021-01-05/2021-01-12"),
        ("cell-secretaries-conference-2021", "2021-04-06/2021-04-08"),
    ]


def test_names_in_hangul_are_drawn() -> None:
    """A name in Hangul or Hanja is drawn in its letters; Matplotlib would warn of a box."""
    with style(), warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = Figure()
        figure.text(0.1, 0.5, "Kim 김정은 朝鮮勞動黨 中央委員會")
        drawn = render_figure(figure, "a", "A", "A").svg
    assert b"NanumGothic" in drawn
