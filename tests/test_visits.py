"""What a visit brings about: first visits of the server's own, redirects, statements, words."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from analysis.report.folder import analyse
from analysis.report.options import request
from api.middleware import RequestContextMiddleware
from api.quota.clients import Client
from graph.checks import run_checks
from graph.database import Database
from graph.model import Label
from graph.settings import settings
from tests.markup import BROWSER, parse
from web.language import Messages, load_messages, load_role_words
from web.paths import FOLDERS, MENU
from web.phrases import check_note
from web.site import create_site
from web.warm_up import request_pages, run_in_background

STATEMENT = "RETURN 40 + 2 AS answer"


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(create_site(database), headers=BROWSER, follow_redirects=False) as client:
        yield client


def test_each_kind_of_page_is_visited_first(database: Database) -> None:
    """The server's own visits are to every page of the menu and one of each kind, and succeed."""
    seen = asyncio.run(request_pages(create_site(database), database))
    assert set(seen.values()) == {200}
    assert seen.keys() >= {"/", *MENU.values(), *(f"/{FOLDERS[label]}" for label in Label)}
    assert {path.split("/")[1] for path in seen if path.count("/") == 2} == {
        FOLDERS[label] for label in Label
    }


def test_first_visits_need_no_key(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a key is wanted of everybody, the server's own visits succeed all the same."""
    monkeypatch.setenv("PARTYCELL_API_KEYS", "somebody=0123456789abcdef")
    monkeypatch.setenv("PARTYCELL_KEYS_REQUIRED", "true")
    settings.cache_clear()
    try:
        site = create_site(database)
        assert TestClient(site).get("/tiers").status_code == 401
        assert set(asyncio.run(request_pages(site, database)).values()) == {200}
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_nothing_waits_for_first_visits() -> None:
    """Work in the background lets the server start, fails unseen, and ends with the server."""
    ended: list[str] = []

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("endless")

    async def failing() -> None:
        ended.append("failing")
        raise RuntimeError("nobody hears this")

    async def serve() -> None:
        async with run_in_background(endless), run_in_background(failing):
            await asyncio.sleep(0)
            ended.append("serving")

    asyncio.run(serve())
    assert ended == ["failing", "serving", "endless"]


@pytest.mark.parametrize(("error", "status"), [(None, None), (ValueError, 500)])
def test_request_that_nobody_waits_for_is_no_error(
    error: type[Exception] | None, status: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has no status where no answer was given, and 500 where the server failed."""

    async def answers_nothing(*_: object) -> None:
        if error is not None:
            raise error

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b""}
    request: Any = RequestContextMiddleware(answers_nothing)(scope, None, None)  # type: ignore[arg-type]
    with caplog.at_level("INFO", "partycell.requests"), suppress(ValueError):
        asyncio.run(request)
    assert json.loads(caplog.messages[-1])["status"] == status


def test_first_visits_to_a_database_that_is_away_do_nothing(database: Database) -> None:
    """Where the database cannot be reached each visit has its error page, and none raises."""
    away = Database("bolt://127.0.0.1:1", "neo4j", "nothing")
    try:
        seen = asyncio.run(request_pages(create_site(away), away))
    finally:
        away.close()
    assert seen["/"] == 503


def test_network_of_a_merged_id_is_that_of_the_kept_one(
    empty: Database,
) -> None:
    """`/network?id=` of a person who was merged leads to the same page of who is kept."""
    empty.run(
        "CREATE (:Thing:Person {id: 'old', name: 'Old'})<-[:SUBJECT]-(:Claim {id: 'c', "
        "predicate: 'MERGED_INTO', polarity: 'asserted', recorded: datetime('2000-01-01'), "
        "retired: datetime('9999-12-31T23:59:59Z')})-[:OBJECT]->"
        "(:Thing:Person {id: 'new', name: 'New'})",
        write=True,
    )
    with TestClient(create_site(empty), headers=BROWSER, follow_redirects=False) as client:
        answer = client.get("/network?id=old&lang=ko")
        assert answer.status_code == 308
        assert answer.headers["Location"] == "/network?id=new&lang=ko"


@pytest.mark.parametrize(
    ("headers", "more", "ran"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, {}, True),
        ({"Sec-Fetch-Site": "cross-site"}, {"run": "yes"}, False),
        ({"Sec-Fetch-Site": "none"}, {}, False),
        ({}, {}, False),
        ({}, {"run": "yes"}, True),
    ],
)
def test_statement_in_an_address_waits_for_a_hand(
    headers: dict[str, str], more: dict[str, str], ran: bool, client: TestClient
) -> None:
    """A statement runs at once where a page of ours sent it; a link from elsewhere shows it."""
    answer = client.get("/console", params={"query": STATEMENT, **more}, headers=headers)
    assert answer.status_code == 200
    assert STATEMENT in answer.text
    assert ("<bdi>42</bdi>" in answer.text) is ran
    assert ("has not been run" in answer.text) is not ran


@pytest.mark.parametrize("identifier", ["kcna-2013-01-28", "c-f7cfa28d25918393"])
@pytest.mark.parametrize(
    "path", ["/events/{}", "/things/{}", "/network?id={}", "/hierarchy?organization={}"]
)
def test_id_of_no_thing_is_not_found(path: str, identifier: str, client: TestClient) -> None:
    """The id of a source or a claim where a thing's is asked for is told to be none."""
    answer = client.get(path.format(identifier))
    assert answer.status_code == 404
    assert "no thing has this id" in answer.text


def test_korean_pages_have_no_english_level(client: TestClient, database: Database) -> None:
    """On Korean pages every level that the model knows has its Korean name."""
    known = {key.removeprefix("level.") for key in load_messages("ko") if key.startswith("level.")}
    tiers = database.run("MATCH (t:Tier) RETURN t.id, t.name").records
    assert {identifier for identifier, _ in tiers} <= known
    english = {name for _, name in tiers}
    for path in ("/", "/tiers", "/tiers/party-cell", "/hierarchy", "/network?id=party-cell"):
        page = parse(client.get(path, params={"lang": "ko"}).text)
        # What a source calls a level is a value, and a rule may be called like one: both stay.
        tags = [tag for name in ("text", "h1") for tag in page.all(name)]
        tags += [
            tag for tag in page.all("a") if tag.attributes.get("href", "").startswith("/tiers/")
        ]
        assert {tag.text.strip() for tag in tags} & english == set(), path


def test_korean_pages_have_no_english_role(client: TestClient, database: Database) -> None:
    """On Korean pages of people, bodies and events every role of the data has Korean words."""
    rows = database.run("MATCH (c:Claim) WHERE c.role IS NOT NULL MATCH (c)-[:SUBJECT|OBJECT]->(t) "
                        "RETURN DISTINCT t.id").records  # fmt: skip
    assert len(rows) > 50
    # What a source calls something stays as it is.
    values = {
        row[0]
        for row in database.run("MATCH (c:Claim) RETURN DISTINCT c.says").records
        if isinstance(row[0], str)
    }
    translated = load_role_words().keys() - values
    for (identifier,) in rows:
        path = f"/things/{identifier}?lang=ko"
        page = parse(client.get(path, follow_redirects=True).text)
        told = {tag.text.strip() for tag in page.all("bdi")}
        assert told & translated == set(), path


def test_notes_of_checks_have_korean_words(database: Database) -> None:
    """Whatever the checks note on the curated data is said in Korean."""
    korean = Messages("ko")
    notes = {row["note"] for row in run_checks(database).rows if row["note"]}
    assert notes
    for text in notes:
        assert re.search("[가-힣]", check_note(text, korean)), text
        assert check_note(text, Messages("en")) == text


def test_analysis_page_shows_a_real_run(
    database: Database, client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All figures and tables of a run of `partycell analyse` are on the page, and can be had."""
    analyse(database, request(projection="tiers", draws=1), tmp_path / "run")
    chosen = settings().model_copy(update={"partycell_analysis": tmp_path / "run"})
    monkeypatch.setattr("web.routes.analysis.settings", lambda: chosen)
    page = parse(client.get("/analysis").text)
    assert page.problems == []
    shown = [tag.attributes["src"] for tag in page.all("img")]
    tables = {link for link in page.links if link.endswith(".csv")}
    assert len(shown) == len(list((tmp_path / "run").rglob("*.svg"))) > 0
    assert len(tables) == len(list((tmp_path / "run").rglob("*.csv"))) > 0
    for address in [*shown, *tables, "/analysis/files/report.html"]:
        assert client.get(address).status_code == 200, address


def test_a_statement_of_the_page_takes_a_share(database: Database) -> None:
    """A statement that a page runs without scripts counts as any other: over the share it waits."""
    site = create_site(database)
    asked = {"query": STATEMENT, "run": "yes"}
    with TestClient(site) as client:
        assert "42" in client.get("/console", params=asked).text
        nobody = Client("testclient", keyed=False)
        with ExitStack() as running:
            for _ in range(settings().partycell_running_limit):
                running.enter_context(site.state.statement_quota.acquire(nobody))
            answer = client.get("/console", params=asked)
            assert answer.status_code == 429
            assert answer.headers["content-type"].startswith("text/html")
            assert client.get("/console").status_code == 200
