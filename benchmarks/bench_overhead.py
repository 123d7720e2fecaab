"""Our HTTP against the bare Bolt driver."""

from __future__ import annotations

from itertools import count

import httpx

from benchmarks.homes import own_home
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


def run(rounds: int = ROUNDS) -> list[dict[str, object]]:
    """One row a query of the catalogue, without and with answers that are kept."""
    with own_home(), Database.open() as database:
        ensure_loaded(database)
        with served(database) as client:
            return [
                _compare(name, database, client, rounds, kept=kept)
                for kept in (False, True)
                for name in QUERIES
            ]


def _compare(
    name: str, database: Database, client: httpx.Client, rounds: int, *, kept: bool
) -> dict[str, object]:
    query = catalogue()[name]
    bound = bind(query, query.example)

    # The cache knows answers by the URL: each request asks for another, far, moment.
    numbers = count()

    def http() -> None:
        extra = {} if kept else {"recorded_at": f"9999-01-01T00:00:{next(numbers) / 1e6:09.6f}"}
        found = client.get(f"/v1/queries/{name}", params={**query.example, **extra})
        found.raise_for_status()

    def driver() -> None:
        database.run(query.text, bound)

    return {"query": name, "kept": kept, **compare(http, driver, rounds=rounds, warm=10)}
