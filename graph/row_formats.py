"""Rows as text: JSON, JSON Lines and CSV, the same wherever they are written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

# A formula begins with `=` and something to reckon with. After another operator a spreadsheet takes
# a number or a remark for what it is; there a call, or another program's address, is a formula.
_EQUATION = re.compile(r"""=[\s+\-@]*[\w"'({\[#$.\\]""")
_CALL = re.compile(
    r"^[+\-@]\s*[a-z_.]+\s*\(|[a-z_.]\("
    r"|(?:hyperlink|webservice|image|import\w+|dde|call|exec|register)\s*\(|\w\|.*!",
    re.IGNORECASE | re.DOTALL,
)
# A cell with one of these is quoted.
_QUOTED = re.compile(r'[",\r\n]')
BYTE_ORDER_MARK = "\ufeff"


def json_text(value: Any) -> str:
    """Readable JSON, Hangul and all as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def compact_json(value: Any) -> str:
    """JSON without blanks, Hangul and all as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One JSON object a line, each with its line end."""
    for row in rows:
        yield compact_json(row) + "\n"


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """CSV, header first, lines ended by a line feed; what a cell holds is told by `csv_cell`."""
    yield _csv_line([csv_cell(column) for column in columns])
    for row in rows:
        yield _csv_line([csv_cell(row.get(column)) for column in columns])


def marked_csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """CSV that begins with the byte-order mark, without which Excel does not read it as UTF-8."""
    lines = csv_lines(columns, rows)
    yield BYTE_ORDER_MARK + next(lines)
    yield from lines


def csv_cell(value: Any) -> str | None:
    """A value in one cell of CSV: `cell_text`, but that no spreadsheet runs it.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; so does an item
    of a list, since some spreadsheets take the semicolon for the end of a cell.
    """
    if isinstance(value, list):
        return ";".join(csv_cell(item) or "" for item in value)
    text = cell_text(value)
    return f"'{text}" if isinstance(value, str) and is_formula(value) else text


def cell_text(value: Any) -> str | None:
    """A value as one text: the items of a list are joined by `;`, maps are JSON; None for null."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(cell_text(item) or "" for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text as a formula.

    Examples:
        >>> [is_formula(text) for text in ("=1+1", "@SUM(A1)", "-2+cmd|' /C calc'!A0")]
        [True, True, True]
        >>> [is_formula(text) for text in ("=", "-5", "+82 2 123", "-0044-03-15", "- a remark")]
        [False, False, False, False, False]
    """
    # In East Asian settings the wide forms of the operators begin a formula too.
    bare = unicodedata.normalize("NFKC", text[:1_000]).lstrip()
    if bare[:1] == "=":
        return _EQUATION.match(bare) is not None
    return bare[:1] in {"+", "-", "@"} and _CALL.search(bare) is not None


def _csv_line(cells: Sequence[str | None]) -> str:
    """A line; null is an empty cell, an empty text one of two quotes."""
    if len(cells) == 1 and cells[0] is None:
        return '""\n'  # an empty line is none for most readers
    return ",".join(map(_quoted, cells)) + "\n"


def _quoted(cell: str | None) -> str:
    if cell is None:
        return ""
    if cell == "" or _QUOTED.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell
