"""Rows of a table as text, whatever file it is in; one row at a time."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from loaders.encodings import find_encoding, show_bytes
from loaders.file_check import check_file, check_plain
from loaders.foreign.tables.mapping import ReadShape
from loaders.limits import CELL_CHARACTERS, COLUMNS, ROW_CHARACTERS, ROW_SEPARATORS
from loaders.problems import DatasetError, FileProblem
from loaders.read_errors import wrap_read_errors
from loaders.text import clean, clean_line
from loaders.worker import HIDDEN, UNUSABLE, SheetRows, read_parquet, read_sheet
from loaders.worker.number_formats import DOUBTFUL, is_doubtful

_SAMPLE = 64_000
_EXACT = 2**53
_SEPARATORS = ",;\t|"
_WORKBOOKS = {".xlsx", ".xlsm"}


# What spreadsheets show where a formula failed; in a text file they have been saved as texts.
ERROR_VALUES = {
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!",
}  # fmt: skip


@dataclass(frozen=True)
class TableRow:
    """A row of a table.

    Attributes:
        number: In the file, from 1.
        cells: Its texts by column, cleaned.
        written: Every text as it stands in the file, also of cells that are taken as nothing.
        missing: Columns with what was taken as nothing there.
        unusable: Columns with what is no value, such as an error of a formula: it is left over.
        warnings: Columns with what is odd about them.
        problem: Why the row is refused; mostly empty.
    """

    number: int
    cells: dict[str, str]
    written: dict[str, str] = field(default_factory=dict)
    missing: list[tuple[str, str]] = field(default_factory=list)
    unusable: dict[str, str] = field(default_factory=dict)
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
        remarks: What a person should look at in the file as a whole.
    """

    columns: list[str]
    rows: Iterator[TableRow]
    separator: str = ","
    encoding: str = "utf-8"
    remarks: list[str] = field(default_factory=list)


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
    check_plain(file, "text")
    return _text(file, read)


def _wrong(file: Path, line: int, message: str) -> DatasetError:
    return DatasetError([FileProblem(str(file), line, "", message)])


def _text(file: Path, read: ReadShape) -> OpenTable:
    found = None if read.encoding else find_encoding(file)
    encoding = read.encoding or (found.name if found else "")
    with wrap_read_errors(str(file)), _open(file, encoding) as stream:
        sample = stream.read(_SAMPLE)
    separator = read.separator or _separator(file, sample)
    lines = _lines(file, encoding, separator)
    rows = islice(lines, read.skip, None)
    columns = _columns(file, rows, read, encoding)
    remarks = [found.remark] if found and found.remark else []
    return OpenTable(columns, _rows(columns, rows, read, encoding), separator, encoding, remarks)


def _open(file: Path, encoding: str) -> TextIO:
    """A text file, in which bytes that are not of its encoding are lone surrogates."""
    return file.open(encoding=encoding, newline="", errors="surrogateescape")


def _separator(file: Path, sample: str) -> str:
    if file.suffix.lower() == ".tsv":
        return "\t"
    first = next((line for line in sample.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count) if any(map(first.count, _SEPARATORS)) else ","


def _lines(
    file: Path, encoding: str, separator: str
) -> Iterator[tuple[int, list[str], list[tuple[int, str]]]]:
    with _open(file, encoding) as stream:
        csv.field_size_limit(CELL_CHARACTERS)
        lines = _BoundedLines(stream, separator)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                lines.start()
                yield number, cells, []
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


def _columns(file: Path, rows: SheetRows, read: ReadShape, encoding: str = "") -> list[str]:
    """The columns' names."""
    if not read.header:
        return list(read.columns)
    found = next(rows, None)
    if found is None:
        raise _wrong(file, 1, "is empty.")
    texts = [_cell(value) for value in found[1]]
    wrong = show_bytes("".join(texts))
    if wrong:
        message = f"is not {encoding} text: {wrong} in the header. Say in which encoding it is."
        raise _wrong(file, found[0], message)
    names = [clean_line(text) for text in texts]
    names = [name or f"column {index}" for index, name in enumerate(names, start=1)]
    if len(names) > COLUMNS:
        raise _wrong(file, found[0], f"has {len(names):,} columns; {COLUMNS:,} are read at most.")
    _refuse_twice(file, found[0], names)
    return names


def _refuse_twice(file: Path, line: int, names: Sequence[str]) -> None:
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise _wrong(file, line, f"has columns of one name: {', '.join(twice)}.")


def _rows(
    columns: Sequence[str], rows: SheetRows, read: ReadShape, encoding: str = ""
) -> Iterator[TableRow]:
    missing = {clean(text) for text in read.missing}
    for number, values, remarks in rows:
        row = _row(number, columns, values, remarks, missing)
        if not read.hidden and (-1, HIDDEN) in remarks:
            problem = (
                "is hidden in the sheet, by a filter or by hand; show it, or say `hidden: true` "
                "under read in the mapping."
            )
            row = replace(row, problem=problem)
        wrong = {column: show_bytes(text) for column, text in row.written.items()}
        wrong = {column: signs for column, signs in wrong.items() if signs}
        if wrong:
            places = ", ".join(f"{signs} in {column}" for column, signs in wrong.items())
            row = replace(row, problem=f"has bytes that are not {encoding} text: {places}.")
        if row.cells or row.warnings or row.unusable:
            yield row


def _row(
    number: int,
    columns: Sequence[str],
    values: Sequence[Any],
    remarks: Sequence[tuple[int, str]],
    missing: set[str],
) -> TableRow:
    names = [*columns, *(f"column {index + 1}" for index in range(len(columns), len(values)))]
    unusable = {place for place, remark in remarks if remark == UNUSABLE}
    row = TableRow(number, {})
    for place, (name, value) in enumerate(zip(names, values[:COLUMNS], strict=False)):
        raw = _cell(value)
        text = clean(raw)
        if raw.strip():
            row.written[name] = raw.strip()
        if place in unusable or text in ERROR_VALUES:
            row.unusable[name] = text
            row.warnings.append((name, f"is no value: {text[:40]}; it is left over."))
        elif text and text not in missing:
            row.cells[name] = text
            if text.startswith("="):
                row.warnings.append((name, f"is a formula, kept as text: {text[:40]}"))
            elif isinstance(value, float) and is_doubtful(text):
                row.warnings.append((name, f"{text} {DOUBTFUL}."))
        elif text:
            row.missing.append((name, text))
    for place, remark in remarks:
        if remark not in {UNUSABLE, HIDDEN} and 0 <= place < len(names):
            row.warnings.append((names[place], f"{remark}."))
    if len(values) > COLUMNS:
        return replace(row, problem=f"has {len(values):,} cells; {COLUMNS:,} are read at most.")
    return row


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
    rows = (row for row in found.rows if row[0] > read.skip)
    columns = _columns(file, rows, read)
    return OpenTable(columns, _rows(columns, rows, read), remarks=found.remarks)


def _parquet(file: Path, read: ReadShape) -> OpenTable:
    found = read_parquet(file)
    columns = [clean_line(name) or f"column {index}"
               for index, name in enumerate(found.columns, start=1)]  # fmt: skip
    _refuse_twice(file, 1, columns)
    return OpenTable(columns, _rows(columns, found.rows, read))
