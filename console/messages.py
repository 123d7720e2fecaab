"""What goes to standard error: messages and progress. Rich is loaded where it is a terminal."""

from __future__ import annotations

import sys
import threading
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


# How often progress is told where there is no terminal.
LINE_SECONDS = 5.0


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
        """Bars of progress, one a stage; called with the stage, what is done, and the total.

        Where there is no terminal, how far it is goes to a line every few seconds.
        """
        if not sys.stderr.isatty():
            with lines_of_progress(self.print) as tell:
                yield tell
            return
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


@contextmanager
def lines_of_progress(
    write: Callable[[str], None], seconds: float = LINE_SECONDS
) -> Iterator[Callable[[str, int, int], None]]:
    """A line every so many seconds, also where a stage takes long and nothing is heard of it.

    Args:
        write: Given each line.
        seconds: Between two of them.
    """
    reached: tuple[str, int, int] | None = None
    began = time.monotonic()
    over = threading.Event()

    def update(stage: str, done: int, total: int) -> None:
        nonlocal reached
        reached = (stage, done, total) if stage else reached

    def tell() -> None:
        while not over.wait(seconds):
            if reached is not None:
                stage, done, total = reached
                whole = f" of {total:,}" if total else ""
                write(f"{stage}: {done:,}{whole}, after {time.monotonic() - began:.0f} s")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield update
    finally:
        over.set()
        teller.join()


errors = MessageConsole()


def exit_status(error: PartycellError) -> int:
    """2 for bad input, 1 for all else that could not be done, as where Neo4j itself has failed."""
    if isinstance(error, CypherError) and not error.code.startswith("Neo.ClientError"):
        return 1
    return 2 if isinstance(error, BadInputError) else 1
