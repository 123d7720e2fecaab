"""What one expression gives and takes at most, read from its words."""

from __future__ import annotations

import re

from graph.guard import functions
from graph.guard.bounds import MAX_RANGE, MAX_WORK
from graph.guard.brackets import is_keyword_here
from graph.guard.budget import refused
from graph.guard.lexer import Word
from graph.guard.loops import Loops
from graph.guard.patterns import UnreadablePatternError, steps
from graph.guard.sizes import NODE, NUMBER, TEXT, Size, either, of_text, side_by_side, together

# What a look at a value costs, and a step of Java's matching.
_A_LOOK, _A_STEP = 50, 3
_TESTS = ("ALL", "ANY", "NONE", "SINGLE")
_REDUCES = ("REDUCE", "ALLREDUCE")
_LOGIC = ("AND", "OR", "XOR", "NOT")
_COMPARES = ("CONTAINS", "STARTS", "ENDS", "IN", "IS")
_NO_VALUES = frozenset(
    """ALL AND AS ASC ASCENDING BY CASE CONTAINS DESC DESCENDING DISTINCT ELSE END ENDS FALSE IN IS
    NOT NULL OR STARTS THEN TRUE WHEN WITH XOR""".split()  # noqa: SIM905
)
_SUBQUERIES = ("COLLECT", "COUNT", "EXISTS", "CALL")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)


class Expressions(Loops):
    """Reckons expressions; what they have in them is added to what the statement takes."""

    def clauses(self, start: int, end: int) -> Size:
        """Reckon a subquery; what one row of its RETURN can be."""
        raise NotImplementedError

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
            raise refused(
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

    def _match(self, text: Size, at: int, end: int) -> None:
        """A regular expression: it must be known here, and end soon."""
        word = self._found[at]
        pattern = self._known_text(at + 1, end)
        if pattern is None:
            raise refused(word, "=~", "its pattern is neither text nor a parameter")
        try:
            most = steps(pattern, int(text.letters), plain=not text.given)
        except UnreadablePatternError as error:
            raise refused(word, "=~", f"its pattern is not understood: {error}") from error
        if most * _A_STEP * self._times > MAX_WORK:
            raise refused(word, "=~", "its pattern repeats too much for a text of this length")
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
