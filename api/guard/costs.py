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

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from api.guard import functions
from api.guard.bounds import MAX_LOOPS, MAX_MADE, MAX_RANGE, MAX_WORK
from api.guard.brackets import close_brackets, is_keyword_here, outside, parts
from api.guard.patterns import UnreadablePatternError, steps
from api.guard.sizes import (
    NODE,
    NUMBER,
    TEXT,
    Size,
    either,
    of_text,
    of_value,
    side_by_side,
    together,
)
from api.guard.words import Word
from graph.errors import StatementRefusedError

# Rows that Neo4j is taken to gather, where its plan does not say.
ROWS = 100.0
# What a look at a value costs, and a step of Java's matching.
_A_LOOK, _A_STEP = 50, 3
_TESTS = ("ALL", "ANY", "NONE", "SINGLE")
_REDUCES = ("REDUCE", "ALLREDUCE")
_CLAUSES = tuple(
    """CALL FILTER FINISH FOR LET LIMIT MATCH NEXT OFFSET OPTIONAL ORDER RETURN SKIP UNION UNWIND
    WHERE WITH YIELD""".split()  # noqa: SIM905
)
_PROJECTIONS = ("WITH", "RETURN", "LET", "YIELD")
_LOGIC = ("AND", "OR", "XOR", "NOT")
_COMPARES = ("CONTAINS", "STARTS", "ENDS", "IN", "IS")
_NO_VALUES = frozenset(
    """ALL AND AS ASC ASCENDING BY CASE CONTAINS DESC DESCENDING DISTINCT ELSE END ENDS FALSE IN IS
    NOT NULL OR STARTS THEN TRUE WHEN WITH XOR""".split()  # noqa: SIM905
)
_SUBQUERIES = ("COLLECT", "COUNT", "EXISTS", "CALL")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
ROWS_HINT = "Go through rows instead, as in UNWIND ... AS x: those can be stopped."


def check_costs(found: list[Word], parameters: Mapping[str, Any], rows: float = ROWS) -> None:
    """Refuse expressions whose work has no bound, or too large a one.

    Args:
        found: The statement.
        parameters: Its parameters.
        rows: How many rows are gathered into a list, by Neo4j's plan.

    Raises:
        StatementRefusedError: With the place and what to write instead.
    """
    _Reckoning(found, parameters, rows).clauses(0, len(found))


def values_matter(found: list[Word]) -> bool:
    """Whether what `check_costs` says may depend on the values of parameters."""
    return any(word.text == "$" for word in found)


