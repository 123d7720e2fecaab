"""Our HTTP against Neo4j's own, and what hostile statements do to an ordinary one."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks import http_requests as requests
from benchmarks.load import Measured, Requests, fire
from benchmarks.measuring import alternate, served_cold, timed
from graph.catalogue import bind, catalogue
from graph.catalogue import run as ask
from graph.database import Database
from graph.lens import EVERYTHING
from graph.version import pin
from loaders.load import load
from tests.harness import harness
from tests.hostile import BOUNDED, CHOKES, PARAMETERS, REFUSED

SUMMARY = (
    "Our HTTP, one worker, against Neo4j's own HTTP Query API: same store, statements, machine and "
    "load generator, in turn. Aims: at 1, 8 and 64 connections 1.5, 1.2 and 0.7 times as many "
    "requests a second on short rows, 2.5 on 1,000 rows, 10 on repeated requests; an ordinary "
    "query within 5 times its usual time right after each hostile statement."
)
CONNECTIONS = (1, 8, 64)
ROUNDS = 3
SECONDS = 1.0
WARM_SECONDS = 3.0
_SHORT = ("thing", "above", "neighbours", "claims")
_OK = frozenset([200, 202])
_NOT_MODIFIED = frozenset([202, 304])
_USUALLY = 100
_HOSTILE_ROUNDS = 5
_MOST = 5  # times the usual, at most, right after a hostile statement


@dataclass(frozen=True)
class _Contest:
    """The same asked of two servers."""

    answers: str
    way: str
    ours: Requests
    theirs: Requests
    statuses: frozenset[int] = _OK


def run() -> list[dict[str, object]]:
    """A row for each kind of answer, way to ask and number of connections; then the hostile."""
    with (
        tempfile.TemporaryDirectory(prefix="partycell-bench-") as folder,
        harness(Path(folder)) as neo4j,
        Database(neo4j.bolt, "neo4j", "there is none", time_limit=60) as database,
    ):
        load(database)
        database.run(statement("many_things"), write=True)
        with served_cold(**anybody(neo4j.bolt)) as ours:
            contests = _contests(database, ours)
            for contest in contests:
                _warm_up(contest, ours, neo4j.http)
            found = [
                _compare(contest, ours, neo4j.http, connections)
                for contest in contests
                for connections in CONNECTIONS
            ]
        with served_cold(**anybody(neo4j.bolt), PARTYCELL_TIME_LIMIT="1") as ours:
            return [*found, _after_hostile(ours)]


def anybody(bolt: str) -> dict[str, str]:
    """Settings of a server of this Neo4j, with no share for each client, and no answer refused."""
    return {
        "NEO4J_URI": bolt,
        "NEO4J_PASSWORD": "there is none",
        "PARTYCELL_RUNNING_LIMIT": "1000000",
        "PARTYCELL_QUERY_SECONDS": "1000000000",
        "PARTYCELL_QUEUE_SECONDS": "60",
    }


def _warm_up(contest: _Contest, ours: str, theirs: str) -> None:
    """Until every statement has been planned and compiled, as on a server that has run a while."""
    for address, what in ((ours, contest.ours), (theirs, contest.theirs)):
        fire(address, what, connections=8, seconds=WARM_SECONDS, statuses=contest.statuses)


def _compare(contest: _Contest, ours: str, theirs: str, connections: int) -> dict[str, object]:
    """Both in turn, each first in every other round."""
    asked = 0

    def measured(address: str, what: Requests) -> Measured:
        nonlocal asked
        found = fire(
            address,
            what,
            connections=connections,
            seconds=SECONDS,
            statuses=contest.statuses,
            first=asked,
        )
        asked += found.answers + connections
        return found

    pairs = alternate(
        lambda: measured(ours, contest.ours), lambda: measured(theirs, contest.theirs), ROUNDS
    )
    ratios = sorted(one.rate / other.rate for one, other in pairs)
    one, other = (_middle([pair[side] for pair in pairs]) for side in (0, 1))
    return {
        "answers": contest.answers,
        "way": contest.way,
        "connections": connections,
        "ours_per_second": one.rate,
        "theirs_per_second": other.rate,
        "ratio": statistics.median(ratios),
        "ratio_range": [round(ratios[0], 2), round(ratios[-1], 2)],
        "ours_p50_ms": one.p50,
        "theirs_p50_ms": other.p50,
        "ours_p99_ms": one.p99,
        "theirs_p99_ms": other.p99,
        "p99_ratio": one.p99 / other.p99,
        "runs": ROUNDS,
    }


def _middle(found: list[Measured]) -> Measured:
    """The median of each figure."""
    return Measured(
        rate=statistics.median(each.rate for each in found),
        p50=statistics.median(each.p50 for each in found),
        p99=statistics.median(each.p99 for each in found),
        answers=sum(each.answers for each in found),
    )


def _contests(database: Database, ours: str) -> list[_Contest]:
    """All that is compared."""
    ids = [row[0] for row in database.run(statement("ids")).records]
    short = [(statement(name), {"id": one}) for one in ids for name in _SHORT]
    thousand = [(statement("thousand"), {"id": one}) for one in ids]
    pages = [
        ("things", {"kind": "Concept", "skip": str(skip), "limit": "1000"}) for skip in range(100)
    ]
    found = []
    for answers, questions, statements in (
        ("short", _short_questions(database), short),
        ("1,000 rows", pages, thousand),
    ):
        bound = [_bound(database, *question) for question in questions]
        same = requests.in_turn([requests.query_api(*each) for each in statements])
        found += [
            _Contest(
                answers,
                "/v1/queries",
                requests.in_turn([requests.catalogue(*each) for each in questions]),
                requests.in_turn([requests.query_api_typed(*each) for each in bound]),
            ),
            _Contest(
                answers,
                "/v1/cypher",
                requests.in_turn([requests.cypher(*each) for each in statements]),
                same,
            ),
            _Contest(answers, "Query API", same, same),
        ]
    return [*found, *_repeated(ours, _short_questions(database), short, found)]


def _repeated(
    ours: str,
    questions: list[tuple[str, dict[str, str]]],
    statements: list[tuple[str, dict[str, str]]],
    cold: list[_Contest],
) -> list[_Contest]:
    """The short ones as links that are asked again and again; Neo4j keeps no answers."""
    asked = [requests.path(f"/v1/queries/{name}", given) for name, given in questions]
    links = [
        requests.path("/v1/cypher", {"query": text, "param.id": given["id"]})
        for text, given in statements
    ]
    found = []
    with httpx.Client(base_url=ours, timeout=60) as client:
        # As the load generator asks: what a client accepts is a part of its question.
        del client.headers["accept"], client.headers["accept-encoding"]
        for way, paths, theirs in (
            ("/v1/queries", asked, cold[0].theirs),
            ("/v1/cypher", links, cold[1].theirs),
        ):
            known = [(path, client.get(path).headers["etag"]) for path in paths]
            kept = requests.in_turn([requests.get(path) for path in paths])
            same = requests.in_turn([requests.get(path, etag) for path, etag in known])
            found += [
                _Contest("repeated, kept", way, kept, theirs),
                _Contest("repeated, 304", way, same, theirs, _NOT_MODIFIED),
            ]
    return found


def _short_questions(database: Database) -> list[tuple[str, dict[str, str]]]:
    """Questions to the catalogue: about each level, and as in the examples."""
    tiers = [row["id"] for row in ask(database, "tiers", {}).rows]
    about = (("tier_chain", "tier"), ("duties", "tier"), ("thing", "id"))
    return [
        *((name, {parameter: tier}) for tier in tiers for name, parameter in about),
        *((name, dict(catalogue()[name].example)) for name in ("chain_of_command", "search")),
    ]


def _bound(
    database: Database, name: str, arguments: Mapping[str, str]
) -> tuple[str, dict[str, Any]]:
    """A catalogue query's statement with all of its parameters, for who knows no catalogue."""
    query = catalogue()[name]
    bound = bind(query, arguments, pin(database, EVERYTHING))
    return query.cypher(bound["lens"]), bound


