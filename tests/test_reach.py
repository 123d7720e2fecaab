"""Who can reach the server: names that are ours, and pages that are ours."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from benchmarks.measuring import served
from graph.database import Database
from graph.errors import BadInputError
from graph.settings import settings
from web.site import create_site

CYPHER = "/v1/cypher?query=RETURN%201%20AS%20x"
QUERY_API = "/db/neo4j/query/v2"
BODIES = {"/v1/cypher": b'{"query": "RETURN 1"}', QUERY_API: b'{"statement": "RETURN 1"}'}
FRIEND = "https://friend.example"


@pytest.fixture
def address(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The whole site on a socket, under one more name, open to the pages of one more site."""
    monkeypatch.setenv("PARTYCELL_HOSTS", "party.example, [::5]")
    monkeypatch.setenv("PARTYCELL_CORS_ORIGINS", FRIEND)
    settings.cache_clear()
    with served(database, create_site) as found:
        yield urlsplit(found).netloc
    monkeypatch.undo()
    settings.cache_clear()


def ask(
    address: str,
    path: str,
    headers: Mapping[str, str] | tuple[tuple[str, str], ...] = (),
    *,
    method: str = "GET",
    body: bytes | None = None,
) -> tuple[int, dict[str, str], bytes]:
    """One request with exactly these headers, `Host` too where it stands among them."""
    pairs = tuple(headers.items()) if isinstance(headers, Mapping) else headers
    connection = http.client.HTTPConnection(address, timeout=60)
    try:
        connection.putrequest(
            method,
            path,
            skip_host=any(name == "Host" for name, _ in pairs),
            skip_accept_encoding=True,
        )
        for name, value in pairs:
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("party.example:80", 200),
        ("[::5]", 200),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("localhost.evil.example", 421),
        ("evil.example/localhost", 421),
        ("localhost@evil.example", 421),
        ("192.168.0.7", 421),
        ("[::6]", 421),
        ("", 400),
    ],
)
def test_server_answers_to_its_names_alone(host: str, status: int, address: str) -> None:
    """On loopback whatever is asked for under another name is refused: pages, API and health."""
    for path in ("/healthz", "/v1/tiers", "/tiers", CYPHER):
        got, headers, body = ask(address, path, {"Host": host})
        assert got == status, path
        if status != 200:
            assert headers["content-type"] == "application/problem+json"
            assert b"Tier" not in body


def test_host_stands_once(address: str) -> None:
    """Two Host headers, of which layers may read one or the other, are refused."""
    twice = (("Host", "localhost"), ("Host", "evil.example"))
    assert ask(address, "/v1/tiers", twice)[0] == 400


