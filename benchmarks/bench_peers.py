"""The same rows over HTTP from what a user would otherwise take, one server after another."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
from neo4j import GraphDatabase, RoutingControl

from benchmarks import http_requests as requests
from benchmarks.bench_http import anybody, statement
from benchmarks.load import Measured, Requests, fire
from benchmarks.measuring import alternate, served_cold
from graph.database import Database
from graph.paths import ROOT
from loaders.load import load
from tests.harness import harness

SUMMARY = (
    "Cypher by a link or a form, against what a user would otherwise take: Neo4j's own Query API, "
    "FastAPI with the driver's execute_query (`benchmarks/peers/naive_api.py`), datasette over "
    "SQLite with the same rows, and the driver alone. One process each, the same store, in turn. "
    "Processor time is of the server and of Neo4j together; memory is of the server, and for the "
    "Query API of Neo4j. A ratio above 1 means that we answer more."
)
CONNECTIONS = (1, 8, 64)
ROUNDS = 3
SECONDS = 1.0
WARM_SECONDS = 3.0
_STATEMENTS = {"one thing": "thing", "1,000 rows": "thousand"}
_OK = frozenset([200, 202])
_START_SECONDS = 60.0
_DATASETTE = (
    *(sys.executable, "-m", "datasette", "serve"),
    *("--setting", "max_returned_rows", "1000", "--setting", "default_cache_ttl", "0"),
)


@dataclass(frozen=True)
class _Server:
    """Something that answers both questions.

    Attributes:
        name: What it is.
        address: Where.
        questions: The requests, by what is asked.
        processes: Whose processor time is counted.
        memory_of: Whose memory is.
    """

    name: str
    address: str
    questions: dict[str, Requests]
    processes: Callable[[], Sequence[psutil.Process]]
    memory_of: Callable[[], Sequence[psutil.Process]]


@dataclass(frozen=True)
class _Cost:
    """What a server did in a while, and what that took: milliseconds an answer, and MiB."""

    measured: Measured
    milliseconds: float
    mebibytes: float


def run() -> list[dict[str, object]]:
    """A row for each question, number of connections and peer."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="partycell-bench-")))
        neo4j = stack.enter_context(harness(folder / "neo4j"))
        (host,) = psutil.Process().children()
        database = stack.enter_context(
            Database(neo4j.bolt, "neo4j", "there is none", time_limit=60)
        )
        load(database)
        database.run(statement("many_things"), write=True)
        ids = [row[0] for row in database.run(statement("ids")).records]
        cypher = _questions(ids, requests.cypher)
        own = anybody(neo4j.bolt)
        ours = stack.enter_context(_server("ours", served_cold(**own), cypher, [host]))
        others = [
            stack.enter_context(
                _server(
                    "ours, two workers",
                    served_cold(**own, PARTYCELL_WORKERS="2"),
                    cypher,
                    [host],
                )
            ),
            _Server(
                "Neo4j's Query API",
                neo4j.http,
                _questions(ids, requests.query_api),
                lambda: [host],
                lambda: [host],
            ),
            stack.enter_context(
                _server("FastAPI and the driver", _naive(neo4j.bolt), _naive_questions(ids), [host])
            ),
            stack.enter_context(
                _server("datasette over SQLite", _datasette(folder, database), _tables(ids), [])
            ),
        ]
        for server in (ours, *others):
            for question in server.questions.values():
                fire(server.address, question, connections=8, seconds=WARM_SECONDS, statuses=_OK)
        found = [
            _compare(ours, other, question, connections)
            for question in cypher
            for connections in CONNECTIONS
            for other in others
        ]
        return [*found, *_alone(neo4j.bolt, ours, ids)]


def _questions(
    ids: Sequence[str], make: Callable[[str, dict[str, Any]], bytes]
) -> dict[str, Requests]:
    return {
        what: requests.in_turn([make(statement(name), {"id": one}) for one in ids])
        for what, name in _STATEMENTS.items()
    }


def _naive_questions(ids: Sequence[str]) -> dict[str, Requests]:
    return _questions(ids, lambda text, given: requests.cypher(text, given, "/cypher"))


def _tables(ids: Sequence[str]) -> dict[str, Requests]:
    """The same of datasette: a row by its key, and a page of rows."""
    path = "/things/{}.json?_shape=array&{}"
    return {
        "one thing": requests.in_turn(
            [requests.get(path.format("thing", f"id__exact={one}")) for one in ids]
        ),
        "1,000 rows": requests.in_turn([requests.get(path.format("concept", "_size=1000"))]),
    }


