"""Workbooks a row at a time, looked at before they are unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile, ZipInfo

import openpyxl
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS

from graph.required_versions import require_version
from loaders.limits import (
    COLUMNS,
    PACKED_PLAIN_BYTES,
    PACKED_RATIO,
    WORKBOOK_PART_BYTES,
    WORKBOOK_PARTS,
    WORKBOOK_ROW_BYTES,
    WORKBOOK_ROWS,
    WORKBOOK_SHEET_BYTES,
    WORKBOOK_STRINGS_BYTES,
)
from loaders.problems import DatasetError, FileProblem

require_version("openpyxl", openpyxl.__version__, __name__)


class OpenWorkbook:
    """A workbook of which only what its rows need is read."""

    def __init__(self, file: Path, *, values: bool) -> None:
        self.file = file
        # Its `read` goes through every sheet that does not say how large it is, and so is not used.
        self._reader: Any = ExcelReader(file, read_only=True, data_only=values, keep_links=False)
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
        self._paths: dict[str, str] = {
            str(sheet.name): relation.target
            for sheet, relation in self._reader.parser.find_sheets()
            if relation.target in self._reader.valid_files and "chartsheet" not in relation.Type
        }

    @property
    def names(self) -> list[str]:
        """The names of its sheets, in order."""
        return list(self._paths)

    def choose_sheet(self, name: str | None) -> str:
        """The sheet of this name; the first for None."""
        if name is None and self._paths:
            return self.names[0]
        if name is None or name not in self._paths:
            shown = ", ".join(self.names) or "none that can be read"
            said = "has no sheet" if name is None else f"has no sheet {name!r}"
            raise _wrong(self.file, f"{said}; it has {shown}.")
        return name

    def rows(self, name: str) -> Iterator[tuple[int, list[Any]]]:
        """The rows that a sheet has, with their numbers."""
        with self._reader.archive.open(self._paths[name]) as stream:
            bounded = _Bounded(stream, self.file)
            parser = WorkSheetParser(
                bounded,
                self._reader.shared_strings,
                data_only=self._book.data_only,
                epoch=self._book.epoch,
                date_formats=self._book._date_formats,
                timedelta_formats=self._book._timedelta_formats,
            )
            for number, cells in parser.parse():
                self._check_row(number, bounded.row)
                bounded.start(number)
                yield number, self._values(number, cells)

    def _values(self, number: int, cells: list[dict[str, Any]]) -> list[Any]:
        last = max((cell["column"] for cell in cells), default=0)
        if last > COLUMNS:
            raise _wrong(self.file, f"row {number} has more than {COLUMNS:,} columns.", number)
        values = [None] * last
        for cell in cells:
            values[cell["column"] - 1] = cell["value"]
        return values

    def _check_row(self, number: int, before: int) -> None:
        if number > WORKBOOK_ROWS:
            raise _wrong(
                self.file,
                f"after row {before} comes row {number}; a workbook has {WORKBOOK_ROWS:,} at most.",
                before + 1,
            )
        if number <= before:
            raise _wrong(self.file, f"after row {before} comes row {number}.", before + 1)


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
