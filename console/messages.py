"""What goes to standard error: messages and progress. Rich is loaded where it is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from graph.errors import BadInputError, CypherError, PartycellError
from graph.visible import escape_controls

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status


class Progress:
    """What is being done, as a terminal shows it; elsewhere nothing is shown."""

    def __init__(self, status: Status | None) -> None:
        self._status = status

    def update(self, what: str) -> None:
        """Show this from now on."""
        if self._status is not None:
            self._status.update(escape_controls(what))

    def stop(self) -> None:
        """Show nothing from now on."""
        if self._status is not None:
            self._status.stop()


class Messages:
    """Standard error; no message, whoever wrote it, runs a terminal command."""

    @cached_property
    def console(self) -> Console:
        """Rich's, for bars of progress."""
        from rich.console import Console  # noqa: PLC0415  (slow to import)

        return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

    def print(self, message: str, *, style: str | None = None) -> None:
        """A message with its line end; `style` is for a terminal."""
        if sys.stderr.isatty():
            self.console.print(escape_controls(message), style=style)
        else:
            sys.stderr.write(f"{escape_controls(message)}\n")

    @contextmanager
    def status(self, what: str) -> Iterator[Progress]:
        """Show what is being done, until it ends."""
        if not sys.stderr.isatty():
            yield Progress(None)
            return
        with self.console.status(escape_controls(what)) as status:
            yield Progress(status)


errors = Messages()


def exit_status(error: PartycellError) -> int:
    """2 for bad input, 1 for all else that could not be done, as where Neo4j itself has failed."""
    if isinstance(error, CypherError) and not error.code.startswith("Neo.ClientError"):
        return 1
    return 2 if isinstance(error, BadInputError) else 1
