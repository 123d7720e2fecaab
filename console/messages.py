"""What goes to standard error: messages and progress. Rich is loaded where it is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from graph.errors import BadInputError, CypherError, PartycellError
from graph.visible import escape_controls

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status


class StatusLine:
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


class MessageConsole:
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
    def status(self, what: str) -> Iterator[StatusLine]:
        """Show what is being done, until it ends."""
        if not sys.stderr.isatty():
            yield StatusLine(None)
            return
        with self.console.status(escape_controls(what)) as status:
            yield StatusLine(status)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None]]:
        """Bars of progress, one a stage; called with the stage, what is done, and the total."""
        from rich.progress import (  # noqa: PLC0415  (slow to import)
            BarColumn,
            Progress,
            TaskID,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[count]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.console, transient=True) as bar:
            tasks: dict[str, TaskID] = {}
            began: dict[str, float] = {}

            def update(stage: str, done: int, total: int) -> None:
                if not stage:
                    return
                if stage not in tasks:
                    tasks[stage] = bar.add_task(stage, total=total or None, count="")
                    began[stage] = time.monotonic()
                seconds = time.monotonic() - began[stage]
                rate = f" ({done / seconds:,.0f} a second)" if seconds > 1 else ""
                whole = f" of {total:,}" if total else ""
                bar.update(tasks[stage], completed=done, count=f"{done:,}{whole}{rate}")

            yield update


errors = MessageConsole()


def exit_status(error: PartycellError) -> int:
    """2 for bad input, 1 for all else that could not be done, as where Neo4j itself has failed."""
    if isinstance(error, CypherError) and not error.code.startswith("Neo.ClientError"):
        return 1
    return 2 if isinstance(error, BadInputError) else 1
