"""Runs statements and commands one after another, and prints errors with their place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.cells import cell_len

from console.messages import errors, exit_status
from console.shell.commands import ShellCommands
from console.shell.preferences import History, PreferenceStore
from console.shell.session import Session
from console.shell.statements import Item, items
from graph.errors import BadInputError, CypherError, PartycellError, StatementRefusedError

_MAX_NESTED_FILES = 10


class _FileFailedError(PartycellError):
    """Something in a file failed, and the error has been printed."""

    def __init__(self, status: int) -> None:
        super().__init__("")
        self.status = status


class Runner:
    """Runs what is typed, or what is in a file or pipe.

    Args:
        session: Where.
        preferences: The user's, kept between sessions.
        history: What was typed.
        fail_at_end: Go on after a failure, and fail at the end.
    """

    def __init__(
        self,
        session: Session,
        preferences: PreferenceStore,
        history: History,
        *,
        fail_at_end: bool = False,
    ) -> None:
        self.session = session
        self.commands = ShellCommands(session, preferences, history, self._source)
        self._fail_at_end = fail_at_end
        self._depth = 0

    def run(self, lines: Iterable[str], place: str = "") -> int:
        """Run all in order, up to the first that fails unless `fail_at_end`.

        Args:
            lines: Statements and commands, as they come.
            place: What to call the lines where one fails; empty for what is typed.

        Returns:
            The exit status: that of the first failure, 0 if there was none.

        Raises:
            Quit: The user quits.
        """
        status = 0
        for item in items(lines):
            failed = self._run_item(item, place)
            status = status or failed
            if failed and not self._fail_at_end:
                break
        return status

    def _run_item(self, item: Item, place: str) -> int:
        try:
            if item.is_command:
                self.commands.run(item.text)
            else:
                self.session.run(item.text)
        except _FileFailedError as error:
            return error.status
        except PartycellError as error:
            _print_error(error, item, place)
            return exit_status(error)
        return 0

    def _source(self, file: Path) -> None:
        if self._depth >= _MAX_NESTED_FILES:
            raise BadInputError(f"Files that run files go no deeper than {_MAX_NESTED_FILES}.")
        self._depth += 1
        try:
            status = self.run_file(file)
        finally:
            self._depth -= 1
        if status:
            raise _FileFailedError(status)

    def run_file(self, file: Path) -> int:
        """Do everything in a file; as `run`.

        Raises:
            BadInputError: It cannot be read.
        """
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInputError(f"{file} cannot be read: {error}.") from error
        return self.run(text.splitlines(keepends=True), str(file))


def _print_error(error: PartycellError, item: Item, place: str) -> None:
    """Print what failed and where, with a caret under the place if it is known."""
    line: int | None = None
    column: int | None = None
    if isinstance(error, CypherError | StatementRefusedError) and not item.is_command:
        line, column = error.line, error.column
    where = f"{place}:{item.line + (line or 1) - 1}: " if place else ""
    errors.print(where + str(error).split("\n")[0], style="red")
    lines = item.text.splitlines()
    if line is not None and column is not None and line <= len(lines):
        shown = lines[line - 1].expandtabs(1)
        errors.print(f"  {shown}")
        errors.print(" " * (cell_len(shown[: column - 1]) + 2) + "^", style="bold red")
