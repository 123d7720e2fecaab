"""Workbooks and Parquet files, read in a process of their own, with bounds of its own.

Their libraries unpack what a file says, in C and Rust, and a small file may say a lot: where
memory, time or the process itself comes to an end, it is that process's, and a message here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from loaders.file_check import check_file
from loaders.limits import WORKER_MEMORY_BYTES, WORKER_SILENT_SECONDS
from loaders.problems import DatasetError, FileProblem

# Numbers, values, and what is odd about them: the column from 0 (-1 for the row), and what.
SheetRows = Iterator[tuple[int, Sequence[Any], Sequence[tuple[int, str]]]]
HIDDEN = "hidden"
UNUSABLE = "unusable"


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a Parquet file.

    Attributes:
        name: Of the sheet; empty for a Parquet file.
        columns: Of a Parquet file; a workbook has them in a row.
        remarks: What a person should know of it as a whole.
        rows: Numbers and values, read one at a time, once.
    """

    name: str
    columns: list[str]
    remarks: list[str]
    rows: SheetRows


def sheet_names(file: Path) -> list[str]:
    """The names of a workbook's sheets.

    Raises:
        DatasetError: It is none, or too large.
    """
    worker = _Worker(file, {"kind": "names"})
    return [str(name) for name in worker.head["names"]]


def read_sheet(file: Path, name: str | None) -> Sheet:
    """One sheet of a workbook.

    Args:
        file: `.xlsx` or `.xlsm`.
        name: Of the sheet; None for the first.

    Raises:
        DatasetError: It cannot be read, now or when its rows are; with the row.
    """
    worker = _Worker(file, {"kind": "sheets", "names": [name]})
    return Sheet(worker.head["names"][0], [], worker.head["remarks"], worker.rows())


def read_sheets(file: Path, names: Sequence[str]) -> dict[str, list[tuple[int, Sequence[Any]]]]:
    """All rows of several sheets of a workbook, numbers as they are stored.

    Raises:
        DatasetError: As `read_sheet`.
    """
    worker = _Worker(file, {"kind": "sheets", "names": list(names), "values": True})
    found = {}
    for name in names:
        found[name] = [
            (number, values) for number, values, _ in worker.rows(last=name == names[-1])
        ]
    return found


def read_parquet(file: Path) -> Sheet:
    """A Parquet file.

    Raises:
        DatasetError: As `read_sheet`.
    """
    worker = _Worker(file, {"kind": "parquet"})
    return Sheet("", worker.head["columns"], [], worker.rows())


class _Worker:
    """A process that reads one file: its first answer, and then its rows."""

    def __init__(self, file: Path, task: dict[str, Any]) -> None:
        check_file(file)
        self.file = file
        self._number = 0
        # -P: what is in the current folder is not to be run.
        self._process = subprocess.Popen(  # noqa: S603  (our own module)
            [sys.executable, "-P", "-m", "loaders.worker", str(file), json.dumps(task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # Stops the process where none of its rows are read.
        self._end = weakref.finalize(self, _stop, self._process)
        self._silent = False
        try:
            self.head: dict[str, Any] = self._next()
        except BaseException:
            self._end()
            raise

    def rows(self, *, last: bool = True) -> SheetRows:
        """The rows of a sheet; the process stops after the last sheet, or when no more are read."""
        ended = False
        try:
            while part := self._next():
                for number, values, remarks in part:
                    self._number = number
                    yield number, values, [(place, remark) for place, remark in remarks]
            ended = True
        finally:
            if last or not ended:
                self._end()

    def _next(self) -> Any:
        assert self._process.stdout is not None  # noqa: S101  (it is a pipe)
        watch = threading.Timer(WORKER_SILENT_SECONDS, self._give_up)
        watch.daemon = True
        watch.start()
        line = self._process.stdout.readline()
        watch.cancel()
        watch.join()  # else it keeps this, and so the process, for a moment more
        if not line.endswith(b"\n"):
            raise self._wrong(max(self._number, 1), self._reason())
        answer = orjson.loads(line)
        if isinstance(answer, dict) and "problem" in answer:
            raise self._wrong(answer["row"], answer["problem"])
        return answer

    def _give_up(self) -> None:
        self._silent = True
        self._process.kill()

    def _reason(self) -> str:
        """Why it ended before its end."""
        after = f" after row {self._number}" if self._number else ""
        if self._silent:
            return f"gives nothing{after} in {WORKER_SILENT_SECONDS} s; it is read no further."
        return (
            f"cannot be read{after}: it takes more than {WORKER_MEMORY_BYTES:,} bytes of memory or "
            "too much time, or its library broke down over it."
        )

    def _wrong(self, row: int, message: str) -> DatasetError:
        return DatasetError([FileProblem(str(self.file), row, "", message)])


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
