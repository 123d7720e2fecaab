"""Nodes, edges, claims and sources as tables: which there are, and their columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.analysis.exports.content import (
    CLAIM_COLUMNS,
    SOURCE_COLUMNS,
    Column,
    Columns,
    Content,
    Rows,
)


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns in order, and its rows."""

    name: str
    columns: Columns
    rows: Rows


def tables(content: Content) -> Iterator[Table]:
    """The tables of an export; claims and sources only where it has them."""
    text = Column.TEXT
    yield Table("nodes", {"id": text, **content.node_columns}, content.nodes)
    yield Table("edges", {"start": text, "end": text, **content.edge_columns}, content.edges)
    if content.record is not None:
        yield Table("claims", CLAIM_COLUMNS, content.record.claims)
        yield Table("sources", SOURCE_COLUMNS, content.record.sources)


def one_table(content: Content, name: str) -> Table:
    """The table of this name, which is there."""
    return next(table for table in tables(content) if table.name == name)
