"""The process that reads one workbook or Parquet file, and writes its rows to standard output.

Each line is JSON: first the names or columns, then lists of rows, an empty one after a sheet.
A line `{"problem": ..., "row": ...}` is the end.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from math import isfinite, isnan
from pathlib import Path
from typing import Any

import orjson

from loaders.limits import (
    ROW_CHARACTERS,
    WORKER_BYTES_A_SECOND,
    WORKER_CPU_SECONDS,
    WORKER_MEMORY_BYTES,
)
from loaders.problems import DatasetError
from loaders.read_errors import describe_error

SheetRows = Iterator[tuple[int, list[Any], list[tuple[int, str]]]]
_ROWS = 1_000
_KINDS = {"names": "workbook", "sheets": "workbook", "parquet": "Parquet file"}
_INTEGER = 2**63


def main() -> None:
    """Read FILE as TASK says."""
    file, task = Path(sys.argv[1]), json.loads(sys.argv[2])
    _limit(file)
    threading.Thread(target=_end_with_reader, daemon=True).start()
    last = [0]
    try:
        head, sheets = _open(file, task)
        _write_line(head)
        for sheet in sheets:
            last[0] = 0
            rows = _track_last(sheet, last)
            while part := list(_take_some(rows)):
                _write_line(part)
            _write_line([])
    except DatasetError as error:
        _write_line({"problem": error.problems[0].message, "row": error.problems[0].line})
    except BaseException as error:
        _write_line({"problem": describe_error(error, _KINDS[task["kind"]]), "row": last[0] + 1})
    sys.stdout.flush()
    # Threads of a library that failed are not waited for.
    os._exit(0)


def _open(file: Path, task: dict[str, Any]) -> tuple[Any, Iterable[SheetRows]]:
    if task["kind"] == "parquet":
        from loaders.worker.parquet import open_parquet  # noqa: PLC0415  (slow to import)

        columns, rows = open_parquet(file)
        return {"columns": columns, "remarks": []}, [((*row, []) for row in rows)]
    from loaders.worker.workbooks import OpenWorkbook  # noqa: PLC0415

    names = task.get("names", [])
    book = OpenWorkbook(file, values=task.get("values", False))
    if task["kind"] == "names":
        return {"names": book.names}, ()
    chosen = [book.choose_sheet(name) for name in names]
    layouts = [book.layout(name) for name in chosen]
    remarks = [
        remark
        for asked, name, layout in zip(names, chosen, layouts, strict=True)
        for remark in book.remarks(name, layout, chosen=asked is not None)
    ]
    return {"names": chosen, "remarks": remarks}, map(book.rows, chosen, layouts)


def _track_last(rows: SheetRows, last: list[int]) -> SheetRows:
    """The rows, the number of the last one noted."""
    for row in rows:
        last[0] = row[0]
        yield row


def _take_some(rows: SheetRows) -> SheetRows:
    """Some of the rows, for one line of output; fewer where they are long."""
    characters = 0
    for number, values, remarks in islice(rows, _ROWS):
        plain = [_plain(value) for value in values]
        characters += sum(len(value) for value in plain if isinstance(value, str))
        yield number, plain, remarks
        if characters > ROW_CHARACTERS // 10:
            return


def _plain(value: Any) -> Any:  # noqa: PLR0911  (one return a type)
    """A cell's value as JSON has it: dates as ISO 8601, what JSON has not as text."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return value if abs(value) < _INTEGER else str(value)
        case float():
            return value if isfinite(value) else None if isnan(value) else str(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return str(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return ";".join(_text(_plain(item)) for item in value)
    # A formula over several cells is an object, of which this is the formula.
    return str(getattr(value, "text", None) or value)


def _text(value: Any) -> str:
    """An item of a list."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _write_line(what: Any) -> None:
    sys.stdout.buffer.write(orjson.dumps(what) + b"\n")
    sys.stdout.buffer.flush()


def _end_with_reader() -> None:
    """End when whoever started this has ended, and so closed its side of standard input."""
    sys.stdin.buffer.read()
    os._exit(1)


def _limit(file: Path) -> None:
    """Bounds of this process, where the system has them."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return
    seconds = WORKER_CPU_SECONDS + file.stat().st_size // WORKER_BYTES_A_SECOND
    for what, most in (
        (resource.RLIMIT_DATA, WORKER_MEMORY_BYTES),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, hard))


if __name__ == "__main__":
    main()
