"""Workbooks a row at a time, looked at before they are unpacked.

A cell is what a reader of its sheet sees: a number by its format, a date as exact as it is shown, a
merged cell in each of its rows; an error, a formula without its value and a hidden row are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile, ZipInfo

import openpyxl
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE, is_timedelta_format
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS

from graph.required_versions import require_version
from loaders.limits import (
    COLUMNS,
    PACKED_PLAIN_BYTES,
    PACKED_RATIO,
    WORKBOOK_MERGED,
    WORKBOOK_PART_BYTES,
    WORKBOOK_PARTS,
    WORKBOOK_ROW_BYTES,
    WORKBOOK_ROWS,
    WORKBOOK_SHEET_BYTES,
    WORKBOOK_STRINGS_BYTES,
)
from loaders.problems import DatasetError, FileProblem
from loaders.worker import HIDDEN, UNUSABLE
from loaders.worker.layout import Layout, read_layout
from loaders.worker.number_formats import (
    EASTERN_FORMATS,
    Shown,
    is_date_code,
    show_date,
    show_number,
    show_text,
)

require_version("openpyxl", openpyxl.__version__, __name__)


# What a cell says that a reader of its text alone would not know, by its column from 0.
Remarks = list[tuple[int, str]]


class OpenWorkbook:
    """A workbook of which only what its rows need is read.

    Args:
        file: Which.
        values: Whether numbers, truth values and texts are wanted as they are stored.
    """

    def __init__(self, file: Path, *, values: bool) -> None:
        self.file = file
        self._values_wanted = values
        # Its `read` goes through every sheet that does not say how large it is, and so is not used.
        self._reader: Any = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        archive = self._reader.archive = _Archive(file)
        if len(archive.namelist()) > WORKBOOK_PARTS:
            raise _wrong(file, f"has more than {WORKBOOK_PARTS:,} parts.")
        self._reader.read_manifest()
        package: Any = self._reader.package
        strings = package.find(SHARED_STRINGS)
        if strings is not None:
            archive.bound(archive.getinfo(strings.PartName[1:]), WORKBOOK_STRINGS_BYTES)
        self._reader.read_strings()
        self._reader.read_workbook()
        self._book: Any = self._reader.wb
        apply_stylesheet(archive, self._book)
        self._codes: dict[int, str] = {}
        sheets = [
            (sheet, relation.target)
            for sheet, relation in self._reader.parser.find_sheets()
            if relation.target in self._reader.valid_files and "chartsheet" not in relation.Type
        ]
        self._paths: dict[str, str] = {str(sheet.name): path for sheet, path in sheets}
        self._hidden = {str(sheet.name) for sheet, _ in sheets if sheet.state != "visible"}

    @property
    def names(self) -> list[str]:
        """The names of its sheets, in order."""
        return list(self._paths)

    def choose_sheet(self, name: str | None) -> str:
        """The sheet of this name; the first that is seen for None."""
        if name is None and self._paths:
            return next((name for name in self.names if name not in self._hidden), self.names[0])
        if name is None or name not in self._paths:
            shown = ", ".join(self.names) or "none that can be read"
            said = "has no sheet" if name is None else f"has no sheet {name!r}"
            raise _wrong(self.file, f"{said}; it has {shown}.")
        return name

    def layout(self, name: str) -> Layout:
        """What is hidden and merged in a sheet."""
        with self._reader.archive.open(self._paths[name]) as stream:
            return read_layout(stream)

    def remarks(self, name: str, layout: Layout, *, chosen: bool) -> list[str]:
        """What a person should know of a sheet as a whole: other sheets, what is hidden in it."""
        found = []
        others = [
            f"{other!r}{' (hidden)' if other in self._hidden else ''}"
            for other in self.names
            if other != name
        ]
        if others and not chosen:
            found.append(
                f"has {len(others) + 1} sheets, of which {name!r} is read, and not "
                f"{', '.join(others)}; `sheet` in the mapping says which."
            )
        if name in self._hidden:
            found.append(f"The sheet {name!r} is hidden in the workbook.")
        if layout.hidden_columns:
            hidden = ", ".join(layout.hidden_columns)
            found.append(f"Columns that are hidden in the sheet were read: {hidden}.")
        if layout.merged_beyond:
            found.append(
                f"has {layout.merged_beyond:,} merged cells more than the {WORKBOOK_MERGED:,} that "
                "are filled in; of those only the first row has the value."
            )
        return found

    def rows(self, name: str, layout: Layout) -> Iterator[tuple[int, list[Any], Remarks]]:
        """The rows that a sheet has, with their numbers and what is odd about their cells."""
        filled: dict[int, tuple[int, Any]] = {}
        with self._reader.archive.open(self._paths[name]) as stream:
            bounded = _Bounded(stream, self.file)
            parser = _Parser(
                bounded, self._reader.shared_strings, data_only=True, epoch=self._book.epoch
            )
            for number, cells in parser.parse():
                self._check_row(number, bounded.row)
                bounded.start(number)
                remarks: Remarks = []
                if parser.row_dimensions.pop(str(number), {}).get("hidden") in {"1", "true"}:
                    remarks.append((-1, HIDDEN))
                values = self._cells(number, cells, remarks)
                _fill_merged(number, values, layout, filled, remarks)
                yield number, values, remarks

    def _cells(self, number: int, cells: list[dict[str, Any]], remarks: Remarks) -> list[Any]:
        last = max((cell["column"] for cell in cells), default=0)
        if last > COLUMNS:
            raise _wrong(self.file, f"row {number} has more than {COLUMNS:,} columns.", number)
        values = [None] * last
        for cell in cells:
            place = cell["column"] - 1
            values[place] = self._value(cell, number, place, remarks)
        return values

    def _value(self, cell: dict[str, Any], number: int, place: int, remarks: Remarks) -> Any:
        value, code = cell["value"], self._code(cell["style_id"])
        if cell["data_type"] == "formula":
            message = (
                "is a formula whose value is not stored; open the file in a spreadsheet and save"
            )
            if self._values_wanted:
                raise _wrong(self.file, f"row {number}, column {place + 1} {message} it.", number)
            remarks += [(place, UNUSABLE), (place, f"{message} it")]
        elif cell["data_type"] == "e":
            remarks.append((place, UNUSABLE))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            if is_date_code(code):
                return self._shown_day(value, code, place, remarks)
            if not self._values_wanted:
                return _told(show_number(value, code), place, remarks)
        elif isinstance(value, str):
            return value if self._values_wanted else show_text(value, code)
        elif value is not None and not isinstance(value, bool):
            return _told(show_date(value, code), place, remarks)
        return value

    def _shown_day(self, value: float, code: str, place: int, remarks: Remarks) -> str:
        day = self._day(value, code)
        if day is None:
            remarks.append((place, UNUSABLE))
            return f"{value} as a date"
        return _told(show_date(day, code), place, remarks)

    def _day(self, value: float, code: str) -> Any:
        """A number as a day or a time of day; None where it is none."""
        try:
            return from_excel(value, self._book.epoch, timedelta=is_timedelta_format(code))
        except (OverflowError, ValueError):
            return None

    def _code(self, style: int) -> str:
        """The code of the number format that a style has."""
        if style not in self._codes:
            number = self._book._cell_styles[style].numFmtId
            custom = self._book._number_formats
            place = number - BUILTIN_FORMATS_MAX_SIZE
            self._codes[style] = (
                custom[place]
                if 0 <= place < len(custom)
                else BUILTIN_FORMATS.get(number) or EASTERN_FORMATS.get(number) or "General"
            )
        return self._codes[style]

    def _check_row(self, number: int, before: int) -> None:
        if number > WORKBOOK_ROWS:
            raise _wrong(
                self.file,
                f"after row {before} comes row {number}; a workbook has {WORKBOOK_ROWS:,} at most.",
                before + 1,
            )
        if number <= before:
            raise _wrong(self.file, f"after row {before} comes row {number}.", before + 1)


def _told(shown: Shown, place: int, remarks: Remarks) -> str:
    """A cell's text; what is odd about it is added to the remarks."""
    if shown.remark:
        remarks.append((place, shown.remark))
    return shown.text


