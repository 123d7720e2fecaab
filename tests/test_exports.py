"""Networks as files, each read back by a tool that is not ours."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas as pd
import polars as pl
import pytest

from analysis.networks import network_of
from exporters import (
    FORMATS,
    TABLES,
    Content,
    chunks,
    count_edges,
    from_database,
    from_network,
    save,
)
from exporters.columns import EDGE_COLUMNS
from exporters.neo4j_import import OPTIONS
from graph import local
from graph.database import Database
from graph.errors import BadInputError, BadParameterError
from graph.lens import Lens
from graph.local import admin, jars
from graph.row_formats import is_formula
from tests.extras import EVERY_FORMAT, source_for


@pytest.fixture
def content(database: Database) -> Content:
    """The curated graph, whole."""
    return from_database(database)


def written(content: Content, name: str, table: str | None = None) -> bytes:
    return b"".join(chunks(content, name, table))


def claim_ids(content: Content) -> set[str]:
    assert content.record is not None
    return {row["id"] for row in content.record.claims()}


def test_networkx_reads_graphml_with_claims(content: Content) -> None:
    """GraphML gives NetworkX every node, edge and attribute; if asked, claims and sources too."""
    assert "claims" not in nx.read_graphml(io.BytesIO(written(content, "graphml"))).graph
    network = nx.read_graphml(io.BytesIO(written(replace(content, inside=True), "graphml")))
    ours = network_of(content)
    assert set(network.nodes) == set(ours.nodes)
    assert network.nodes["kcna"]["label"] == "Chosun Central News Agency"
    assert json.loads(network.nodes["kcna"]["names"]) == ours.nodes["kcna"]["names"]
    assert edge_counts(network) == edge_counts(ours)
    assert {claim["id"] for claim in json.loads(network.graph["claims"])} == claim_ids(content)
    assert json.loads(network.graph["sources"])[0]["title"]


def edge_counts(network: Any) -> Counter[Any]:
    return Counter(
        (start, end, data["type"], data["certain_from"], plain(data["claims"]))
        for start, end, data in network.edges(data=True)
    )


def plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def test_igraph_reads_graphml(content: Content, tmp_path: Path) -> None:
    """GraphML gives igraph the same edges, by type; claims and sources are beside it."""
    files = save(content, tmp_path / "g.graphml", "graphml")
    assert [file.name for file in files] == [
        "g.graphml",
        "g.graphml.claims.jsonl",
        "g.graphml.sources.jsonl",
    ]
    network = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    ours = network_of(content)
    assert network.vcount() == len(ours)
    assert Counter(network.es["type"]) == Counter(
        data["type"] for _, _, data in ours.edges(data=True)
    )
    beside = [json.loads(line) for line in files[1].read_text(encoding="utf-8").splitlines()]
    assert {claim["id"] for claim in beside} == claim_ids(content)
    assert pl.read_ndjson(files[2])["title"].null_count() == 0


def test_networkx_reads_node_link_json(content: Content) -> None:
    """Node-link JSON gives NetworkX the very graph, with claims and sources on it."""
    network = nx.node_link_graph(json.loads(written(content, "json")), edges="edges")
    ours = network_of(content)
    assert network.nodes == ours.nodes
    assert edge_counts(network) == edge_counts(ours)
    assert {claim["id"] for claim in network.graph["claims"]} == claim_ids(content)


def test_gexf_has_one_edge_a_type_with_spells(content: Content) -> None:
    """GEXF gives NetworkX one edge for each type between two things, with all its claims."""
    network = nx.read_gexf(io.BytesIO(written(content, "gexf")), version="1.3")
    ours = network_of(content)
    wanted: dict[Any, set[str]] = {}
    for start, end, data in ours.edges(data=True):
        wanted.setdefault((start, data["type"], end), set()).update(data["claims"])
    found = {
        (start, data["label"], end): set(json.loads(data["claims"]))
        for start, end, data in network.edges(data=True)
    }
    assert found == wanted
    assert network.number_of_edges() == len(wanted)
    assert network.nodes["kcna"]["label"] == "Chosun Central News Agency"


def test_spells_are_the_times_attested() -> None:
    """Touching spells become one; open ends have no date; a vague moment is its whole range."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    times = [
        ("1990-01-01", "1991-01-01"),
        ("1990-06-01", "1992-01-01"),
        ("0001-01-01", "1980-01-01"),
        ("2007-12-31", "2007-01-01"),
        ("2010-01-01", "9999-12-31"),
    ]
    # A time that could not be read, beside which the others keep theirs.
    times.append(("9999-12-31", "0001-01-01"))
    for start, end in times:
        network.add_edge("a", "b", type="UNIT_OF", certain_from=start, certain_until=end)
    text = written(from_network(network), "gexf").decode()
    assert text.count("<edge ") == 1
    assert (
        '<spells><spell end="1980-01-01"/><spell start="1990-01-01" end="1992-01-01"/>'
        '<spell start="2007-01-01" end="2007-12-31"/><spell start="2010-01-01"/></spells>'
    ) in text


