"""Node-link JSON as NetworkX and d3 read it, streamed."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from exporters.base import Format
from exporters.content import Content, Row
from exporters.text import join_chunks, json_array


def write_node_link(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return join_chunks(_pieces(content))


def _pieces(content: Content) -> Iterator[bytes]:
    yield b'{"directed":%s,"multigraph":%s,\n"nodes":' % (
        orjson.dumps(content.directed),
        orjson.dumps(content.multigraph),
    )
    yield from json_array(content.nodes())
    yield b',\n"edges":'
    yield from json_array(map(_ends, content.edges()))
    yield b',\n"graph":'
    if content.record is None:
        yield orjson.dumps(dict(content.about))
    else:
        yield orjson.dumps(dict(content.about))[:-1] + b',"claims":'
        yield from json_array(content.record.claims())
        yield b',\n"sources":'
        yield from json_array(content.record.sources())
        yield b"}"
    yield b"}\n"


def _ends(row: Row) -> Row:
    """An edge whose ends are called as NetworkX calls them, without what is null."""
    said = {name: value for name, value in row.items() if value is not None}
    start, end = said.pop("start"), said.pop("end")
    return {"source": start, "target": end, **said}


NODE_LINK = Format(
    "json",
    "node-link JSON",
    ".json",
    "application/json",
    "nodes, edges, every attribute; claims and sources on the graph",
    (),
    'networkx.node_link_graph(data, edges="edges"), d3, sigma',
    write_node_link,
)
