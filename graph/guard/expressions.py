"""What one expression gives and takes at most, read from its tokens."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from graph.guard import value_sizes
from graph.guard.budget import Budget, refused
from graph.guard.lexer import Token, TokenKind
from graph.guard.regex_steps import UnreadablePatternError, steps
from graph.guard.statement import ParsedStatement
from graph.guard.statement_limits import MAX_RANGE, MAX_WORK
from graph.guard.value_sizes import (
    NODE,
    NUMBER,
    TEXT,
    Size,
    collection,
    concatenate,
    largest,
    text_size,
    value_size,
)

# What a look at a value costs, and a step of Java's matching.
_LOOK_COST, _STEP_COST = 50, 3
_LARGEST_INTEGER, _UNKNOWN = 2**63, float("inf")
_TESTS = ("ALL", "ANY", "NONE", "SINGLE")
_REDUCES = ("REDUCE", "ALLREDUCE")
_LOGIC = ("AND", "OR", "XOR", "NOT")
_COMPARES = ("CONTAINS", "STARTS", "ENDS", "IN", "IS")
_NO_VALUES = tuple(
    """AND AS ASC ASCENDING BY CASE CONTAINS DESC DESCENDING DISTINCT ELSE END ENDS FALSE IN IS
    NOT NULL OR STARTS THEN TRUE WHEN WITH XOR""".split()  # noqa: SIM905
)
# Subqueries that are a value, whatever rows they have.
VALUES = ("COLLECT", "COUNT", "EXISTS")
_SUBQUERIES = (*VALUES, "CALL")
_CLAUSES = tuple(
    """CALL FILTER FINISH FOR LET LIMIT MATCH NEXT OFFSET OPTIONAL ORDER RETURN SKIP UNION UNWIND
    WHERE WITH YIELD""".split()  # noqa: SIM905
)
# A value so large that what a reduction makes of it shows how it grows.
_LARGE = Size(1_000_000, 1_000, NODE, given=True)


class Expressions(ABC):
    """Estimates expressions; what they take is added to the statement's budget.

    Args:
        statement: The statement.
        parameters: Its parameters.
        rows: How many rows are collected into a list.
    """

    def __init__(
        self, statement: ParsedStatement, parameters: Mapping[str, Any], rows: float
    ) -> None:
        self._statement = statement
        self._tokens = statement.tokens
        self._closings = statement.closings
        self._parameters = parameters
        self._parameter_sizes: dict[str, Size] = {}
        self._variables: dict[str, Size] = {}
        self._budget = Budget(rows)

    @abstractmethod
    def subquery(self, at: int, end: int) -> Size:
        """Estimate the subquery in the braces from `at` to `end`; the size of its value."""

    def is_clause(self, at: int) -> bool:
        """Whether a clause begins here."""
        if not self._statement.is_keyword(at, *_CLAUSES):
            return False
        before = self._tokens[at - 1] if at else self._tokens[at]
        return not (self._tokens[at].is_keyword("WITH") and before.is_keyword("STARTS", "ENDS"))

    def value(self, start: int, end: int) -> Size:
        """The size of an expression's value; also of several, with commas between."""
        if start >= end:
            return NUMBER
        logic = False
        sizes: list[Size] = []
        for first, last in self._statement.split_at(start, end, *_LOGIC):
            logic = logic or (first, last) != (start, end)
            sizes.extend(self._comparison(*item) for item in self._statement.arguments(first, last))
        return NUMBER if logic else concatenate(sizes)

    def _comparison(self, start: int, end: int) -> Size:
        """One term, or two that are compared; comparing may take their product."""
        for at in self._statement.outside(start, end):
            token = self._tokens[at]
            if token.text == "~" and at > start and self._tokens[at - 1].text == "=":
                text = self._sum(start, at - 1)
                self._match(text, at, end)
                return NUMBER
            if self._statement.is_keyword(at, *_COMPARES) or (
                token.text in {"<", ">"} and self._tokens[at - 1].text not in {"-", ":"}
            ):
                left = self._sum(start, at)
                right = self._comparison(at + 1, end)
                if token.is_keyword("CONTAINS"):
                    self._budget.spend(left.characters * max(right.total - TEXT, 1), token)
                return NUMBER if at > start else right
        return self._sum(start, end)

    def _sum(self, start: int, end: int) -> Size:
        """All terms of a part, joined."""
        sizes = []
        at = start
        while at < end:
            size, at = self._term(at, end)
            if size is not None:
                sizes.append(size)
        return NUMBER if all(size.number for size in sizes) else concatenate(sizes)

    def _term(self, at: int, end: int) -> tuple[Size | None, int]:
        """The value that begins here, with what is read out of it; and where to go on."""
        token = self._tokens[at]
        closing = self._closings.get(at)
        size: Size | None = None
        after = at + 1
        if token.kind is TokenKind.STRING:
            size = text_size(token.string_value)
        elif token.kind is TokenKind.NUMBER:
            size = NUMBER
        elif token.text == "$" and after < end:
            size, after = self._parameter(self._tokens[after].name), at + 2
        elif closing is not None and closing < end:
            size, after = self._bracket(at, closing), closing + 1
        elif self._is_value(at, end):
            size, after = self._variable_or_call(at, end)
        if size is None:
            return None, after
        size, after = self._read_out(size, after, end)
        self._budget.spend(_LOOK_COST + size.total, token)
        return size, after

    def _is_value(self, at: int, end: int) -> bool:
        token = self._tokens[at]
        if token.is_keyword("ALL"):
            return at + 1 < end and self._tokens[at + 1].text == "("
        return token.is_name and not token.is_keyword(*_NO_VALUES)

    def _parameter(self, name: str) -> Size:
        if name not in self._parameter_sizes:
            self._parameter_sizes[name] = value_size(self._parameters.get(name))
        return self._parameter_sizes[name]

    def _read_out(self, size: Size, at: int, end: int) -> tuple[Size, int]:
        """What `.name`, `[number]` and `[from..to]` behind a value read out of it."""
        tokens = self._tokens
        while at < end:
            if tokens[at].text == "." and at + 1 < end and tokens[at + 1].is_name:
                size, at = size.item, at + 2
            elif tokens[at].text == "[" and self._closings.get(at, end) < end:
                inside = self._closings[at]
                self.value(at + 1, inside)
                if not any(
                    tokens[n].text == "." and tokens[n + 1].text == "."
                    for n in self._statement.outside(at + 1, inside)
                ):
                    size = size.item
                at = inside + 1
            else:
                break
        return size, at

    def _bracket(self, at: int, end: int) -> Size:
        match self._tokens[at].text:
            case "[":
                return self._list(at, end)
            case "{":
                return self._map(at, end)
            case "(":
                return self.value(at + 1, end)
        return self._case(at, end)

    def _map(self, at: int, end: int) -> Size:
        before = self._tokens[at - 1]
        if (at and before.is_keyword(*_SUBQUERIES)) or self.is_clause(at + 1):
            return self.subquery(at, end)
        sizes = []
        for start, stop in self._statement.arguments(at + 1, end):
            has_key = stop - start > 2 and self._tokens[start + 1].text == ":"
            sizes.append(self.value(start + 2 if has_key else start, stop))
        return collection(sizes)

    def _case(self, at: int, end: int) -> Size:
        branches = []
        begun, chosen = at + 1, False
        for number in [*self._statement.outside(at + 1, end), end]:
            if number != end and not self._statement.is_keyword(number, "WHEN", "THEN", "ELSE"):
                continue
            size = self.value(begun, number)
            if chosen:
                branches.append(size)
            begun = number + 1
            chosen = number != end and self._tokens[number].is_keyword("THEN", "ELSE")
        return largest(branches)

    def _list(self, at: int, end: int) -> Size:
        tokens = self._tokens
        if at + 2 < end and tokens[at + 1].is_name and tokens[at + 2].is_keyword("IN"):
            return self._comprehension(at + 1, end, tokens[at])
        bar = self._next(at + 1, end, lambda token: token.text == "|")
        is_pattern = at + 1 < end and (tokens[at + 1].text == "(" or tokens[at + 2].text == "=")
        if bar < end and is_pattern:
            self.value(at + 1, bar)
            rows = max(self._budget.rows, self._budget.read_rows)
            return self._body(bar + 1, end, rows).collected(rows)
        return collection(self.value(*item) for item in self._statement.arguments(at + 1, end))

    def _variable_or_call(self, at: int, end: int) -> tuple[Size, int]:
        token = self._tokens[at]
        name, after = self._statement.dotted_name(at, end)
        if after < end and self._tokens[after].text == "(" and self._closings.get(after, end) < end:
            return self._call(name.lower(), at, after), self._closings[after] + 1
        if token.is_keyword(*_SUBQUERIES) and at + 1 < end and self._tokens[at + 1].text == "{":
            return NUMBER, at + 1
        return self._variables.get(token.name, NODE), at + 1

    def _call(self, name: str, at: int, opened: int) -> Size:
        end = self._closings[opened]
        token = self._tokens[at]
        if name == "range":
            return NUMBER.repeated(self.range_length(at))
        if token.is_keyword(*_REDUCES):
            return self._reduce(opened, end, token)
        is_test = token.is_keyword(*_TESTS) and opened + 2 < end
        if is_test and self._tokens[opened + 2].is_keyword("IN"):
            self._comprehension(opened + 1, end, token)
            return NUMBER
        work = self._budget.work
        arguments = [self.value(*item) for item in self._statement.arguments(opened + 1, end)]
        if name in value_sizes.CONSTANT_TIME and end - opened <= 3:
            self._budget.work = work
        self._budget.spend(value_sizes.product_work(name, arguments), token)
        size = value_sizes.result_size(name, arguments, self._budget.rows)
        self._budget.check_size(size.bytes, token)
        return size

    # Loops: what is evaluated for each item of a list.

    def _comprehension(self, at: int, end: int, token: Token) -> Size:
        """`name IN list WHERE condition | value`, from the name on."""
        middle = self._end_of_list(at + 2, end)
        source = self.value(at + 2, middle)
        with self._variable(self._tokens[at].name, source.item):
            bar = self._next(middle, end, lambda token: token.text == "|")
            count = max(source.items, 1)
            self._body(middle + 1, bar, count, token)
            if bar == end:
                return source
            made = self._body(bar + 1, end, count, token).repeated(count)
        self._budget.check_size(made.bytes, token)
        return made

    def _reduce(self, opened: int, end: int, token: Token) -> Size:
        """`reduce(name = first, name IN list | value)`, and allReduce, which tests as well."""
        tokens = self._tokens
        comma = self._next(opened + 1, end, lambda token: token.text == ",")
        first = self.value(opened + 3, comma)
        middle = self._end_of_list(comma + 3, end)
        if comma + 2 >= end or not tokens[comma + 2].is_keyword("IN") or middle >= end:
            return self.value(opened + 1, end)
        source = self.value(comma + 3, middle)
        count = max(source.items, 1)
        accumulator, body = tokens[opened + 1].name, (middle + 1, end)
        with self._variable(tokens[comma + 1].name, source.item):
            last = self._accumulated(accumulator, first, body, count, token)
            self._budget.check_size(last.bytes, token)
            with self._variable(accumulator, last):
                return largest([last, self._body(*body, count, token)])

    def _accumulated(
        self, name: str, first: Size, body: tuple[int, int], count: float, token: Token
    ) -> Size:
        """The size of an accumulator in the end: how it grows is tried with large values."""
        before = self._budget.work

        def turn(size: Size) -> Size:
            with self._variable(name, size):
                return self._body(*body, 1, token)

        once = turn(first)
        if once.number:
            self._budget.work = before
            return largest([first, once])
        small, large = turn(_LARGE), turn(_LARGE.scaled(2))
        self._budget.work = before
        slope = (large.bytes - small.bytes) / _LARGE.bytes
        if slope > 1.5:
            raise refused(token, "reduce", "its accumulator is put together with itself")
        if slope < 0.5:
            return largest([first, once])
        return replace(
            largest([first, once]),
            bytes=first.total + count * max(small.bytes - _LARGE.bytes, 0),
            items=first.items + count * max(small.items - _LARGE.items, 0),
        )

    def _body(self, start: int, end: int, count: float, token: Token | None = None) -> Size:
        with self._budget.loop(count, token):
            return self.value(start, end)

    @contextmanager
    def _variable(self, name: str, size: Size) -> Iterator[None]:
        """While a loop's variable stands for values of this size."""
        before = self._variables.get(name)
        self._variables[name] = size
        try:
            yield
        finally:
            if before is None:
                del self._variables[name]
            else:
                self._variables[name] = before

    def _end_of_list(self, start: int, end: int) -> int:
        """Where a loop's list ends: at WHERE or `|`, or at its end."""
        return self._next(
            start, end, lambda token: token.text in {"|", ","} or token.is_keyword("WHERE")
        )

    def _next(self, start: int, end: int, wanted: Callable[[Token], bool]) -> int:
        """The next position outside of brackets that holds what is wanted, or the end."""
        places = self._statement.outside(start, end)
        return next((place for place in places if wanted(self._tokens[place])), end)

    # What must be known before it runs: lengths of ranges and regular expressions.

    def range_length(self, at: int, *, are_rows: bool = False) -> float:
        """How many numbers a range has; unless they are rows, that must be known and small."""
        arguments = self._statement.arguments(at + 2, self._closings.get(at + 1, at + 2))
        far = [self._magnitude(*argument) for argument in arguments]
        if max(far, default=0) > MAX_RANGE and not are_rows:
            raise refused(
                self._tokens[at], "range", f"its length is not known to be below {MAX_RANGE:,}"
            )
        return sum(far[:2]) + 1

    def _magnitude(self, start: int, stop: int) -> float:
        """How far an argument of a range can be from zero."""
        far, at = 0.0, start
        while at < stop:
            token = self._tokens[at]
            if token.kind is TokenKind.NUMBER:
                far += token.number_value
            elif token.text == "$" and at + 1 < stop:
                value = self._parameters.get(self._tokens[at + 1].name)
                far += min(abs(value), _LARGEST_INTEGER) if isinstance(value, int) else _UNKNOWN
                at += 1
            elif at + 1 < stop and self._statement.is_call(at, "size", "length"):
                inside = self._closings.get(at + 1, stop)
                size = self.value(at + 2, inside)
                far += size.items or size.total
                at = inside
            elif token.text not in {"-", "+"}:
                return _UNKNOWN
            at += 1
        return far

    def _match(self, text: Size, at: int, end: int) -> None:
        """A regular expression: it must be known here, and end soon."""
        token = self._tokens[at]
        pattern = self._known_text(at + 1, end)
        if pattern is None:
            raise refused(token, "=~", "its pattern is neither text nor a parameter")
        try:
            most = steps(pattern, int(text.characters), plain=not text.given)
        except UnreadablePatternError as error:
            raise refused(token, "=~", f"its pattern is not understood: {error}") from error
        if most * _STEP_COST * self._budget.times > MAX_WORK:
            raise refused(token, "=~", "its pattern repeats too much for a text of this length")
        self._budget.spend(most * _STEP_COST, token)

    def _known_text(self, start: int, end: int) -> str | None:
        """Texts and parameters with `+` or `||` between, as one text."""
        text, at = "", start
        while at < end:
            token = self._tokens[at]
            if token.kind is TokenKind.STRING:
                text += token.string_value
            elif token.text == "$" and at + 1 < end:
                given = self._parameters.get(self._tokens[at + 1].name, "")
                if not isinstance(given, str):
                    return None if given is not None else ""
                text += given
                at += 1
            elif token.text not in {"+", "|", "(", ")"}:
                return None
            at += 1
        return text
