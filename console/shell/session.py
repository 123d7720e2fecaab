"""A console session: where and how statements run, and the last result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from console.messages import errors
from console.output import (
    refuse_write,
    terminal_width,
    warn_of_notices,
    warn_of_rest,
    write_rendered,
)
from console.rendering import RowFormat
from console.shell.pager import fits, page
from console.shell.results import Result
from console.shell.schema import Schema
from graph.database import Answer, Database
from graph.errors import BadInputError, RefusedError
from graph.guard import admit, fetch_all
from graph.settings import settings
from graph.statements import statement
from graph.suggestions import with_suggestions
from graph.transactions import OpenTransaction


class Quit(Exception):  # noqa: N818  (a signal, not an error)
    """The user quits."""


@dataclass
class Session:
    """The state of a console.

    Attributes:
        database: Where statements run.
        output_format: How rows are printed.
        write: Whether statements may write.
        interactive: Whether a user types at a terminal.
        paging: Whether what is longer than the terminal is shown page by page.
        notifications: Whether Neo4j's warnings are shown.
        parameters: What `$NAME` stands for: driver values.
        transaction: The open one, if any.
        last: The last answer that had columns.
        statement: The last statement that was run, well or not.
    """

    database: Database
    output_format: RowFormat = RowFormat.TABLE
    write: bool = False
    interactive: bool = False
    paging: bool = True
    notifications: bool = True
    parameters: dict[str, Any] = field(default_factory=dict)
    transaction: OpenTransaction | None = None
    last: Result | None = None
    statement: str = ""

    def __post_init__(self) -> None:
        self.schema = Schema(self.database)
        self._first = self.database
        self._home = self.database.name
        self._may_write = self.write

    def close(self) -> None:
        """Roll back what is open."""
        if self.transaction is not None:
            self.rollback()
            errors.print("The open transaction was rolled back.")
        self.disconnect()

    def read(self, text: str) -> Answer:
        """Run a statement that only reads, outside of any transaction; show nothing.

        Raises:
            PartycellError: It was refused.
        """
        return fetch_all(self.database, text, self.parameters)

    def execute(self, text: str) -> Answer:
        """Run a statement where it belongs; show nothing.

        Raises:
            PartycellError: It was refused; an open transaction is gone then.
        """
        if self.transaction is not None:
            if not self.transaction.write:
                # What is refused here has not run, so that the transaction goes on.
                admit(self.database, text, self.parameters)
            try:
                return self.transaction.run(
                    text, self.parameters, limit=settings().partycell_row_limit
                )
            except BaseException:
                self.transaction = None
                errors.print("The open transaction was rolled back.")
                raise
        if not self.write:
            return self.read(text)
        limit = settings().partycell_row_limit
        return self.database.run(
            text, self.parameters, limit=limit, time_limit=0, write=True, warnings=True
        )

    def explain(self, text: str) -> Answer:
        """The plan of a statement that is not run; outside of any transaction."""
        planned = f"EXPLAIN {text}"
        if self.write:
            return self.database.run(planned, self.parameters, write=True)
        return self.read(planned)

    def run(self, text: str) -> None:
        """Run a statement, keep its answer and show it."""
        self.statement = text
        answer = self.execute(text)
        if answer.counters:
            self.schema.refresh()
        self.show_result(Result.of(answer))
        if self.notifications:
            warn_of_notices(with_suggestions(self.database, answer.notices))

    def show_result(self, result: Result) -> None:
        """Show a result, and keep it for `:export`."""
        if result.columns:
            self.last = result
        heading = result.heading(self.output_format, terminal_width())
        self.show(result.text(self.output_format, terminal_width()), heading=heading)
        for name, count in result.counters.items():
            errors.print(f"{name.replace('_', ' ')}: {count:,}")
        if result.truncated:
            warn_of_rest(len(result.rows), result.total, result.rest)
        if self.interactive or self.output_format is RowFormat.VERBOSE:
            errors.print(result.summary(), style="dim")

    def show(self, text: str, *, heading: int = 0) -> None:
        """Show a text on standard output, page by page if it does not fit the terminal.

        Args:
            text: It, with its line ends.
            heading: How many of its first lines stay on top of every page.
        """
        if self.interactive and self.paging and terminal_width() and not fits(text):
            page(text, heading=heading)
        else:
            write_rendered(text)

    def access(self, mode: str) -> str:
        """Only read, or write again; the mode that holds then.

        Args:
            mode: `read`, `write`, or nothing to leave it.

        Raises:
            BadInputError: There is no such mode, or a transaction is open.
            RefusedError: The console only reads.
        """
        if mode not in {"", "read", "write"}:
            raise BadInputError(f"{mode!r} is neither read nor write.")
        if mode:
            self._refuse_in_transaction()
        if mode == "write" and not self._may_write:
            raise _only_reads()
        if mode:
            self.write = mode == "write"
        return "write" if self.write else "read"

    def begin(self) -> None:
        """Open a transaction; it reads, unless the console may write.

        Raises:
            BadInputError: One is open.
        """
        self._refuse_in_transaction()
        self.transaction = OpenTransaction(self.database, write=self.write)

    def commit(self) -> None:
        """Commit the open transaction."""
        transaction = self._ended()
        transaction.commit()

    def rollback(self) -> None:
        """Roll the open transaction back."""
        self._ended().rollback()

    def _ended(self) -> OpenTransaction:
        transaction, self.transaction = self.transaction, None
        if transaction is None:
            raise BadInputError("No transaction is open.", hint=":begin opens one.")
        return transaction

    def use(self, name: str) -> None:
        """Take another database of the same server; none takes the one of the start.

        Raises:
            BadInputError: A transaction is open.
            CypherError: There is no such database.
        """
        self._refuse_in_transaction()
        chosen = self.database.with_name(name or self._home)
        # Only a statement shows whether there is such a database.
        chosen.run(statement("admin/vocabulary"), limit=1)
        self.database = chosen
        self.schema = Schema(chosen)

    def connect(self, other: Database) -> None:
        """Go to another server; what was connected to before is given back.

        Raises:
            BadInputError: A transaction is open.
            RefusedError: The console may write, and the other is our own.
        """
        self._refuse_in_transaction()
        refuse_write(write=self.write, owned=other.owned)
        other.ping()
        self.disconnect()
        self.database, self._home = other, other.name
        self.schema = Schema(other)

    def disconnect(self) -> None:
        """Go back to the server that the console began with.

        Raises:
            BadInputError: A transaction is open.
        """
        self._refuse_in_transaction()
        if self.database.uri != self._first.uri:
            self.database.close()
        self.database, self._home = self._first, self._first.name
        self.schema = Schema(self._first)

    def _refuse_in_transaction(self) -> None:
        if self.transaction is not None:
            raise BadInputError("A transaction is open.", hint=":commit or :rollback ends it.")


def _only_reads() -> RefusedError:
    return RefusedError(
        "This console is read-only: each statement is a transaction of its own.",
        hint="`partycell console --write` can write, on a database that is not ours.",
    )
