"""Statements that nobody waits for, or that run too long, are gone from the database."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from benchmarks.measuring import served
from graph.database import Database
from graph.settings import settings
from tests.transactions import running

_DEADLINE = 30.0
_ENDLESS = "UNWIND range(1, 1000000000000) AS unwanted RETURN count(unwanted) AS n"
_ROWS = "UNWIND range(1, 1000000000000) AS unwanted RETURN unwanted AS n"
_QUERY_API = "/db/neo4j/query/v2"
WAYS = [
    ("/v1/cypher", {"query": _ENDLESS}, "application/json"),
    (_QUERY_API, {"statement": _ENDLESS}, "application/json"),
    (_QUERY_API, {"statement": _ENDLESS}, "application/jsonl"),
    (_QUERY_API, {"statement": _ROWS}, "application/jsonl"),
]


def until(runs: bool, database: Database) -> None:
    """Look again and again whether the statement runs."""
    deadline = time.monotonic() + _DEADLINE
    while running(database, "unwanted") is not runs:
        assert time.monotonic() < deadline, "still not" if runs else "still there"


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No end of rows and seconds, unless a test sets one."""
    for name in ("ROW_LIMIT", "BYTE_LIMIT", "QUERY_SECONDS"):
        monkeypatch.setenv(f"PARTYCELL_{name}", str(10**12))
    monkeypatch.setenv("PARTYCELL_TIME_LIMIT", "120")
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def client(database: Database, limits: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """Of our server on a socket."""
    with served(database) as address, httpx.Client(base_url=address, timeout=60) as found:
        yield found


def asked(client: httpx.Client, way: tuple[str, dict[str, str], str]) -> socket.socket:
    """A socket over which the statement has been sent."""
    path, body, accept = way
    content = json.dumps(body)
    connection = socket.create_connection((client.base_url.host, client.base_url.port or 80))
    connection.settimeout(_DEADLINE)
    connection.sendall(
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Accept: {accept}\r\nContent-Length: {len(content)}\r\n\r\n{content}".encode()
    )
    return connection


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way[0]} {way[2]} {len(way[1])}")
def test_client_that_vanishes_ends_its_statement(
    way: tuple[str, dict[str, str], str], client: httpx.Client, database: Database
) -> None:
    """Long before its time is over, in the middle of an answer as before it."""
    with asked(client, way) as connection:
        if _ROWS in way[1].values():
            assert connection.recv(100).startswith(b"HTTP/1.1 202")
        until(True, database)
    until(False, database)
    assert client.get("/healthz").status_code == 200


def test_slow_reader_is_not_waited_for_with_all_rows_in_memory(
    client: httpx.Client, database: Database
) -> None:
    """A client that reads nothing holds the statement up, and the server's share of rows."""
    with asked(client, WAYS[3]) as connection:
        until(True, database)
        assert client.get("/healthz").status_code == 200
        assert b'{"$event":"Header"' in connection.recv(100_000)
    until(False, database)


def test_client_that_takes_nothing_is_left(
    client: httpx.Client, database: Database, limits: pytest.MonkeyPatch
) -> None:
    """One that stays, but takes nothing of its answer for so long, keeps no statement."""
    limits.setattr("api.background.SEND_TIMEOUT", 1.0)
    with asked(client, WAYS[3]):
        until(True, database)
        until(False, database)
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("way", WAYS[:3], ids=lambda way: f"{way[0]} {way[2]}")
def test_statement_over_its_time_is_gone(
    way: tuple[str, dict[str, str], str],
    client: httpx.Client,
    database: Database,
    limits: pytest.MonkeyPatch,
) -> None:
    """It is told so, and nothing of it is left in the database."""
    limits.setenv("PARTYCELL_TIME_LIMIT", "1")
    settings.cache_clear()
    path, body, accept = way
    answer = client.post(path, json=body, headers={"Accept": accept})
    assert answer.status_code in {202, 504}
    assert "longer than allowed" in answer.text
    until(False, database)


def test_answer_that_breaks_off_ends_in_an_error(client: httpx.Client) -> None:
    """Rows that were right are told, event by event, and then what went wrong."""
    statement = "UNWIND [1, 2, 0] AS x RETURN 6 / x AS y"
    headers = {"Accept": "application/jsonl"}
    answer = client.post(_QUERY_API, json={"statement": statement}, headers=headers)
    assert answer.status_code == 202
    events = [json.loads(line) for line in answer.text.splitlines()]
    names = [event["$event"] for event in events]
    assert (names[0], names[-1]) == ("Header", "Error")
    assert set(names[1:-1]) <= {"Record"}
    assert events[-1]["_body"][0]["code"] == "Neo.ClientError.Statement.ArithmeticError"
