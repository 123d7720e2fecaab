"""Whether more who ask at once get less done: answers a second of 8, 64 and 256 connections."""

from __future__ import annotations

import statistics
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from benchmarks import http_requests as requests
from benchmarks.homes import own_home
from benchmarks.load import Measured, Requests, fire
from benchmarks.measuring import served_apart
from graph.catalogue import catalogue
from graph.database import Database
from loaders.curated import ensure_loaded
from loaders.foreign.importer import ForeignFormat, load_foreign

SUMMARY = (
    "Good answers a second over 64 and 256 connections, each of many clients, by those over 8, one "
    "worker: pages, catalogue, exports and Cypher mixed, on 20,000 claims. Aim: at least 0.8, also "
    "where loads go on beside, and right after a load, when nothing is kept. Refused are the 429 "
    "and 503 that say when to come back, and 504; they are no good answers."
)
CONNECTIONS = (8, 64, 256)
ROUNDS = 3
SECONDS = 5.0
WARM_SECONDS = 10.0
_UNITS = 6_000
_LOAD_SECONDS = 300.0
_CLIENTS = 251
_OK = frozenset([200])
_HOST = b"Host: localhost\r\n"
_MAPPING = """
source: {{id: {id}, title: A table, publisher: Nobody, language: en, published: 2020, kind: table,
         trust: made up to measure}}
things:
  - as: unit
    label: Organization
    id: "{id}-{{code}}"
    claims:
      - {{predicate: name, column: name}}
      - {{predicate: UNIT_OF, object_id: "{id}-{{parent}}"}}
      - {{predicate: members_total, column: members}}
"""


def run() -> list[dict[str, object]]:
    """A row for each situation and number of connections."""
    with own_home() as folder, Database.open() as opened:
        # Loads beside so many questions take longer than the questions may.
        database = opened.with_time_limit(_LOAD_SECONDS)
        ensure_loaded(database)
        _load(database, folder, "many", "Unit", _UNITS)
        numbers = iter(range(2**63))

        def change() -> None:
            _load(database, folder, "one", f"Edition {next(numbers)}", 1)

        @contextmanager
        def loads() -> Iterator[None]:
            ended = threading.Event()

            def load_on() -> None:
                while not ended.is_set():
                    change()

            beside = threading.Thread(target=load_on)
            beside.start()
            try:
                yield
            finally:
                ended.set()
                beside.join()

        # Each request says for whom it is, as behind a proxy: many clients, not one.
        with served_apart(PARTYCELL_FORWARDED_ALLOW_IPS="127.0.0.1") as address:
            fire(
                address,
                _same(),
                connections=8,
                seconds=WARM_SECONDS,
                statuses=_OK,
                may_refuse=True,
            )
            return [
                *_compare("all different", address, _different(), lambda: None, nullcontext),
                *_compare("the same, right after a load", address, _same(), change, nullcontext),
                *_compare("the same, loads beside", address, _same(), lambda: None, loads),
            ]


def _compare(
    situation: str,
    address: str,
    what: Requests,
    before: Callable[[], None],
    beside: Callable[[], AbstractContextManager[None]],
) -> list[dict[str, object]]:
    """Each number of connections in turn, in each round."""
    found: dict[int, list[Measured]] = {number: [] for number in CONNECTIONS}
    asked = 0
    with beside():
        for _ in range(ROUNDS):
            for connections in CONNECTIONS:
                before()
                measured = fire(
                    address,
                    what,
                    connections=connections,
                    seconds=SECONDS,
                    statuses=_OK,
                    first=asked,
                    may_refuse=True,
                )
                asked += measured.answers + measured.refused + connections
                found[connections].append(measured)
    least = found[CONNECTIONS[0]]
    return [
        {
            "asked": situation,
            "connections": connections,
            "answers_per_second": statistics.median(one.rate for one in all_of),
            "p50_ms": statistics.median(one.p50 for one in all_of),
            "p99_ms": statistics.median(one.p99 for one in all_of),
            "refused": sum(one.refused for one in all_of),
            "answers": sum(one.answers for one in all_of),
            "ratio": statistics.median(
                one.rate / few.rate for one, few in zip(all_of, least, strict=True)
            ),
            "runs": ROUNDS,
        }
        for connections, all_of in found.items()
    ]


def _load(database: Database, folder: Path, name: str, called: str, units: int) -> None:
    """An edition of a table of units, each under the one a tenth of its number."""
    table, mapping = folder / f"{name}.csv", folder / f"{name}.yaml"
    rows = [
        f"{number},{called} {number},{number // 10 or ''},{number % 50}"
        for number in range(1, units + 1)
    ]
    table.write_text("\n".join(["code,name,parent,members", *rows, ""]), encoding="utf-8")
    mapping.write_text(_MAPPING.format(id=name), encoding="utf-8")
    load_foreign(database, table, ForeignFormat.TABLE, mapping=mapping)


def _paths() -> list[str]:
    """What is asked: pages, questions to the catalogue, exports, statements."""
    statement = (Path(__file__).parent / "statements" / "thing.cypher").read_text(encoding="utf-8")
    tiers = ("party-cell", "primary-party-committee", "branch-primary-party")
    return [
        "/",
        "/tiers",
        "/timeline",
        "/contested",
        "/hierarchy",
        *(f"/tiers/{tier}" for tier in tiers),
        *(f"/organizations/many-{number}" for number in range(1, 9)),
        *(f"/v1/tiers/{tier}/duties" for tier in tiers),
        *(f"/v1/organizations/many-{number}/units" for number in range(1, 9)),
        *(
            requests.path(f"/v1/queries/{name}", catalogue()[name].example)
            for name in ("chain_of_command", "duties", "timeline", "search", "neighborhood")
        ),
        "/v1/graph",
        "/v1/sources",
        "/v1/export?format=graphml&sources=kcna-2013-01-28",
        *(requests.path("/v1/cypher", {"query": statement, "param.id": tier}) for tier in tiers),
    ]


def _same() -> Requests:
    """All of it again and again."""
    return _by_many([requests.get(path) for path in _paths()])


def _different() -> Requests:
    """All of it, seen each time as of another day of some thousand years: nothing is kept."""
    asked = [path for path in _paths() if not path.startswith(("/v1/cypher", "/v1/graph"))]
    dated = [f"{path}{'&' if '?' in path else '?'}known_at=DDDD-DD-DD" for path in asked]
    each = _by_many([requests.get(path) for path in dated])

    def request(number: int) -> bytes:
        years, days = divmod(number, 28 * 12)
        day = b"%04d-%02d-%02d" % (2100 + years, days // 28 + 1, days % 28 + 1)
        return each(number).replace(b"DDDD-DD-DD", day)

    return request


def _by_many(asked: list[bytes]) -> Requests:
    def request(number: int) -> bytes:
        client = b"X-Forwarded-For: 10.0.0.%d\r\n" % (number % _CLIENTS)
        return asked[number % len(asked)].replace(_HOST, _HOST + client)

    return request
