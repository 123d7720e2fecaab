"""What one console session does with each statement and each `:command`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from console.arguments import pairs
from console.output import Format, errors, print_rows
from console.statements import blank, split
from graph.catalogue import catalogue, run
from graph.database import Database
from graph.errors import BadInputError, CypherError, PartycellError
from graph.settings import settings
from graph.statements import statement
from graph.values import to_json

_MAX_NESTED_FILES = 10


class Quit(Exception):  # noqa: N818  (a signal, not an error)
    """The person wants to leave."""


class ConsoleSession:
    """Parameters, format and database of a session.

    Args:
        database: Where statements run.
        how: How rows are printed at first.
        write: Whether statements may write.
    """

    def __init__(self, database: Database, how: Format, *, write: bool) -> None:
        self.database = database
        self.how = how
        self.write = write
        self.parameters: dict[str, Any] = {}
        self._depth = 0
        self.commands: dict[str, tuple[str, Callable[[str], None]]] = {
            "help": ("say what there is", self._help),
            "schema": ("labels, relationship types and property keys", self._schema),
            "queries": ("the catalogue", self._queries),
            "run": ("NAME key=value ...: ask a query of the catalogue", self._run_query),
            "param": ("NAME JSON: set $NAME; without arguments, list them", self._param),
            "source": ("FILE: run the statements of a file", self._source),
            "format": ("table, json, jsonl or csv", self._format),
            "quit": ("leave", self._quit),
        }

    def feed(self, text: str) -> bool:
        """Run a command or statements; whether all of it went well.

        Raises:
            Quit: The person wants to leave.
        """
        try:
            stripped = text.strip()
            if stripped.startswith(":"):
                self._command(stripped.rstrip(";"))
                return True
            statements, rest = split(text)
            for item in [*statements, *([] if blank(rest) else [rest.strip()])]:
                self._statement(item)
        except CypherError as error:
            self._show(error, text.strip())
            return False
        except PartycellError as error:
            errors.print(str(error), markup=False, style="red")
            return False
        return True

    def _statement(self, text: str) -> None:
        try:
            answer = self.database.run(
                text,
                self.parameters,
                limit=settings().partycell_row_limit,
                time_limit=0 if self.write else None,
                write=self.write,
            )
        except CypherError as error:
            self._show(error, text)
            raise _ShownError from error
        rows = [
            dict(zip(answer.columns, map(to_json, record), strict=True))
            for record in answer.records
        ]
        if answer.columns:
            print_rows(answer.columns, rows, self.how)
        for name, count in answer.counters.items():
            errors.print(f"{name.replace('_', ' ')}: {count}")
        if answer.truncated:
            errors.print(f"Only the first {len(rows):,} rows.")
        if sys.stdin.isatty():
            errors.print(f"{len(rows):,} rows, {answer.seconds * 1000:.0f} ms", style="dim")

    def _show(self, error: CypherError, text: str) -> None:
        """The message, with a caret under the place that it speaks of."""
        if isinstance(error, _ShownError):
            return
        message = error.message.split("\n")[0]
        lines = text.splitlines()
        if error.line is not None and error.column is not None and error.line <= len(lines):
            errors.print(lines[error.line - 1], markup=False)
            errors.print(" " * (error.column - 1) + "^", style="bold red")
        errors.print(message, markup=False, style="red")

    def _command(self, text: str) -> None:
        name, _, rest = text[1:].partition(" ")
        if name not in self.commands:
            raise BadInputError(
                f"There is no command :{name}.", hint="Type :help for those there are."
            )
        self.commands[name][1](rest.strip())

    def _help(self, _: str) -> None:
        rows = [{"command": f":{name}", "does": does} for name, (does, _) in self.commands.items()]
        print_rows(["command", "does"], rows, self.how)
        errors.print("A statement ends with ; and may go over several lines.")

    def _schema(self, _: str) -> None:
        answer = self.database.run(statement("admin/vocabulary"))
        rows = [dict(zip(answer.columns, record, strict=True)) for record in answer.records]
        print_rows(answer.columns, rows, self.how)

    def _queries(self, _: str) -> None:
        rows = [{"name": item.name, "summary": item.summary} for item in catalogue().values()]
        print_rows(["name", "summary"], rows, self.how)

    def _run_query(self, rest: str) -> None:
        name, *words = rest.split() or [""]
        answer = run(self.database, name, pairs(words), limit=settings().partycell_row_limit)
        print_rows(answer.columns, answer.rows, self.how)

    def _param(self, rest: str) -> None:
        if not rest:
            rows = [{"name": name, "value": value} for name, value in self.parameters.items()]
            print_rows(["name", "value"], rows, self.how)
            return
        name, _, value = rest.partition(" ")
        try:
            self.parameters[name] = json.loads(value)
        except ValueError:
            self.parameters[name] = value

    def _source(self, rest: str) -> None:
        if self._depth >= _MAX_NESTED_FILES:
            raise BadInputError("Files that run files go no deeper than 10.")
        try:
            text = Path(rest).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInputError(f"{rest} cannot be read: {error}.") from error
        self._depth += 1
        try:
            for item in [*split(text)[0], split(text)[1]]:
                if not blank(item):
                    self._statement(item.strip())
        finally:
            self._depth -= 1

    def _format(self, rest: str) -> None:
        if rest not in {item.value for item in Format}:
            raise BadInputError(f"{rest!r} is no format.", hint="table, json, jsonl or csv.")
        self.how = Format(rest)

    def _quit(self, _: str) -> None:
        raise Quit


class _ShownError(CypherError):
    """An error that the person has been shown already."""

    def __init__(self) -> None:
        super().__init__("")
