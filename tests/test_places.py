"""Places: coordinates with a source, what each lies in, who is responsible; bad ones refused."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.testclient import TestClient

from exporters import chunks, from_database, save
from graph.catalogue import run, split
from graph.database import Database
from graph.model import Kind
from graph.vocabulary import PROPERTIES
from loaders.dataset.schema import ClaimShape
from loaders.foreign.importer import ForeignFormat, load_foreign
from loaders.load import load
from loaders.problems import DatasetError
from tests.markup import BROWSER, parse
from web.site import create_site

# The country's box, generously: no point of ours may lie outside.
SOUTH, NORTH, WEST, EAST = 37.6, 43.1, 124.0, 130.8
# By ISO 3166-2 the country has nine provinces and four cities that rank with them.
DIVISIONS = {
    *("pyongyang", "south-phyongan", "north-phyongan", "jagang", "south-hwanghae"),
    *("north-hwanghae", "kangwon", "south-hamgyong", "north-hamgyong", "ryanggang"),
    *("rason", "nampho", "kaesong"),
}
SOURCE = """
source:
  {{id: {id}, title: T, publisher: P, language: en, published: 2020, kind: press, trust: none}}
things: {things}
facts:
  - id: 1
    locator: line 1
    gist: It lies there.
    claims:
      - {{about: a-place, predicate: name, value: Somewhere}}
      - {{about: a-place, predicate: latitude, value: {latitude}}}
      - {{about: a-place, predicate: longitude, value: {longitude}}}
"""


def write(folder: Path, name: str, latitude: object, longitude: object, things: str = "[]") -> Path:
    """A source that says where one place lies; the first such declares it."""
    file = folder / f"{name}.yaml"
    text = SOURCE.format(id=name, things=things, latitude=latitude, longitude=longitude)
    file.write_text(text, encoding="utf-8")
    return file


DECLARED = "[{id: a-place, label: Place}]"


def places(database: Database, **asked: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in run(database, "places", *split(asked)).rows}


def test_every_place_has_a_point_in_the_country(database: Database) -> None:
    """Every place but a village and a hall has undisputed coordinates inside the country."""
    found = places(database)
    assert {row["id"] for row in found.values() if row["latitude"] is None} == {
        "junghung-ri",
        "february-8-house-of-culture",
    }
    for row in found.values():
        assert not row["disputed"]
        if row["latitude"] is not None:
            assert SOUTH < row["latitude"] < NORTH, row["id"]
            assert WEST < row["longitude"] < EAST, row["id"]


def test_every_place_lies_in_the_country(database: Database) -> None:
    """From every place the way up ends at the country; the divisions lie in it directly."""
    found = places(database)
    ends = {name: [wider["id"] for wider in row["within"]] for name, row in found.items()}
    assert ends.pop("north-korea") == []
    assert {way[-1] for way in ends.values()} == {"north-korea"}
    assert {name for name, way in ends.items() if way == ["north-korea"]} == DIVISIONS
    assert ends["junghung-ri"] == ["samjiyon", "ryanggang", "north-korea"]
    assert ends["april-25-cultural-hall"] == ["pyongyang", "north-korea"]
    assert set(places(database, within="ryanggang")) == {"samjiyon", "junghung-ri"}


def test_committees_cover_their_places(database: Database) -> None:
    """Who is responsible where, at dates: Kaesong's committee is attested in 2022 alone."""
    of = {
        name: [unit["id"] for unit in row["responsible"]] for name, row in places(database).items()
    }
    assert of["north-korea"] == ["workers-party-of-korea"]
    assert of["jagang"] == ["jagang-party-committee"]
    assert of["kaesong"] == ["kaesong-city-party-committee"]
    assert of["south-hwanghae"] == []  # no source of ours names its committee
    then = places(database, place="kaesong", as_of="2018")["kaesong"]
    assert then["responsible"] == []
    assert then["latitude"] == 37.97  # where it lies has no time


def test_coordinates_are_known_from_their_source(database: Database) -> None:
    """Before the gazetteers were published nobody here says where Pyongyang lies."""
    row = places(database, place="pyongyang", known_at="2020-01-01")["pyongyang"]
    assert (row["latitude"], row["longitude"]) == (None, None)


def test_sources_that_place_it_otherwise_are_contested(empty: Database, tmp_path: Path) -> None:
    """Two points by two sources are a dispute, shown by the first; exports leave them out."""
    load(
        empty, [write(tmp_path, "one", 39.0, 125.5, DECLARED), write(tmp_path, "two", 39.5, 125.5)]
    )
    row = places(empty)["a-place"]
    assert row["disputed"] is True
    assert row["latitude"] in {39.0, 39.5}
    questions = {row["question"] for row in run(empty, "contested", {"kind": "contested"}).rows}
    assert questions == {"a-place|latitude|"}
    nodes = list(from_database(empty).nodes())
    assert [(node["id"], node["latitude"]) for node in nodes] == [("a-place", None)]
    lone = json.loads(b"".join(chunks(from_database(empty), "popolo")))
    assert "geometry" not in lone["areas"][0]


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (90.5, 125, r"latitude is at most 90 degrees, not 90\.5"),
        (-91, 125, "latitude is at least -90 degrees, not -91"),
        (39, 180.01, r"longitude is at most 180 degrees, not 180\.01"),
        (39, -200, "longitude is at least -180 degrees, not -200"),
        ("39 N", 125, "latitude takes number, not '39 N'"),
        (".nan", 125, r"latitude takes number, not '\.nan'"),
        ("true", 125, "latitude takes number, not True"),
    ],
)
def test_bad_coordinates_are_refused(
    latitude: object, longitude: object, words: str, empty: Database, tmp_path: Path
) -> None:
    """What is no degree on Earth is refused with file and line, and nothing is loaded."""
    with pytest.raises(DatasetError, match=words) as caught:
        load(empty, [write(tmp_path, "bad", latitude, longitude, DECLARED)])
    line = 11 if "latitude" in words else 12
    assert f"bad.yaml:{line}" in str(caught.value)
    assert empty.run("MATCH (n:Claim|Thing) RETURN count(n)").records == [[0]]