def test_networkx_and_igraph_read_pajek(content: Content, tmp_path: Path) -> None:
    """Pajek gives NetworkX and igraph the same nodes and arcs, each with its type."""
    save(content, tmp_path / "g.net", "pajek")
    ours = network_of(content)
    wanted = Counter((start, end, data["type"]) for start, end, data in ours.edges(data=True))
    theirs = nx.read_pajek(tmp_path / "g.net")
    assert set(theirs.nodes) == set(ours.nodes)
    assert Counter((s, e, data["l"]) for s, e, data in theirs.edges(data=True)) == wanted
    network = igraph.Graph.Read_Pajek(str(tmp_path / "g.net"))
    names = network.vs["name"]
    found = Counter((names[edge.source], names[edge.target], edge["label"]) for edge in network.es)
    assert found == wanted


def test_igraph_reads_ucinet(database: Database, tmp_path: Path) -> None:
    """DL gives igraph the edges of the chosen relation, and what it lacks is said beside it."""
    content = from_database(database, relations=["UNIT_OF"])
    files = save(content, tmp_path / "g.dl", "dl")
    network = igraph.Graph.Read_DL(str(tmp_path / "g.dl"))
    names = network.vs["name"]
    found = Counter((names[edge.source], names[edge.target]) for edge in network.es)
    assert found == Counter((row["start"], row["end"]) for row in content.edges())
    assert len(names) == len(list(content.nodes())) < 100
    assert "dates" in files[1].read_text(encoding="utf-8")


def test_pandas_reads_csv(content: Content) -> None:
    """The four CSV tables have the rows of the graph, and no cell that a spreadsheet would run."""
    with zipfile.ZipFile(io.BytesIO(written(content, "csv"))) as archive:
        assert "semicolons" in archive.read("README.txt").decode()
        read = {
            name: pd.read_csv(archive.open(f"{name}.csv"), dtype=str, keep_default_na=False)
            for name in TABLES
        }
    assert set(read["claims"]["id"]) == claim_ids(content)
    assert list(read["edges"].columns) == ["start", "end", *EDGE_COLUMNS]
    edges = list(content.edges())
    assert list(read["edges"]["claims"]) == [";".join(row["claims"]) for row in edges]
    alone = pd.read_csv(io.BytesIO(written(content, "csv", "nodes")), dtype=str)
    assert list(alone["id"]) == list(read["nodes"]["id"])
    for table in read.values():
        for column in table:
            assert not table[column].map(is_formula).any()


def test_polars_and_pandas_read_parquet(content: Content, tmp_path: Path) -> None:
    """Parquet has lists as lists and dates as dates, the same rows as the graph."""
    (tmp_path / "p.zip").write_bytes(written(content, "parquet"))
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        archive.extractall(tmp_path)
    edges = list(content.edges())
    table = pl.read_parquet(tmp_path / "edges.parquet")
    assert table["claims"].to_list() == [row["claims"] for row in edges]
    assert table.schema["certain_from"] == pl.Date
    assert [str(day) for day in table["certain_from"]] == [row["certain_from"] for row in edges]
    assert set(pd.read_parquet(tmp_path / "claims.parquet")["id"]) == claim_ids(content)
    assert len(pl.read_parquet(tmp_path / "nodes.parquet")) == len(list(content.nodes()))
    assert pl.read_parquet(tmp_path / "sources.parquet")["title"].null_count() == 0


