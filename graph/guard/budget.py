"""What a statement's expressions may take in all, and the words that it is reckoned from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from graph.errors import StatementRefusedError
from graph.guard.bounds import MAX_MADE, MAX_WORK
from graph.guard.brackets import close_brackets, is_keyword_here, outside, parts
from graph.guard.lexer import Word
from graph.guard.sizes import Size, of_value

_CLAUSES = tuple(
    """CALL FILTER FINISH FOR LET LIMIT MATCH NEXT OFFSET OPTIONAL ORDER RETURN SKIP UNION UNWIND
    WHERE WITH YIELD""".split()  # noqa: SIM905
)
_ROWS_HINT = "Go through rows instead, as in UNWIND ... AS x: those can be stopped."


class Budget:
    """A statement, what is known of its values, and what they take so far.

    Args:
        found: The statement.
        parameters: Its parameters.
        rows: How many rows are gathered into a list.
    """

    def __init__(self, found: list[Word], parameters: Mapping[str, Any], rows: float) -> None:
        self._found = found
        self._closings = close_brackets(found)
        self._parameters = parameters
        self._sizes: dict[str, Size] = {}
        self._names: dict[str, Size] = {}
        self._rows = rows
        # How often what is looked at is done, and within how many loops.
        self._times = 1.0
        self._loops = 0
        self._work = 0.0
        self._made = 0.0

    def _parameter(self, name: str) -> Size:
        if name not in self._sizes:
            self._sizes[name] = of_value(self._parameters.get(name))
        return self._sizes[name]

    @contextmanager
    def _named_as(self, name: str, size: Size) -> Iterator[None]:
        before = self._names.get(name)
        self._names[name] = size
        try:
            yield
        finally:
            if before is None:
                del self._names[name]
            else:
                self._names[name] = before

    def _is_clause(self, at: int) -> bool:
        if not is_keyword_here(self._found, at, *_CLAUSES):
            return False
        before = self._found[at - 1] if at else self._found[at]
        return not (self._found[at].is_keyword("WITH") and before.is_keyword("STARTS", "ENDS"))

    def _go(self, bytes_: float, word: Word) -> None:
        self._work += self._times * bytes_
        if self._work > MAX_WORK:
            raise refused(
                word,
                word.text,
                "an expression would go through more than can be stopped in time: "
                f"{MAX_WORK:,} bytes",
            )

    def _fit(self, bytes_: float, word: Word) -> None:
        if bytes_ > MAX_MADE:
            raise refused(
                word, word.text, f"a value could have more than {MAX_MADE:,} bytes in memory"
            )

    def _make(self, bytes_: float, word: Word) -> None:
        self._made += bytes_
        self._fit(self._made, word)

    def _arguments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        if start >= end:
            return iter(())
        return parts(self._closings, start, end, lambda at: self._found[at].text == ",")

    def _parts(self, start: int, end: int, *names: str) -> Iterator[tuple[int, int]]:
        return parts(
            self._closings, start, end, lambda at: is_keyword_here(self._found, at, *names)
        )

    def _outside(self, start: int, end: int) -> Iterator[int]:
        return outside(self._closings, start, end)


def refused(word: Word, operator: str, reason: str) -> StatementRefusedError:
    """The refusal of what stands at a word."""
    return StatementRefusedError(
        operator, reason, line=word.line, column=word.column, hint=_ROWS_HINT
    )
