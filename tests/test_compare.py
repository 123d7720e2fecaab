"""Two looks side by side: differences known by hand, laws, and the same by every way in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from graph.catalogue import run
from graph.compare import CHANGES, PARTS, compare, second_look
from graph.database import Database
from graph.errors import BadParameterError, UnknownIdError
from graph.lens import Lens
from loaders.load import load
from tests.command import partycell
from tests.markup import parse
from web.figures.levels import PREDICATES, Change, draw_levels
from web.site import create_site

EXAMPLE = Path(__file__).parent / "examples" / "two-dates.yaml"
EARLY, LATE = Lens.parse({"as_of": "2005-06-01"}), Lens.parse({"as_of": "2015-06-01"})
# Worked out by hand from the file.
DIFFERENCES = {
    ("hierarchy", "changed", "m-unit", "UNIT_OF", "m-north", "m-south"),
    ("members", "only before", "m-kim", "MEMBER_OF", "m-unit", None),
    ("members", "only after", "m-ri", "MEMBER_OF", None, "m-unit"),
    ("posts", "changed", "m-head", "title", "secretary", "chairman"),
    ("rules", "changed", "m-size", "member_count", "<= 20", "<= 30"),
    ("rules", "differently known", "m-size", "member_count", ">= 5", ">= 5"),
    ("names", "changed", "m-unit", "name", "Old unit", "New unit"),
}
DATES = ("1990", "1994-03-31", "2007-10-27", "2013-01-28", "2017-12-23", "2021-04-08")


def told(rows: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {
        (row["part"], row["change"], row["id"], row["predicate"], row["before"], row["after"])
        for row in rows
    }


@pytest.fixture
def example(empty: Database) -> Database:
    load(empty, [EXAMPLE])
    return empty


def test_differences_are_those_known_by_hand(example: Database) -> None:
    """A move, a leaving, a coming, a title, a bound, a name; a bound only known less surely."""
    answer = compare(example, EARLY, LATE)
    assert told(answer.rows) == DIFFERENCES
    (moved,) = [row for row in answer.rows if row["part"] == "hierarchy"]
    assert (moved["before_name"], moved["after_name"]) == ("North", "South")
    assert moved["before_claims"] != moved["after_claims"]
    (bound,) = [row for row in answer.rows if row["change"] == "differently known"]
    assert bound["after_status"].startswith("last attested")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_compared_alone(part: str, example: Database) -> None:
    """A part has what all together have of it."""
    rows = compare(example, EARLY, LATE, part=part).rows
    assert told(rows) == {row for row in DIFFERENCES if row[0] == part}


@pytest.mark.parametrize("change", CHANGES)
def test_a_kind_of_change_is_asked_alone(change: str, example: Database) -> None:
    """Of all differences those of one kind can be asked for."""
    rows = compare(example, EARLY, LATE, change=change).rows
    assert told(rows) == {row for row in DIFFERENCES if row[1] == change}


def test_a_thing_is_compared_alone(example: Database) -> None:
    """What is said of a thing, and what relates others to it."""
    rows = compare(example, EARLY, LATE, thing="m-unit").rows
    assert told(rows) == {row for row in DIFFERENCES if "m-unit" in row}


def test_sources_are_compared(database: Database) -> None:
    """Two sources at one time: only what one of them says, or both say otherwise, differs."""
    first = Lens.parse({"sources": "dailynk-en-party-cell"})
    second = second_look(first, {"to_sources": "dailynk-ko-party-cell"})
    rows = compare(database, first, second, part="rules").rows
    assert rows
    assert compare(database, first, Lens.parse({"sources": "dailynk-en-party-cell"})).rows == []


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(DATES), min_size=2, max_size=2, unique=True))
def test_the_other_way_round_is_the_mirror(database: Database, dates: list[str]) -> None:
    """Before and after change places, and nothing else does."""
    first, second = (Lens.parse({"as_of": text}) for text in dates)
    forth, back = compare(database, first, second).rows, compare(database, second, first).rows
    mirror = {"only before": "only after", "only after": "only before"}
    assert told(forth) == {
        (part, mirror.get(change, change), thing, name, after, before)
        for part, change, thing, name, before, after in told(back)
    }


def test_looks_that_are_one_are_refused() -> None:
    """Two looks that are one, a word that is no parameter and a date that is none are named."""
    assert second_look(EARLY, {}) == Lens.parse({"as_of": "today"})
    with pytest.raises(BadParameterError, match="are one"):
        second_look(EARLY, {"to_as_of": EARLY.as_of})
    with pytest.raises(BadParameterError, match="to_as_off"):
        second_look(EARLY, {"to_as_off": "2015"})
    with pytest.raises(BadParameterError, match="to_as_of"):
        second_look(EARLY, {"to_as_of": "soon"})


def test_parts_changes_and_things_that_are_none_are_named(database: Database) -> None:
    """A wrong part or change says which there are; an unknown thing is unknown."""
    with pytest.raises(BadParameterError, match="hierarchy"):
        compare(database, EARLY, LATE, part="people")
    with pytest.raises(BadParameterError, match="only before"):
        compare(database, EARLY, LATE, change="ended")
    with pytest.raises(UnknownIdError):
        compare(database, EARLY, LATE, thing="nobody")


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_site(database), raise_server_exceptions=False) as client:
        yield client


def test_every_way_in_gives_the_same(
    client: TestClient, database: Database, server_env: dict[str, str]
) -> None:
    """Command line, HTTP and page find the same differences."""
    first, second = Lens.parse({"as_of": "2013"}), Lens.parse({"as_of": "2021-04-08"})
    wanted = told(compare(database, first, second, part="posts").rows)
    words = ["as_of=2013", "to_as_of=2021-04-08", "part=posts"]
    printed = partycell("compare", *words, "--format", "json", env=server_env).stdout
    assert told(json.loads(printed)) == wanted
    rows: list[dict[str, Any]] = []
    address = "/v1/compare?" + "&".join([*words, "limit=10"])
    while address:
        answer = client.get(address).json()
        rows += answer["data"]
        address = answer["next"] and f"/v1/compare?{'&'.join(words)}&limit=10&next={answer['next']}"
    assert told(rows) == wanted
    page = parse(client.get("/compare?as_of=2013&to_as_of=8+April+2021&part=posts").text)
    shown = sum(1 for tag in page.all("th") if tag.attributes.get("scope") == "row")
    assert shown == len(wanted)


def test_drawing_has_the_differences_known_by_hand(example: Database) -> None:
    """The unit moved and has another name; what stands still is apart from what does not."""
    looks = [
        run(example, "statements", {"predicates": PREDICATES}, lens).rows for lens in (EARLY, LATE)
    ]
    (band,) = draw_levels([], *looks)
    (unit,) = band.changed
    assert (unit.was, unit.name, unit.changes) == (
        "Old unit",
        "New unit",
        (Change.MOVED, Change.RENAMED),
    )
    assert {(tie.id, tie.change) for tie in unit.ties} == {
        ("m-north", Change.ONLY_BEFORE),
        ("m-south", Change.ONLY_AFTER),
    }
    (alone,) = draw_levels([], looks[0])
    assert [unit.name for unit in alone.same] == ["North", "Old unit", "South"]


def test_page_draws_the_change_with_a_legend_of_what_is_drawn(client: TestClient) -> None:
    """Every sign in the drawing has its words beside it and in the legend, and no other has."""
    page = parse(client.get("/compare?as_of=2013-01-28&to_as_of=2021-04-08&part=hierarchy").text)
    signs = [
        tag.attributes for tag in page.all("span") if "change " in tag.attributes.get("class", "")
    ]
    drawn = {sign["class"] for sign in signs if sign.get("title")}
    assert drawn == {"change only_after", "change renamed", "change differently_known"}
    assert {sign["class"] for sign in signs if "aria-hidden" in sign} == drawn


def test_page_says_bounds_in_words(client: TestClient) -> None:
    """What is at most twenty is said so, not as an operator."""
    text = client.get("/compare?as_of=1994&to_as_of=2021-04&part=rules").text
    assert "at most 30" in text
    assert "&lt;=" not in text


@pytest.mark.parametrize("name", ["to_as_of", "to_sources"])
def test_page_names_what_is_wrong(name: str, client: TestClient) -> None:
    """A date that cannot be read, or a source that is none, is told beside its field."""
    answer = client.get(f"/compare?as_of=2013&{name}=nothing")
    assert answer.status_code == 422
    assert "nothing" in answer.text