def test_beyond_loopback_addresses_are_names_too(database: Database) -> None:
    """Reached from another machine the server answers to addresses, not to names of others."""
    site = create_site(database)
    with TestClient(site, base_url="http://192.168.0.7") as client:
        for host, status in (
            ("192.168.0.7:8000", 200),
            ("203.0.113.9", 200),
            ("[2001:db8::1]", 200),
            ("localhost:8000", 200),
            ("evil.example", 421),
        ):
            assert client.get("/healthz", headers={"Host": host}).status_code == status, host


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "nonsense"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Origin": FRIEND, "Sec-Fetch-Site": "cross-site"}, 200),
        ({"Origin": "http://{host}", "Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_statement_of_another_sites_page_is_not_run(
    headers: dict[str, str], status: int, address: str
) -> None:
    """By link and by body, of both ways to ask; what is no statement may be linked to."""
    given = {name: value.replace("{host}", address) for name, value in headers.items()}
    assert ask(address, CYPHER, given)[0] == status
    for path, body in BODIES.items():
        sent = {**given, "Content-Type": "application/json"}
        got = ask(address, path, sent, method="POST", body=body)[0]
        assert got == (202 if status == 200 and path == QUERY_API else status), path
    assert ask(address, "/v1/tiers", given)[0] == 200


@pytest.mark.parametrize("page", ["run=yes", ""])
def test_console_and_api_ask_the_same_of_a_page(page: str, address: str) -> None:
    """The console's page shows a statement from another site's page, and does not run it."""
    path = f"/console?query=RETURN%20123456%2B654321%20AS%20x&{page}"
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        status, _, body = ask(address, path, headers)
        assert status == 200
        assert b"123456+654321" in body
        assert b"777777" not in body


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_statement_comes_as_json(kind: str, address: str) -> None:
    """What a form or a page's script may send anywhere without asking first is refused."""
    for path, body in BODIES.items():
        headers = {"Content-Type": kind} if kind else {}
        assert ask(address, path, headers, method="POST", body=body)[0] == 415
        good = {"Content-Type": "application/json; charset=utf-8"}
        assert ask(address, path, good, method="POST", body=body)[0] in {200, 202}


LISTS = ["/v1/sources?format=csv&limit=2", "/v1/sources?limit=2", "/v1/tiers", "/tiers", CYPHER]
POISONS: list[tuple[tuple[str, str], ...]] = [
    (("Host", "party.example"),),
    (("Accept", "text/csv"),),
    (("Accept", "text/csv"), ("Accept", "application/json")),
    (("Accept", "application/json"), ("Accept", "text/csv")),
    (("Accept-Language", "ko"),),
    (("Accept-Encoding", "gzip"),),
    (("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https")),
    (("X-Forwarded-For", "9.9.9.9"), ("Forwarded", "for=9.9.9.9;host=evil.example")),
    (("X-Forwarded-Prefix", "/evil"), ("X-Original-URL", "/evil"), ("X-Rewrite-URL", "/evil")),
    (("If-None-Match", "*"),),
    (("Range", "bytes=0-3"),),
]


@pytest.mark.parametrize("path", LISTS)
def test_kept_answer_is_of_its_question_alone(path: str, address: str) -> None:
    """Whatever somebody sends before, an honest client gets what it would have got without."""
    for number, poison in enumerate(POISONS):
        mark = f"{'&' if '?' in path else '?'}as_of=2019-01-{number + 1:02}"
        poisoned_is_honest(address, path if path == CYPHER else path + mark, poison)


def poisoned_is_honest(address: str, asked: str, poison: tuple[tuple[str, str], ...]) -> None:
    """Ask fresh, poison, and compare what honest clients get."""
    fresh = ask(address, asked, {"Cache-Control": "no-store", "Accept": "application/json"})
    ask(address, asked, poison)
    ask(address, asked, poison)
    for _ in range(2):
        status, headers, body = ask(address, asked, {"Accept": "application/json"})
        assert status == fresh[0] == 200
        for name in ("content-type", "etag", "link", "content-language"):
            assert headers.get(name) == fresh[1].get(name), name
        if asked != CYPHER:
            assert body == fresh[2]
        assert b"evil" not in body
        assert "evil" not in str(headers)


def test_links_are_relative(address: str) -> None:
    """The next page is linked to by its path; following it gives the next rows."""
    path = "/v1/sources?format=csv&limit=2"
    link = ask(address, path, {"Host": "party.example"})[1]["link"]
    assert link.startswith("</v1/sources?")
    following = link[1:].partition(">")[0]
    status, _, body = ask(address, following)
    assert status == 200
    assert body != ask(address, path)[2]
    # A page's whole addresses have the name by which it was asked for, and nobody else gets them.
    page = ask(address, "/tiers", {"Host": "party.example"})[2]
    assert page.count(b"party.example") == page.count(b"http://party.example/tiers") > 1
    assert b"party.example" not in ask(address, "/tiers")[2]


@pytest.mark.parametrize("text", ["https://a.example", "a.example:80", "a b", "a.example/x"])
def test_hosts_are_names(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PARTYCELL_HOSTS takes names alone."""
    settings.cache_clear()
    monkeypatch.setenv("PARTYCELL_HOSTS", text)
    with pytest.raises(BadInputError, match="PARTYCELL_HOSTS"):
        settings()
    monkeypatch.undo()
    settings.cache_clear()
