"""What people see: answers on standard output, progress and messages on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console

from console.rendering import Format, render
from graph.database import Database
from graph.errors import BadInputError, PartycellError
from graph.visible import visible
from loaders.dataset import ensure_loaded

__all__ = [
    "Format",
    "errors",
    "exit_status",
    "opened",
    "print_rows",
    "terminal_width",
    "write",
    "write_shown",
]


class _Messages(Console):
    """A console whose messages, whoever wrote them, run no terminal command."""

    def print(self, *objects: Any, **options: Any) -> None:
        shown = (visible(item) if isinstance(item, str) else item for item in objects)
        super().print(*shown, **options)


errors = _Messages(stderr=True, highlight=False, markup=False, soft_wrap=True)


def print_rows(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], how: Format) -> None:
    """Rows on standard output; values are JSON's or the driver's."""
    write_shown(render(columns, rows, how, width=terminal_width()))


def write(text: str) -> None:
    """A text on standard output; a terminal is given no control character."""
    write_shown(visible(text) if sys.stdout.isatty() else text)


def write_shown(text: str) -> None:
    """What was rendered for standard output already, colours and all."""
    sys.stdout.write(text)
    sys.stdout.flush()


def terminal_width() -> int | None:
    """How many characters a line of standard output has; None where it is no terminal."""
    return Console(file=sys.stdout).width if sys.stdout.isatty() else None


@contextmanager
def opened(*, curated: bool = True) -> Iterator[Database]:
    """The database, started if need be; ours is given the curated data where it is empty."""
    with errors.status("Looking for Neo4j") as status, Database.open(status.update) as database:
        if curated:
            status.update("Looking at the graph")
            ensure_loaded(database)
        status.stop()
        yield database
        if database.has_written and database.bookmarks():
            errors.print(
                f"Readers of the cluster see at least this with "
                f"PARTYCELL_BOOKMARKS='{json.dumps(database.bookmarks())}'",
                markup=False,
                soft_wrap=True,
            )


def exit_status(error: PartycellError) -> int:
    """2 for bad input, 1 for all else that could not be done."""
    return 2 if isinstance(error, BadInputError) else 1
