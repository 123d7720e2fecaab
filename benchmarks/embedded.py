"""An embedded graph engine, LadybugDB, given the same party and the same walks; rows compared."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measuring import timed

_WALKS = {
    "members under a province": (
        "MATCH (m:Person)-[:MEMBER_OF]->(c:Unit)-[:UNIT_OF*1..6]->(p:Unit {id: 's-province-0'}) "
        "RETURN count(*)"
    ),
    "chain of a cell": (
        "MATCH (c:Unit {id: 's-cell-100'})-[:UNIT_OF*1..6]->(s:Unit) RETURN count(*)"
    ),
}
# The same for Neo4j.
SAME_WALKS = {
    "members under a province": (
        "MATCH (p:Thing {id: 's-province-0'})<-[:UNIT_OF]-{1,6}(c)<-[:MEMBER_OF]-(m:Person) "
        "RETURN count(*)"
    ),
    "chain of a cell": "MATCH (c:Thing {id: 's-cell-100'})-[:UNIT_OF]->{1,6}(s) RETURN count(*)",
}
_TABLES = (
    "CREATE NODE TABLE Person(node INT64 PRIMARY KEY, id STRING, name STRING)",
    "CREATE NODE TABLE Unit(node INT64 PRIMARY KEY, id STRING, name STRING)",
    "CREATE REL TABLE MEMBER_OF(FROM Person TO Unit)",
    "CREATE REL TABLE UNIT_OF(FROM Unit TO Unit)",
)


def _first(result: Any) -> Any:
    """The only value of an answer."""
    return result.get_next()[0]


def load_and_ask(folder: Path, party: Path) -> list[dict[str, object]]:
    """Load people, units and two kinds of edges, and walk; where it is absent, say so."""
    try:
        import ladybug  # noqa: PLC0415  (of the extra `bench`)
    except ImportError:
        return [{"what": "ladybug", "note": "not installed: `make bench` installs it"}]
    parquet = party / "parquet"
    connection = ladybug.Connection(ladybug.Database(str(folder / "ladybug.db")))

    def load() -> None:
        for text in _TABLES:
            connection.execute(text)
        for label in ("Person", "Unit"):
            file = parquet / f"nodes.{label}.parquet"
            connection.execute(f"COPY {label} FROM (LOAD FROM '{file}' RETURN node, id, name)")
        for kind in ("MEMBER_OF", "UNIT_OF"):
            file = parquet / f"edges.{kind}.parquet"
            connection.execute(f"COPY {kind} FROM (LOAD FROM '{file}' RETURN start, `end`)")

    rows: list[dict[str, object]] = [
        {
            "what": "ladybug: load",
            "seconds": round(timed(load), 2),
            "note": "people, units, MEMBER_OF and UNIT_OF without their properties",
        }
    ]
    for what, text in _WALKS.items():
        counted = _first(connection.execute(text))
        seconds = timed(partial(connection.execute, text))
        rows.append({"what": f"ladybug: {what}", "seconds": round(seconds, 3), "rows": counted})
    return rows
