"""Lists that an expression goes through: what is done for each item, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

from graph.guard.bounds import MAX_LOOPS
from graph.guard.budget import Budget, refused
from graph.guard.lexer import Word
from graph.guard.sizes import NODE, Size, either

# A value so large that what it becomes shows how it grows.
_LARGE = Size(1_000_000, 1_000, NODE, given=True)


class Loops(Budget):
    """Reckons comprehensions, tests and reductions."""

    def value(self, start: int, end: int) -> Size:
        """What an expression gives at most."""
        raise NotImplementedError

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
            raise refused(word, "reduce", "what it gathers is put together with itself")
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
            raise refused(word, word.text, f"more than {MAX_LOOPS} lists are within one another")
        times, rows = self._times, self._rows
        self._loops += 1
        self._times *= max(count, 1)
        try:
            return self.value(start, end)
        finally:
            self._times, self._rows = times, rows
            self._loops -= 1
