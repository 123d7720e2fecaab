"""GEXF 1.3 (gexf.net), dynamic where edges have dates, so that Gephi's timeline works; streamed.

Gephi keeps one edge of a kind between two nodes. So edges of one type between two things are one
edge here, with a spell for each time that claims attest; what they say otherwise is gathered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from exporters.base import EDGE_MARKS, IDS_ONLY, NO_QUESTIONS, Format
from exporters.columns import Column, Columns, Row
from exporters.content import Content
from exporters.names import RESERVED, written_names
from exporters.text import XML_TYPES, encode_chunks, header_lines, json_text, xml_text
from graph.dates import EARLIEST, LATEST

_OPEN_START, _OPEN_END = EARLIEST.isoformat(), LATEST.isoformat()
_RESERVED = RESERVED["gexf"]
_SPELL = ("certain_from", "certain_until")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" version="1.3"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd">\n'
)


def write_gexf(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return encode_chunks(_pieces(content))


def _pieces(content: Content) -> Iterator[str]:
    dated = set(_SPELL) <= set(content.edge_columns)
    told = "; ".join(header_lines(content.about, GEXF.loses))
    yield _HEAD
    yield f"<meta><creator>Partycell</creator><description>{xml_text(told)}</description></meta>\n"
    yield (
        f'<graph defaultedgetype="{"directed" if content.directed else "undirected"}"'
        f' mode="{"dynamic" if dated else "static"}"'
        + (' timeformat="date" timerepresentation="interval"' if dated else "")
        + ">\n"
    )
    node_columns = {name: kind for name, kind in content.node_columns.items() if name != "label"}
    edge_columns = {
        name: kind
        for name, kind in content.edge_columns.items()
        if name not in {*_SPELL, "type", "weight"}
    }
    yield from _declared("node", node_columns)
    yield from _declared("edge", edge_columns)
    yield "<nodes>\n"
    for row in content.nodes():
        label = row.get("label") or row.get("name") or row["id"]
        yield (
            f'<node id="{xml_text(row["id"])}" label="{xml_text(str(label))}">'
            f"{_values(row, node_columns)}</node>\n"
        )
    yield "</nodes>\n<edges>\n"
    for number, rows in enumerate(edges_by_type(content)):
        yield _edge(number, rows, edge_columns, dated=dated)
    yield "</edges>\n</graph>\n</gexf>\n"


def edges_by_type(content: Content) -> Iterator[list[Row]]:
    """The edges of one type between two things, together."""
    groups = groupby(content.edges(), lambda row: (row["start"], row.get("type"), row["end"]))
    return (list(group) for _, group in groups)


def _declared(of: str, columns: Columns) -> Iterator[str]:
    titles = written_names(columns, _RESERVED.nodes if of == "node" else _RESERVED.edges)
    yield f'<attributes class="{of}" mode="static">\n'
    for name, kind in columns.items():
        yield (
            f'<attribute id="{of}-{xml_text(name)}" title="{xml_text(titles[name])}"'
            f' type="{XML_TYPES.get(kind, "string")}"/>\n'
        )
    yield "</attributes>\n"


def _edge(number: int, rows: Sequence[Row], columns: Columns, *, dated: bool) -> str:
    first = rows[0]
    kind = first.get("type")
    weight = first.get("weight")
    named = f' kind="{xml_text(str(kind))}" label="{xml_text(str(kind))}"' if kind else ""
    weighted = f' weight="{weight}"' if weight is not None else ""
    row = merge_edges(rows, columns)
    times = spells(rows) if dated else []
    spelt = "".join(map(_spell, times))
    within = f"<spells>{spelt}</spells>" if spelt else ""
    return (
        f'<edge id="{number}" source="{xml_text(first["start"])}"'
        f' target="{xml_text(first["end"])}"{named}{weighted}>'
        f"{_values(row, columns, of='edge')}{within}</edge>\n"
    )


def _spell(time: tuple[str, str]) -> str:
    start, end = time
    since = f' start="{start}"' if start else ""
    until = f' end="{end}"' if end else ""
    return f"<spell{since}{until}/>"


def merge_edges(rows: Sequence[Row], columns: Columns) -> Row:
    """What parallel edges say: lists joined, bounds widened, texts side by side."""
    if len(rows) == 1:
        return rows[0]
    found: dict[str, Any] = {}
    for name, kind in columns.items():
        values = [row[name] for row in rows if row.get(name) is not None]
        if not values:
            continue
        if kind is Column.TEXTS:
            found[name] = list(dict.fromkeys(item for value in values for item in value))
        elif kind is Column.DATE:
            found[name] = min(values) if name.endswith("from") else max(values)
        elif kind is Column.BOOLEAN:
            found[name] = any(values)
        elif kind is Column.TEXT:
            found[name] = "; ".join(dict.fromkeys(values))
        else:
            found[name] = values[0]
    return found


def _values(row: Row, columns: Columns, of: str = "node") -> str:
    parts = []
    for name in columns:
        value = row.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            value = json_text(value)
        parts.append(f'<attvalue for="{of}-{xml_text(name)}" value="{xml_text(value)}"/>')
    return f"<attvalues>{''.join(parts)}</attvalues>" if parts else ""


def spells(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """The times that claims attest, those that touch made one; a vague moment is its whole range.

    An open end is empty. Edges without dates, or with a time that could not be read, have no spell:
    they are always there.
    """
    spans = sorted(
        (min(row[_SPELL[0]], row[_SPELL[1]]), max(row[_SPELL[0]], row[_SPELL[1]]))
        for row in rows
        if row.get(_SPELL[0])
        and row.get(_SPELL[1])
        # Of a time that could not be read no day is certain.
        and (row[_SPELL[0]], row[_SPELL[1]]) != (_OPEN_END, _OPEN_START)
    )
    merged: list[tuple[str, str]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return [
        ("" if start == _OPEN_START else start, "" if end == _OPEN_END else end)
        for start, end in merged
    ]


GEXF = Format(
    "gexf",
    "GEXF 1.3",
    ".gexf",
    "application/gexf+xml",
    "nodes, edges with spells for a timeline, every attribute",
    (
        "parallel edges of one type, which are one edge with several spells",
        "that a time could not be read: such an edge is always there",
        "lists, which are JSON text",
        IDS_ONLY,
        NO_QUESTIONS,
    ),
    "Gephi (timeline and all), networkx.read_gexf, sigma",
    write_gexf,
    purpose="networks",
    header=True,
    marks=EDGE_MARKS,
)
