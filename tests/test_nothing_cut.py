"""Nothing is cut in silence: each limit says that it cut, how many there are, and how to go on."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from analysis.networks import from_query
from analysis.notebook import Graph
from api.app import create_app
from api.mcp import tools
from graph.catalogue import catalogue, count, run
from graph.database import Database
from graph.row_windows import WHOLE
from loaders.foreign.importer import ForeignFormat, load_foreign
from tests.command import partycell
from tests.markup import BROWSER, parse
from tests.test_bad_input import MAPPING, UNITS
from web.site import create_site

# Arguments that give many rows, for queries whose example gives few.
MANY: dict[str, dict[str, str]] = {
    "chart": {},
    "claims": {},
    "companions": {"person": "kim-jong-il"},
    "members": {"organization": "workers-party-of-korea"},
    "neighborhood": {"id": "party-cell", "depth": "2"},
    "participations": {},
    "posts": {},
    "search": {"text": "kim"},
    "things": {"kind": "Person"},
    "units": {"organization": "central-committee"},
}
LENSES = ["", "as_of=2013", "sources=kcna-2013-01-28,dailynk-en-party-cell", "known_at=2014"]
LISTS = [
    "/v1/queries",
    "/v1/tiers",
    "/v1/tiers/party-cell/duties",
    "/v1/tiers/party-cell/rules",
    "/v1/posts",
    "/v1/organizations/workers-party-of-korea/subtree",
    "/v1/people/kim-il-sung/affiliations",
    "/v1/events",
    "/v1/concepts/party-cell-of-loyalty/origin",
    "/v1/neighborhood/party-cell?depth=2",
    "/v1/search?text=kim",
    "/v1/claims",
    "/v1/claims?subject=party-cell",
    "/v1/contested",
    "/v1/checks",
    "/v1/sources",
    "/v1/sources/dailynk-en-party-cell/facts",
    "/v1/export/formats",
]


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_app(database)) as client:
        yield client


def pages(client: TestClient, path: str, limit: int) -> Iterator[dict[str, Any]]:
    """Every page of a list, by `next`."""
    mark = "&" if "?" in path else "?"
    answer = client.get(f"{path}{mark}limit={limit}").json()
    yield answer
    while answer["next"]:
        answer = client.get(f"{path}{mark}limit={limit}&next={answer['next']}").json()
        yield answer


def with_lens(path: str, lens: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{lens}" if lens else path


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("path", LISTS)
def test_walk_gives_each_row_once(path: str, lens: str, client: TestClient) -> None:
    """By `next`, pages of seven are together what pages of a thousand are, in order."""
    asked = with_lens(path, lens)
    whole = [row for page in pages(client, asked, 1000) for row in page["data"]]
    size = 7 if len(whole) < 100 else 71
    walked = list(pages(client, asked, size))
    assert [row for page in walked for row in page["data"]] == whole
    assert all(len(page["data"]) == size for page in walked[:-1])
    assert not any(page["truncated"] for page in walked)


@pytest.mark.parametrize("name", list(catalogue()))
def test_walk_of_every_query_gives_each_row_once(
    name: str, client: TestClient, database: Database
) -> None:
    """So it is for each query of the catalogue, whatever limit it has of its own."""
    arguments = MANY.get(name, catalogue()[name].example)
    query = "&".join(f"{key}={value}" for key, value in arguments.items())
    whole = run(database, name, arguments, page=WHOLE).rows
    assert len(whole) == count(database, name, arguments)
    size = max(1, len(whole) // 3)
    if size <= 1000:
        walked = list(pages(client, f"/v1/queries/{name}?{query}", size))
        assert [row for page in walked for row in page["data"]] == whole
        # A resource's rows stand in another order where two have the same place.
        assert len(walked) == max(1, -(-len(whole) // size))


def test_page_begins_where_the_query_is_told_to(client: TestClient) -> None:
    """A query's own `skip` and `after` say where its first page begins."""
    every = client.get("/v1/queries/things?kind=Person&limit=20").json()["data"]
    path = "/v1/queries/things?kind=Person&skip=5"
    assert [row for page in list(pages(client, path, 5))[:3] for row in page["data"]] == every[5:20]
    claims = client.get("/v1/claims?limit=20").json()["data"]
    path = f"/v1/queries/claims?after={claims[4]['id']}"
    found = [row for page in list(pages(client, path, 5))[:3] for row in page["data"]]
    assert found == claims[5:20]


def test_claims_about_two_things_are_all_there(client: TestClient, database: Database) -> None:
    """What a claim relates to is looked at before the limit, not after it."""
    rows = run(database, "claims", {}, page=WHOLE).rows
    pairs: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["object"]:
            key = row["subject"], row["object"]
            pairs[key] = pairs.get(key, 0) + 1
    (subject, thing), most = max(pairs.items(), key=lambda item: item[1])
    assert most > 1
    path = f"/v1/claims?subject={subject}&object={thing}"
    walked = [row for page in pages(client, path, 1) for row in page["data"]]
    assert len(walked) == most


OTHERS = [
    "/v1/sources",
    "/v1/events?as_of=2013",
    "/v1/events?known_at=2014",
    "/v1/events?sources=kcna-2013-01-28",
    "/v1/events?start=1990",
    "/v1/queries/timeline",
]


