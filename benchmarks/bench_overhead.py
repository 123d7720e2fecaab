"""Our HTTP against the bare Bolt driver."""

from __future__ import annotations

import httpx

from benchmarks.measuring import compare, served
from graph.catalogue import bind, catalogue
from graph.database import Database
from loaders.dataset import ensure_loaded

SUMMARY = (
    "Our HTTP against the bare Bolt driver with the same statement, in one process and at one "
    "connection. Aim: a ratio of at most 1.6."
)
ROUNDS = 200
QUERIES = ("chain_of_command", "duties", "timeline", "search", "neighborhood")


def run() -> list[dict[str, object]]:
    """One row a query of the catalogue."""
    with Database.open() as database:
        ensure_loaded(database)
        with served(database) as client:
            return [_compare(name, database, client) for name in QUERIES]


def _compare(name: str, database: Database, client: httpx.Client) -> dict[str, object]:
    query = catalogue()[name]
    bound = bind(query, query.example)

    def http() -> None:
        client.get(f"/v1/queries/{name}", params=query.example).raise_for_status()

    def driver() -> None:
        database.run(query.text, bound)

    return {"query": name, **compare(http, driver, rounds=ROUNDS, warm=10)}
