"""Apache Parquet: typed columns, lists as lists; the four tables in a ZIP, or one alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from graph.analysis.exports.archives import zipped
from graph.analysis.exports.content import Column, Content, Row
from graph.analysis.exports.formats import check_table, losses
from graph.analysis.exports.tables import Table, one_table, tables
from graph.analysis.exports.text import comment
from graph.formats import cell

_ROWS = 20_000
_PIECE = 1 << 20
_TYPES: dict[Column, pl.DataType] = {
    Column.TEXT: pl.String(),
    Column.INTEGER: pl.Int64(),
    Column.NUMBER: pl.Float64(),
    Column.BOOLEAN: pl.Boolean(),
    Column.DATE: pl.Date(),
    Column.TEXTS: pl.List(pl.String),
    Column.VALUE: pl.String(),
}


def chunks(content: Content) -> Iterator[bytes]:
    """The archive, piece by piece; a group of rows of each table is kept in memory."""
    return zipped(_members(content), compressed=False)


def table_chunks(content: Content, name: str) -> Iterator[bytes]:
    """One table alone."""
    return _pieces(one_table(content, name), content)


def data_frame(content: Content, name: str) -> pl.DataFrame:
    """One table as a Polars DataFrame, in memory.

    Raises:
        BadParameterError: There is no such table.
    """
    check_table(name)
    return pl.concat(_frames(one_table(content, name)))


def _members(content: Content) -> Iterator[tuple[str, Iterable[bytes]]]:
    for table in tables(content):
        yield f"{table.name}.parquet", _pieces(table, content)
    told = "".join(f"{line}\n" for line in comment(content.about, ()))
    yield "README.txt", [(told + losses("parquet")).encode()]


def _pieces(table: Table, content: Content) -> Iterator[bytes]:
    """The file: parts of some rows, joined on disk, since a Parquet file ends with its index."""
    metadata = {f"partycell.{name}": value for name, value in content.about.items()}
    with tempfile.TemporaryDirectory(prefix="partycell-parquet-") as folder:
        for number, frame in enumerate(_frames(table)):
            frame.write_parquet(Path(folder) / f"{number:06}.parquet", compression="lz4")
        whole = Path(folder) / "whole"
        pl.scan_parquet(Path(folder) / "*.parquet").sink_parquet(
            whole, row_group_size=_ROWS, metadata=metadata
        )
        with whole.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _frames(table: Table) -> Iterator[pl.DataFrame]:
    """The rows, some at a time; the rows of one frame are gone before the next are read."""
    rows = iter(table.rows())
    yield _frame(islice(rows, _ROWS), table)
    while (frame := _frame(islice(rows, _ROWS), table)).height:
        yield frame


def _frame(some: Iterable[Row], table: Table) -> pl.DataFrame:
    rows = list(some)
    return pl.DataFrame(
        [
            _column(name, [row.get(name) for row in rows], kind)
            for name, kind in table.columns.items()
        ]
    )


def _column(name: str, values: list[Any], kind: Column) -> pl.Series:
    if kind is Column.DATE:
        return pl.Series(name, values, pl.String).str.to_date("%Y-%m-%d")
    if kind is Column.VALUE:
        values = [None if value is None else cell(value) for value in values]
    if kind is Column.TEXTS:
        # A computed network may have lists of numbers.
        values = [value and [str(item) for item in value] for value in values]
    return pl.Series(name, values, _TYPES[kind])