def _fill_merged(
    number: int,
    values: list[Any],
    layout: Layout,
    filled: dict[int, tuple[int, Any]],
    remarks: Remarks,
) -> None:
    """Have the value of a merged cell in each row that it is merged over, in its first column."""
    for place, (last, value) in list(filled.items()):
        if number > last:
            del filled[place]
            continue
        values += [None] * (place + 1 - len(values))
        values[place] = value
    for first, last, end in layout.merged.get(number, ()):
        value = values[first] if first < len(values) else None
        if value is None:
            continue
        if end > number:
            filled[first] = (end, value)
        if last > first:
            remarks.append((first, "is merged with cells to its right, which are taken as empty"))


class _Parser(WorkSheetParser):
    """Cells as they are stored: numbers of dates are numbers, a formula is what it came to."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        # A formula that came to an empty text is a text; programs that reckon nothing leave the
        # value out, or empty.
        is_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
        if cell["value"] is None and element.find(FORMULA_TAG) is not None and not is_text:
            cell |= {"data_type": "formula", "value": f"={element.findtext(FORMULA_TAG) or ''}"}
        return cell


class _Archive(ZipFile):
    """An archive of which each part is looked at before it is unpacked."""

    def open(self, name: str | ZipInfo, *arguments: Any, **options: Any) -> IO[bytes]:
        """A part as it is read."""
        part = name if isinstance(name, ZipInfo) else self.getinfo(name)
        if part.file_size > PACKED_PLAIN_BYTES and (
            part.file_size > PACKED_RATIO * max(part.compress_size, 1)
        ):
            raise _wrong(
                self.filename,
                f"unpacks to much more than it is: {part.filename!r} in it to {part.file_size:,} "
                f"bytes, more than {PACKED_RATIO} times what it takes.",
            )
        self.bound(part, WORKBOOK_SHEET_BYTES)
        return super().open(name, *arguments, **options)

    def read(self, name: str | ZipInfo, pwd: bytes | None = None) -> bytes:
        """A part as a whole."""
        part = name if isinstance(name, ZipInfo) else self.getinfo(name)
        self.bound(part, WORKBOOK_PART_BYTES)
        return super().read(name, pwd)

    def bound(self, part: ZipInfo, most: int) -> None:
        """Refuse a part that is larger."""
        if part.file_size > most:
            raise _wrong(self.filename, f"{part.filename!r} in it has more than {most:,} bytes.")


class _Bounded:
    """A sheet's XML, of which no row may be longer than can be held."""

    def __init__(self, stream: IO[bytes], file: Path) -> None:
        self._stream = stream
        self._file = file
        self._read = 0
        self.row = 0

    def start(self, row: int) -> None:
        """A row has been read."""
        self.row = row
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        """So many bytes more."""
        found = self._stream.read(size)
        self._read += len(found)
        if self._read > WORKBOOK_ROW_BYTES:
            raise _wrong(
                self._file,
                f"row {self.row + 1} has more than {WORKBOOK_ROW_BYTES:,} bytes.",
                self.row + 1,
            )
        return found


def _wrong(file: Any, message: str, row: int = 1) -> DatasetError:
    return DatasetError([FileProblem(str(file), row, "", message)])
