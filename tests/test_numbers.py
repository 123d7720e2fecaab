"""Numbers through time: by source and date, contested where sources disagree; as a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from graph.catalogue import catalogue, run, split
from graph.database import Database
from graph.vocabulary import COUNTS, PROPERTIES
from loaders.load import load
from tests.markup import BROWSER, parse
from web.figures.counts import HEIGHT, draw_counts
from web.site import create_site

PARTY = {"property": "members_total", "thing": "workers-party-of-korea"}
SOURCE = """
source:
  {{id: {id}, title: T, publisher: P, language: en, published: {day}, kind: press, trust: none}}
things: {things}
facts:
  - id: 1
    locator: line 1
    gist: So many.
    claims:
      - {{about: a-party, predicate: name, value: A party}}
      - {{about: a-party, predicate: members_total, value: {members}, attested: {day}}}
"""


def asked(database: Database, **arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = run(database, "numbers", *split(arguments)).rows
    return rows


def said(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["op"], row["value"], row["source"]) for row in rows]


def test_members_of_the_party_by_source_and_date(database: Database) -> None:
    """Six sources count the party's members, read by hand; none is carried to another's date."""
    rows = asked(database, **PARTY)
    assert said(rows) == [
        ("=", 1_164_945, "wikipedia-3rd-congress"),
        ("=", 1_311_563, "wikipedia-4th-congress"),
        ("~", 1_600_000, "wikipedia-5th-congress"),
        ("=", 3_000_000, "hankyung-1994"),
        (">=", 1_000_000, "koreaherald-2017-12-24"),
        ("~", 6_500_000, "wikipedia-wpk"),
    ]
    assert {row["unit"] for row in rows} == {"members"}
    assert said(asked(database, **PARTY, start="1990", end="2018")) == said(rows[3:5])
    assert asked(database, **PARTY, start="1971", end="1993") == []


def test_the_lens_holds_for_numbers(database: Database) -> None:
    """At a date, by what was published then, and by the sources chosen."""
    assert said(asked(database, **PARTY, as_of="1994-03-26", certainty="certain")) == [
        ("=", 3_000_000, "hankyung-1994")
    ]
    (row,) = asked(database, **PARTY, known_at="1995", sources="hankyung-1994", as_of="2000")
    assert row["status"] == "last attested 1994-03-26"
    assert asked(database, **PARTY, known_at="1990") == []


@pytest.mark.parametrize(
    ("thing", "name", "wanted"),
    [
        ("ninth-congress-2026", "delegates", [("=", 5000)]),
        ("fourth-congress-1961", "delegates", [("=", 1730)]),
        ("workers-party-of-korea", "cells_total", [(">=", 200_000)]),
        ("political-bureau", "alternate_count", [("=", 15), ("=", 10), ("=", 9)]),
        ("political-bureau-presidium", "member_count", [("=", 3), ("=", 5), ("=", 5)]),
        ("party-cell-head", "holders", [("~", 260_000), (">=", 100_000)]),
        ("pyongyang-city-party-committee", "members_total", [("=", 827_350)]),
    ],
)
def test_numbers_read_by_hand(
    thing: str, name: str, wanted: list[tuple[str, int]], database: Database
) -> None:
    """Delegates, cells, alternates, members of an organ and holders are those that sources give."""
    rows = asked(database, thing=thing, property=name)
    assert [(row["op"], row["value"]) for row in rows] == wanted


def test_size_of_a_cell_is_contested(database: Database) -> None:
    """The upper bound is 30, 20 or 15, contested and marked; the lower one is 5 to all."""
    rows = asked(database, thing="rule-cell-size", property="member_count")
    upper = [row for row in rows if row["op"] == "<="]
    assert {row["value"] for row in upper} == {15, 20, 30}
    contested = run(database, "contested", {"question": "cell-upper-bound"}).rows[0]
    assert all(row["disputed"] for row in upper if row["claims"][0] in contested["claims"])
    lower = [row for row in rows if row["op"] == ">="]
    assert {(row["value"], row["disputed"]) for row in lower} == {(5, False)}


def test_two_sources_of_one_date_are_contested(empty: Database, tmp_path: Path) -> None:
    """Two numbers of one date exclude one another; a third of a later date does not."""
    files = []
    for name, day, members in (("a", 1990, 100), ("b", 1990, 200), ("c", 2000, 300)):
        file = tmp_path / f"{name}.yaml"
        things = "[{id: a-party, label: Organization}]" if name == "a" else "[]"
        text = SOURCE.format(id=name, day=f"{day}-05-01", members=members, things=things)
        file.write_text(text, encoding="utf-8")
        files.append(file)
    load(empty, files)
    rows = asked(empty)
    assert [(row["value"], row["disputed"]) for row in rows] == [
        (100, True),
        (200, True),
        (300, False),
    ]
    with TestClient(create_site(empty), headers=BROWSER) as client:
        page = parse(client.get("/numbers").text)
    marks = [link for link in page.all("a") if "count-mark" in link.attributes.get("class", "")]
    assert ["disputed" in mark.attributes["class"] for mark in marks] == [True, True, False]
    assert marks[0].attributes["aria-label"] == "A party: 100, a, contested"


def test_query_counts_what_the_vocabulary_counts(database: Database) -> None:
    """The query's units are those of every property that counts something at a time."""
    text = catalogue()["numbers"].template
    found = {
        name: unit for name in COUNTS if f"{name}: '{(unit := PROPERTIES[name].unit)}'" in text
    }
    assert set(found) == set(COUNTS)
    assert {row["predicate"] for row in asked(database)} <= set(COUNTS)


