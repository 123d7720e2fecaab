"""Connections that say nothing, too much or too slowly, on real sockets."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import httpx
import pytest

from api import connections
from benchmarks.measuring import served
from graph.database import Database
from tests.command import PARTYCELL
from tests.transactions import running

_IDLE = 600
_SECONDS = 30.0
_PIPED = 300
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def place(database: Database) -> Iterator[tuple[str, int]]:
    """Where our server listens, in this process."""
    with served(database) as address:
        url = httpx.URL(address)
        yield url.host, url.port or 80


@pytest.fixture
def commanded(server_env: dict[str, str], database: Database) -> Iterator[tuple[str, int]]:
    """Where `partycell serve` listens, in a process of its own."""
    process = subprocess.Popen(
        [PARTYCELL, "serve", "--port", "0"],
        env=server_env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        url = httpx.URL(process.stdout.readline().split()[-1])
        yield url.host, url.port or 80
    finally:
        process.terminate()
        process.wait()


def opened(place: tuple[str, int], sent: bytes = b"") -> socket.socket:
    """A connection over which so much has been sent."""
    connection = socket.create_connection(place)
    connection.settimeout(_SECONDS)
    connection.sendall(sent)
    return connection


def received(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    found = bytearray()
    while piece := connection.recv(65_536):
        found += piece
    return bytes(found)


def test_idle_connections_shut_nobody_out(commanded: tuple[str, int]) -> None:
    """600 connections of one address that send nothing: the same address is still answered."""
    with ExitStack() as idle:
        for _ in range(_IDLE):
            idle.enter_context(opened(commanded))
        for _ in range(3):
            with opened(commanded, GET + b"Connection: close\r\n\r\n") as honest:
                assert received(honest).startswith(b"HTTP/1.1 200")


def test_idle_ones_of_one_address_make_place(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest idle is closed; where all are being answered, a new one is told 503."""
    monkeypatch.setattr(connections, "MOST_PER_ADDRESS", 2)
    with opened(place) as first, opened(place) as second, opened(place, GET + b"\r\n") as third:
        assert first.recv(1) == b""
        assert third.recv(100).startswith(b"HTTP/1.1 200")
        second.sendall(GET + b"Connection: close\r\n\r\n")
        assert received(second).startswith(b"HTTP/1.1 200")


