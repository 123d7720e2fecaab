"""What people see: rows on standard output in the format they chose, progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.database import Database
from graph.formats import cell, csv_lines, json_lines, json_text
from loaders.dataset import ensure_loaded

# A pipe has no width: lines there are cut by nobody.
_PIPE_WIDTH = 10_000

errors = Console(stderr=True, highlight=False, soft_wrap=True)


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def print_rows(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], how: Format) -> None:
    """Rows on standard output."""
    if how is Format.JSON:
        sys.stdout.write(json_text(list(rows)) + "\n")
    elif how is Format.JSONL:
        sys.stdout.writelines(json_lines(rows))
    elif how is Format.CSV:
        sys.stdout.writelines(csv_lines(columns, rows))
    else:
        width = None if sys.stdout.isatty() else _PIPE_WIDTH
        Console(file=sys.stdout, highlight=False, width=width).print(_table(columns, rows))


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_short(column, row.get(column))) for column in columns))
    return table


def _short(column: str, value: Any) -> str:
    """A value for people: ids of claims are counted, long lists cut."""
    if column == "claims" and isinstance(value, list):
        return str(len(value))
    if column == "sides" and isinstance(value, list):
        return "; ".join(f"{side['side']} ({', '.join(side['sources'])})" for side in value)
    if isinstance(value, list) and len(value) > 2:
        return f"{cell(value[0])} and {len(value) - 1} more"
    return cell(value)


@contextmanager
def opened(*, curated: bool = True) -> Iterator[Database]:
    """The database, started if need be; ours is given the curated data where it is empty."""
    with errors.status("Looking for Neo4j") as status, Database.open(status.update) as database:
        if curated:
            status.update("Looking at the graph")
            ensure_loaded(database)
        status.stop()
        yield database
