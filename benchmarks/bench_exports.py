"""Reading a whole party's hierarchy into NetworkX, writing each format, and memory."""

from __future__ import annotations

import io
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import orjson
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import rdflib

from benchmarks.measuring import compare
from graph.analysis.exports import FORMATS, Content, chunks, from_database
from graph.analysis.exports.content import Record, Row
from graph.analysis.graphs import network_of
from graph.catalogue import expand
from graph.database import Database
from graph.lens import Lens
from graph.local.instance import Instance
from graph.schema import migrate
from graph.statements import statement

SUMMARY = (
    "Reading 270,000 units from Neo4j into NetworkX against reading the same rows with the bare "
    "driver (aim: a ratio of at most 2.0); writing each format against the fastest library at hand "
    "for it, from the same rows in memory (at most 1.5); peak memory with four times the edges "
    "(a ratio near 1)."
)
UNITS = 270_000
WRITTEN = 40_000
_STEP = 10_000


def run() -> list[dict[str, object]]:
    """Rows on reading, writing and memory."""
    return [*_reading(), *_writing(), *_memory()]


def _reading() -> Iterator[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="partycell-bench-") as folder:
        instance = Instance(Path(folder))
        endpoint = instance.start()
        try:
            with Database(endpoint.uri, endpoint.username, endpoint.password, owned=True) as made:
                migrate(made)
                yield {"what": f"read {UNITS} units into NetworkX", **_read(made)}
        finally:
            instance.stop()


def _read(database: Database) -> dict[str, object]:
    text = Path(__file__).with_name("hierarchy.cypher").read_text(encoding="utf-8")
    for first in range(0, UNITS, _STEP):
        last = min(first + _STEP, UNITS) - 1
        database.run(text, {"from": first, "until": last}, write=True, time_limit=0)
    lens = {"lens": Lens().bound(), "relations": ["UNIT_OF"]}
    statements = [expand(statement(f"export/{name}")) for name in ("nodes", "edges")]

    def bare() -> None:
        with database.session() as session:
            for each in statements:
                for record in session.run(each, lens):
                    record.values()

    def ours() -> None:
        network = network_of(from_database(database, {}, relations=["UNIT_OF"]))
        assert network.number_of_nodes() == UNITS  # noqa: S101

    return compare(ours, bare, rounds=3, warm=1)


def _nodes(number: int) -> Iterator[Row]:
    for n in range(number):
        yield {"id": f"unit-{n}", "kind": "Organization", "name": f"Unit {n}", "names": [f"U {n}"]}


def _edges(nodes: int, each: int = 1) -> Iterator[Row]:
    for n in range(1, nodes):
        for place in range(each):
            yield {
                "start": f"unit-{n}",
                "end": f"unit-{(n - 1) // 8}",
                "type": "UNIT_OF",
                "role": f"role {place}",
                "ordinal": None,
                "basis": "attested",
                "modality": "reported",
                "qualified_by": [],
                "possible_from": "2000-01-01",
                "possible_until": "2010-12-31",
                "certain_from": f"200{place % 10}-01-01",
                "certain_until": f"200{place % 10}-12-31",
                "claims": [f"c-{n:016x}"],
                "sources": ["a-source"],
                "voices": ["a-voice"],
            }


def _things(kinds: object, number: int) -> Iterator[Row]:
    for n in range(1, number):
        yield {
            "id": f"unit-{n}",
            "kind": "Organization",
            "name": f"Unit {n}",
            "names": [f"Unit {n}"],
            "participants": [],
            "claims": [
                {
                    "id": f"c-{n:016x}",
                    "predicate": "UNIT_OF",
                    "value": None,
                    "object": f"unit-{(n - 1) // 8}",
                    "object_kind": "Organization",
                    "object_name": None,
                    "role": None,
                    "rank": "normal",
                    "holds": None,
                    "language": None,
                    "source": "a-source",
                }
            ],
        }


def _claims(number: int) -> Iterator[Row]:
    empty = dict.fromkeys(
        ("value", "ordinal", "role", "reason", "holds", "attested", "original", "language", "note")
    )
    for n in range(1, number):
        yield {
            **empty,
            "id": f"c-{n:016x}",
            "subject": f"unit-{n}",
            "predicate": "UNIT_OF",
            "op": "=",
            "object": f"unit-{(n - 1) // 8}",
            "qualified_by": [],
            "polarity": "asserted",
            "basis": "attested",
            "modality": "reported",
            "rank": "normal",
            "voice": "a-voice",
            "holds_from": "2001-01-01",
            "holds_until": "2001-12-31",
            "starts_after": "2000-01-01",
            "ends_by": "2010-12-31",
            "source": "a-source",
            "locator": "line 1",
            "gist": "A unit stands under another.",
            "recorded": "2020-01-01T00:00:00Z",
            "conflicts_with": [],
        }


