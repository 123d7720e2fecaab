"""The work and the memory that a statement's expressions take, and the check of both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import StatementRefusedError
from graph.guard.lexer import Token
from graph.guard.statement_limits import MAX_LOOPS, MAX_MADE, MAX_WORK

# Items that Neo4j expects of any list, in its estimates of rows.
_EXPECTED = 10.0


class Budget:
    """What has been spent; each method raises StatementRefusedError where it is too much.

    Attributes:
        read_rows: How many rows a pattern gives, where Neo4j collects them.
        rows: How many rows are collected into a list here.
        times: How often the expression at hand is evaluated.
        loops: How many loops it stands in.
        work: Bytes gone through so far.
    """

    def __init__(self, rows: float) -> None:
        self.read_rows = self.rows = rows
        self._expected = _EXPECTED
        self.times = 1.0
        self.loops = 0
        self.work = 0.0
        self._allocated = 0.0

    def spend(self, size: float, token: Token) -> None:
        """Go through so many bytes, each time that the expression is evaluated."""
        self.work += self.times * size
        if self.work > MAX_WORK:
            raise refused(
                token,
                token.text,
                "an expression would go through more than can be stopped in time: "
                f"{MAX_WORK:,} bytes",
            )

    def check_size(self, size: float, token: Token) -> None:
        """Check one value of so many bytes."""
        if size > MAX_MADE:
            raise refused(
                token, token.text, f"a value could have more than {MAX_MADE:,} bytes in memory"
            )

    def allocate(self, size: float, token: Token) -> None:
        """Add so many bytes to what a row takes."""
        self._allocated += size
        self.check_size(self._allocated, token)

    def unwind(self, count: float) -> None:
        """Make as many rows of each as a list has items."""
        self.rows *= max(1.0, count / self._expected)
        if self.loops:
            self.times *= max(1.0, count)

    @contextmanager
    def subquery(self, *, is_value: bool, reads: bool) -> Iterator[None]:
        """While a subquery is estimated, whose lists are of its own rows, not of all around it.

        Args:
            is_value: Whether it is a value, so that there are no more rows after it.
            reads: Whether it reads the graph; if not, its rows are those that are unwound.
        """
        times, rows, expected = self.times, self.rows, self._expected
        self.rows, self._expected = (self.read_rows, _EXPECTED) if reads else (1.0, 1.0)
        begun = self.rows
        try:
            yield
        finally:
            self.times, self._expected = times, expected
            self.rows = rows if is_value else rows * self.rows / begun

    @contextmanager
    def loop(self, count: float, token: Token | None) -> Iterator[None]:
        """While a loop's body is estimated, which is evaluated so often; a pattern has no token."""
        if self.loops >= MAX_LOOPS and token is not None:
            raise refused(token, token.text, f"more than {MAX_LOOPS} lists are within one another")
        times, rows = self.times, self.rows
        self.loops += 1
        self.times *= max(count, 1)
        try:
            yield
        finally:
            self.times, self.rows = times, rows
            self.loops -= 1


def refused(token: Token, operator: str, reason: str) -> StatementRefusedError:
    """The refusal of what stands at a token."""
    return StatementRefusedError(
        operator,
        reason,
        line=token.line,
        column=token.column,
        hint="Go through rows instead, as in UNWIND ... AS x: those can be stopped.",
    )
