"""The whole party: made, loaded and asked; against the importer, UNWIND batches and a peer."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.embedded import SAME_WALKS, load_and_ask
from benchmarks.homes import MEMBERS, own_home
from benchmarks.measuring import timed
from graph.catalogue import run as ask
from graph.checks import VIOLATION, run_checks
from graph.database import Database
from graph.local.importer import run_importer
from graph.local.instance import Instance
from graph.local.jars import class_path
from graph.migrations import migrate
from synthetic import Manifest, bulk, generate

SUMMARY = (
    "The whole party on one machine: generation, bulk load until the first answer against Neo4j's "
    "importer alone (aim: at most 1.5 times) and against UNWIND batches (aim: at least 4 times "
    "faster; measured on a sample and scaled by its rows), and the catalogue's times at that size."
)
_SAMPLE = 100_000
_BATCH = 10_000
_ROUNDS = 200
# Until Java has compiled what is asked often.
_WARM = 100
# Query, arguments, and the aim in milliseconds at the 99th percentile.
_ASKED: tuple[tuple[str, dict[str, str], float], ...] = (
    ("chain_of_command", {"organization": "s-cell-100"}, 20),
    ("units", {"organization": "s-county-0"}, 20),
    ("members", {"organization": "s-cell-100"}, 20),
    ("describe", {"id": "s-member-1000"}, 20),
    ("affiliations", {"person": "s-member-1000"}, 20),
    ("event", {"event": "s-congress"}, 20),
    ("neighborhood", {"id": "s-cell-100", "depth": "2"}, 20),
    ("search", {"text": "cell 77"}, 20),
    ("headcount", {"organization": "s-province-0"}, 50),
    ("headcount", {"organization": "s-party"}, 100),
)


def run() -> list[dict[str, object]]:
    """One row a comparison or a query."""
    with own_home() as folder:
        party = folder / "party"
        rows: list[dict[str, object]] = []
        made: list[Manifest] = []
        seconds = timed(lambda: made.append(generate(party, MEMBERS, 7, violations=0.001)))
        manifest = made[0]
        rows.append(_row("generate", seconds, members=MEMBERS))
        rows += _loads(folder, party, manifest)
        with Database.open() as database:
            database.time_limit = 0
            rows += [_asked(database, *item) for item in _ASKED]
            rows += [_checked(database, manifest, when) for when in ("first", "again")]
            rows += [_walked(database, what, text) for what, text in SAME_WALKS.items()]
        rows += load_and_ask(folder, party)
    return rows


def _row(what: str, seconds: float, **more: object) -> dict[str, object]:
    return {"what": what, "seconds": round(seconds, 2), **more}


def _loads(folder: Path, party: Path, manifest: Manifest) -> list[dict[str, object]]:
    jars = class_path(lambda _: None)
    alone = Instance(folder / "alone", port=0)
    importer = timed(lambda: run_importer(alone.home, jars, bulk.import_inputs(party)))
    size = sum(file.stat().st_size for file in alone.home.rglob("*") if file.is_file())
    disk = _disk(folder, manifest.bytes)
    unwind = _unwind(folder, party, manifest)
    done: list[bulk.BulkReport] = []
    ours = timed(lambda: done.append(bulk.bulk_load(party, lambda _: None)))
    parts = ", ".join(f"{what} {spent:.1f}" for what, spent in done[0].seconds.items())
    return [
        _row("importer alone", importer, store_bytes=size),
        _row("bulk load to first answer", ours, note=parts),
        _row("against the importer alone", ours, against=round(importer, 2), ratio=ours / importer),
        _row(
            "UNWIND batches",
            unwind,
            note=f"{_SAMPLE:,} members and their edges, scaled to {MEMBERS:,}; no indexes but one",
        ),
        _row("against UNWIND batches", ours, against=round(unwind, 2), ratio=ours / unwind),
        _row("the disk writes as many bytes", disk, bytes=manifest.bytes),
    ]


def _disk(folder: Path, size: int) -> float:
    """Seconds to write so many bytes and have them on the disk."""
    file, block = folder / "block", bytes(1 << 24)

    def write() -> None:
        with file.open("wb") as out:
            for _ in range(size >> 24):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())

    seconds = timed(write)
    file.unlink()
    return seconds


def _statement(name: str) -> str:
    return (Path(__file__).parent / f"{name}.cypher").read_text(encoding="utf-8")


def _unwind(folder: Path, party: Path, manifest: Manifest) -> float:
    """Seconds that the driver's batches take for a sample, scaled to all nodes and edges."""
    parquet = party / "parquet"
    people = pl.scan_parquet(parquet / "nodes.Person.parquet").head(_SAMPLE).collect()
    cells = pl.read_parquet(parquet / "nodes.Unit.parquet").select("node", "id", "name", "basis")
    edges = (
        pl.scan_parquet(parquet / "edges.MEMBER_OF.parquet")
        .head(_SAMPLE)
        .collect()
        .join(people.select(start="node", person="id"), on="start")
        .join(cells.select(end="node", cell="id"), on="end")
    )
    used = cells.filter(pl.col("id").is_in(edges["cell"].implode()))
    instance = Instance(folder / "unwind", port=0)
    endpoint = instance.start()
    try:
        with Database(endpoint.uri, endpoint.username, endpoint.password, time_limit=0) as database:
            migrate(database)
            began = time.perf_counter()
            for name, frame in (("people", people), ("cells", used), ("memberships", edges)):
                for piece in frame.iter_slices(_BATCH):
                    database.run(
                        _statement(f"unwind_{name}"), {"rows": piece.to_dicts()}, write=True
                    )
            seconds = time.perf_counter() - began
    finally:
        instance.stop()
    rows = people.height + used.height + edges.height
    return seconds * (sum(manifest.nodes.values()) + sum(manifest.relationships.values())) / rows


def _asked(
    database: Database, name: str, arguments: dict[str, Any], aim: float
) -> dict[str, object]:
    for _ in range(_WARM):
        rows = ask(database, name, arguments).rows
    times = sorted(timed(lambda: ask(database, name, arguments)) for _ in range(_ROUNDS))
    of = " ".join(f"{key}={value}" for key, value in arguments.items())
    return {
        "what": f"{name} {of}",
        "rows": len(rows),
        "median_ms": statistics.median(times) * 1000,
        "p99_ms": times[int(_ROUNDS * 0.99) - 1] * 1000,
        "aim_ms": aim,
        "runs": _ROUNDS,
    }


def _walked(database: Database, what: str, text: str) -> dict[str, object]:
    """A walk that the embedded peer takes too; the rows of both must be the same."""
    ((counted,),) = database.run(text).records
    return _row(f"neo4j: {what}", timed(lambda: database.run(text)), rows=counted)


def _checked(database: Database, manifest: Manifest, when: str) -> dict[str, object]:
    found: set[tuple[str, str]] = set()

    def check() -> None:
        rows = run_checks(database, finding=VIOLATION).rows
        found.update((row["check"], row["unit"]) for row in rows)

    seconds = timed(check)
    same = found == {tuple(pair) for pair in manifest.violations}
    return _row(
        f"all checks, {when}",
        seconds,
        rows=len(found),
        aim_ms=20_000,
        note="exactly the planted violations" if same else "NOT the planted violations",
    )
