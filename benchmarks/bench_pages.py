"""Every kind of page at whole-party size, and on the curated data those that only it fills."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from itertools import count

import httpx

from benchmarks.homes import own_home, whole_party
from benchmarks.measuring import served, timed
from graph.database import Database
from loaders.curated import ensure_loaded
from tests.browser.pages import PAGES
from web.site import create_site

SUMMARY = (
    "Pages over HTTP, one client, warm, nothing kept: each visit asks for an address of its own. "
    "Aim: every page under 200 ms at whole-party size."
)
AIM_MS = 200
_ROUNDS = 50
_WARM = 5

MISSING = "/nothing"
WHOLE = (
    "/",
    "/search?text=cell 77",
    "/search?text=s-member-1000",
    "/organizations",
    "/people",
    "/people?skip=10000",
    "/posts",
    "/events",
    "/tiers",
    "/tiers/party-cell",
    "/organizations/s-party",
    "/organizations/s-province-0",
    "/organizations/s-county-0",
    "/organizations/s-cell-100",
    "/organizations/s-institution-0",
    "/people/s-member-1000",
    "/posts/s-post-1000",
    "/roles/party-cell-head",
    "/rules/rule-cell-size",
    "/events/s-congress",
    "/sources",
    "/hierarchy",
    "/hierarchy?organization=s-party",
    "/hierarchy?organization=s-county-0",
    "/network",
    "/network?id=s-cell-100",
    "/network?id=s-party",
    "/timeline",
    "/contested",
    "/console",
    "/queries",
    "/queries/headcount?organization=s-county-0",
    MISSING,
)
CURATED = ("/organizations/workers-party-of-korea", *PAGES)


def run() -> list[dict[str, object]]:
    """One row a page."""
    with whole_party() as database:
        rows = list(_visited("whole party", database, WHOLE))
    with own_home(), Database.open() as database:
        ensure_loaded(database)
        return [*rows, *_visited("curated data", database, CURATED)]


def _visited(graph: str, database: Database, paths: Iterable[str]) -> Iterator[dict[str, object]]:
    with (
        served(database, create_site) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        for path in paths:
            yield {"graph": graph, "page": path, **_visit(client, path)}


def _visit(client: httpx.Client, path: str) -> dict[str, object]:
    # Nothing on the way keeps a page; the time is told apart all the same, far in the future.
    numbers = count()
    sizes: list[int] = []

    def visit() -> None:
        moment = f"9999-01-01T00:00:{next(numbers) / 1e6:09.6f}"
        answer = client.get(f"{path}{'&' if '?' in path else '?'}recorded_at={moment}")
        if path != MISSING:
            answer.raise_for_status()
        sizes.append(len(answer.content))

    for _ in range(_WARM):
        visit()
    times = sorted(timed(visit) for _ in range(_ROUNDS))
    return {
        "median_ms": statistics.median(times) * 1000,
        "p99_ms": times[int(_ROUNDS * 0.99) - 1] * 1000,
        "aim_ms": AIM_MS,
        "bytes": sizes[-1],
        "runs": _ROUNDS,
    }
