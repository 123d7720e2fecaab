"""`make bench`: our HTTP against the bare Bolt driver with the same statement, in turn."""

from __future__ import annotations

import json
import os
import platform
import socket
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import uvicorn
from rich.console import Console
from rich.progress import track
from rich.table import Table

from api.app import create_app
from graph.catalogue import bind, catalogue
from graph.database import Database
from loaders.dataset import ensure_loaded

ROUNDS = 200
QUERIES = ("chain_of_command", "duties", "timeline", "search", "neighborhood")
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Measure, print a table, and write `benchmarks/results/latest.json`."""
    with Database.open() as database, socket.socket() as listener:
        ensure_loaded(database)
        listener.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(create_app(database), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        with httpx.Client(base_url=address) as client:
            results = [_compare(name, database, client) for name in track(QUERIES, "Measuring")]
        server.should_exit = True
        thread.join()
    _write(results)


def _compare(name: str, database: Database, client: httpx.Client) -> dict[str, object]:
    query = catalogue()[name]
    bound = bind(query, query.example)

    def driver() -> None:
        database.run(query.text, bound)

    def http() -> None:
        client.get(f"/v1/queries/{name}", params=query.example).raise_for_status()

    for _ in range(10):
        driver()
        http()
    pairs = [(_timed(http), _timed(driver)) for _ in range(ROUNDS)]
    return {
        "query": name,
        "http_ms": statistics.median(ours for ours, _ in pairs) * 1000,
        "driver_ms": statistics.median(bare for _, bare in pairs) * 1000,
        "ratio": statistics.median(ours / bare for ours, bare in pairs),
        "ratio_quartiles": statistics.quantiles([ours / bare for ours, bare in pairs], n=4),
    }


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _write(results: list[dict[str, object]]) -> None:
    RESULTS.mkdir(exist_ok=True)
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    content = {"machine": machine, "rounds": ROUNDS, "http_against_driver": results}
    (RESULTS / "latest.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    table = Table("query", "HTTP ms", "driver ms", "ratio")
    for row in results:
        table.add_row(
            str(row["query"]),
            f"{row['http_ms']:.1f}",
            f"{row['driver_ms']:.1f}",
            f"{row['ratio']:.2f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
