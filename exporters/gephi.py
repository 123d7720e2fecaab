"""Two tables as Gephi's spreadsheet import wants them: nodes with Id and Label, edges with ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from exporters.archives import zip_chunks
from exporters.base import EDGE_MARKS, IDS_ONLY, NO_QUESTIONS, Format
from exporters.columns import Column, Row
from exporters.content import Content
from exporters.gexf import edges_by_type, merge_edges, spells
from exporters.names import RESERVED, written_names
from exporters.text import encode_chunks, header_lines
from graph.row_formats import csv_lines

_RESERVED = RESERVED["gephi"]


def write_gephi(content: Content) -> Iterator[bytes]:
    """The archive, piece by piece."""
    return zip_chunks(_members(content))


def write_gephi_table(content: Content, name: str) -> Iterator[bytes]:
    """One table alone."""
    return {"nodes": _nodes, "edges": _edges}[name](content)


def _members(content: Content) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "nodes.csv", _nodes(content)
    yield "edges.csv", _edges(content)
    told = "".join(f"{line}\n" for line in header_lines(content.about, ()))
    yield "README.txt", [(told + GEPHI.losses()).encode()]


def _nodes(content: Content) -> Iterator[bytes]:
    label = "label" if "label" in content.node_columns else "name"
    columns = [name for name in content.node_columns if name != label]
    return _table(
        ["Id", "Label"],
        columns,
        _RESERVED.nodes,
        lambda: (
            ({"Id": row["id"], "Label": row.get(label) or row["id"]}, row)
            for row in content.nodes()
        ),
    )


def _edges(content: Content) -> Iterator[bytes]:
    direction = "Directed" if content.directed else "Undirected"
    # Gephi would take each column of days for a timeline of its own.
    columns = {
        name: kind
        for name, kind in content.edge_columns.items()
        if name not in {"type", "weight"} and kind is not Column.DATE
    }

    def rows() -> Iterator[tuple[Row, Row]]:
        for parallel in edges_by_type(content):
            first = parallel[0]
            own = {
                "Source": first["start"],
                "Target": first["end"],
                "Type": direction,
                "Kind": first.get("type"),
                "Label": first.get("type"),
                "Weight": first.get("weight", 1),
                "Timeset": _timeset(spells(parallel)),
            }
            yield own, merge_edges(parallel, columns)

    first = ["Source", "Target", "Type", "Kind", "Label", "Weight", "Timeset"]
    return _table(first, list(columns), _RESERVED.edges, rows)


def _timeset(times: list[tuple[str, str]]) -> str | None:
    """Times as Gephi reads them; None is always."""
    spans = [f"[{start or '-Infinity'}, {end or 'Infinity'}]" for start, end in times]
    return f"<{'; '.join(spans)}>" if spans else None


def _table(
    first: list[str],
    columns: list[str],
    reserved: frozenset[str],
    rows: Callable[[], Iterable[tuple[Row, Row]]],
) -> Iterator[bytes]:
    """Gephi's own columns, then ours: each row has both."""
    names = written_names(columns, reserved)
    written = ({**own, **{names[name]: ours.get(name) for name in columns}} for own, ours in rows())
    return encode_chunks(csv_lines([*first, *names.values()], written))


GEPHI = Format(
    "gephi",
    "Gephi spreadsheet",
    ".zip",
    "application/zip",
    "two tables with Gephi's own headings: nodes (Id, Label), edges (Source, Target, Type, Kind, "
    "Label, Weight, Timeset for the timeline), every attribute",
    (
        "parallel edges of one type, which are one edge with several times",
        "lists, whose items are joined by semicolons",
        "when an edge may have been there (its times are those that are certain)",
        IDS_ONLY,
        NO_QUESTIONS,
    ),
    "Gephi: unpack, then Import spreadsheet, nodes before edges (one table: --table)",
    write_gephi,
    purpose="networks",
    header=True,
    write_table=write_gephi_table,
    tables=("nodes", "edges"),
    marks=EDGE_MARKS,
)
