"""GraphML (graphml.graphdrawing.org), streamed: keys first, then nodes, edges, the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from exporters.base import Format
from exporters.content import Column, Columns, Content, Row, Rows
from exporters.text import (
    XML_TYPES,
    encode_chunks,
    header_lines,
    json_array,
    json_text,
    xml_text,
)

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def write_graphml(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return encode_chunks(_pieces(content))


def _pieces(content: Content) -> Iterator[str]:
    yield _HEAD
    told = "; ".join(header_lines(content.about, GRAPHML.loses))
    yield f"<!-- {xml_text(told).replace('--', '- -')} -->\n"
    for name in (*content.about, *(["claims", "sources"] if content.record else [])):
        yield _key(f"g-{name}", "graph", name, Column.TEXT)
    for name, kind in content.node_columns.items():
        yield _key(f"n-{name}", "node", name, kind)
    for name, kind in content.edge_columns.items():
        yield _key(f"e-{name}", "edge", name, kind)
    yield f'<graph edgedefault="{"directed" if content.directed else "undirected"}">\n'
    for name, value in content.about.items():
        yield f'<data key="g-{xml_text(name)}">{xml_text(value)}</data>\n'
    node_data = _Data("n", content.node_columns)
    for row in content.nodes():
        yield f'<node id="{xml_text(row["id"])}">{node_data(row)}</node>\n'
    edge_data = _Data("e", content.edge_columns)
    for row in content.edges():
        start, end = xml_text(row["start"]), xml_text(row["end"])
        yield f'<edge source="{start}" target="{end}">{edge_data(row)}</edge>\n'
    if content.record is not None:
        yield from _rows("claims", content.record.claims)
        yield from _rows("sources", content.record.sources)
    yield "</graph>\n</graphml>\n"


def _key(identifier: str, of: str, name: str, kind: Column) -> str:
    return (
        f'<key id="{xml_text(identifier)}" for="{of}" attr.name="{xml_text(name)}"'
        f' attr.type="{XML_TYPES.get(kind, "string")}"/>\n'
    )


def _rows(name: str, rows: Rows) -> Iterable[str]:
    """JSON text, row by row; never the whole of it."""
    pieces = (xml_text(piece.decode()) for piece in json_array(rows()))
    return chain([f'<data key="g-{name}">'], pieces, ["</data>\n"])


class _Data:
    """What a node or edge has, as `data` elements."""

    def __init__(self, prefix: str, columns: Columns) -> None:
        self._columns = [(name, f'<data key="{xml_text(f"{prefix}-{name}")}">') for name in columns]

    def __call__(self, row: Row) -> str:
        parts = []
        for name, opening in self._columns:
            value = row.get(name)
            if value is None:
                continue
            if not isinstance(value, str):
                value = json_text(value)
            parts.append(f"{opening}{xml_text(value)}</data>")
        return "".join(parts)


GRAPHML = Format(
    "graphml",
    "GraphML",
    ".graphml",
    "application/graphml+xml",
    "nodes, edges, every attribute; claims and sources as JSON text on the graph",
    ("lists, which are JSON text",),
    "networkx.read_graphml, igraph, Gephi, Cytoscape, yEd",
    write_graphml,
    header=True,
)
