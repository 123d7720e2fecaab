"""Names are not keys: what other programs take for something else is called otherwise."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import Content, chunks, from_database, from_network
from exporters.columns import CLAIM_COLUMNS, EDGE_COLUMNS, NODE_COLUMNS, SOURCE_COLUMNS
from exporters.formats import FORMATS
from exporters.names import RESERVED, unique_texts, written_names
from graph.database import Database
from graph.lens import Lens

LENSES = [
    {},
    {"as_of": "2013"},
    {"sources": "kcna-2013-01-28"},
    {"as_of": "2013", "known_at": "2014", "certainty": "certain", "sources": "kcna-2013-01-28"},
]


def written(content: Content, name: str, table: str | None = None) -> bytes:
    return b"".join(chunks(content, name, table))


def network_of_words(words: frozenset[str], more: frozenset[str]) -> nx.MultiDiGraph[str]:
    """Nodes and edges with an attribute for each word, and one for the name that it would get."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in ("a", "b"):
        network.add_node(node, **{word: f"{node} {word}" for word in sorted(words)})
        network.nodes[node].update({f"{word}_": f"{node} {word}_" for word in sorted(words)})
    network.add_edge("a", "b", **{word: f"edge {word}" for word in sorted(more)})
    return network


@pytest.mark.parametrize("name", ["graphml", "gexf", "json", "gephi"])
def test_reserved_words_are_no_attributes(name: str) -> None:
    """An attribute of each reserved word is there under a free name, with its value, once."""
    reserved = RESERVED[name]
    words = reserved.nodes | {"size", "note"}
    more = (reserved.edges | {"size"}) - {"key"}
    network = network_of_words(words, more)
    for _, _, data in network.edges(data=True):
        data["weight"] = 2
    content = from_network(network)
    nodes, edges = read(content, name)
    for node in ("a", "b"):
        values = Counter(str(value) for value in nodes[node].values())
        for word in words - {"label", "name"}:
            assert values[f"{node} {word}"] == 1, word
        if "label" in words:
            assert nodes[node].get("label", nodes[node].get("Label")) == f"{node} label"
    values = Counter(str(value) for value in edges[0].values())
    for word in more - {"weight", "type", "kind"}:
        assert values[f"edge {word}"] == 1, word


def test_gephi_keeps_attributes_that_are_called_as_its_own() -> None:
    """An attribute called Weight or Type stands beside Gephi's own column, with its own value."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_edge("a", "b", type="UNIT_OF", weight=2, Weight=3, Type="X")
    _, (edge,) = read(from_network(network), "gephi")
    assert (edge["Type"], edge["Weight"]) == ("Directed", "2")
    assert (edge["Type_"], edge["Weight_"]) == ("X", "3")


def read(content: Content, name: str) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """The attributes of nodes and edges as a program that is not ours reads them."""
    if name == "gephi":
        tables = [
            pl.read_csv(written(content, name, table), infer_schema=False).to_dicts()
            for table in ("nodes", "edges")
        ]
        return {row["Id"]: row for row in tables[0]}, tables[1]
    data = written(content, name)
    if name == "json":
        network = nx.node_link_graph(json.loads(data), edges="edges")
    else:
        reader = nx.read_graphml if name == "graphml" else nx.read_gexf
        network = reader(io.BytesIO(data))
    return dict(network.nodes(data=True)), [row for _, _, row in network.edges(data=True)]


@pytest.mark.parametrize("lens", LENSES)
def test_nothing_is_declared_twice(
    lens: dict[str, str], database: Database, tmp_path: Path
) -> None:
    """Under every lens keys and members are unique, igraph reads it, and the lens is there."""
    content = from_database(database, Lens.parse(lens))
    for inside in (False, True):
        text = written(replace(content, inside=inside), "graphml").decode()
        for pattern in (r'<key id="([^"]*)"', r'for="(\w+)" attr.name="([^"]*)"'):
            assert max(Counter(re.findall(pattern, text)).values()) == 1
        file = tmp_path / "g.graphml"
        file.write_text(text, encoding="utf-8")
        network = igraph.Graph.Read_GraphML(str(file))
        assert "name" not in network.vs.attributes()
        assert len(set(network.vs["id"])) == network.vcount() > 0
        for name, value in lens.items():
            assert network[f"lens_{name}"] == value

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        assert len(found) == len(pairs)
        return found

    read = json.loads(written(content, "json"), object_pairs_hook=unique)
    for name, value in lens.items():
        assert read["graph"][f"lens_{name}"] == value
    assert isinstance(read["graph"]["sources"], list)


def test_namesakes_stay_apart(tmp_path: Path) -> None:
    """Two nodes of one name are two everywhere that a program takes a label for the node."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("kim-1", name="Kim Yong Chol")
    network.add_node("kim-2", name="Kim Yong Chol")
    network.add_node("a b", name="x")
    network.add_node("a_b", name="x")
    network.add_node('a "b', name="x")
    network.add_node("a 'b", name="x")
    network.add_edges_from([("kim-1", "a b"), ("kim-2", "a_b"), ('a "b', "a 'b")])
    content = from_network(network)
    file = tmp_path / "n.net"
    file.write_bytes(written(content, "pajek"))
    assert len(nx.read_pajek(file)) == 6
    assert igraph.Graph.Read_Pajek(str(file)).vcount() == 6
    file = tmp_path / "n.dl"
    file.write_bytes(written(content, "dl"))
    read = igraph.Graph.Read_DL(str(file))
    assert (read.vcount(), len(set(read.vs["name"]))) == (6, 6)
    file = tmp_path / "n.graphml"
    file.write_bytes(written(content, "graphml"))
    assert Counter(igraph.Graph.Read_GraphML(str(file)).vs["label"])["Kim Yong Chol"] == 2


