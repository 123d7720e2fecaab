"""Many who ask at once, on real sockets: a queue, in which everybody has a turn or is told when."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from api.quota.clients import Client
from api.quota.statements import StatementQuota
from benchmarks.load import fire
from benchmarks.measuring import served
from graph.catalogue import catalogue
from graph.database import Answer, Database
from graph.lens import EVERYTHING, Lens
from graph.settings import settings
from tests.transactions import running
from web.site import create_site

_DEADLINE = 60.0
_ENDLESS = "UNWIND range(1, 1000000000000) AS kept RETURN count(kept) AS n"


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Two turns, a short queue, long statements."""
    for name, value in (
        ("CONCURRENT_QUERIES", "2"),
        ("QUEUE_SECONDS", "0.5"),
        ("TIME_LIMIT", "120"),
    ):
        monkeypatch.setenv(f"PARTYCELL_{name}", value)
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def client(database: Database, limits: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """Of the whole site on a socket."""
    with (
        served(database, create_site) as address,
        httpx.Client(base_url=address, timeout=_DEADLINE) as found,
    ):
        yield found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that is sent to Neo4j from now on."""
    found: list[str] = []
    run = Database.run

    def noted(self: Database, statement: str, *rest: Any, **more: Any) -> Answer:
        found.append(statement)
        return run(self, statement, *rest, **more)

    monkeypatch.setattr(Database, "run", noted)
    return found


@contextmanager
def busy(client: httpx.Client, database: Database) -> Iterator[None]:
    """While a client's statement runs that does not end by itself: all that it may have of two."""
    body = json.dumps({"query": _ENDLESS})
    place = (client.base_url.host, client.base_url.port or 80)
    with socket.create_connection(place) as connection:
        connection.sendall(
            "POST /v1/cypher HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        until(True, database)
        yield
    until(False, database)


def until(runs: bool, database: Database) -> None:
    """Look again and again whether the statement runs."""
    deadline = time.monotonic() + _DEADLINE
    while running(database, "kept") is not runs:
        assert time.monotonic() < deadline, "still not" if runs else "still there"


def test_statements_wait_apart_from_questions(client: httpx.Client, database: Database) -> None:
    """Where all turns of a client are taken by statements, pages and catalogue are answered."""
    with busy(client, database):
        for path in ("/v1/tiers?known_at=2020", "/tiers?known_at=2020", "/console", "/nothing"):
            assert client.get(path).status_code in {200, 404}, path
        export = client.get("/v1/export?format=csv&table=nodes&known_at=2019")
        assert export.status_code == 200


def test_who_gets_no_turn_is_told_when_to_come_back(
    client: httpx.Client, database: Database
) -> None:
    """503 and Retry-After, in the form of each way in: a problem, Neo4j's errors, a page."""
    with busy(client, database):
        problem = client.get("/v1/cypher?query=RETURN 1 AS x")
        theirs = client.post("/db/neo4j/query/v2", json={"statement": "RETURN 1 AS x"})
        page = client.get("/console?query=RETURN 1 AS x&run=yes")
        for answer in (problem, theirs, page):
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) >= 1
        assert problem.json()["title"] == "Too many requests are waiting"
        assert theirs.json()["errors"]
        assert page.headers["content-type"].startswith("text/html")
        assert "Too many requests" in page.text
    # Neo4j has ended the statement; its turn is given back when the server has heard of it.
    deadline = time.monotonic() + _DEADLINE
    while (answer := client.get("/v1/cypher?query=RETURN 1 AS x")).status_code == 503:
        assert time.monotonic() < deadline, "the turn of an ended statement is kept"
    assert answer.status_code == 200


def test_questions_wait_in_a_queue_too(
    client: httpx.Client, database: Database, limits: pytest.MonkeyPatch
) -> None:
    """Pages and catalogue over their turns wait, and are told when none comes; health is not."""
    site = create_site(database)
    nobody = Client("127.0.0.1", keyed=False)
    site.state.catalogue_queue._running[nobody] = 1
    with served(database, lambda _: site) as address, httpx.Client(base_url=address) as other:
        for path in ("/v1/tiers", "/tiers", "/v1/graph", "/console"):
            answer = other.get(path, timeout=_DEADLINE)
            assert answer.status_code == 503, path
            assert int(answer.headers["Retry-After"]) >= 1
        for path in ("/healthz", "/readyz", "/openapi.json"):
            assert other.get(path, timeout=_DEADLINE).status_code == 200, path
        site.state.catalogue_queue._running.clear()
        assert other.get("/v1/tiers", timeout=_DEADLINE).status_code == 200


def test_waiting_costs_no_query_seconds() -> None:
    """A statement's seconds begin with its turn."""
    now = [0.0]
    share = StatementQuota(clock=lambda: now[0])
    client = Client("1.1.1.1", keyed=False)
    with share.acquire(client) as begin:
        now[0] += 10 * settings().partycell_query_seconds
        begin()
        now[0] += 1
    left = share._tables.run("SELECT seconds FROM quota WHERE client = ?", (client.key,))
    assert left == [(settings().partycell_query_seconds - 1,)]


def texts(*names: str) -> set[str]:
    """The Cypher by which queries of the catalogue are asked for a page; of all, if none."""
    found = [
        catalogue()[name].one_record(lens.bind())
        for name in names or catalogue()
        for lens in (EVERYTHING, Lens(known_at="2040"))
    ]
    return {one.text for one in found if one is not None}


@pytest.mark.parametrize("path", ["/v1/tiers/party-cell/duties", "/tiers/party-cell", "/tiers"])
def test_equal_questions_are_asked_of_neo4j_once(
    path: str, client: httpx.Client, asked: list[str]
) -> None:
    """Whoever asks at once, or afterwards, what another asks costs the database nothing."""
    client.get(f"{path}?known_at=2040")
    cost = [text for text in asked if text in texts()]
    assert cost
    asked.clear()
    address = str(client.base_url.join(f"{path}?known_at=2041"))
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: httpx.get(address, timeout=_DEADLINE), range(16)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    again = [text for text in asked if text in texts()]
    assert sorted(again) == sorted(cost)


def test_page_of_nothing_makes_no_guesses_where_others_wait(
    database: Database, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 404 costs the database nothing while anybody waits for it."""
    site = create_site(database)
    with served(database, lambda _: site) as address, httpx.Client(base_url=address) as client:
        client.get("/tiers/party-cel", timeout=_DEADLINE)
        assert texts("search") & {*asked}
        monkeypatch.setattr(type(site.state.catalogue_queue), "is_busy", True)
        asked.clear()
        answer = client.get("/nothing/party-cel", timeout=_DEADLINE)
        assert answer.status_code == 404
        assert not texts("search") & {*asked}


def test_many_connections_are_answered_or_told(database: Database) -> None:
    """64 who ask different things without a pause get answers or a time, never an error."""
    number_of = iter(range(10_000))

    def request(_: int) -> bytes:
        path = f"/tiers?known_at=2{next(number_of):03}"
        return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()

    with served(database, create_site) as address:
        done = fire(
            address,
            request,
            connections=64,
            seconds=3,
            statuses=frozenset([200]),
            may_refuse=True,
        )
    assert done.answers > done.refused


def test_connections_are_closed_after_use(client: httpx.Client) -> None:
    """As many connections as one likes, one after another, leave nothing behind."""
    from api.connections import _connections

    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(
                socket.create_connection((client.base_url.host, client.base_url.port or 80))
            )
    deadline = time.monotonic() + _DEADLINE
    while _connections._per_address.total() > 1:
        assert time.monotonic() < deadline
        client.get("/healthz")
