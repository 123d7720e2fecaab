"""Two ways to the same answer, timed in turn."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.server import configure
from graph.database import Database
from graph.paths import ROOT

T = TypeVar("T")


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def alternate(ours: Callable[[], T], theirs: Callable[[], T], rounds: int) -> list[tuple[T, T]]:
    """What both give, in turn, each first in every other round."""
    pairs = []
    for number in range(rounds):
        if number % 2:
            other = theirs()
            pairs.append((ours(), other))
        else:
            pairs.append((ours(), theirs()))
    return pairs


def compare(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    rounds: int,
    warm: int = 0,
) -> dict[str, object]:
    """Time both in turn, each first in every other round.

    Args:
        ours: What is measured.
        theirs: What it is measured against.
        rounds: How often each is timed.
        warm: How often each runs before that.

    Returns:
        Medians in milliseconds, the median and the quartiles of the ratio ours/theirs, the rounds.
    """
    for _ in range(warm):
        ours()
        theirs()
    pairs = alternate(lambda: timed(ours), lambda: timed(theirs), rounds)
    ratios = [one / other for one, other in pairs]
    spread = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return {
        "ours_ms": statistics.median(one for one, _ in pairs) * 1000,
        "theirs_ms": statistics.median(other for _, other in pairs) * 1000,
        "ratio": statistics.median(ratios),
        "ratio_quartiles": [round(spread[0], 3), round(spread[2], 3)],
        "runs": rounds,
    }


@contextmanager
def served(database: Database, make: Callable[[Database], FastAPI] = create_app) -> Iterator[str]:
    """Our HTTP, or what `make` makes, in this process; its address."""
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(configure(make(database), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def served_apart(**more: str) -> Iterator[str]:
    """The address of `partycell serve` in a process of its own, with more settings."""
    with _started("console", "serve", "--port", "0", **more) as address:
        yield address


@contextmanager
def served_cold(**more: str) -> Iterator[str]:
    """As `served_apart`, without the warm-up, which would be measured too."""
    with _started("benchmarks.serve_cold", **more) as address:
        yield address


@contextmanager
def _started(*module: str, **more: str) -> Iterator[str]:
    """The address that a server of ours says on standard output."""
    process = subprocess.Popen(  # noqa: S603  (modules of ours)
        [sys.executable, "-m", *module],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, **more},
    )
    assert process.stdout is not None  # noqa: S101
    try:
        line = process.stdout.readline()
        if "http://" not in line:
            raise RuntimeError("The server did not start.")
        yield line.split()[-1]
    finally:
        process.terminate()
        process.wait()
