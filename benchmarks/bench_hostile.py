"""What honest clients notice of ten others that send hostile statements for five minutes."""

from __future__ import annotations

import json
import statistics
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from itertools import cycle

from benchmarks.homes import own_home
from benchmarks.measuring import served_apart
from graph.database import Database
from loaders.curated import ensure_loaded
from tests.hostile import BOUNDED, CHOKES, PARAMETERS, REFUSED

SUMMARY = (
    "The 99th percentile of an honest client's answers while ten clients of other addresses send "
    "the table of hostile statements one after another, against the same client alone (aim: at "
    "most 5 times, no wrong answer). Nothing is kept: every question goes to Neo4j."
)
ATTACKERS = 10
ALONE_SECONDS, ATTACK_SECONDS = 30.0, 300.0
QUESTIONS = (
    "/v1/tiers/party-cell/duties",
    "/v1/queries/chain_of_command?organization=kcna-no5-bureau-no2-cell",
    "/v1/queries/timeline?start=1990&end=2007",
    "/v1/queries/contested",
)


def run(attack_seconds: float = ATTACK_SECONDS) -> list[dict[str, object]]:
    """One row."""
    with own_home(), Database.open() as database:
        ensure_loaded(database)
        with served_apart(PARTYCELL_FORWARDED_ALLOW_IPS="127.0.0.1") as address:
            right = {path: _ask(address, path)[1] for path in QUESTIONS}
            _honest(address, right, ALONE_SECONDS / 3)
            alone, _ = _honest(address, right, ALONE_SECONDS)
            ended = threading.Event()
            sent = [0] * ATTACKERS
            attackers = [
                threading.Thread(target=_attack, args=(address, number, sent, ended))
                for number in range(ATTACKERS)
            ]
            for attacker in attackers:
                attacker.start()
            attacked, failures = _honest(address, right, attack_seconds)
            ended.set()
            for attacker in attackers:
                attacker.join()
    return [
        {
            "what": f"{sum(sent):,} hostile statements of {ATTACKERS} clients, "
            f"{len(attacked):,} honest answers beside",
            "alone_p99_ms": _p99(alone) * 1000,
            "attacked_p99_ms": _p99(attacked) * 1000,
            "attacked_median_ms": statistics.median(attacked) * 1000,
            "ratio": _p99(attacked) / _p99(alone),
            **failures,
            "runs": 1,
        }
    ]


def _honest(
    address: str, right: dict[str, bytes], seconds: float
) -> tuple[list[float], dict[str, int]]:
    """Seconds of each answer, and how many were wrong or refused."""
    times: list[float] = []
    failures = {"wrong": 0, "refused": 0}
    until = time.monotonic() + seconds
    for path in cycle(QUESTIONS):
        if time.monotonic() > until:
            break
        began = time.perf_counter()
        status, body = _ask(address, path)
        times.append(time.perf_counter() - began)
        if status in {429, 503, 504}:
            failures["refused"] += 1
        elif status != 200 or body != right[path]:
            failures["wrong"] += 1
        time.sleep(0.02)
    return times, failures


def _ask(address: str, path: str) -> tuple[int, bytes]:
    request = urllib.request.Request(f"{address}{path}", headers={"Cache-Control": "no-store"})  # noqa: S310
    return _answer(request)


def _attack(address: str, number: int, sent: list[int], ended: threading.Event) -> None:
    statements: Sequence[str] = (*REFUSED, *BOUNDED, *CHOKES)
    headers = {"Content-Type": "application/json", "X-Forwarded-For": f"10.0.0.{number + 1}"}
    start = number * len(statements) // ATTACKERS
    for statement in cycle((*statements[start:], *statements[:start])):
        if ended.is_set():
            return
        body = json.dumps({"query": statement, "parameters": PARAMETERS}).encode()
        _answer(urllib.request.Request(f"{address}/v1/cypher", body, headers))  # noqa: S310
        sent[number] += 1


def _answer(request: urllib.request.Request) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  (our own server)
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def _p99(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=100)[98]