@given(st.sampled_from(["latitude", "longitude"]), st.floats(-1000, 1000))
def test_a_number_is_taken_where_it_is_in_bounds(name: str, value: float) -> None:
    """A coordinate is taken if and only if it is within its property's bounds, ends included."""
    declared = PROPERTIES[name]
    assert declared.kind is Kind.NUMBER
    assert declared.least is not None
    assert declared.most is not None
    inside = declared.least <= value <= declared.most
    try:
        ClaimShape(about="a-place", predicate=name, value=value)
    except ValidationError:
        assert not inside
    else:
        assert inside


def test_only_places_have_coordinates(empty: Database, tmp_path: Path) -> None:
    """A person with a latitude is refused."""
    file = write(tmp_path, "person", 39, 125, "[{id: a-place, label: Person}]")
    with pytest.raises(DatasetError, match="is a Person; latitude wants Place"):
        load(empty, [file])


def test_exports_have_the_coordinates(database: Database, tmp_path: Path) -> None:
    """GEXF and GraphML as numbers by name, RDF by the WGS 84 vocabulary, Popolo as GeoJSON."""
    content = from_database(database)
    for name, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        file = tmp_path / f"party.{name}"
        save(content, file, name)
        network = read(file)
        assert network.nodes["pyongyang"]["latitude"] == 39.02
        assert network.nodes["pyongyang"]["longitude"] == 125.75
        assert "latitude" not in network.nodes["kim-jong-un"]
    graph = rdflib.Graph().parse(data=b"".join(chunks(content, "turtle")), format="turtle")
    geo = rdflib.Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
    points = {
        str(subject): tuple(float(str(graph.value(subject, axis))) for axis in (geo.lat, geo.long))
        for subject in graph.subjects(geo.lat)
    }
    assert points["urn:partycell:thing:north-korea"] == (40.0, 127.0)
    popolo = json.loads(b"".join(chunks(content, "popolo")))
    areas = {area["id"]: area for area in popolo["areas"]}
    assert areas["jagang"]["geometry"] == {"type": "Point", "coordinates": [126.54, 40.72]}
    assert areas["jagang"]["parent_id"] == "north-korea"
    units = {unit["id"]: unit for unit in popolo["organizations"]}
    assert units["jagang-party-committee"]["area_id"] == "jagang"


def test_popolo_geometry_comes_back(empty: Database, tmp_path: Path) -> None:
    """A point of Popolo is read as coordinates and an organisation's area as its jurisdiction."""
    area = {"id": "a", "name": "A", "geometry": {"type": "Point", "coordinates": [126.5, 40]}}
    line = {"id": "b", "name": "B", "geometry": {"type": "LineString", "coordinates": [[1, 2]]}}
    beyond = {"id": "c", "name": "C", "geometry": {"type": "Point", "coordinates": [126, 95]}}
    unit = {"id": "u", "name": "U", "area_id": "a"}
    file = tmp_path / "made.json"
    file.write_text(json.dumps({"areas": [area, line, beyond], "organizations": [unit]}))
    outcome = load_foreign(empty, file, ForeignFormat.POPOLO)
    assert [(note.place, "at most 90" in note.message) for note in outcome.report.refused] == [
        ("areas[2]", True)
    ]
    row = places(empty)["made-a"]
    assert (row["latitude"], row["longitude"]) == (40, 126.5)
    assert [unit["id"] for unit in row["responsible"]] == ["made-u"]
    assert places(empty)["made-b"]["latitude"] is None


def test_page_of_a_place_links_to_a_map(database: Database) -> None:
    """The page has the numbers, a geo: link, the way up, and who is responsible; no other host."""
    with TestClient(create_site(database), headers=BROWSER) as client:
        page = parse(client.get("/places/ryanggang").text)
        unknown = parse(client.get("/places/junghung-ri").text)
    links = {link.attributes.get("href"): link.text for link in page.all("a")}
    assert links["geo:41.1,128.17"] == "41.1° N, 128.17° E"
    assert "/places/north-korea" in links
    assert "/organizations/ryanggang-party-committee" in links
    assert "No source gives its coordinates" in next(unknown.all("main")).text
    assert math.isclose(places(database)["ryanggang"]["latitude"], 41.1)
