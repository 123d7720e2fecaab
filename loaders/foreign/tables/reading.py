"""Rows of a table as text, whatever file it is in; one row at a time."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from loaders.file_check import check_file, is_archive
from loaders.foreign.tables.mapping import ReadShape
from loaders.limits import CELL_CHARACTERS, COLUMNS, ROW_CHARACTERS, ROW_SEPARATORS
from loaders.problems import DatasetError, FileProblem
from loaders.read_errors import wrap_read_errors
from loaders.worker import read_parquet, read_sheet

_SAMPLE = 64_000
_EXACT = 2**53
_SEPARATORS = ",;\t|"
_WORKBOOKS = {".xlsx", ".xlsm"}


@dataclass(frozen=True)
class TableRow:
    """A row: its number in the file from 1, its cells by column, what is odd or wrong about it."""

    number: int
    cells: dict[str, str]
    warnings: list[tuple[str, str]] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True)
class OpenTable:
    """A table.

    Attributes:
        columns: Their names, in order.
        rows: Read one at a time, once.
        separator: Of a text file; a comma for others.
        encoding: Of a text file; UTF-8 for others.
    """

    columns: list[str]
    rows: Iterator[TableRow]
    separator: str = ","
    encoding: str = "utf-8"


def open_table(file: Path, read: ReadShape) -> OpenTable:
    """Open a table.

    Args:
        file: CSV, TSV, Excel (.xlsx, .xlsm) or Parquet.
        read: How to read it.

    Raises:
        DatasetError: It cannot be read, or has no columns.
    """
    if file.suffix.lower() in _WORKBOOKS:
        return _workbook(file, read)
    if file.suffix.lower() == ".parquet":
        return _parquet(file, read)
    check_file(file)
    if is_archive(file):
        raise _wrong(file, 1, "is a ZIP archive, not text; name a workbook .xlsx.")
    return _text(file, read)


def _wrong(file: Path, line: int, message: str) -> DatasetError:
    return DatasetError([FileProblem(str(file), line, "", message)])


def _text(file: Path, read: ReadShape) -> OpenTable:
    encoding = read.encoding or _encoding(file)
    with wrap_read_errors(str(file)), file.open(encoding=encoding, newline="") as stream:
        sample = stream.read(_SAMPLE)
    separator = read.separator or _separator(file, sample)
    lines = _lines(file, encoding, separator)
    rows = islice(lines, read.skip, None)
    columns = _columns(file, rows, read)
    return OpenTable(columns, _rows(columns, rows, read), separator, encoding)


def _encoding(file: Path) -> str:
    """By byte-order mark; else UTF-8 where all of it is, else CP949, as Korean offices write."""
    with file.open("rb") as stream:
        start = stream.read(4)
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
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
    with file.open(encoding=encoding, newline="") as stream:
        csv.field_size_limit(CELL_CHARACTERS)
        lines = _BoundedLines(stream, separator)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                lines.start()
                yield number, cells
        except (csv.Error, UnicodeError) as error:
            reason = (
                f"a cell has more than {CELL_CHARACTERS:,} characters"
                if "field limit" in str(error)
                else str(error)
            )
            raise _wrong(file, number + 1, f"row {number + 1} cannot be read: {reason}.") from error


class _BoundedLines:
    """The lines of a text without NUL, of which no row may be longer than can be held."""

    def __init__(self, stream: TextIO, separator: str) -> None:
        self._stream = stream
        self._separator = separator
        self.start()

    def start(self) -> None:
        """A row has been read."""
        self._characters = self._separators = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._stream.readline(ROW_CHARACTERS + 1):
            self._characters += len(line)
            self._separators += line.count(self._separator)
            if self._characters > ROW_CHARACTERS:
                raise csv.Error(f"it has more than {ROW_CHARACTERS:,} characters")
            if self._separators > ROW_SEPARATORS:
                raise csv.Error(f"it has more than {ROW_SEPARATORS:,} separators")
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
    if len(names) > COLUMNS:
        raise _wrong(file, found[0], f"has {len(names):,} columns; {COLUMNS:,} are read at most.")
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise _wrong(file, found[0], f"has columns of one name: {', '.join(twice)}.")
    return names


def _rows(
    columns: Sequence[str],
    rows: Iterable[tuple[int, Sequence[Any]]],
    read: ReadShape,
) -> Iterator[TableRow]:
    missing = {text.strip() for text in read.missing}
    for number, values in rows:
        row = _row(number, columns, values, missing)
        if row.cells or row.warnings:
            yield row


def _row(number: int, columns: Sequence[str], values: Sequence[Any], missing: set[str]) -> TableRow:
    texts = [_cell(value).strip() for value in values[:COLUMNS]]
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
    many = f"has {len(values):,} cells; {COLUMNS:,} are read at most."
    return TableRow(number, cells, warnings, many if len(values) > COLUMNS else "")


def _cell(value: Any) -> str:
    """A cell's value as text: whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value)


def _workbook(file: Path, read: ReadShape) -> OpenTable:
    found = read_sheet(file, read.sheet)
    rows = ((number, values) for number, values in found.rows if number > read.skip)
    columns = _columns(file, rows, read)
    return OpenTable(columns, _rows(columns, rows, read))


def _parquet(file: Path, read: ReadShape) -> OpenTable:
    found = read_parquet(file)
    return OpenTable(found.columns, _rows(found.columns, found.rows, read))
