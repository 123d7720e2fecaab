"""GraphML (graphml.graphdrawing.org), streamed: keys first, then nodes, edges, the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from exporters.base import EDGE_MARKS, NO_QUESTIONS, Format
from exporters.columns import Column, Columns, Row
from exporters.content import Content, Rows
from exporters.names import RESERVED, written_names
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
    ' xmlns:y="http://www.yworks.com/xml/graphml"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    '<key id="y-node" for="node" yfiles.type="nodegraphics"/>\n'
    '<key id="n-label" for="node" attr.name="label" attr.type="string"/>\n'
)
_RESERVED = RESERVED["graphml"]


def write_graphml(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return encode_chunks(_pieces(content))


def _pieces(content: Content) -> Iterator[str]:
    record = content.record if content.inside else None
    yield _HEAD
    told = "; ".join(header_lines(content.about, GRAPHML.loses))
    yield f"<!-- {xml_text(told).replace('--', '- -')} -->\n"
    about = written_names(content.about, _RESERVED.graph)
    for name in (*about.values(), *(["claims", "sources"] if record else [])):
        yield _key(f"g-{name}", "graph", name, Column.TEXT)
    node_data = _Data("n", _shown(content.node_columns), _RESERVED.nodes)
    edge_data = _Data("e", content.edge_columns, _RESERVED.edges)
    yield from node_data.declared("node")
    yield from edge_data.declared("edge")
    yield f'<graph edgedefault="{"directed" if content.directed else "undirected"}">\n'
    for name, value in content.about.items():
        yield f'<data key="g-{xml_text(about[name])}">{xml_text(value)}</data>\n'
    for row in content.nodes():
        label = xml_text(str(row.get("label") or row.get("name") or row["id"]))
        yield (
            f'<node id="{xml_text(row["id"])}"><data key="n-label">{label}</data>'
            f'<data key="y-node"><y:ShapeNode><y:NodeLabel>{label}</y:NodeLabel></y:ShapeNode>'
            f"</data>{node_data(row)}</node>\n"
        )
    for row in content.edges():
        start, end = xml_text(row["start"]), xml_text(row["end"])
        yield f'<edge source="{start}" target="{end}">{edge_data(row)}</edge>\n'
    if record is not None:
        yield from _rows("claims", record.claims)
        yield from _rows("sources", record.sources)
    yield "</graph>\n</graphml>\n"


def _shown(columns: Columns) -> Columns:
    """The columns without the one whose value is the label: programs would take it for a key."""
    label = "label" if "label" in columns else "name"
    return {name: kind for name, kind in columns.items() if name != label}


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

    def __init__(self, prefix: str, columns: Columns, reserved: frozenset[str]) -> None:
        self._prefix = prefix
        self._columns = columns
        self._names = written_names(columns, reserved)
        self._openings = [
            (name, f'<data key="{xml_text(f"{prefix}-{self._names[name]}")}">') for name in columns
        ]

    def declared(self, of: str) -> Iterator[str]:
        """The keys, each once."""
        for name, kind in self._columns.items():
            written = self._names[name]
            yield _key(f"{self._prefix}-{written}", of, written, kind)

    def __call__(self, row: Row) -> str:
        parts = []
        for name, opening in self._openings:
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
    "nodes with their names as labels, edges, every attribute; claims and sources as JSON text on "
    "the graph, if asked for",
    (
        "lists, which are JSON text",
        "what claims and sources say, which stands in files beside it unless asked for",
        NO_QUESTIONS,
    ),
    "networkx.read_graphml, igraph, Gephi, Cytoscape, yEd",
    write_graphml,
    purpose="networks",
    header=True,
    beside=True,
    marks=EDGE_MARKS,
)
