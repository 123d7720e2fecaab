"""Rows as text, in each format that there is."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from console.visible import is_graph, literal, short
from graph.formats import csv_lines, json_lines, json_text
from graph.values import to_json
from graph.visible import visible

# A pipe has no width: lines there are cut by nobody.
_PIPE_WIDTH = 10_000
# With less room than this for each column a table cannot be read; then each row is a record.
_LEAST_COLUMN = 9


class Format(StrEnum):
    """How rows are printed.

    `table` is for people; `json`, `jsonl` and `csv` are for programs; `plain` and `verbose` are
    those of cypher-shell.
    """

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PLAIN = "plain"
    VERBOSE = "verbose"


def render(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    how: Format,
    *,
    width: int | None = None,
) -> str:
    """Rows as text with its line ends.

    Args:
        columns: Their names, in order.
        rows: JSON values or the driver's.
        how: The format.
        width: Of the terminal; None for a pipe or a file. A terminal is given no control character.
    """
    if how is Format.TABLE:
        return drawn(_table(columns, rows, width), width)
    text = "".join(_lines(columns, rows, how))
    return text if width is None else visible(text)


def drawn(shown: RenderableType, width: int | None) -> str:
    """What rich draws, with colours if it is for a terminal."""
    buffer = io.StringIO()
    terminal = width is not None
    Console(
        file=buffer, highlight=False, width=width or _PIPE_WIDTH, force_terminal=terminal or None
    ).print(shown)
    return buffer.getvalue()


def _lines(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], how: Format) -> Iterable[str]:
    match how:
        case Format.PLAIN:
            return _plain(columns, rows)
        case Format.VERBOSE:
            return _verbose(columns, rows)
        case Format.CSV:
            return csv_lines(columns, map(_json_row, rows))
        case Format.JSONL:
            return json_lines(map(_json_row, rows))
    return [json_text([_json_row(row) for row in rows]), "\n"]


def _json_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: to_json(value) for name, value in row.items()}


def _plain(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    yield ", ".join(columns) + "\n"
    for row in rows:
        yield ", ".join(literal(row.get(column)) for column in columns) + "\n"


def _verbose(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    if not columns:
        return
    texts = [list(columns), *([literal(row.get(column)) for column in columns] for row in rows)]
    widths = [max(cell_len(line[place]) for line in texts) for place in range(len(columns))]
    rule = "+" + "-" * (sum(widths) + 3 * len(widths) - 1) + "+\n"
    for number, line in enumerate(texts):
        padded = (
            text + " " * (room - cell_len(text)) for text, room in zip(line, widths, strict=True)
        )
        yield (rule if number == 0 else "") + f"| {' | '.join(padded)} |\n"
        if number == 0:
            yield rule
    yield rule


def _table(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], width: int | None
) -> RenderableType:
    if as_records(columns, width):
        return _records(columns, rows)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(visible(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_short(column, row.get(column))) for column in columns))
    return table


def as_records(columns: Sequence[str], width: int | None) -> bool:
    """Whether a terminal of this width has no room for the columns side by side."""
    return width is not None and len(columns) * _LEAST_COLUMN > width


def _records(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    """Each row as lines of name and value; what is null or empty is left out."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for number, row in enumerate(rows, 1):
        table.add_row(Text(f"-- {number}", style="dim"), "")
        for column in columns:
            if row.get(column) not in (None, []):
                table.add_row(Text(visible(column)), Text(_short(column, row[column])))
    return table


def _short(column: str, value: Any) -> str:
    """A value for people: ids of claims are counted, long lists cut, graph values named."""
    if is_graph(value):
        return visible(short(value))
    value = to_json(value)
    if column == "claims" and isinstance(value, list):
        return str(len(value))
    if column == "sides" and _are_sides(value):
        return visible(
            "; ".join(f"{side['side']} ({', '.join(side['sources'])})" for side in value)
        )
    if isinstance(value, list) and len(value) > 2:
        return visible(f"{_words(value[0])} and {len(value) - 1} more")
    return visible(_words(value))


def _words(value: Any) -> str:
    """A JSON value for people: a text is itself, what is null is nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _are_sides(value: Any) -> bool:
    """Whether a value is the sides of a disagreement, as the catalogue gives them."""
    return isinstance(value, list) and all(
        isinstance(side, dict) and {"side", "sources"} <= side.keys() for side in value
    )
