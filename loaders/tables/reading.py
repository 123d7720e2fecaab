"""Rows of a table as text, whatever file it is in; one row at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from math import isnan
from pathlib import Path
from typing import Any, TextIO
from zipfile import BadZipFile

from loaders.problems import DatasetError, Problem
from loaders.tables.mapping import ReadShape

# Characters that are held of one cell; what is kept of it is bounded by its claim.
MAX_CELL = 50_000_000
_SAMPLE = 64_000
_EXACT = 2**53
_SEPARATORS = ",;\t|"
_WORKBOOKS = {".xlsx", ".xlsm"}


@dataclass(frozen=True)
class Row:
    """A row: its number in the file from 1, its cells by column, what is odd about it."""

    number: int
    cells: dict[str, str]
    warnings: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        columns: Their names, in order.
        rows: Read as they are asked for, once.
        separator: Of a text file; a comma for others.
        encoding: Of a text file; UTF-8 for others.
    """

    columns: list[str]
    rows: Iterator[Row]
    separator: str = ","
    encoding: str = "utf-8"


def open_table(file: Path, read: ReadShape) -> Table:
    """A table, opened.

    Args:
        file: CSV, TSV, Excel (.xlsx, .xlsm) or Parquet.
        read: How to read it.

    Raises:
        DatasetError: It cannot be read, or has no columns.
    """
    try:
        if file.suffix.lower() in _WORKBOOKS:
            return _workbook(file, read)
        if file.suffix.lower() == ".parquet":
            return _parquet(file, read)
        return _text(file, read)
    except FileNotFoundError as error:
        raise _wrong(file, 1, "there is no such file.") from error
    except OSError as error:
        raise _wrong(file, 1, f"cannot be read: {error.strerror or error}.") from error


def _wrong(file: Path, line: int, message: str) -> DatasetError:
    return DatasetError([Problem(str(file), line, "", message)])


def _text(file: Path, read: ReadShape) -> Table:
    encoding = read.encoding or _encoding(file)
    try:
        with file.open(encoding=encoding, newline="") as stream:
            sample = stream.read(_SAMPLE)
    except (UnicodeDecodeError, LookupError) as error:
        raise _wrong(file, 1, f"is not {encoding} text: {error}.") from error
    separator = read.separator or _separator(file, sample)
    lines = _lines(file, encoding, separator)
    rows = islice(lines, read.skip, None)
    columns = _columns(file, rows, read)
    return Table(columns, _rows(columns, rows, read), separator, encoding)


def _encoding(file: Path) -> str:
    """By byte-order mark; else UTF-8 where all of it is, else CP949, as Korean offices write."""
    with file.open("rb") as stream:
        start = stream.read(4)
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        if start.startswith(b"PK\x03\x04"):
            raise _wrong(file, 1, "is a ZIP archive, not text; name a workbook .xlsx.")
    try:
        with file.open(encoding="utf-8-sig") as text:
            for _ in iter(lambda: text.read(_SAMPLE), ""):
                pass
    except UnicodeDecodeError:
        return "cp949"
    return "utf-8-sig"


def _separator(file: Path, sample: str) -> str:
    if file.suffix.lower() == ".tsv":
        return "\t"
    first = next((line for line in sample.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count) if any(map(first.count, _SEPARATORS)) else ","


def _lines(file: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    stream: TextIO
    with file.open(encoding=encoding, newline="") as stream:
        csv.field_size_limit(MAX_CELL)
        reader = csv.reader(_without_nul(stream), delimiter=separator, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                yield number, cells
        except (csv.Error, UnicodeDecodeError) as error:
            reason = (
                f"a cell has more than {MAX_CELL:,} characters"
                if "field limit" in str(error)
                else str(error)
            )
            raise _wrong(file, number + 1, f"row {number + 1} cannot be read: {reason}.") from error


def _without_nul(stream: Iterable[str]) -> Iterator[str]:
    for line in stream:
        yield line.replace("\x00", "")


def _columns(file: Path, rows: Iterator[tuple[int, Sequence[Any]]], read: ReadShape) -> list[str]:
    """The columns' names."""
    if not read.header:
        return list(read.columns)
    found = next(rows, None)
    if found is None:
        raise _wrong(file, 1, "is empty.")
    names = [_cell(value).strip() for value in found[1]]
    names = [name or f"column {index}" for index, name in enumerate(names, start=1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _wrong(file, found[0], f"has columns of one name: {', '.join(twice)}.")
    return names


def _rows(
    columns: Sequence[str],
    rows: Iterable[tuple[int, Sequence[Any]]],
    read: ReadShape,
) -> Iterator[Row]:
    missing = {text.strip() for text in read.missing}
    for number, values in rows:
        row = _row(number, columns, values, missing)
        if row.cells or row.warnings:
            yield row


def _row(number: int, columns: Sequence[str], values: Sequence[Any], missing: set[str]) -> Row:
    texts = [_cell(value).strip() for value in values]
    cells = {
        column: text for column, text in zip(columns, texts, strict=False) if text not in missing
    }
    for index, text in enumerate(texts[len(columns) :], start=len(columns) + 1):
        if text not in missing:
            cells[f"column {index}"] = text
    warnings = [
        (column, f"is a formula, kept as text: {text[:40]}")
        for column, text in cells.items()
        if text.startswith("=")
    ]
    return Row(number, cells, warnings)


def _cell(value: Any) -> str:
    """A cell's value as text: dates as ISO 8601, whole numbers without a point."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(map(_cell, value))
    return str(value)


def _workbook(file: Path, read: ReadShape) -> Table:
    from openpyxl import load_workbook  # noqa: PLC0415  (slow to import)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(file, read_only=True, data_only=False)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise _wrong(file, 1, f"is no workbook: {error}.") from error
    if read.sheet is not None and read.sheet not in book.sheetnames:
        names = ", ".join(book.sheetnames)
        raise _wrong(file, 1, f"has no sheet {read.sheet!r}; it has {names}.")
    sheet = book[read.sheet or book.sheetnames[0]]
    numbered = enumerate(sheet.iter_rows(values_only=True), start=1)
    rows = islice(numbered, read.skip, None)
    columns = _columns(file, rows, read)
    return Table(columns, _rows(columns, rows, read))


def _parquet(file: Path, read: ReadShape) -> Table:
    import polars  # noqa: PLC0415  (slow to import)

    try:
        frames = polars.scan_parquet(file)
        columns = frames.collect_schema().names()
    except (polars.exceptions.PolarsError, OSError) as error:
        raise _wrong(file, 1, f"is no Parquet file: {error}.") from error

    def numbered() -> Iterator[tuple[int, Sequence[Any]]]:
        number = 0
        for batch in frames.collect_batches(chunk_size=10_000, maintain_order=True):
            for values in batch.iter_rows():
                number += 1
                yield number, values

    return Table(columns, _rows(columns, numbered(), read))
