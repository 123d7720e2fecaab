"""Rows as text: JSON, JSON Lines and CSV, the same wherever they are written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")


def json_text(value: Any) -> str:
    """Readable JSON, Hangul and all as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One JSON object a line, each with its line end."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """CSV, header first, lines ended by a line feed; what a cell holds is told by `csv_cell`."""
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line([csv_cell(row.get(column)) for column in columns])


def csv_cell(value: Any) -> str:
    """A value in one cell.

    Null is empty; the items of a list are joined by `;`; maps are JSON. A text that a spreadsheet
    would run as a formula gets an apostrophe before it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _harmless(";".join(csv_cell(item) for item in value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return _harmless(str(value))


def _harmless(text: str) -> str:
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def _csv_line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
