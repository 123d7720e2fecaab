"""Every export format: what it holds, what it loses, how it is opened. Docs and checks derive."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass

from graph.analysis.exports.content import Content
from graph.errors import BadInputError, BadParameterError

TABLES = ("nodes", "edges", "claims", "sources")
_IDS_ONLY = "what claims and sources say (their ids are on the edges)"


@dataclass(frozen=True)
class Format:
    """An export format.

    Attributes:
        name: As in `--format`.
        title: What people call it.
        suffix: Of its files, with the dot.
        media_type: Of its answers over HTTP.
        holds: What is in it.
        loses: What is not.
        opens: How to open it.
        module: The module below this package whose `chunks(content)` writes it.
        header: Whether the file itself says what it loses; else that is written beside it.
        of_claims: Whether it is made from claims, so that a computed network has no such form.
        tables: Whether one table alone can be had.
        memory: What is kept while it is written, beside one row.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    holds: str
    loses: tuple[str, ...]
    opens: str
    module: str
    header: bool = False
    of_claims: bool = False
    tables: bool = False
    memory: str = "nothing"


FORMATS: dict[str, Format] = {
    item.name: item
    for item in (
        Format(
            "graphml",
            "GraphML",
            ".graphml",
            "application/graphml+xml",
            "nodes, edges, every attribute; claims and sources as JSON text on the graph",
            ("lists are JSON text",),
            "networkx.read_graphml, igraph, Gephi, Cytoscape, yEd",
            "graphml",
            header=True,
        ),
        Format(
            "json",
            "node-link JSON",
            ".json",
            "application/json",
            "nodes, edges, every attribute; claims and sources on the graph",
            (),
            'networkx.node_link_graph(data, edges="edges"), d3, sigma',
            "node_link",
            header=True,
        ),
    )
}


def export_format(name: str) -> Format:
    """The format of this name.

    Raises:
        BadInputError: There is none.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise BadInputError(
            f"There is no format {name!r}.", hint=f"There are: {', '.join(FORMATS)}."
        ) from None


def chunks(content: Content, name: str, table: str | None = None) -> Iterator[bytes]:
    """The bytes of an export, piece by piece.

    Args:
        content: What is exported.
        name: In which format.
        table: For a format of tables: only this one of `TABLES`.

    Raises:
        BadInputError: There is no such format or table, or the format wants claims.
    """
    form = export_format(name)
    if table is not None and (not form.tables or table not in TABLES):
        allowed = ", ".join(TABLES) if form.tables else f"{name} has no tables"
        raise BadParameterError("table", f"table={table!r}: {allowed}.")
    if content.record is None and (form.of_claims or table in {"claims", "sources"}):
        raise BadInputError(
            f"{table or name} is made from claims, and this network was computed.",
            hint="Export the graph itself, or choose another format.",
        )
    module = importlib.import_module(f"graph.analysis.exports.{form.module}")
    pieces: Iterator[bytes] = (
        module.table_chunks(content, table) if table is not None else module.chunks(content)
    )
    return pieces


def losses(name: str) -> str:
    """What a format does not hold, as text; empty where it holds everything."""
    form = export_format(name)
    return "".join(f"{form.title} does not hold: {what}.\n" for what in form.loses)
