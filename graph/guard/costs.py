"""Work inside one expression, which Neo4j cannot break off and does not count.

Between rows Neo4j looks at the clock and at the memory of a transaction; inside an expression it
does neither. Measured on 2026.08.1: `reduce` over a thousand million numbers ran 42 seconds under a
limit of two; `[x IN range(1, 100000000) | x]` ended the server, and so did ten lists of texts.
So what an expression may go through and put together is reckoned here from the sizes of what is
written and given, and from the rows that Neo4j expects; too much is refused. The same over rows
(`UNWIND range(...) AS x`) is stopped in time.

It is a reckoning from above: sizes are added where one of several is taken, and a text of the graph
counts as the longest there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.guard.expressions import Expressions
from graph.guard.lexer import Word
from graph.guard.sizes import NUMBER, Size, either, together

# Rows that Neo4j is taken to gather, where its plan does not say.
ROWS = 100.0
_PROJECTIONS = ("WITH", "RETURN", "LET", "YIELD")


def check_costs(found: list[Word], parameters: Mapping[str, Any], rows: float = ROWS) -> None:
    """Refuse expressions whose work has no bound, or too large a one.

    Args:
        found: The statement.
        parameters: Its parameters.
        rows: How many rows are gathered into a list, by Neo4j's plan.

    Raises:
        StatementRefusedError: With the place and what to write instead.
    """
    _Statement(found, parameters, rows).clauses(0, len(found))


def values_matter(found: list[Word]) -> bool:
    """Whether what `check_costs` says may depend on the values of parameters."""
    return any(word.text == "$" for word in found)


class _Statement(Expressions):
    """Goes through a statement once; what it knows grows on the way."""

    def clauses(self, start: int, end: int) -> Size:
        """Reckon a statement or subquery; what one row of its RETURN can be."""
        borders = [at for at in self._outside(start, end) if self._is_clause(at)]
        given = NUMBER
        first = borders[0] if borders else end
        self.value(start, first)
        for at, after in zip(borders, [*borders[1:], end], strict=False):
            word = self._found[at]
            if word.is_keyword(*_PROJECTIONS):
                given = self._projection(at, after)
            elif word.is_keyword("UNWIND", "FOR"):
                self._unwind(at, after)
            else:
                self.value(at + 1, after)
        return given

    def _projection(self, at: int, end: int) -> Size:
        returns = self._found[at].is_keyword("RETURN")
        sizes = []
        for start, stop in self._arguments(at + 1, end):
            name, first, last = self._named(start, stop)
            if self._found[first].is_keyword("DISTINCT"):
                first += 1
            size = self.value(first, last)
            sizes.append(size)
            if name is not None:
                self._names[name] = either([size, self._names.get(name, size)])
            is_new = last - first > 1 and not self._is_call(first, "collect")
            if is_new or returns:
                self._make(size.bytes, self._found[at])
        return together(sizes)

    def _named(self, start: int, stop: int) -> tuple[str | None, int, int]:
        """The name that an item gives, and where its value begins and ends."""
        found = self._found
        if stop - start > 2 and found[stop - 2].is_keyword("AS"):
            return found[stop - 1].text, start, stop - 2
        if stop - start > 2 and found[start].is_name and found[start + 1].text == "=":
            return found[start].text, start + 2, stop
        return None, start, stop

    def _unwind(self, at: int, end: int) -> None:
        found = self._found
        if found[at].is_keyword("FOR"):
            if at + 2 >= end or not found[at + 2].is_keyword("IN"):
                return
            name, first, last = found[at + 1].text, at + 3, end
        else:
            middle = next((n for n in self._outside(at, end) if found[n].is_keyword("AS")), end)
            name = found[middle + 1].text if middle + 1 < len(found) else ""
            first, last = at + 1, middle
        if self._is_call(first, "range") and self._closings.get(first + 1) == last - 1:
            # Its numbers are rows, one at a time, and not a list.
            count = self._range(first, free=self._loops == 0)
            self._names[name] = NUMBER
        else:
            size = self.value(first, last)
            count = size.items
            self._names[name] = either([size.item, self._names.get(name, size.item)])
        # Neo4j expects ten of any list.
        self._rows *= max(1.0, count / 10)
        if self._loops:
            self._times *= max(1.0, count)
