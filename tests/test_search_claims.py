"""What sources are called and say is found, and lists say what tells things apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from graph.catalogue import count, run
from graph.database import Database
from graph.errors import CypherError
from graph.lens import Lens
from graph.migrations import migrations
from tests.markup import BROWSER, parse
from web.site import create_site

COMBAT = "c-dccc92c2959cf5ef"


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_site(database), headers=BROWSER) as client:
        yield client


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("combat unit", "party-cell"),  # its value, and the source's words
        ("COMB", "party-cell"),  # the beginning of a word
        ("pledged loyalty", "loyalty-meeting-2017-12-26"),
        ("장군님", "kim-jong-il"),  # in the source's own script
    ],
)
def test_claim_is_found_by_its_words(text: str, found: str, database: Database) -> None:
    """By a value, by quoted words, by the beginning of one, in any script."""
    rows = run(database, "search_claims", {"text": text, "limit": 100}).rows
    assert found in {row["subject"] for row in rows}
    assert "name" not in {row["predicate"] for row in rows}


def test_lens_holds_for_what_is_found(database: Database) -> None:
    """Only claims and sources are found that the lens lets through."""
    for lens, expected in (
        (Lens(sources=("dailynk-en-party-cell",)), [COMBAT]),
        (Lens(sources=("kcna-2013-01-28",)), []),
        (Lens(known_at="1990"), []),
    ):
        rows = run(database, "search_claims", {"text": "combat"}, lens).rows
        assert [row["id"] for row in rows] == expected
    sources = run(database, "search_sources", {"text": "party cell"}, Lens(known_at="1990")).rows
    assert sources == []


def test_source_is_found_by_title_and_publisher(database: Database) -> None:
    """Whoever remembers a source's title or who published it finds it."""
    for text in ("Fourth Meeting of Secretaries of Cells", "korean central news", "kcna-2013"):
        rows = run(database, "search_sources", {"text": text, "limit": 100}).rows
        assert ("kcna-2013-01-28" in {row["id"] for row in rows}) is (text != "kcna-2013")


def test_search_page_has_things_claims_and_sources(client: TestClient) -> None:
    """Each hit has a line of what tells it apart; claims and sources are kinds of their own."""
    page = parse(client.get("/search", params={"text": "kim jong un"}).text)
    assert page.problems == []
    (hit,) = [tag.text for tag in page.all("li") if tag.text.startswith("Kim Jong Un Person")]
    assert "General secretary of the Workers' Party of Korea" in hit
    assert "22 February 2026" in hit
    headings = [tag.text for tag in page.all("h2")]
    assert {"In what is said", "Sources"} <= set(headings)
    only = parse(client.get("/search", params={"text": "combat", "kind": "Claim"}).text)
    assert any(f"/claims/{COMBAT}" in link for link in only.links)
    by_id = parse(client.get("/search", params={"text": COMBAT}).text)
    assert any(f"/claims/{COMBAT}" in link for link in by_id.links)


def test_list_has_totals_letters_and_what_tells_apart(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long list says how many there are, begins with any letter, and its parts are all of it."""
    monkeypatch.setattr("web.routes.things._MOST", 10)
    letters = run(database, "initials", {"kind": "Person"}).rows
    assert sum(row["things"] for row in letters) == count(database, "things", {"kind": "Person"})
    page = parse(client.get("/people").text)
    assert page.problems == []
    assert any(f"{count(database, 'things', {'kind': 'Person'})} in all" in t.text
               for t in page.all("p"))  # fmt: skip
    (entry,) = [tag.text for tag in page.all("li") if tag.text.startswith("Choe Ryong Hae")]
    assert "Presidium of the Political Bureau" in entry
    number = next(row["things"] for row in letters if row["letter"] == "K")
    shown = []
    for skip in range(0, number, 10):
        part = parse(client.get(f"/people?letter=k&skip={skip}").text)
        shown += [
            tag.text.strip()
            for tag in part.all("a")
            if tag.attributes.get("class") == "thing" and tag.text.strip()
        ]
    people = run(database, "things", {"kind": "Person", "letter": "K", "limit": 1000}).rows
    assert shown == [row["name"] for row in people]
    assert len(people) == number


def test_list_is_narrowed_by_what_its_things_are(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The values of a property say how many have each, and each leads to those that have it."""
    monkeypatch.setattr("web.routes.things._MOST", 3)
    values = run(database, "values", {"kind": "Place", "property": "classification"}).rows
    counted = {row["value"]: row["things"] for row in values}
    assert counted["province"] == 9
    for value, number in counted.items():
        chosen = {"kind": "Place", "property": "classification", "value": value}
        assert count(database, "things", chosen) == number
    page = parse(client.get("/places", params={"value": "province"}).text)
    assert page.problems == []
    assert any("9 in all" in tag.text for tag in page.all("p"))
    chosen_values = [t.text for t in page.all("option") if "selected" in t.attributes]
    assert "province (9)" in chosen_values
    shown = [t.text for t in page.all("a") if t.attributes.get("class") == "thing"]
    assert len(shown) == 3


def test_description_is_the_latest_of_each_kind(database: Database) -> None:
    """Of several posts the latest attested stands, with its date; a post says who holds it."""
    ids = ["kim-jong-un", "post-general-secretary-wpk"]
    rows = {
        (row["id"], row["direction"], row["predicate"]): row["object"]
        for row in run(database, "descriptions", {"ids": ids}).rows
    }
    assert rows["kim-jong-un", "out", "HOLDS"] == "post-general-secretary-wpk"
    assert rows["post-general-secretary-wpk", "in", "HOLDS"] == "kim-jong-un"
    before = run(database, "descriptions", {"ids": ids}, Lens.parse({"as_of": "2013-01-28"})).rows
    held = {row["object"] for row in before if row["predicate"] == "HOLDS"}
    assert held
    assert "post-general-secretary-wpk" not in held


@pytest.mark.writes
def test_graph_of_an_older_schema_says_what_to_do(database: Database) -> None:
    """Where an index is missing that a newer version wants, the message says how to get it."""
    database.run("DROP INDEX claim_texts", write=True)
    try:
        with pytest.raises(CypherError) as caught:
            run(database, "search_claims", {"text": "combat"})
        assert "`partycell load`" in str(caught.value)
    finally:
        for step in migrations():
            for statement in step.statements:
                database.run(statement, write=True)
