"""Standard output, and the database that commands read."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from console.messages import errors
from console.rendering import RowFormat, render
from graph.catalogue import count
from graph.database import Database
from graph.errors import QueryTimeoutError, RefusedError
from graph.lens import Lens
from graph.notices import Notice
from graph.visible import escape_controls
from loaders.curated import ensure_loaded


def print_rows(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], output_format: RowFormat
) -> None:
    """Rows on standard output; values are JSON's or the driver's."""
    write_rendered(render(columns, rows, output_format, width=terminal_width()))


def write(text: str) -> None:
    """A text on standard output; a terminal is given no control character."""
    write_rendered(escape_controls(text) if sys.stdout.isatty() else text)


def write_rendered(text: str) -> None:
    """Rendered text on standard output, colours included."""
    sys.stdout.write(text)
    sys.stdout.flush()


def terminal_width() -> int | None:
    """How many characters a line of standard output has; None where it is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


@contextmanager
def open_database(*, curated: bool = True) -> Iterator[Database]:
    """The database, started if needed; an empty local one is loaded with the curated data."""
    with errors.status("Connecting to Neo4j") as status, Database.open(status.update) as database:
        if curated:
            status.update("Checking the graph")
            ensure_loaded(database)
        status.stop()
        yield database
        if database.has_written and database.bookmarks():
            errors.print(
                f"Readers of the cluster see at least this with "
                f"PARTYCELL_BOOKMARKS='{json.dumps(database.bookmarks())}'",
            )


def refuse_write(*, write: bool, owned: bool) -> None:
    """Raise RefusedError for a write to our own database."""
    if write and owned:
        raise RefusedError(
            "Our own database takes data from `partycell load` alone: "
            "what has no source does not enter.",
            hint="Leave --write out, or set NEO4J_URI to another database.",
        )


ROW_LIMIT = "PARTYCELL_ROW_LIMIT sets how many there may be"


def warn_of_rest(shown: int, total: int | None, rest: str) -> None:
    """Say that an answer has more rows than are shown, and how to get them.

    Args:
        shown: How many rows are shown.
        total: How many there are; None where that is not known.
        rest: How to get the rest, in words.
    """
    of = "" if total is None else f" of {total:,}"
    errors.print(f"Only the first {shown:,}{of} rows: {rest}.")


def warn_of_notices(notices: Iterable[Notice]) -> None:
    """Say what Neo4j warned of, such as a label that is not there."""
    for notice in notices:
        if notice.is_warning:
            errors.print(f"Warning: {notice}", style="yellow")


def count_rows(
    database: Database, name: str, arguments: Mapping[str, Any], lens: Lens
) -> int | None:
    """How many rows a query of the catalogue has in all; None where counting takes too long."""
    try:
        return count(database, name, arguments, lens)
    except QueryTimeoutError:
        return None