class _Reckoning:
    """Goes through a statement once; what it knows grows on the way."""

    def __init__(self, found: list[Word], parameters: Mapping[str, Any], rows: float) -> None:
        self._found = found
        self._closings = close_brackets(found)
        self._parameters = parameters
        self._sizes: dict[str, Size] = {}
        self._names: dict[str, Size] = {}
        self._rows = rows
        self._times = 1.0
        self._loops = 0
        self._work = 0.0
        self._made = 0.0

    # Clauses

    def clauses(self, start: int, end: int) -> Size:
        """Reckon a statement or subquery; what one row of its RETURN can be."""
        borders = [at for at in outside(self._closings, start, end) if self._is_clause(at)]
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

    def _is_clause(self, at: int) -> bool:
        if not is_keyword_here(self._found, at, *_CLAUSES):
            return False
        before = self._found[at - 1] if at else self._found[at]
        return not (self._found[at].is_keyword("WITH") and before.is_keyword("STARTS", "ENDS"))

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

    # Values

    def value(self, start: int, end: int) -> Size:
        """What an expression gives at most; also of several, with commas between."""
        if start >= end:
            return NUMBER
        logic = False
        sizes: list[Size] = []
        for first, last in self._parts(start, end, *_LOGIC):
            logic = logic or (first, last) != (start, end)
            sizes.extend(self._compared(*item) for item in self._arguments(first, last))
        return NUMBER if logic else together(sizes)

    def _compared(self, start: int, end: int) -> Size:
        """One term, or two that are compared; comparing may take their product."""
        for at in self._outside(start, end):
            word = self._found[at]
            if word.text == "~" and at > start and self._found[at - 1].text == "=":
                text = self._sum(start, at - 1)
                self._match(text, at, end)
                return NUMBER
            if is_keyword_here(self._found, at, *_COMPARES) or (
                word.text in {"<", ">"} and self._found[at - 1].text not in {"-", ":"}
            ):
                left = self._sum(start, at)
                right = self._compared(at + 1, end)
                if word.is_keyword("CONTAINS"):
                    self._go(left.letters * max(right.all - TEXT, 1), word)
                return NUMBER if at > start else right
        return self._sum(start, end)

    def _sum(self, start: int, end: int) -> Size:
        """All that stands in a part, put together."""
        sizes = []
        at = start
        while at < end:
            size, at = self._one(at, end)
            if size is not None:
                sizes.append(size)
        return NUMBER if all(size.number for size in sizes) else together(sizes)

    def _one(self, at: int, end: int) -> tuple[Size | None, int]:
        """The value that begins here, with all that is taken out of it; and where to go on."""
        word = self._found[at]
        closing = self._closings.get(at)
        size: Size | None = None
        after = at + 1
        if word.kind == "string":
            size = of_text(_text(word))
        elif word.kind == "number":
            size = NUMBER
        elif word.text == "$" and after < end:
            size, after = self._parameter(self._found[after].text), at + 2
        elif closing is not None and closing < end:
            size, after = self._bracket(at, closing), closing + 1
        elif (word.is_name and not (word.kind == "word" and word.text.upper() in _NO_VALUES)) or (
            word.is_keyword("ALL") and after < end and self._found[after].text == "("
        ):
            size, after = self._name(at, end)
        if size is None:
            return None, after
        size, after = self._taken(size, after, end)
        self._go(_A_LOOK + size.all, word)
        return size, after

    def _parameter(self, name: str) -> Size:
        if name not in self._sizes:
            self._sizes[name] = of_value(self._parameters.get(name))
        return self._sizes[name]

    def _taken(self, size: Size, at: int, end: int) -> tuple[Size, int]:
        """What `.name`, `[number]` and `[from..to]` behind a value take out of it."""
        found = self._found
        while at < end:
            if found[at].text == "." and at + 1 < end and found[at + 1].is_name:
                size, at = size.item, at + 2
            elif found[at].text == "[" and self._closings.get(at, end) < end:
                inside = self._closings[at]
                self.value(at + 1, inside)
                if not any(
                    found[n].text == "." and found[n + 1].text == "."
                    for n in self._outside(at + 1, inside)
                ):
                    size = size.item
                at = inside + 1
            else:
                break
        return size, at

    def _bracket(self, at: int, end: int) -> Size:
        word = self._found[at]
        if word.text == "[":
            return self._list(at, end)
        if word.text == "{":
            return self._map(at, end)
        if word.kind == "word":
            return self._case(at, end)
        return self.value(at + 1, end)

    def _map(self, at: int, end: int) -> Size:
        if (at and self._found[at - 1].is_keyword(*_SUBQUERIES)) or self._is_clause(at + 1):
            times = self._times
            given = self.clauses(at + 1, end)
            self._times = times
            collects = self._found[at - 1].is_keyword("COLLECT")
            return functions.made("collect", [given], self._rows) if collects else NUMBER
        sizes = []
        for start, stop in self._arguments(at + 1, end):
            named = stop - start > 2 and self._found[start + 1].text == ":"
            sizes.append(self.value(start + 2 if named else start, stop))
        return side_by_side(sizes)

    def _case(self, at: int, end: int) -> Size:
        branches = []
        begun, chosen = at + 1, False
        for number in [*self._outside(at + 1, end), end]:
            if number != end and not is_keyword_here(self._found, number, "WHEN", "THEN", "ELSE"):
                continue
            size = self.value(begun, number)
            if chosen:
                branches.append(size)
            begun = number + 1
            chosen = number != end and self._found[number].is_keyword("THEN", "ELSE")
        return either(branches)

    def _list(self, at: int, end: int) -> Size:
        found = self._found
        if at + 2 < end and found[at + 1].is_name and found[at + 2].is_keyword("IN"):
            return self._comprehension(at + 1, end, found[at])
        bar = next((n for n in self._outside(at + 1, end) if found[n].text == "|"), None)
        opened = at + 1 < end and (found[at + 1].text == "(" or found[at + 2].text == "=")
        if bar is not None and opened:
            self.value(at + 1, bar)
            body = self._body(bar + 1, end, self._rows)
            return functions.made("collect", [body], self._rows)
        return side_by_side(self.value(*item) for item in self._arguments(at + 1, end))

    # Calls

    def _is_call(self, at: int, name: str) -> bool:
        found = self._found
        return (
            at + 1 < len(found)
            and found[at].is_name
            and found[at].text.lower() == name
            and found[at + 1].text == "("
        )

    def _name(self, at: int, end: int) -> tuple[Size, int]:
        found = self._found
        after = at + 1
        name = found[at].text
        while after + 1 < end and found[after].text == "." and found[after + 1].is_name:
            name += "." + found[after + 1].text
            after += 2
        if after < end and found[after].text == "(" and self._closings.get(after, end) < end:
            return self._called(name.lower(), at, after), self._closings[after] + 1
        if found[at].is_keyword(*_SUBQUERIES) and at + 1 < end and found[at + 1].text == "{":
            return NUMBER, at + 1
        return self._names.get(found[at].text, NODE), at + 1

    def _called(self, name: str, at: int, opened: int) -> Size:
        end = self._closings[opened]
        word = self._found[at]
        if name == "range":
            return NUMBER.listed(self._range(at))
        if word.is_keyword(*_REDUCES):
            return self._reduce(opened, end, word)
        if (
            word.is_keyword(*_TESTS)
            and opened + 2 < end
            and self._found[opened + 2].is_keyword("IN")
        ):
            self._comprehension(opened + 1, end, word)
            return NUMBER
        work = self._work
        arguments = [self.value(*item) for item in self._arguments(opened + 1, end)]
        if name in functions.LIGHT and end - opened <= 3:
            self._work = work
        self._go(functions.work(name, arguments), word)
        size = functions.made(name, arguments, self._rows)
        self._fit(size.bytes, word)
        return size

    def _range(self, at: int, *, free: bool = False) -> float:
        """How many numbers a range has; unless it is of rows, that must be known and small."""
        bounds = self._arguments(at + 2, self._closings.get(at + 1, at + 2))
        far = [self._number(*bound) for bound in bounds]
        if max(far, default=0) > MAX_RANGE and not free:
            raise _refused(
                self._found[at], "range", f"its length is not known to be below {MAX_RANGE:,}"
            )
        return sum(far[:2]) + 1

    def _number(self, start: int, stop: int) -> float:
        """How far a bound of a range can be from nought."""
        far, at = 0.0, start
        while at < stop:
            word = self._found[at]
            if word.kind == "number":
                far += _read(word)
            elif word.text == "$" and at + 1 < stop:
                value = self._parameters.get(self._found[at + 1].text)
                far += abs(value) if isinstance(value, int) else float("inf")
                at += 1
            elif (self._is_call(at, "size") or self._is_call(at, "length")) and at + 1 < stop:
                inside = self._closings.get(at + 1, stop)
                size = self.value(at + 2, inside)
                far += size.items or size.all
                at = inside
            elif word.text not in {"-", "+"}:
                return float("inf")
            at += 1
        return far

    # Loops

    def _comprehension(self, at: int, end: int, word: Word) -> Size:
        """`name IN list WHERE condition | value`, from the name on."""
        middle = self._middle(at + 2, end)
        source = self.value(at + 2, middle)
        with self._named_as(self._found[at].text, source.item):
            bar = next((n for n in self._outside(middle, end) if self._found[n].text == "|"), end)
            count = max(source.items, 1)
            self._body(middle + 1, bar, count, word)
            if bar == end:
                return source
            made = self._body(bar + 1, end, count, word).listed(count)
        self._fit(made.bytes, word)
        return made

    def _middle(self, start: int, end: int) -> int:
        """Where a loop's list ends: at WHERE or `|`, or at its end."""
        found = self._found
        return next(
            (
                n
                for n in self._outside(start, end)
                if found[n].text in {"|", ","} or found[n].is_keyword("WHERE")
            ),
            end,
        )

    def _reduce(self, opened: int, end: int, word: Word) -> Size:
        """`reduce(name = first, name IN list | value)`, and allReduce, which tests as well."""
        found = self._found
        comma = next((n for n in self._outside(opened + 1, end) if found[n].text == ","), end)
        first = self.value(opened + 3, comma)
        middle = self._middle(comma + 3, end)
        if comma + 2 >= end or not found[comma + 2].is_keyword("IN") or middle >= end:
            return self.value(opened + 1, end)
        source = self.value(comma + 3, middle)
        count = max(source.items, 1)
        gathered, body = found[opened + 1].text, (middle + 1, end)
        with self._named_as(found[comma + 1].text, source.item):
            last = self._gathered(gathered, first, body, count, word)
            self._fit(last.bytes, word)
            with self._named_as(gathered, last):
                return either([last, self._body(*body, count, word)])

    def _gathered(
        self, name: str, first: Size, body: tuple[int, int], count: float, word: Word
    ) -> Size:
        """What a reduction has gathered in the end: how it grows is tried with what is large."""
        before = self._work

        def turned(size: Size) -> Size:
            with self._named_as(name, size):
                return self._body(*body, 1, word)

        once = turned(first)
        if once.number:
            self._work = before
            return either([first, once])
        small, large = turned(_LARGE), turned(_LARGE.grown(2))
        self._work = before
        slope = (large.bytes - small.bytes) / _LARGE.bytes
        if slope > 1.5:
            raise _refused(word, "reduce", "what it gathers is put together with itself")
        if slope < 0.5:
            return either([first, once])
        return replace(
            either([first, once]),
            bytes=first.all + count * max(small.bytes - _LARGE.bytes, 0),
            items=first.items + count * max(small.items - _LARGE.items, 0),
        )

    def _body(self, start: int, end: int, count: float, word: Word | None = None) -> Size:
        """What is done so often."""
        if self._loops >= MAX_LOOPS and word is not None:
            raise _refused(word, word.text, f"more than {MAX_LOOPS} lists are within one another")
        times, rows = self._times, self._rows
        self._loops += 1
        self._times *= max(count, 1)
        try:
            return self.value(start, end)
        finally:
            self._times, self._rows = times, rows
            self._loops -= 1

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

    def _match(self, text: Size, at: int, end: int) -> None:
        """A regular expression: it must be known here, and end soon."""
        word = self._found[at]
        pattern = self._known_text(at + 1, end)
        if pattern is None:
            raise _refused(word, "=~", "its pattern is neither text nor a parameter")
        try:
            most = steps(pattern, int(text.letters), plain=not text.given)
        except UnreadablePatternError as error:
            raise _refused(word, "=~", f"its pattern is not understood: {error}") from error
        if most * _A_STEP * self._times > MAX_WORK:
            raise _refused(word, "=~", "its pattern repeats too much for a text of this length")
        self._go(most * _A_STEP, word)

    def _known_text(self, start: int, end: int) -> str | None:
        """Texts and parameters with `+` or `||` between, as one text."""
        text, at = "", start
        while at < end:
            word = self._found[at]
            if word.kind == "string":
                text += _text(word)
            elif word.text == "$" and at + 1 < end:
                given = self._parameters.get(self._found[at + 1].text, "")
                if not isinstance(given, str):
                    return None if given is not None else ""
                text += given
                at += 1
            elif word.text not in {"+", "|", "(", ")"}:
                return None
            at += 1
        return text

    # Bounds

    def _go(self, bytes_: float, word: Word) -> None:
        self._work += self._times * bytes_
        if self._work > MAX_WORK:
            raise _refused(
                word,
                word.text,
                "an expression would go through more than can be stopped in time: "
                f"{MAX_WORK:,} bytes",
            )

    def _fit(self, bytes_: float, word: Word) -> None:
        if bytes_ > MAX_MADE:
            raise _refused(
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


# A value so large that what it becomes shows how it grows.
_LARGE = Size(1_000_000, 1_000, NODE, given=True)


def _text(word: Word) -> str:
    """What a written text means."""

    def plain(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        return _ESCAPES.get(match[2], match[2])

    return _ESCAPED.sub(plain, word.text[1:-1])


def _read(word: Word) -> float:
    try:
        return float(int(word.text.replace("_", ""), 0))
    except ValueError:
        return float("inf")


def _refused(word: Word, operator: str, reason: str) -> StatementRefusedError:
    return StatementRefusedError(
        operator, reason, line=word.line, column=word.column, hint=ROWS_HINT
    )
