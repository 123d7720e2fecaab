"""The work and the memory that a statement's expressions take, and the check of both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import StatementRefusedError
from graph.guard.lexer import Token
from graph.guard.statement_limits import MAX_LOOPS, MAX_MADE, MAX_WORK


class Budget:
    """What has been spent; each method raises StatementRefusedError where it is too much.

    Attributes:
        rows: How many rows are collected into a list.
        times: How often the expression at hand is evaluated.
        loops: How many loops it stands in.
        work: Bytes gone through so far.
    """

    def __init__(self, rows: float) -> None:
        self.rows = rows
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