@contextmanager
def _server(
    name: str,
    started: Any,
    questions: dict[str, Requests],
    others: Sequence[psutil.Process],
) -> Iterator[_Server]:
    """A server that is started here, whose processes are those that are new then."""
    before = set(psutil.Process().children())
    with started as address:
        (process,) = set(psutil.Process().children()) - before

        def own() -> list[psutil.Process]:
            return [process, *process.children(recursive=True)]

        yield _Server(name, address, questions, lambda: [*own(), *others], own)


@contextmanager
def _naive(bolt: str) -> Iterator[str]:
    with _listening(
        [sys.executable, "-m", "uvicorn", "benchmarks.peers.naive_api:app", "--log-level", "error"],
        {"NEO4J_URI": bolt},
        "/openapi.json",
    ) as address:
        yield address


@contextmanager
def _datasette(folder: Path, database: Database) -> Iterator[str]:
    """The same rows in SQLite, as lists are kept there: in JSON."""
    file = folder / "things.db"
    with sqlite3.connect(file) as tables:
        for table, text in (("thing", "all_things"), ("concept", "thousand")):
            tables.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY, name, kind, names, asked)")
            rows = database.run(statement(text), {"id": ""}).records
            tables.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)",  # noqa: S608  (names of ours)
                [
                    [json.dumps(item) if isinstance(item, list) else item for item in row]
                    for row in rows
                ],
            )
    with _listening(
        [*_DATASETTE, str(file)],
        {},
        "/-/versions.json",
    ) as address:
        yield address


@contextmanager
def _listening(command: Sequence[str], more: dict[str, str], path: str) -> Iterator[str]:
    """A server on a port that is free, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603  (a command of ours)
        [*command, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, **more},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address + path)
        yield address
    finally:
        process.terminate()
        process.wait()


def _await(address: str) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            httpx.get(address, timeout=5).raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def _compare(ours: _Server, other: _Server, question: str, connections: int) -> dict[str, object]:
    """Both in turn, each first in every other round."""
    pairs = alternate(
        lambda: _cost(ours, question, connections),
        lambda: _cost(other, question, connections),
        ROUNDS,
    )

    def middle(side: int, figure: Callable[[_Cost], float]) -> float:
        return statistics.median(figure(pair[side]) for pair in pairs)

    return {
        "question": question,
        "connections": connections,
        "peer": other.name,
        "ratio": statistics.median(a.measured.rate / b.measured.rate for a, b in pairs),
        "p99_ratio": statistics.median(a.measured.p99 / b.measured.p99 for a, b in pairs),
        "ours_per_second": middle(0, lambda cost: cost.measured.rate),
        "theirs_per_second": middle(1, lambda cost: cost.measured.rate),
        "ours_processor_ms": middle(0, lambda cost: cost.milliseconds),
        "theirs_processor_ms": middle(1, lambda cost: cost.milliseconds),
        "ours_mib": middle(0, lambda cost: cost.mebibytes),
        "theirs_mib": middle(1, lambda cost: cost.mebibytes),
    }


def _cost(server: _Server, question: str, connections: int) -> _Cost:
    before = _processor_seconds(server)
    measured = fire(
        server.address,
        server.questions[question],
        connections=connections,
        seconds=SECONDS,
        statuses=_OK,
    )
    took = _processor_seconds(server) - before
    memory = sum(process.memory_info().rss for process in server.memory_of())
    return _Cost(measured, took / max(measured.answers, 1) * 1000, memory / 2**20)


def _processor_seconds(server: _Server) -> float:
    times = [process.cpu_times() for process in server.processes()]
    return sum(time.user + time.system for time in times)


def _alone(bolt: str, ours: _Server, ids: Sequence[str]) -> Iterator[dict[str, object]]:
    """The driver without any HTTP, in one thread."""
    with GraphDatabase.driver(bolt) as driver:
        for question, name in _STATEMENTS.items():
            rates = []
            for _ in range(ROUNDS):
                mine = _cost(ours, question, 1).measured.rate
                rates.append((mine, _rate(driver, statement(name), ids)))
            yield {
                "question": question,
                "connections": 1,
                "peer": "the driver alone, no HTTP",
                "ratio": statistics.median(mine / theirs for mine, theirs in rates),
                "ours_per_second": statistics.median(mine for mine, _ in rates),
                "theirs_per_second": statistics.median(theirs for _, theirs in rates),
            }


def _rate(driver: Any, text: str, ids: Sequence[str]) -> float:
    began = time.perf_counter()
    answers = 0
    while time.perf_counter() - began < SECONDS:
        driver.execute_query(text, {"id": ids[answers % len(ids)]}, routing_=RoutingControl.READ)
        answers += 1
    return answers / (time.perf_counter() - began)