@pytest.mark.parametrize("other", OTHERS)
def test_token_belongs_to_its_question(other: str, client: TestClient) -> None:
    """`next` of one path, lens or filter is refused by every other, with 422 and its name."""
    token = client.get("/v1/events?limit=2").json()["next"]
    assert client.get(f"/v1/events?limit=5&format=csv&next={token}").status_code == 200
    answer = client.get(with_lens(other, f"limit=2&next={token}"))
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "next"
    assert "belongs to another" in answer.json()["detail"]


@pytest.mark.parametrize(
    "token", ["x", "AAAA", "WyJhIl0", "bnVsbA", "W251bGwsbnVsbCxudWxsLG51bGxd"]
)
def test_made_up_token_is_refused(token: str, client: TestClient) -> None:
    """What is no token of ours is 422, whatever it decodes to."""
    answer = client.get(f"/v1/events?next={token}")
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "next"


@pytest.mark.writes
def test_token_of_before_a_load_is_refused(
    client: TestClient, database: Database, tmp_path: Path
) -> None:
    """Over a load in between a walk does not go on with other rows: it says so."""
    token = client.get("/v1/events?limit=2").json()["next"]
    table, mapping = tmp_path / "odd.csv", tmp_path / "odd.yaml"
    table.write_text("code,name,parent,members,years\n1,Unit,,,\n", encoding="utf-8")
    mapping.write_text(MAPPING.replace("THINGS", UNITS), encoding="utf-8")
    load_foreign(database, table, ForeignFormat.TABLE, mapping=mapping)
    headers = {"Cache-Control": "no-cache"}

    deadline = time.monotonic() + 30  # the server looks now and then whether the graph has changed
    while (answer := client.get(f"/v1/events?limit=2&next={token}", headers=headers)).is_success:
        assert time.monotonic() < deadline
    assert answer.status_code == 422
    assert "has changed" in answer.json()["detail"]


def test_command_says_what_it_left_out(server_env: dict[str, str], database: Database) -> None:
    """`partycell query` tells on standard error how many rows there are, and how to get them."""
    total = count(database, "claims", {})
    done = partycell("query", "claims", "--format", "csv", env=server_env)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == 100
    assert f"Only the first 100 of {total:,} rows" in " ".join(done.stderr.split())
    assert f"after={rows[-1]['id']}" in done.stderr
    while "Only the first" in done.stderr:
        words = [f"after={rows[-1]['id']}", "limit=1000", "--format", "csv"]
        done = partycell("query", "claims", *words, env=server_env)
        rows += csv.DictReader(io.StringIO(done.stdout))
    assert len({row["id"] for row in rows}) == len(rows) == total


def test_console_says_what_it_left_out(server_env: dict[str, str]) -> None:
    """So does `:run` in the console, and the next rows are those of the same record."""
    done = partycell("console", env=server_env, text=":run things kind=Person limit=5\n")
    said = " ".join(done.stderr.split())
    assert "Only the first 5 of " in said
    further = re.search(r"(skip=5 recorded_at=\S+) gives the next", said)
    assert further is not None
    text = f":format jsonl\n:run things kind=Person limit=10\n:run things kind=Person {further[1]}"
    done = partycell("console", env=server_env, text=f"{text} limit=5\n")
    rows = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert rows[5:10] == rows[10:]


def test_model_is_told_what_was_left_out(database: Database) -> None:
    """An answer for a language model says that there is more, and how to get it."""
    answer = tools.run_query(database, "claims", {}, 1000)
    assert answer["truncated"] is True
    assert answer["next"]["arguments"]["after"] == answer["rows"][-1]["id"]
    answer = tools.run_query(database, "tiers", {}, 3)
    assert (answer["truncated"], len(answer["rows"])) == (True, 3)


def test_python_and_files_have_all_rows(database: Database) -> None:
    """A limit that nobody asked for leaves nothing out of a list in Python or of a file."""
    total = count(database, "claims", {})
    assert len(Graph(database).query("claims")) == total > 100
    assert len(Graph(database).query("claims", limit=5)) == 5
    network = from_query(
        database, "neighborhood", {"id": "party-cell", "depth": 4}, contested="all"
    )
    edges = count(database, "neighborhood", {"id": "party-cell", "depth": 4})
    assert network.number_of_edges() == edges


@pytest.mark.parametrize("path", ["/network", "/search?text=kim", "/people", "/people/kim-jong-un"])
def test_page_says_what_it_left_out(
    path: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that shows some of its rows says how many there are, or leads to the next."""
    for module in ("web.thing_pages.MOST", "web.routes.search._MOST", "web.routes.things._MOST"):
        monkeypatch.setattr(module, 3)
    monkeypatch.setattr("web.routes.network.LIMIT", 3)
    with TestClient(create_site(database), headers=BROWSER) as client:
        markup = parse(client.get(path).text)
    said = [tag.text for tag in markup.all("p") if tag.attributes.get("class") == "count"]
    following = [tag for tag in markup.all("a") if tag.attributes.get("rel") == "next"]
    assert said or following