def test_neo4j_imports_the_csv(
    content: Content, neo4j: local.Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neo4j's own import tool takes the archive by the command in its README, claims and all."""
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(io.BytesIO(written(content, "neo4j"))) as archive:
        archive.extractall(folder)
    assert all(option in (folder / "README.txt").read_text() for option in OPTIONS)
    monkeypatch.chdir(folder)
    class_path = jars.class_path(lambda _: None)
    told = admin.run(tmp_path, class_path, "database", "import", "full", "neo4j", *OPTIONS)
    assert content.record is not None
    claims = list(content.record.claims())
    nodes = len(list(content.nodes())) + len(claims) + len(list(content.record.sources()))
    relationships = (
        len(list(content.edges()))
        + 2 * len(claims)
        + sum(claim["object"] is not None for claim in claims)
        + sum(len(claim["qualified_by"]) for claim in claims)
    )
    assert f"{nodes} nodes" in told
    assert f"{relationships} relationships" in told


def test_lens_and_relations_narrow_an_export(database: Database) -> None:
    """An export shows what the lens lets through: sources, dates, relations, nothing else."""
    narrow = from_database(database, Lens.parse({"sources": "dailynk-en-party-cell"}))
    assert {source for row in narrow.edges() for source in row["sources"]} == {
        "dailynk-en-party-cell"
    }
    assert narrow.record is not None
    assert {row["source"] for row in narrow.record.claims()} == {"dailynk-en-party-cell"}
    dated = from_database(database, Lens.parse({"as_of": "1994", "certainty": "certain"}))
    for row in dated.edges():
        assert row["certain_from"] <= "1994-01-01"
        assert row["certain_until"] >= "1994-12-31"
    ids = {row["id"] for row in dated.nodes()}
    assert {row["start"] for row in dated.edges()} | {row["end"] for row in dated.edges()} <= ids
    lens = Lens.parse({"as_of": "1994"})
    everything = from_database(database, lens, contested="all")
    assert count_edges(database, lens) == len(list(everything.edges()))


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.of_claims])
def test_empty_and_odd_networks_are_written(name: str) -> None:
    """No nodes, odd characters and missing attributes are written in every format of networks."""
    assert written(from_network(nx.DiGraph()), name)
    odd: nx.Graph[str] = nx.Graph()
    odd.add_node("a", name='<&"> \x01 김', size=1)
    odd.add_node("b c", score=0.5, ok=True)
    odd.add_edge("a", "b c", weight=2)
    found = written(from_network(odd), name)
    if name == "graphml":
        read = nx.read_graphml(io.BytesIO(found))
        assert read.nodes["a"]["label"] == '<&"> \ufffd 김'
        assert read["a"]["b c"]["weight"] == 2
        assert not read.is_directed()


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.of_claims])
def test_computed_network_has_no_claims(name: str) -> None:
    """A format that is made from claims refuses a network that was computed."""
    with pytest.raises(BadInputError, match="made from claims"):
        written(from_network(nx.DiGraph()), name)


def test_bad_input_is_refused(database: Database, content: Content) -> None:
    """An unknown format, table, relation or argument is refused by name."""
    with pytest.raises(BadInputError, match="no format 'pickle'"):
        chunks(content, "pickle")
    with pytest.raises(BadParameterError, match="table='rows'"):
        chunks(content, "csv", "rows")
    with pytest.raises(BadParameterError, match="graphml has no tables"):
        chunks(content, "graphml", "nodes")
    with pytest.raises(BadParameterError, match="no relation 'KNOWS'"):
        from_database(database, relations=["KNOWS"])
    with pytest.raises(BadParameterError, match="no parameter 'asof'"):
        from_database(database, Lens.parse({"asof": "1994"}))


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_interrupted_export_leaves_nothing(name: str, database: Database, tmp_path: Path) -> None:
    """An export that breaks off leaves the file that was there, and nothing beside it."""
    content = from_database(database, source=source_for(name))

    def broken() -> Any:
        yield from list(content.edges())[:3]
        raise KeyboardInterrupt

    def broken_things(kinds: Sequence[str] | None) -> Any:
        assert content.record is not None
        yield from list(content.record.things(kinds))[:3]
        raise KeyboardInterrupt

    def broken_claims() -> Any:
        assert content.source is not None
        yield from list(content.source.claims())[:3]
        raise KeyboardInterrupt

    file = tmp_path / "out"
    file.write_text("before", encoding="utf-8")
    record = content.record
    assert record is not None
    half = replace(
        content,
        edges=broken,
        record=replace(record, things=broken_things),
        source=content.source and replace(content.source, claims=broken_claims),
    )
    with pytest.raises(KeyboardInterrupt):
        save(half, file, name)
    assert file.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_same_graph_gives_the_same_bytes(name: str, database: Database) -> None:
    """Two exports of one version are the same, byte by byte."""
    content = from_database(database, source=source_for(name))
    assert written(content, name) == written(content, name)
