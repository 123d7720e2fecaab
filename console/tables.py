"""Tables and trees as a terminal shows them, by rich."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from console.literals import cell_text
from graph.visible import escape_controls

# A pipe has no width: lines there are never cut.
_PIPE_WIDTH = 10_000
# Columns narrower than this cannot be read; then each row is shown as a record.
_LEAST_COLUMN = 9


def render_rich(what: RenderableType, width: int | None) -> str:
    """Rich output as text, with colours if it is for a terminal."""
    buffer = io.StringIO()
    terminal = width is not None
    Console(
        file=buffer, highlight=False, width=width or _PIPE_WIDTH, force_terminal=terminal or None
    ).print(what)
    return buffer.getvalue()


def table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], width: int) -> str:
    """Rows as a table, or as records where a terminal of this width has no room for one."""
    layout = _records if as_records(columns, width) else _side_by_side
    return render_rich(layout(columns, rows), width)


def _side_by_side(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(escape_controls(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell_text(column, row.get(column))) for column in columns))
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
                table.add_row(Text(escape_controls(column)), Text(cell_text(column, row[column])))
    return table