def edge_from(word: str, name: str, folder: Path) -> Path:
    """A file of one format with one edge, from a node that is called so to another."""
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_edge(word, "other")
    file = folder / "network"
    file.write_bytes(written(from_network(network), name))
    return file


@pytest.mark.parametrize("word", sorted(RESERVED["dl"].texts))
def test_label_is_no_part_of_a_dl_file(word: str, tmp_path: Path) -> None:
    """A node called as a part of the file is one is a node all the same."""
    read = igraph.Graph.Read_DL(str(edge_from(word, "dl", tmp_path)))
    assert (read.vcount(), read.ecount()) == (2, 1)


@pytest.mark.parametrize(
    "word",
    ["*vertices", "*Arcs 3", "*edges", "*matrix", "*network", "% remark", "ic", "x_fact"],
)
def test_label_is_no_part_of_a_pajek_file(word: str, tmp_path: Path) -> None:
    """In Pajek's file, which has labels in quotation marks, no label is taken for a part of it."""
    file = edge_from(word, "pajek", tmp_path)
    read = igraph.Graph.Read_Pajek(str(file))
    assert (read.vcount(), read.ecount()) == (2, 1)
    assert set(nx.read_pajek(file)) == {word, "other"}


def test_our_own_columns_are_free() -> None:
    """No column of ours is a reserved word of a format that writes it under its own name."""
    for name in ("csv", "neo4j"):
        for columns in (NODE_COLUMNS, EDGE_COLUMNS, CLAIM_COLUMNS, SOURCE_COLUMNS):
            for column in columns:
                assert re.fullmatch(r"[a-z][a-z_]*", column)
                assert column == "id" or column not in RESERVED[name].nodes
    assert set(RESERVED) <= set(FORMATS)


@given(st.lists(st.sampled_from(["id", "ID", "id_", "a", "A", "name", "name_"]), unique=True))
def test_written_names_are_unique(columns: list[str]) -> None:
    """Whatever attributes there are, no two have one name, and none a reserved one."""
    names = written_names(columns, {"id", "name"})
    assert list(names) == columns
    assert len(set(names.values())) == len(columns)
    assert not {name.casefold() for name in names.values()} & {"id", "name"}


@given(st.lists(st.sampled_from(["x", "X", "x_2", "data:", ""])))
def test_labels_are_unique(labels: list[str]) -> None:
    """Whatever labels there are, each is given once, and never a reserved one."""
    found = unique_texts(((str(number), label) for number, label in enumerate(labels)), {"data:"})
    folded = [label.casefold() for label in found.values()]
    assert len(set(folded)) == len(labels)
    assert "data:" not in folded


def test_own_attributes_of_a_network_are_kept() -> None:
    """Attributes called as our ids and ends are not lost where a network is exported."""
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_node("a", id="mine")
    network.add_edge("a", "b", start="s", end="e")
    content = from_network(network)
    assert next(iter(content.nodes())) == {"id": "a", "id_": "mine"}
    edge = next(iter(content.edges()))
    assert edge == {"start": "a", "end": "b", "start_": "s", "end_": "e"}
