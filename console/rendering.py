"""Rows as text, in each format that there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from rich.cells import cell_len

from console.literals import literal, whole_text
from graph.json_values import to_json
from graph.row_formats import csv_lines, json_lines, json_text, marked_csv_lines
from graph.visible import escape_controls


class RowFormat(StrEnum):
    """How rows are printed.

    `table` is for people; `json`, `jsonl` and `csv` are for programs; `csv-excel` is CSV with
    the byte-order mark by which Excel knows UTF-8; `plain` and `verbose` are those of cypher-shell.
    """

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    PLAIN = "plain"
    VERBOSE = "verbose"


def render(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    output_format: RowFormat,
    *,
    width: int | None = None,
) -> str:
    """Rows as text with its line ends.

    Args:
        columns: Their names, in order.
        rows: JSON values or the driver's.
        output_format: The format.
        width: Of the terminal; None for a pipe or a file. A terminal is given no control character.
    """
    if output_format is RowFormat.TABLE:
        if width is None:
            return "".join(_side_by_side(columns, rows))
        from console.tables import table  # noqa: PLC0415  (slow to import)

        return table(columns, rows, width)
    text = "".join(_lines(columns, rows, output_format))
    return text if width is None else escape_controls(text)


def _lines(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], output_format: RowFormat
) -> Iterable[str]:
    match output_format:
        case RowFormat.PLAIN:
            return _plain(columns, rows)
        case RowFormat.VERBOSE:
            return _verbose(columns, rows)
        case RowFormat.CSV:
            return csv_lines(columns, map(_json_row, rows))
        case RowFormat.CSV_EXCEL:
            return marked_csv_lines(columns, map(_json_row, rows))
        case RowFormat.JSONL:
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


def _side_by_side(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """A table for a pipe, which has no width: no line and no value is cut."""
    lines = [[escape_controls(column) for column in columns]]
    for row in rows:
        cells = [whole_text(column, row.get(column)).split("\n") for column in columns]
        lines += (list(line) for line in zip_longest(*cells, fillvalue=""))
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (
            text + " " * (room - cell_len(text)) for text, room in zip(line, widths, strict=True)
        )
        yield "  ".join(padded).rstrip() + "\n"