def statement(name: str) -> str:
    """A statement of the benchmarks, by its name."""
    return (Path(__file__).parent / "statements" / f"{name}.cypher").read_text(encoding="utf-8")


def _after_hostile(ours: str) -> dict[str, object]:
    """An ordinary question right after each hostile statement, by its usual time."""
    text, parameters = statement("thing"), {"id": "party-cell"}
    with httpx.Client(base_url=ours, timeout=60) as client:
        # As the load generator asks: what a client accepts is a part of its question.
        del client.headers["accept"], client.headers["accept-encoding"]

        def ordinary() -> None:
            asked = {"query": text, "parameters": parameters}
            client.post("/v1/cypher", json=asked).raise_for_status()

        def right_after(hostile: str) -> float:
            client.post("/v1/cypher", json={"query": hostile, "parameters": PARAMETERS})
            return timed(ordinary)

        before = [timed(ordinary) for _ in range(_USUALLY)]
        usual = statistics.median(before)
        # A single time says little: what else the machine does makes it many times the usual.
        ratios = sorted(
            statistics.median(right_after(hostile) for _ in range(_HOSTILE_ROUNDS)) / usual
            for hostile in (*REFUSED, *BOUNDED, *CHOKES)
        )
    return {
        "answers": "right after each hostile statement",
        "way": "/v1/cypher",
        "connections": 1,
        "usual_ms": usual * 1000,
        "usual_worst_ratio": max(before) / usual,
        "ratio": statistics.median(ratios),
        "ratio_worst": ratios[-1],
        "over_5_times": sum(ratio > _MOST for ratio in ratios),
        "statements": len(ratios),
        "runs": _HOSTILE_ROUNDS,
    }
