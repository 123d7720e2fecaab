"""CSV, as `graph.formats` writes cells; the four tables in a ZIP, or one alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.analysis.exports.archives import zipped
from graph.analysis.exports.content import Content
from graph.analysis.exports.formats import losses
from graph.analysis.exports.tables import Table, one_table, tables
from graph.analysis.exports.text import comment, gathered
from graph.formats import csv_lines


def chunks(content: Content) -> Iterator[bytes]:
    """The archive, piece by piece."""
    return zipped(_members(content))


def table_chunks(content: Content, name: str) -> Iterator[bytes]:
    """One table alone."""
    return _pieces(one_table(content, name))


def _members(content: Content) -> Iterator[tuple[str, Iterable[bytes]]]:
    for table in tables(content):
        yield f"{table.name}.csv", _pieces(table)
    told = "".join(f"{line}\n" for line in comment(content.about, ()))
    yield "README.txt", [(told + losses("csv")).encode()]


def _pieces(table: Table) -> Iterator[bytes]:
    return gathered(csv_lines(list(table.columns), table.rows()))
