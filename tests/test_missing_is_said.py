"""What is not there is refused by its name, on every face, and never answered with nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from mcp import Client
from starlette.testclient import TestClient

from analysis.notebook import Graph
from api.app import create_app
from graph.catalogue import bind, catalogue, find, run, split
from graph.database import Database
from graph.errors import BadParameterError, UnknownIdError
from graph.near_names import near_names
from graph.parameters import CHOICES
from tests.command import partycell
from tests.markup import BROWSER, parse
from tests.test_mcp import in_process, refused
from web.site import create_site

NEAR = "kcna-2013-01-29"
THERE = "kcna-2013-01-28"
NO_SOURCE = f"there is no source '{NEAR}'"
MEANT = f"Did you mean {THERE}"
WRONG = "lens-sources-wrong"
BACKWARDS = "end: '2007' is before start='2013'"
# Each with a lens, an ending of a file, or nothing, after it.
COMMANDS = [
    ["query", "tiers"],
    ["query", "describe", "id=party-cell"],
    ["query", "sources"],
    ["check"],
    ["export", "--format", "csv", "--table", "edges", "-o", "OUT/edges.csv"],
    ["export", "--format", "graphml", "-o", "OUT/graph.graphml"],
    ["export", "--query", "timeline", "--format", "json", "-o", "OUT/timeline.json"],
    ["analyse", "-o", "OUT/analysis"],
    ["diffuse"],
]
PATHS = [
    "/v1/tiers",
    "/v1/events",
    "/v1/claims?subject=party-cell",
    "/v1/sources",
    "/v1/checks",
    "/v1/contested",
    "/v1/search?text=kim",
    "/v1/people/kim-il-sung/affiliations",
    "/v1/queries/tiers",
    "/v1/export?format=csv&table=edges",
    "/v1/export?format=graphml",
    "/v1/citations/party-cell",
]
PAGES = ["/", "/people", "/people/kim-jong-un", "/timeline", "/contested", "/sources", "/network"]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_command_names_a_source_that_is_none(
    words: list[str], database: Database, server_env: dict[str, str], tmp_path: Path
) -> None:
    """A command tells the source that is none, and one like it; status 2, and no file."""
    asked = [word.replace("OUT", str(tmp_path)) for word in words]
    done = partycell(*asked, f"sources={THERE},{NEAR}", env=server_env)
    said = " ".join(done.stderr.split())
    assert NO_SOURCE in said
    assert MEANT in said
    assert "Traceback" not in said
    assert (done.stdout, done.returncode) == ("", 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", PATHS)
def test_path_names_a_source_that_is_none(path: str, database: Database) -> None:
    """Every path answers 422 with the source that is none, and one like it."""
    mark = "&" if "?" in path else "?"
    with TestClient(create_app(database)) as client:
        answer = client.get(f"{path}{mark}sources={THERE},{NEAR}")
        there = client.get(f"{path}{mark}sources={THERE}")
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "sources"
    assert NO_SOURCE in answer.json()["detail"]
    assert MEANT in str(answer.json())
    assert there.status_code in {200, 404}


@pytest.mark.parametrize("path", PAGES)
def test_page_names_a_source_that_is_none(path: str, database: Database) -> None:
    """A page is 422, names the source in its form, and links without it."""
    with TestClient(create_site(database), headers=BROWSER) as client:
        answer = client.get(f"{path}?sources={NEAR}&as_of=2013")
    assert answer.status_code == 422
    markup = parse(answer.text)
    (said,) = [tag.text for tag in markup.all("strong") if tag.attributes.get("id") == WRONG]
    assert NO_SOURCE in said
    assert MEANT in said
    onwards = [link for link in markup.links if urlsplit(link).path != path]
    assert any("as_of=2013" in link for link in onwards)
    assert not any(NEAR in link for link in onwards)


def test_model_and_notebook_are_told(database: Database) -> None:
    """A tool for language models and Python refuse alike."""

    async def work(client: Client) -> None:
        for arguments in ({"sources": NEAR}, {"sources": [THERE, NEAR]}):
            said = await refused(client, "ask", query="tiers", arguments=arguments)
            assert NO_SOURCE in said
            assert MEANT in said
        span = {"start": "2013", "end": "2007"}
        assert BACKWARDS in await refused(client, "ask", query="timeline", arguments=span)

    in_process(database, work)
    with pytest.raises(BadParameterError, match=NO_SOURCE):
        Graph(database).at(sources=NEAR).query("tiers")
    with pytest.raises(BadParameterError, match=NO_SOURCE):
        Graph(database).at(sources=NEAR).to_polars("nodes")


def test_console_names_a_source_that_is_none(server_env: dict[str, str]) -> None:
    """So does `:run` in the console."""
    done = partycell("console", env=server_env, text=f":run tiers sources={NEAR}\n")
    assert NO_SOURCE in " ".join(done.stderr.split())
    assert done.returncode == 2


def test_source_that_says_nothing_of_it_is_an_empty_answer(database: Database) -> None:
    """A source that is there and says nothing of what is asked is no mistake."""
    duties = {"tier": "party-cell", "sources": THERE}
    assert run(database, "duties", *split(duties)).rows == []


@pytest.mark.parametrize("name", ["timeline", "versions"])
def test_period_backwards_is_refused(
    name: str, database: Database, server_env: dict[str, str]
) -> None:
    """`start` after `end` is refused on every face; one year, and one that is vague, are not."""
    assert find(name).parameters[:2] == find("timeline").parameters[:2]
    with TestClient(create_app(database)) as client:
        paths = ["/v1/events"] if name == "timeline" else []
        for path in (*paths, f"/v1/queries/{name}"):
            answer = client.get(f"{path}?start=2013&end=2007")
            assert (answer.status_code, answer.json()["parameter"]) == (422, "end")
            assert BACKWARDS in answer.json()["detail"]
    done = partycell("query", name, "start=2013", "end=2007", env=server_env)
    assert done.returncode == 2
    assert BACKWARDS in done.stderr
    for start, end in (("2007", "2007"), ("2007-05", "2007"), ("200X", "2001"), ("2007", "..")):
        if end != "..":
            bind(find(name), {"start": start, "end": end})
    with pytest.raises(BadParameterError, match="before"):
        bind(find(name), {"start": "2007-10-28", "end": "2007-10-27"})


def test_other_periods_backwards_are_refused(
    database: Database, server_env: dict[str, str], tmp_path: Path
) -> None:
    """Every other period that ends before it starts is refused too: of the lens, of an analysis."""
    for words in (
        ["query", "tiers", "as_of=2013/2007"],
        ["query", "tiers", "known_at=2013/2007"],
        ["query", "timeline", "start=2013/2007"],
        ["analyse", "--start", "2013", "--end", "2007", "-o", str(tmp_path / "made")],
    ):
        done = partycell(*words, env=server_env)
        assert done.returncode == 2, words
        assert "ends before it starts" in done.stderr
    with TestClient(create_site(database), headers=BROWSER) as client:
        answer = client.get("/timeline?start=2013&end=2007")
    assert answer.status_code == 422
    assert "before start" in answer.text


WORDS: list[tuple[str, dict[str, Any], str]] = [
    ("things", {"kind": "Persn"}, "Did you mean Person"),
    ("search", {"text": "kim", "kind": "person"}, "Did you mean Person"),
    ("participations", {"kind": "Organisation"}, "Did you mean Organization"),
    ("claims", {"predicate": "MEMBR_OF"}, "Did you mean MEMBER_OF"),
    ("contested", {"kind": "contentious"}, "contested"),
    ("contested", {"kind": "zzz"}, "There are: contested, changed, different, wording"),
    ("numbers", {"property": "member_counts"}, "Did you mean member_count"),
]


@pytest.mark.parametrize(("name", "arguments", "meant"), WORDS)
def test_word_of_a_list_is_one_of_it(name: str, arguments: dict[str, str], meant: str) -> None:
    """A kind or predicate that is none is refused with those like it, not answered with nothing."""
    with pytest.raises(BadParameterError, match=meant):
        bind(find(name), arguments)


def test_type_of_event_is_one_that_some_event_has(
    database: Database, server_env: dict[str, str]
) -> None:
    """A type of which there is no event is refused on every face, with those there are."""
    refusal = "kind='confrence': there is no such event type."
    with pytest.raises(BadParameterError, match="Did you mean conference"):
        run(database, "timeline", {"kind": "confrence"})
    with TestClient(create_app(database)) as client:
        for path in ("/v1/events?kind=confrence", "/v1/queries/timeline?kind=confrence"):
            answer = client.get(path)
            assert (answer.status_code, answer.json()["parameter"]) == (422, "kind")
            assert refusal in answer.json()["detail"]
    done = partycell("query", "timeline", "kind=confrence", env=server_env)
    assert (done.returncode, done.stdout) == (2, "")
    assert refusal in done.stderr
    with TestClient(create_site(database), headers=BROWSER) as client:
        page = client.get("/timeline?kind=confrence")
        assert page.status_code == 422
        assert "there is no such event type" in page.text
        page = client.get("/numbers?property=member_counts")
        assert page.status_code == 422
        assert "there is no such quantity" in page.text
    # What is known and let through by nothing is answered with nothing.
    early = {"kind": "conference", "end": "1900"}
    assert run(database, "timeline", early).rows == []


def test_unknown_question_is_not_an_empty_answer(database: Database) -> None:
    """A question that nobody answers is refused; one that there is gives its row."""
    first = run(database, "contested", {}).rows[0]["question"]
    assert [row["question"] for row in run(database, "contested", {"question": first}).rows] == [
        first
    ]
    with pytest.raises(UnknownIdError, match="nothing has this id"):
        run(database, "contested", {"question": "q-nosuch"})


def test_every_list_of_words_is_in_use() -> None:
    """Each type with a list of words is that of some parameter, and takes each of its words."""
    used = {
        parameter.type: (query, parameter.name)
        for query in catalogue().values()
        for parameter in query.parameters
        if parameter.type in CHOICES
    }
    assert used.keys() == CHOICES.keys()
    for kind, (query, name) in used.items():
        for word in CHOICES[kind]:
            assert bind(query, {**query.example, name: word})[name] == word


def test_near_names_are_few() -> None:
    """At most three names are told, the likest first, and none that is not like it."""
    names = [f"source-{number}" for number in range(9)]
    assert near_names("source-11", names)[0] == "source-1"
    assert len(near_names("source-11", names)) == 3
    assert near_names("zzz", names) == ()
