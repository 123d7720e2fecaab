"""Loading a table against UNWIND batches of the bare driver that write the same."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from neo4j import ManagedTransaction

from benchmarks.measuring import compare, timed
from graph.database import Database
from graph.lens import NEVER_RETIRED
from graph.local import importer
from graph.local.instance import Instance
from graph.statements import statement
from loaders.curated import ensure_loaded
from loaders.foreign.importer import ForeignFormat, load_foreign
from loaders.load import beside
from loaders.load.staging import chunks
from loaders.load.write import BATCH

SUMMARY = (
    "Loading a table of people against UNWIND batches of the bare driver that write the same nodes "
    "and relationships, whose parameters lie ready in memory; and a table of a million claims "
    "against what Neo4j's importer takes of it. Aims: a ratio of at "
    "most 1.2, and of at most 2 for the million."
)
ROWS = 5_000
ROUNDS = 4
LARGE = (20_000, 200_000)
MILLION = 326_087  # rows, of three claims each and one for each unit
STATEMENTS = Path(__file__).parent / "statements"
MAPPING = """
source: {id: SOURCE, title: A table, publisher: Nobody, language: en, published: 2020,
         kind: table, trust: made up}
things:
  - as: person
    label: Person
    id: "SOURCE-{no}"
    claims:
      - {predicate: name, column: name}
      - {predicate: birth_date, column: born}
      - {predicate: MEMBER_OF, object: office, role: "{post}", holds: "{years}"}
  - as: office
    label: Organization
    id: "SOURCE-{office}"
    claims:
      - {predicate: name, column: office}
"""


def run() -> list[dict[str, object]]:
    """One row for speed, and one for the memory that a dry run takes of each large table."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        instance = Instance(home / "neo4j")
        end = instance.start()
        try:
            with Database(
                end.uri, end.username, end.password, owned=True, home=instance.home
            ) as database:
                ensure_loaded(database)
                return [
                    _speed(database, home),
                    *(_memory(home, rows) for rows in LARGE),
                    _million(database, home),
                ]
        finally:
            instance.stop()


def write_table(folder: Path, rows: int) -> Path:
    """A table of so many people in a fifteenth as many units."""
    file = folder / f"people-{rows}.csv"
    with file.open("w", encoding="utf-8") as stream:
        stream.write("no,name,born,office,post,years\n")
        for number in range(rows):
            stream.write(
                f"{number},Person {number},{1930 + number % 60},Unit {number // 15},member,"
                f"{1960 + number % 40} ~ {2000 + number % 20}\n"
            )
    return file


def _mapping(folder: Path, source: str) -> Path:
    file = folder / f"{source}.yaml"
    file.write_text(MAPPING.replace("SOURCE", source), encoding="utf-8")
    return file


def _speed(database: Database, folder: Path) -> dict[str, object]:
    table = write_table(folder, ROWS)
    load_foreign(database, table, ForeignFormat.TABLE, mapping=_mapping(folder, "warm-00"))
    written = _read("written")
    things, claims, edges, source = database.run(
        written, {"source": "warm-00"}, time_limit=0
    ).records[0]
    rounds = iter(range(ROUNDS))
    ready = [
        [
            _renamed(part, "warm-00", f"bare-{number:02}")
            for part in (things, list(map(_as_parameters, claims)), edges, [source])
        ]
        for number in range(ROUNDS)
    ]
    counts: list[int] = []

    def ours() -> None:
        mapping = _mapping(folder, f"ours-{next(rounds):02}")
        outcome = load_foreign(database, table, ForeignFormat.TABLE, mapping=mapping)
        counts.append(outcome.loaded.added)

    def bare() -> None:
        things, claims, edges, sources = ready.pop()
        database.run("CREATE (s:Source) SET s = $source", {"source": sources[0]}, write=True)
        _write(database, "things", things)
        for part in chunks(claims, BATCH):
            database.write(partial(_claims, part))
        _write(database, "edges", edges)

    found = compare(ours, bare, rounds=ROUNDS)
    seconds = float(str(found["ours_ms"])) / 1000
    return {
        "what": f"{ROWS:,} rows, {counts[0]:,} claims",
        **found,
        "claims_a_second": round(counts[0] / seconds),
        "rows_a_second": round(ROWS / seconds),
    }


def _million(database: Database, folder: Path) -> dict[str, object]:
    """A load far larger than the graph, once, and how long the importer alone took of it."""
    table, mapping = write_table(folder, MILLION), _mapping(folder, "million")
    alone: list[float] = []

    def import_files(*given: Any) -> None:
        alone.append(timed(lambda: importer.run_importer(*given)))

    began = time.perf_counter()
    with patch.object(beside, "run_importer", import_files):
        outcome = load_foreign(database, table, ForeignFormat.TABLE, mapping=mapping)
    seconds = time.perf_counter() - began
    added = outcome.loaded.added
    return {
        "what": f"{MILLION:,} rows, {added:,} claims, beside the importer's part of it",
        "ours_ms": round(seconds * 1000),
        "theirs_ms": round(alone[0] * 1000),
        "ratio": round(seconds / alone[0], 2),
        "runs": 1,
        "claims_a_second": round(added / seconds),
        "rows_a_second": round(MILLION / seconds),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _read(name: str) -> str:
    return (STATEMENTS / f"{name}.cypher").read_text(encoding="utf-8")


def _write(database: Database, name: str, items: Sequence[Any]) -> None:
    for part in chunks(items, BATCH):
        database.run(_read(name), {name: part}, write=True, time_limit=0)


def _claims(claims: Sequence[Any], tx: ManagedTransaction) -> None:
    common = {"now": NEVER_RETIRED, "never": NEVER_RETIRED, "load": "bare"}
    tx.run(statement("load/claims"), {"claims": claims, **common}).consume()


def _as_parameters(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim as our own statement takes it, so that the same statement writes it."""
    told = dict(claim["properties"])
    for name in ("recorded", "retired", "load"):
        del told[name]
    dates = [name for name, value in told.items() if hasattr(value, "iso_format")]
    days = {name: told.pop(name).iso_format() for name in dates}
    outer = {name: told.pop(name) for name in ("id", "fingerprint")}
    return {
        **outer,
        "about": claim["about"],
        "object": next(iter(claim["objects"]), None),
        "qualifiers": [],
        "locator": claim["locator"],
        "properties": told,
        "days": days,
    }


def _renamed(value: Any, old: str, new: str) -> Any:
    """The same under other ids; claims' ids, being hashes, get a prefix."""
    if isinstance(value, dict):
        return {key: _renamed(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, old, new) for item in value]
    if isinstance(value, str):
        return new + value if value.startswith("c-") else value.replace(old, new)
    return value


_CHILD = """
import resource, sys
from pathlib import Path
from loaders.dataset.consistency import EMPTY_GRAPH
from loaders.foreign.tables import read_table
found = read_table(Path(sys.argv[1]), Path(sys.argv[2]), EMPTY_GRAPH)
assert found.report.accounts
print(found.report.claims, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _memory(folder: Path, rows: int) -> dict[str, object]:
    """What reading and checking a table takes at its most."""
    told = subprocess.run(  # noqa: S603  (our own Python)
        [sys.executable, "-c", _CHILD, str(write_table(folder, rows)), _mapping(folder, "large")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return {"what": f"{rows:,} rows, {int(told[0]):,} claims", "peak_mib": int(told[1]) // 1024}