def _content(nodes: int, each: int = 1) -> Content:
    return Content(
        {"graph_version": "made"},
        lambda: _nodes(nodes),
        lambda: _edges(nodes, each),
        record=Record(
            lambda: _claims(nodes * each), lambda: [], lambda kinds: _things(kinds, nodes * each)
        ),
    )


def _writing() -> Iterator[dict[str, object]]:
    nodes, edges = list(_nodes(WRITTEN)), list(_edges(WRITTEN))
    bare = replace(_content(WRITTEN), nodes=lambda: nodes, edges=lambda: edges, record=None)
    claims = list(_claims(WRITTEN // 10))
    things = list(_things(None, WRITTEN // 10))
    told = replace(bare, record=Record(lambda: claims, lambda: [], lambda _: things))
    quads = b"".join(chunks(told, "nquads"))
    parsed = rdflib.Dataset()
    parsed.parse(data=quads, format="nquads")
    others: tuple[tuple[str, str | None, Content, str, Callable[[], object]], ...] = (
        ("graphml", None, bare, "igraph", lambda: _igraph(nodes, edges, "graphml")),
        ("pajek", None, bare, "igraph", lambda: _igraph(nodes, edges, "pajek")),
        ("gexf", None, bare, "networkx", lambda: _gexf(bare)),
        ("json", None, bare, "orjson", lambda: _orjson(nodes, edges)),
        ("csv", "edges", bare, "polars", lambda: _polars(edges)),
        ("parquet", "edges", bare, "pyarrow", lambda: _pyarrow(edges)),
        ("nquads", None, told, "rdflib", lambda: parsed.serialize(format="nquads")),
    )
    for name, table, content, library, theirs in others:

        def ours(name: str = name, table: str | None = table, content: Content = content) -> None:
            for _ in chunks(content, name, table):
                pass

        row = compare(ours, theirs, rounds=5, warm=1)
        yield {"what": f"write {name} against {library}", **row}


def _igraph(nodes: list[Row], edges: list[Row], form: str) -> None:
    numbers = {row["id"]: number for number, row in enumerate(nodes)}
    graph = igraph.Graph(
        len(nodes), [(numbers[row["start"]], numbers[row["end"]]) for row in edges], directed=True
    )
    if form == "graphml":
        for name in ("id", "kind", "name", "names"):
            graph.vs[name] = [_text(row[name]) for row in nodes]
        for name in edges[0]:
            if name not in {"start", "end"}:
                graph.es[name] = [_text(row[name]) for row in edges]
    else:
        graph.vs["id"] = [row["id"] for row in nodes]
        graph.es["label"] = [row["type"] for row in edges]
    with tempfile.NamedTemporaryFile() as file:
        graph.write(file.name, format=form)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _gexf(content: Content) -> None:
    network = network_of(content)
    for *_, data in [*network.nodes(data=True), *network.edges(data=True)]:
        data.update({name: _text(value) for name, value in data.items()})
    nx.write_gexf(network, io.BytesIO())


def _orjson(nodes: list[Row], edges: list[Row]) -> None:
    links = [{"source": row["start"], "target": row["end"], **row} for row in edges]
    orjson.dumps({"nodes": nodes, "edges": links, "graph": {}})


def _polars(edges: list[Row]) -> None:
    frame = pl.DataFrame(edges, infer_schema_length=None)
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    texts = frame.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(";") for name in lists
    )
    texts.write_csv(io.BytesIO())


def _pyarrow(edges: list[Row]) -> None:
    pq.write_table(pa.Table.from_pylist(edges), io.BytesIO(), compression="zstd")


def _memory() -> Iterator[dict[str, object]]:
    for name in FORMATS:
        # Past the largest group of rows, so that what a group holds is in both.
        peaks = [_peak(_content(6_000, each), name) for each in (4, 16)]
        yield {
            "what": f"peak memory of {name} at four times the edges",
            "once_kb": peaks[0] // 1024,
            "four_times_kb": peaks[1] // 1024,
            "ratio": peaks[1] / peaks[0],
            "runs": 1,
        }


def _peak(content: Content, name: str) -> int:
    """The most bytes that Python held while it wrote."""
    tracemalloc.start()
    try:
        for _ in chunks(content, name):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