def test_too_many_at_work_are_told_so(
    place: tuple[str, int], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that is being answered is not closed for a new one."""
    monkeypatch.setattr(connections, "MOST_PER_ADDRESS", 1)
    statement = "/v1/cypher?query=UNWIND%20range(1,1000000000000)%20AS%20x%20RETURN%20count(x)"
    asked = f"GET {statement} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with opened(place, asked):
        deadline = time.monotonic() + _SECONDS
        while not running(database, "1000000000000"):
            assert time.monotonic() < deadline
        with opened(place) as other:
            answer = received(other)
        assert answer.startswith(b"HTTP/1.1 503")
        assert b"application/problem+json" in answer
        assert "Too many" in json.loads(answer.partition(b"\r\n\r\n")[2])["detail"]
    # A link's statement ends with the client that asked for it, as one in a body does.
    while running(database, "1000000000000"):
        assert time.monotonic() < deadline


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", None),
        (b"GET /healthz HTTP/1.1\r\nHost: loc", 408),
        (b"POST /v1/cypher HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
         b"Content-Length: 1000\r\n\r\n{", 408),
        (b"\r\n\r\n", 408),
    ],
    ids=["nothing", "half a head", "half a body", "empty lines"],
)  # fmt: skip
def test_slow_request_is_not_waited_for(
    sent: bytes, status: int | None, place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing, half a head, half a body and empty lines each have their time, and no more."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.5)
    with opened(place, sent) as slow:
        answer = received(slow)
    assert answer == b"" if status is None else answer.startswith(f"HTTP/1.1 {status} ".encode())


def test_dripping_does_not_win_time(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A header that comes letter by letter has no more time than one that does not come."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 1.0)
    deadline = time.monotonic() + _SECONDS
    with opened(place, GET + b"X-Slow: ") as slow:
        slow.settimeout(0.1)
        answer = b""
        while not answer:
            assert time.monotonic() < deadline
            try:
                slow.sendall(b"a")
                answer = slow.recv(100)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 408")


def test_kept_connection_is_idle_again_after_its_answer(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two requests over one connection are answered; then it has its time, and is closed."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 1.0)
    with opened(place, GET + b"\r\n") as kept:
        assert kept.recv(1000).startswith(b"HTTP/1.1 200")
        kept.sendall(GET + b"\r\n")
        assert received(kept).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (GET + b"".join(b"X-%d: a\r\n" % number for number in range(20_000)), 431),
        (GET + b"X-Long: " + b"a" * 2_000_000, 431),
        (GET + b"".join(b"X-%d: %s\r\n" % (number, b"a" * 999) for number in range(90)), 431),
        (b"GET /healthz?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n", 414),
        (b"nonsense\r\n", 400),
    ],
    ids=["20,000 headers", "a header of 2 MB", "headers of 90 kB", "a long address", "no HTTP"],
)
def test_large_head_is_refused(head: bytes, status: int, place: tuple[str, int]) -> None:
    """Many headers, long ones and long addresses are refused with a problem, before all is read."""
    with socket.create_connection(place) as connection:
        connection.settimeout(_SECONDS)
        with suppress(ConnectionError):  # it may be closed before all has been sent
            connection.sendall(head + b"\r\n")
        answer = received(connection)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["status"] == status


def test_long_statement_fits_an_address(place: tuple[str, int]) -> None:
    """7,000 letters of Hangul, each escaped, are one address that is read."""
    statement = "RETURN%201%20//" + "%EA%B0%80" * 7_000
    asked = f"GET /v1/cypher?query={statement} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    with opened(place, asked.encode() + b"\r\n") as connection:
        assert received(connection).startswith(b"HTTP/1.1 200")


def test_reader_that_takes_nothing_is_cut_off(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks much and takes nothing is closed after its time, whatever it asked for."""
    monkeypatch.setattr(connections, "SEND_SECONDS", 0.5)
    whole = httpx.get(f"http://{place[0]}:{place[1]}/openapi.json", timeout=2 * _SECONDS)
    asked = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(_SECONDS)
        connection.connect(place)
        connection.sendall(asked * _PIPED)
        time.sleep(2)
        taken = 0
        with suppress(ConnectionError):
            while piece := connection.recv(65_536):
                taken += len(piece)
    assert taken < _PIPED * len(whole.content)


@pytest.mark.parametrize(("trusted", "believed"), [("", False), ("127.0.0.1", True)])
def test_forwarded_address_is_believed_only_where_set(
    trusted: str, believed: bool, server_env: dict[str, str], database: Database
) -> None:
    """The log names who really asked, unless the connection is a proxy's that is trusted."""
    process = subprocess.Popen(
        [PARTYCELL, "serve", "--port", "0"],
        env={**server_env, "PARTYCELL_FORWARDED_ALLOW_IPS": trusted},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().split()[-1]
        forwarded = {"X-Forwarded-For": "9.9.9.9", "Forwarded": "for=9.9.9.9"}
        httpx.get(f"{address}/v1/tiers?as_of=2019", headers=forwarded, timeout=60)
    finally:
        process.terminate()
        _, said = process.communicate()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    (line,) = [line for line in lines if line["path"] == "/v1/tiers" and line.get("parameters")]
    assert line["client"] == ("9.9.9.9" if believed else "127.0.0.1")


def test_offer_of_another_protocol_costs_nothing(place: tuple[str, int]) -> None:
    """A request that offers HTTP/2 (Java's do) is answered with its body, and so is the next."""
    body = b'{"statement": "RETURN 41 + 1 AS x"}'
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAEAAEAA\r\nUpgrade: h2c\r\n"
    head = (
        b"POST /db/neo4j/query/v2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    )
    plain = b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    chunked = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    requests = [head + offer + plain, head + offer + chunked, GET + offer + b"\r\n", head + plain]
    for size in (1, 7, 10_000):
        with opened(place) as connection:
            for request in requests:
                for start in range(0, len(request), size):
                    connection.sendall(request[start : start + size])
                answer = answered(connection)
                assert b"[[42]]" in answer or b'"ok"' in answer, request


def answered(connection: socket.socket) -> bytes:
    """One answer with its body."""
    found = bytearray()
    while b"\r\n\r\n" not in found:
        found += connection.recv(65_536)
    head, _, body = bytes(found).partition(b"\r\n\r\n")
    size = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < size:
        body += connection.recv(65_536)
    return body
