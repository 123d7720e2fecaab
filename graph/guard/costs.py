"""The costs of a statement's expressions, which Neo4j can neither stop nor count.

Between rows Neo4j looks at the clock and at the memory of a transaction; inside an expression it
does neither. Measured on 2026.08.1: `reduce` over a thousand million numbers ran 42 seconds under a
limit of two; `[x IN range(1, 100000000) | x]` ended the server, and so did ten lists of texts.
So what an expression may go through and put together is estimated from the sizes of literals and
parameters, and from the rows that Neo4j expects; too much is refused. The same over rows
(`UNWIND range(...) AS x`) is stopped in time.

It is an estimate from above: sizes are added where one of several is taken, and a text of the graph
counts as the longest there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.guard.expressions import VALUES, Expressions
from graph.guard.statement import ParsedStatement
from graph.guard.value_sizes import NUMBER, Size, concatenate, largest

# Rows that Neo4j is assumed to collect, where its plan does not say.
DEFAULT_ROWS = 100.0
_PROJECTIONS = ("WITH", "RETURN", "LET", "YIELD")


def check_costs(
    statement: ParsedStatement, parameters: Mapping[str, Any], rows: float = DEFAULT_ROWS
) -> float:
    """Refuse expressions whose work has no bound, or too large a one.

    Args:
        statement: The statement.
        parameters: Its parameters.
        rows: How many rows are collected into a list, by Neo4j's plan.

    Returns:
        About how many bytes a row of the answer takes in Neo4j.

    Raises:
        StatementRefusedError: With the place and what to write instead.
    """
    return _Clauses(statement, parameters, rows).clauses(0, len(statement.tokens)).total


class _Clauses(Expressions):
    """Goes through the clauses once, in order; sizes of variables are known from those before."""

    def subquery(self, at: int, end: int) -> Size:
        before = self._tokens[at - 1]
        is_value = at > 0 and before.is_keyword(*VALUES)
        # A pattern without a clause reads, too.
        reads = not self.is_clause(at + 1) or any(
            token.is_keyword("MATCH", "CALL") for token in self._tokens[at:end]
        )
        with self._budget.subquery(is_value=is_value, reads=reads):
            row = self.clauses(at + 1, end)
            if not before.is_keyword("COLLECT"):
                return NUMBER
            # Unlike rows that `collect` or DISTINCT keep, these are not counted by Neo4j.
            made = row.repeated(self._budget.rows)
            self._budget.check_size(made.bytes, before)
            return made

    def clauses(self, start: int, end: int) -> Size:
        """Estimate a statement or subquery; the size of one row of its RETURN."""
        borders = [at for at in self._statement.outside(start, end) if self.is_clause(at)]
        row = NUMBER
        # Parts of a UNION begin with the same rows; those that they give are added.
        rows, added = self._budget.rows, 0.0
        parts: list[Size] = []
        first = borders[0] if borders else end
        self.value(start, first)
        for at, after in zip(borders, [*borders[1:], end], strict=False):
            token = self._tokens[at]
            if token.is_keyword(*_PROJECTIONS):
                row = self._projection(at, after)
            elif token.is_keyword("UNWIND", "FOR"):
                self._unwind(at, after)
            elif token.is_keyword("UNION"):
                parts.append(row)
                added += self._budget.rows
                self._budget.rows = rows
            else:
                self.value(at + 1, after)
        self._budget.rows += added
        return largest([*parts, row])

    def _projection(self, at: int, end: int) -> Size:
        returns = self._tokens[at].is_keyword("RETURN")
        sizes = []
        for start, stop in self._statement.arguments(at + 1, end):
            name, first, last = self._item(start, stop)
            if self._tokens[first].is_keyword("DISTINCT"):
                first += 1
            size = self.value(first, last)
            sizes.append(size)
            if name is not None:
                self._variables[name] = largest([size, self._variables.get(name, size)])
            is_new = last - first > 1 and not self._statement.is_call(first, "collect")
            if is_new or returns:
                self._budget.allocate(size.bytes, self._tokens[at])
        return concatenate(sizes)

    def _item(self, start: int, stop: int) -> tuple[str | None, int, int]:
        """The name that an item of a projection gives, and where its value begins and ends."""
        tokens = self._tokens
        if stop - start > 2 and tokens[stop - 2].is_keyword("AS"):
            return tokens[stop - 1].name, start, stop - 2
        if stop - start > 2 and tokens[start].is_name and tokens[start + 1].text == "=":
            return tokens[start].name, start + 2, stop
        return None, start, stop

    def _unwind(self, at: int, end: int) -> None:
        tokens = self._tokens
        if tokens[at].is_keyword("FOR"):
            if at + 2 >= end or not tokens[at + 2].is_keyword("IN"):
                return
            name, first, last = tokens[at + 1].name, at + 3, end
        else:
            last = self._next(at, end, lambda token: token.is_keyword("AS"))
            name = tokens[last + 1].name if last + 1 < len(tokens) else ""
            first = at + 1
        if self._statement.is_call(first, "range") and self._closings.get(first + 1) == last - 1:
            # Its numbers are rows, one at a time, and not a list.
            count = self.range_length(first, are_rows=self._budget.loops == 0)
            self._variables[name] = NUMBER
        else:
            size = self.value(first, last)
            count = size.items
            self._variables[name] = largest([size.item, self._variables.get(name, size.item)])
        self._budget.unwind(count)