def test_page_has_the_figure_the_table_and_its_sources(database: Database) -> None:
    """A mark for each number, linked to its claim, and a row; other pages lead there."""
    with TestClient(create_site(database), headers=BROWSER) as client:
        page = parse(client.get("/numbers?thing=workers-party-of-korea").text)
        start = parse(client.get("/").text)
        party = parse(client.get("/organizations/workers-party-of-korea").text)
        soon = client.get("/numbers?start=soon")
        nobody = client.get("/numbers?thing=no-such-thing")
    claims = {row["claims"][0] for row in asked(database, **PARTY)}
    marks = [link for link in page.all("a") if "count-mark" in link.attributes.get("class", "")]
    assert {mark.attributes["href"] for mark in marks} == {f"/claims/{claim}" for claim in claims}
    assert len(list(page.all("tr"))) == 1 + len(asked(database, thing=PARTY["thing"]))
    assert page.problems == []
    assert "/numbers" in start.links
    assert "/numbers?thing=workers-party-of-korea" in party.links
    assert (soon.status_code, nobody.status_code) == (422, 404)


def row(value: int, day: int) -> dict[str, Any]:
    when = f"{day:04}-01-01"
    return {"value": value, "op": "=", "holds_from": when, "holds_until": when, "disputed": False}


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 9998)), min_size=1, max_size=30),
)
def test_figure_keeps_order_and_stays_inside(numbers: list[tuple[int, int]]) -> None:
    """A greater number stands higher, a later one farther right, and nothing is outside."""
    figure = draw_counts([row(*number) for number in numbers])
    if figure is None:
        assert {day for _, day in numbers} == {1}  # the first day of all stands for an open start
        return
    for mark in figure.marks:
        assert 0 <= mark.x <= 100
        assert 0 <= mark.y <= HEIGHT
    for one in figure.marks:
        for other in figure.marks:
            if one.row["value"] < other.row["value"]:
                assert one.y >= other.y
            if one.row["holds_from"] < other.row["holds_from"]:
                assert one.x <= other.x
    assert len(figure.marks) + figure.left_out == len(numbers)


def test_nothing_dated_draws_nothing() -> None:
    """Without any date there is no figure."""
    assert draw_counts([]) is None
    undated = {"value": 1, "op": "=", "holds_from": "9999-12-31", "holds_until": "0001-01-01"}
    assert draw_counts([undated]) is None
