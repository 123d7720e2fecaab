"""Shares of clients, keys, and what surrounds every request."""

from __future__ import annotations

import base64
import json
import logging
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.quota.clients import Client, identify, read_keys
from api.quota.exports import ExportQuota
from api.quota.queue import permits_of_worker
from api.quota.statements import StatementQuota
from api.server import serve
from graph.database import Database
from graph.errors import BadInputError, NotAuthorizedError, RefusedError, TooMuchError
from graph.settings import settings

KEY = "0123456789abcdef"
CYPHER = "/v1/cypher?query=RETURN 1 AS x&param.secret=hidden"


@pytest.fixture
def keyed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An API key, and an origin that may read answers."""
    monkeypatch.setenv("PARTYCELL_API_KEYS", f"ana={KEY}")
    monkeypatch.setenv("PARTYCELL_CORS_ORIGINS", "https://example.org")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def test_client_is_known_by_its_key() -> None:
    """A key is shown in three ways; a wrong one is refused, a foreign password is not."""
    keys = read_keys(f"ana={KEY}")
    basic = base64.b64encode(f"neo4j:{KEY}".encode())
    for headers in (
        {b"x-api-key": KEY.encode()},
        {b"authorization": b"Bearer " + KEY.encode()},
        {b"authorization": b"Basic " + basic},
    ):
        assert identify(keys, headers, "1.2.3.4") == Client("ana", keyed=True)
    other = base64.b64encode(b"neo4j:something")
    anybody = identify(keys, {b"authorization": b"Basic " + other}, "1.2.3.4")
    assert anybody == Client("1.2.3.4", keyed=False)
    with pytest.raises(NotAuthorizedError):
        identify(keys, {b"x-api-key": b"wrong"}, "1.2.3.4")


@pytest.mark.parametrize("text", ["ana", f"={KEY}", f"ana={KEY},ana={KEY}", "ana=short"])
def test_bad_keys_are_refused(text: str) -> None:
    """Keys that are not name=key, stand twice or are short are bad input."""
    with pytest.raises(BadInputError):
        read_keys(text)


def test_share_is_held_to_statements_and_seconds() -> None:
    """One client has so many statements and seconds; a minute gives all of them back."""
    now = [0.0]
    share = StatementQuota(clock=lambda: now[0])
    one, other = Client("1.1.1.1", keyed=False), Client("ana", keyed=True)
    running = [share.acquire(one) for _ in range(settings().partycell_running_limit)]
    for statement in running:
        statement.__enter__()
    with pytest.raises(TooMuchError), share.acquire(one):
        pass
    with share.acquire(other):
        now[0] = 30
    for statement in running:
        statement.__exit__(None, None, None)
    with pytest.raises(TooMuchError) as caught, share.acquire(one):
        pass
    assert 0 < caught.value.retry_after <= 60
    now[0] += 240
    with share.acquire(one):
        pass


def test_workers_count_together(tmp_path: Path) -> None:
    """What one worker runs counts for all; what a worker that is no more had running does not."""
    now = [0.0]
    file = tmp_path / "shared"
    first, second = (StatementQuota(file, clock=lambda: now[0]) for _ in range(2))
    one, other = Client("1.1.1.1", keyed=False), Client("2.2.2.2", keyed=False)
    most = settings().partycell_running_limit
    with ExitStack() as running:
        for _ in range(most):
            running.enter_context(first.acquire(one))
        with pytest.raises(TooMuchError, match="running already"), second.acquire(one):
            pass
        with second.acquire(other):
            now[0] = settings().partycell_query_seconds + 1
    with pytest.raises(TooMuchError, match="has used its"), second.acquire(one):
        pass
    assert second.headers(one)["RateLimit"].startswith('"query-seconds";r=0;')
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # Each worker counts under its own number: one that has ended leaves its statements behind.
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    with sqlite3.connect(file) as tables:
        tables.execute(
            "INSERT INTO running VALUES ('statement', ?, ?, ?)", (other.key, ended.pid, most)
        )
    with first.acquire(other):
        pass


def test_workers_count_exports_together(tmp_path: Path) -> None:
    """As many exports as are allowed, whoever writes them; an address has half of them."""
    first, second = (ExportQuota(tmp_path / "shared") for _ in range(2))
    most = settings().partycell_exports_limit
    nobody, ana = Client("1.1.1.1", keyed=False), Client("ana", keyed=True)
    with ExitStack() as running:
        for number in range((most + 1) // 2):
            running.enter_context((first, second)[number % 2].acquire(nobody))
        with pytest.raises(TooMuchError, match="exports are running already for"):
            running.enter_context(second.acquire(nobody))
        for _ in range(most // 2):
            running.enter_context(second.acquire(ana))
        with pytest.raises(TooMuchError, match=f"{most} exports are running already"):
            running.enter_context(first.acquire(ana))
    with first.acquire(nobody):
        pass


def test_workers_share_out_what_is_asked_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """All workers together ask Neo4j as much as is set, and each of them at least one thing."""
    monkeypatch.setenv("PARTYCELL_CONCURRENT_QUERIES", "8")
    for workers, permits in (("1", 8), ("3", 3), ("64", 1)):
        monkeypatch.setenv("PARTYCELL_WORKERS", workers)
        settings.cache_clear()
        assert permits_of_worker() == permits
    monkeypatch.undo()
    settings.cache_clear()


def test_too_much_is_429(database: Database) -> None:
    """A client over its share is told when to come back, in the form of each way in."""
    app = create_app(database)
    with TestClient(app) as client:
        nobody = Client("testclient", keyed=False)
        most = settings().partycell_running_limit
        running = [app.state.statement_quota.acquire(nobody) for _ in range(most)]
        for statement in running:
            statement.__enter__()
        answer = client.get(CYPHER)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
        answer = client.post("/db/neo4j/query/v2", json={"statement": "RETURN 1"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
        assert answer.json()["errors"]


def test_key_is_wanted_where_it_is_required(
    database: Database, keyed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a key 401, with it an answer; health is told to everybody."""
    monkeypatch.setenv("PARTYCELL_KEYS_REQUIRED", "true")
    settings.cache_clear()
    with TestClient(create_app(database)) as client:
        answer = client.get(CYPHER)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert client.get("/healthz").status_code == 200
        assert client.get(CYPHER, headers={"X-API-Key": KEY}).status_code == 200


def test_other_origins_are_let_in_only_where_set(database: Database, keyed: None) -> None:
    """CORS headers are for the origins of the setting."""
    with TestClient(create_app(database)) as client:
        for origin, allowed in (("https://example.org", True), ("https://evil.example", False)):
            answer = client.get("/healthz", headers={"Origin": origin})
            assert ("access-control-allow-origin" in answer.headers) is allowed


def test_request_log_has_no_values(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """One line of JSON a request: id, time, rows, statement; parameters by name alone."""
    with TestClient(create_app(database)) as client, caplog.at_level(logging.INFO):
        answer = client.get(CYPHER)
    (said,) = [record for record in caplog.records if record.name == "partycell.requests"]
    line = json.loads(said.message)
    assert line["id"] == answer.headers["X-Request-Id"]
    assert (line["status"], line["rows"], line["statement"]) == (200, 1, "RETURN 1 AS x")
    assert line["parameters"] == ["secret"]
    assert "hidden" not in said.message


def test_server_does_not_start_open_by_accident(database: Database) -> None:
    """Another address than loopback wants keys or --open."""
    with pytest.raises(RefusedError):
        serve(create_app(database), "0.0.0.0", 0)  # noqa: S104
