"""Apache Parquet: typed columns, lists as lists; the four tables in a ZIP, or one alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import compute

from graph.analysis.exports.archives import Sink, zipped
from graph.analysis.exports.content import Column, Content, Row
from graph.analysis.exports.formats import check_table, losses
from graph.analysis.exports.tables import Table, one_table, tables
from graph.analysis.exports.text import comment
from graph.formats import cell

_ROWS = 20_000
_TYPES = {
    Column.TEXT: pa.string(),
    Column.INTEGER: pa.int64(),
    Column.NUMBER: pa.float64(),
    Column.BOOLEAN: pa.bool_(),
    Column.DATE: pa.date32(),
    Column.TEXTS: pa.list_(pa.string()),
    Column.VALUE: pa.string(),
}


def chunks(content: Content) -> Iterator[bytes]:
    """The archive, piece by piece; a group of rows of each table is kept in memory."""
    return zipped(_members(content), compressed=False)


def table_chunks(content: Content, name: str) -> Iterator[bytes]:
    """One table alone."""
    return _pieces(one_table(content, name), content)


def arrow_table(content: Content, name: str) -> Any:
    """One table as an Arrow table, in memory.

    Raises:
        BadParameterError: There is no such table.
    """
    check_table(name)
    table = one_table(content, name)
    schema = _schema(table, content)
    return pa.Table.from_batches(list(_batches(table, schema)), schema)


def _members(content: Content) -> Iterator[tuple[str, Iterable[bytes]]]:
    for table in tables(content):
        yield f"{table.name}.parquet", _pieces(table, content)
    told = "".join(f"{line}\n" for line in comment(content.about, ()))
    yield "README.txt", [(told + losses("parquet")).encode()]


def _pieces(table: Table, content: Content) -> Iterator[bytes]:
    schema = _schema(table, content)
    sink = Sink()
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        for batch in _batches(table, schema):
            writer.write_batch(batch)
            yield sink.taken()
    yield sink.taken()


def _schema(table: Table, content: Content) -> Any:
    return pa.schema(
        [(name, _TYPES[kind]) for name, kind in table.columns.items()],
        metadata={f"partycell.{name}": value for name, value in content.about.items()},
    )


def _batches(table: Table, schema: Any) -> Iterator[Any]:
    """The rows, some at a time; the rows of one batch are gone before the next are read."""
    rows = iter(table.rows())
    while (batch := _batch(islice(rows, _ROWS), table, schema)).num_rows:
        yield batch


def _batch(some: Iterable[Row], table: Table, schema: Any) -> Any:
    rows = list(some)
    arrays = [_array([row.get(name) for row in rows], kind) for name, kind in table.columns.items()]
    return pa.record_batch(arrays, schema=schema)


def _array(values: list[Any], kind: Column) -> Any:
    if kind is Column.DATE:
        return compute.cast(pa.array(values, pa.string()), pa.date32())
    if kind is Column.VALUE:
        return pa.array([None if value is None else cell(value) for value in values], pa.string())
    try:
        return pa.array(values, _TYPES[kind])
    except pa.ArrowTypeError:
        if kind is not Column.TEXTS:
            raise
        # A computed network may have lists of numbers.
        texts = [value and [str(item) for item in value] for value in values]
        return pa.array(texts, _TYPES[kind])
