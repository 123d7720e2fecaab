"""The fastest library at hand for each format, writing what an export of ours holds.

Each starts from the same rows in memory. For RDF and FollowTheMoney the reading of rows into
statements and values is ours on both sides: no library knows our rows.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import igraph
import networkx as nx
import orjson
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pyoxigraph as ox

from analysis.networks import network_of
from exporters import Content
from exporters.columns import Row
from exporters.content import Record
from exporters.rdf import Iri, Term, blocks, prefixes


@dataclass(frozen=True)
class Peer:
    """A library that writes a format.

    Attributes:
        library: Its name.
        write: What writes.
        table: Which table alone is compared, for formats of several.
    """

    library: str
    write: Callable[[Content], object]
    table: str | None = None


# What only we write, and why nothing is compared.
ALONE = {
    "dl": "igraph and NetworkX read UCINET DL, and write none",
    "popolo": "there is no library that writes Popolo",
    "xlsx": "openpyxl itself writes it",
}


def _graphml(content: Content) -> None:
    graph = _igraph(content)
    nodes, edges = list(content.nodes()), list(content.edges())
    for name in nodes[0]:
        graph.vs[name] = [_text(row[name]) for row in nodes]
    for name in edges[0].keys() - {"start", "end"}:
        graph.es[name] = [_text(row[name]) for row in edges]
    _write(graph, "graphml")


def _pajek(content: Content) -> None:
    graph = _igraph(content)
    graph.vs["id"] = [row["id"] for row in content.nodes()]
    graph.es["label"] = [row["type"] for row in content.edges()]
    _write(graph, "pajek")


def _igraph(content: Content) -> igraph.Graph:
    numbers = {row["id"]: number for number, row in enumerate(content.nodes())}
    pairs = [(numbers[row["start"]], numbers[row["end"]]) for row in content.edges()]
    return igraph.Graph(len(numbers), pairs, directed=True)


def _write(graph: igraph.Graph, form: str) -> None:
    with tempfile.NamedTemporaryFile() as file:
        graph.write(file.name, format=form)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _gexf(content: Content) -> None:
    network = network_of(content)
    for *_, data in [*network.nodes(data=True), *network.edges(data=True)]:
        data.update({name: _text(value) for name, value in data.items()})
    nx.write_gexf(network, io.BytesIO())


def _json(content: Content) -> None:
    orjson.dumps(
        {
            "nodes": [_told(row) for row in content.nodes()],
            "edges": [_told(row) for row in content.edges()],
            "graph": dict(content.about),
        }
    )


def _told(row: Row) -> dict[str, Any]:
    told = {name: value for name, value in row.items() if value is not None}
    if "start" in told:
        told["source"], told["target"] = told.pop("start"), told.pop("end")
    return told


def _csv(content: Content) -> None:
    _frame(content.edges()).write_csv(io.BytesIO())


def _frame(rows: Iterable[Row], divider: str = ";") -> pl.DataFrame:
    """Rows as Polars writes them as CSV: it writes no lists."""
    frame = pl.DataFrame(list(rows), infer_schema_length=None)
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(divider) for name in lists
    )


def _parquet(content: Content) -> None:
    table = pa.Table.from_pylist(list(content.edges()))
    pq.write_table(table, io.BytesIO(), compression="zstd")


def _neo4j(content: Content) -> None:
    record = _record(content)
    claims = list(record.claims())
    ends = {
        "subjects": [{"claim": row["id"], "thing": row["subject"]} for row in claims],
        "objects": [{"claim": row["id"], "thing": row["object"]} for row in claims],
        "stated": [
            {"claim": row["id"], "source": row["source"], "locator": row["locator"]}
            for row in claims
        ],
    }
    tables = {"things": content.nodes(), "edges": content.edges(), "claims": claims, **ends}
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, rows in tables.items():
            with archive.open(f"{name}.csv", "w") as file:
                _frame(rows, "\x1f").write_csv(file)


def _quads(content: Content) -> Iterator[ox.Quad]:
    for block in blocks(_record(content)):
        subject = _node(block.subject)
        graph = _node(block.graph) if block.graph else None
        for predicate, value in block.said:
            yield ox.Quad(subject, _node(predicate), _term(value), graph)


def _node(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(prefixes()[prefix] + local)


def _term(term: Term) -> ox.NamedNode | ox.Literal:
    if isinstance(term, Iri):
        return _node(term.name)
    datatype = _node(term.datatype) if term.datatype else None
    return ox.Literal(term.text, datatype=datatype)


def _nquads(content: Content) -> None:
    ox.serialize(_quads(content), io.BytesIO(), ox.RdfFormat.N_QUADS)


def _jsonld(content: Content) -> None:
    ox.serialize(_quads(content), io.BytesIO(), ox.RdfFormat.STREAMING_JSON_LD, prefixes=prefixes())


def _turtle(content: Content) -> None:
    triples = (quad.triple for quad in _quads(content))
    ox.serialize(triples, io.BytesIO(), ox.RdfFormat.TURTLE, prefixes=prefixes())


def _record(content: Content) -> Record:
    if content.record is None:
        raise ValueError("wants claims")
    return content.record


def _ftm(content: Content) -> None:
    from benchmarks.peers.ftm import write_entities  # noqa: PLC0415  (of the extra `ftm`)

    write_entities(_record(content))


def _ftm_statements(content: Content) -> None:
    from benchmarks.peers.ftm import write_all_statements  # noqa: PLC0415  (of the extra `ftm`)

    write_all_statements(_record(content))


PEERS = {
    "graphml": Peer("igraph", _graphml),
    "gexf": Peer("NetworkX", _gexf),
    "json": Peer("orjson", _json),
    "pajek": Peer("igraph", _pajek),
    "csv": Peer("Polars", _csv, "edges"),
    "parquet": Peer("PyArrow", _parquet, "edges"),
    "neo4j": Peer("Polars and zipfile", _neo4j),
    "turtle": Peer("Oxigraph", _turtle),
    "jsonld": Peer("Oxigraph", _jsonld),
    "nquads": Peer("Oxigraph", _nquads),
    "ftm": Peer("followthemoney", _ftm),
    "ftm-statements": Peer("followthemoney", _ftm_statements),
}
