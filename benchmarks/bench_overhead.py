"""Our HTTP against the bare Bolt driver."""

from __future__ import annotations

from contextlib import closing
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode, urlsplit

from benchmarks.homes import own_home
from benchmarks.measuring import compare, served
from graph.catalogue import bind, catalogue
from graph.database import Database
from loaders.curated import ensure_loaded

SUMMARY = (
    "Our HTTP against the bare Bolt driver with the same statement, in one process and at one "
    "connection. Aim: a ratio of at most 1.6."
)
ROUNDS = 200
QUERIES = ("chain_of_command", "duties", "timeline", "search", "neighborhood")


def run(rounds: int = ROUNDS) -> list[dict[str, object]]:
    """One row a query of the catalogue, without and with answers that are kept."""
    with own_home(), Database.open() as database:
        ensure_loaded(database)
        with served(database) as address, closing(_connection(address)) as client:
            return [
                _compare(name, database, client, rounds, kept=kept)
                for kept in (False, True)
                for name in QUERIES
            ]


def _connection(address: str) -> HTTPConnection:
    """Kept open, of the standard library: a client that does more takes as long as the answer."""
    return HTTPConnection(urlsplit(address).netloc, timeout=60)


def _compare(
    name: str, database: Database, client: HTTPConnection, rounds: int, *, kept: bool
) -> dict[str, object]:
    query = catalogue()[name]
    bound = bind(query, query.example)

    # The cache knows answers by the URL: each request asks for another, far, moment.
    numbers = count()

    def http() -> None:
        extra = {} if kept else {"recorded_at": f"9999-01-01T00:00:{next(numbers) / 1e6:09.6f}"}
        client.request("GET", f"/v1/queries/{name}?{urlencode({**query.example, **extra})}")
        with client.getresponse() as answer:
            answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{name} was answered with {answer.status}.")

    def driver() -> None:
        database.run(query.cypher(bound["lens"]), bound)

    return {"query": name, "kept": kept, **compare(http, driver, rounds=rounds, warm=10)}
