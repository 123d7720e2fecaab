"""Nodes, edges, claims and sources as tables: CSV and Parquet, all in a ZIP or one alone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporters.archives import zip_chunks
from exporters.base import EDGE_MARKS, NO_QUESTIONS, Format, check_table
from exporters.columns import CLAIM_COLUMNS, SOURCE_COLUMNS, Column, Columns, Row
from exporters.content import Content, Rows
from exporters.text import encode_chunks, header_lines
from graph.row_formats import cell_text, csv_lines, marked_csv_lines

if TYPE_CHECKING:
    import polars as pl


# Rows as lines of some kind of CSV.
Lines = Callable[[Sequence[str], Iterable[Row]], Iterator[str]]


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


def write_csv(content: Content, lines: Lines = marked_csv_lines) -> Iterator[bytes]:
    """The archive, piece by piece."""
    return zip_chunks(_csv_members(content, lines))


def write_csv_table(
    content: Content, name: str, lines: Lines = marked_csv_lines
) -> Iterator[bytes]:
    """One table alone."""
    return _csv_chunks(one_table(content, name), lines)


def _csv_members(content: Content, lines: Lines) -> Iterator[tuple[str, Iterable[bytes]]]:
    for table in tables(content):
        yield f"{table.name}.csv", _csv_chunks(table, lines)
    told = "".join(f"{line}\n" for line in header_lines(content.about, ()))
    yield "README.txt", [(told + CSV.losses()).encode()]


def _csv_chunks(table: Table, lines: Lines) -> Iterator[bytes]:
    return encode_chunks(lines(list(table.columns), table.rows()))


_ROWS = 20_000
_PIECE = 1 << 20


def write_parquet(content: Content) -> Iterator[bytes]:
    """The archive, piece by piece; a group of rows of each table is kept in memory."""
    return zip_chunks(_parquet_members(content), compressed=False)


def write_parquet_table(content: Content, name: str) -> Iterator[bytes]:
    """One table alone."""
    return _parquet_bytes(one_table(content, name), content)


def data_frame(content: Content, name: str) -> pl.DataFrame:
    """One table as a Polars DataFrame, in memory.

    Raises:
        BadParameterError: There is no such table.
    """
    import polars as pl  # noqa: PLC0415  (slow)

    check_table(name)
    return pl.concat(_frames(one_table(content, name)))


def _parquet_members(content: Content) -> Iterator[tuple[str, Iterable[bytes]]]:
    for table in tables(content):
        yield f"{table.name}.parquet", _parquet_bytes(table, content)
    told = "".join(f"{line}\n" for line in header_lines(content.about, ()))
    yield "README.txt", [(told + PARQUET.losses()).encode()]


def _parquet_bytes(table: Table, content: Content) -> Iterator[bytes]:
    """The file: parts of some rows, joined on disk, since a Parquet file ends with its index."""
    import polars as pl  # noqa: PLC0415  (slow)

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
    import polars as pl  # noqa: PLC0415  (slow)

    rows = list(some)
    return pl.DataFrame(
        [
            _column(name, [row.get(name) for row in rows], kind)
            for name, kind in table.columns.items()
        ]
    )


def _column(name: str, values: list[Any], kind: Column) -> pl.Series:
    import polars as pl  # noqa: PLC0415  (slow)

    if kind is Column.DATE:
        return pl.Series(name, values, pl.String).str.to_date("%Y-%m-%d")
    if kind is Column.VALUE:
        values = [cell_text(value) for value in values]
    if kind is Column.TEXTS:
        # A computed network may have lists of numbers.
        values = [value and [str(item) for item in value] for value in values]
    types = {
        Column.INTEGER: pl.Int64(),
        Column.NUMBER: pl.Float64(),
        Column.BOOLEAN: pl.Boolean(),
        Column.TEXTS: pl.List(pl.String),
    }
    return pl.Series(name, values, types.get(kind, pl.String()))


CSV = Format(
    "csv",
    "CSV",
    ".zip",
    "application/zip",
    "four tables: nodes, edges, claims, sources",
    ("types of values", "lists, whose items are joined by semicolons", NO_QUESTIONS),
    "Excel and any spreadsheet, pandas, polars, DuckDB, R (one table: --table)",
    write_csv,
    purpose="tables",
    header=True,
    write_table=write_csv_table,
    marks=EDGE_MARKS,
)


CSV_PLAIN = replace(
    CSV,
    name="csv-plain",
    title="CSV without byte-order mark",
    holds="the tables of csv, without the mark that they are UTF-8",
    opens="what takes the mark for a part of a name: Python's csv, awk (one table: --table)",
    write=partial(write_csv, lines=csv_lines),
    write_table=partial(write_csv_table, lines=csv_lines),
)


PARQUET = Format(
    "parquet",
    "Apache Parquet",
    ".zip",
    "application/zip",
    "four tables with typed columns and lists: nodes, edges, claims, sources",
    ("whether a claim's value is a number or text, which is text", NO_QUESTIONS),
    "pandas, polars, DuckDB, R's arrow (one table: --table)",
    write_parquet,
    purpose="tables",
    header=True,
    write_table=write_parquet_table,
    marks=EDGE_MARKS,
    memory="20,000 rows",
)
