"""Node-link JSON as NetworkX and d3 read it, streamed."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from graph.analysis.exports.content import Content, Row
from graph.analysis.exports.text import gathered_bytes, json_array


def chunks(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return gathered_bytes(_pieces(content))


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
