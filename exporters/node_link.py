"""Node-link JSON as NetworkX and d3 read it, streamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import orjson

from exporters.base import MARKS, RETIRED, Format
from exporters.columns import Row
from exporters.content import Content
from exporters.names import RESERVED, written_names
from exporters.text import join_chunks, json_array

_RESERVED = RESERVED["json"]


def write_node_link(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return join_chunks(_pieces(content))


def _pieces(content: Content) -> Iterator[bytes]:
    nodes = written_names(content.node_columns, _RESERVED.nodes)
    edges = written_names(content.edge_columns, _RESERVED.edges)
    names = written_names(content.about, _RESERVED.graph)
    about = {names[name]: text for name, text in content.about.items()}
    yield b'{"directed":%s,"multigraph":%s,\n"nodes":' % (
        orjson.dumps(content.directed),
        orjson.dumps(content.multigraph),
    )
    yield from json_array(map(partial(_renamed, {**nodes, "id": "id"}), content.nodes()))
    yield b',\n"edges":'
    # The ends as NetworkX calls them.
    ends = {"start": "source", "end": "target"}
    yield from json_array(map(partial(_renamed, {**ends, **edges}), content.edges()))
    yield b',\n"graph":'
    if content.record is None:
        yield orjson.dumps(about)
    else:
        yield orjson.dumps(about)[:-1] + b',"claims":'
        yield from json_array(content.record.claims())
        yield b',\n"sources":'
        yield from json_array(content.record.sources())
        yield b',\n"questions":'
        yield from json_array(content.record.questions())
        yield b"}"
    yield b"}\n"


def _renamed(names: Mapping[str, str], row: Row) -> Row:
    """A row by the names that are written, without what is null."""
    return {names.get(name, name): value for name, value in row.items() if value is not None}


NODE_LINK = Format(
    "json",
    "node-link JSON",
    ".json",
    "application/json",
    "nodes, edges, every attribute; claims, sources and questions on the graph",
    (RETIRED,),
    'networkx.node_link_graph(data, edges="edges"), d3, sigma',
    write_node_link,
    purpose="networks",
    marks=MARKS,
)
