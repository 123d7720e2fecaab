"""How many steps a regular expression may take, before Java is asked to match it.

Java matches by trying: what may repeat is tried in every length, and all that follows it each time.
It cannot be stopped. So the ways to try are counted here; what repeats a group is refused, for its
ways double with each letter.
"""

from __future__ import annotations

import math
import re

MAX_PATTERN = 1_000
_QUANTIFIER = re.compile(r"([*+?]|\{(\d{1,9})(,(\d{0,9}))?\})([+?]?)")
_FLAGS = re.compile(r"\?[a-zA-Z-]*\)")
_GROUP = re.compile(r"\?(?:[a-zA-Z-]*:|[=!>]|<[=!]|<[a-zA-Z]\w*>)")
_ESCAPE = re.compile(
    r"Q.*?(?:\\E|$)|[pP](?:\{[^}]*\}|.)|x(?:\{[^}]*\}|..)|u....|N\{[^}]*\}|0[0-7]{1,3}|c.|[^\d\sGkXE]",
    re.DOTALL,
)
_ENDLESS = math.inf
# Letters that a try looks at, before it fails.
_A_TRY = 4


class UnreadablePatternError(ValueError):
    """A pattern that is not read here: for Java it may mean something else, or nothing."""


def steps(pattern: str, length: int, *, plain: bool) -> float:
    """How many steps matching may take at most; infinite where that doubles with each letter.

    Args:
        pattern: As Java has it.
        length: Letters of the text.
        plain: Whether the text has no line breaks, so that `.*` at the end always fits.

    Raises:
        UnreadablePatternError: It is too long, or not understood here.
    """
    if len(pattern) > MAX_PATTERN:
        raise UnreadablePatternError(f"it has more than {MAX_PATTERN:,} characters")
    if plain and pattern.endswith(".*") and not pattern.endswith("\\.*"):
        pattern = pattern[:-2]
    reader = _Reader(pattern, length)
    ways, _ = reader.either()
    if reader.at < len(pattern):
        raise UnreadablePatternError("a bracket closes nothing")
    # Texts of these lengths share one text, so that each longer one leaves less for the others.
    shares = math.comb(length + reader.endless, reader.endless)
    return ways * shares * _A_TRY + len(pattern) + length


class _Reader:
    """Reads a pattern from left to right; each part gives its ways to match, and its letters.

    Attributes:
        at: Where it is.
        endless: How many single letters may repeat without end; they are counted apart.
    """

    def __init__(self, pattern: str, length: int) -> None:
        self._pattern = pattern
        self._length = length
        self.at = 0
        self.endless = 0

    def either(self) -> tuple[float, int | None]:
        """Parts between `|`: their ways together; letters only where all have as many."""
        ways, letters = self._row()
        while self._sees("|"):
            more, others = self._row()
            ways += more
            letters = letters if letters == others else None
        return ways, letters

    def _row(self) -> tuple[float, int | None]:
        ways, letters = 1.0, 0
        known = True
        while self.at < len(self._pattern) and self._pattern[self.at] not in "|)":
            before = self.endless
            more, size = self._part()
            quantifier = _QUANTIFIER.match(self._pattern, self.at)
            if quantifier is not None:
                self.at = quantifier.end()
                more, size = self._repeated(quantifier, more, size, self.endless - before)
            ways *= more
            known = known and size is not None
            letters += size or 0
        return ways, letters if known else None

    def _repeated(
        self, found: re.Match[str], ways: float, letters: int | None, endless: int
    ) -> tuple[float, int | None]:
        kind, least, comma, most, manner = found.groups()
        low = {"*": 0, "+": 1, "?": 0}.get(kind, int(least or 0))
        high: float = {"*": _ENDLESS, "+": _ENDLESS, "?": 1.0}.get(kind, float(low))
        if comma is not None:
            high = float(most) if most else _ENDLESS
        if high < low:
            raise UnreadablePatternError("a number of repeats is less than the least")
        single = letters == 1 and ways == 1
        if not single and high > 1 and (high > low or endless):
            # A group within which something varies, or whose repeats vary.
            return _ENDLESS, None
        if manner == "+" and single:
            return 1.0, None
        if not single:
            return (ways**low if low == high else ways + 1), None
        if high == _ENDLESS:
            self.endless += 1
            return 1.0, None
        return min(high, self._length) - min(low, self._length) + 1, low if low == high else None

    def _part(self) -> tuple[float, int | None]:
        sign = self._pattern[self.at]
        self.at += 1
        if sign == "(":
            return self._group()
        if sign == "[":
            self._letters()
            return 1.0, 1
        if sign == "\\":
            return self._escape()
        if sign in "*+?":
            raise UnreadablePatternError("nothing stands before a repeat")
        return (1.0, 0) if sign in "^$" else (1.0, 1)

    def _group(self) -> tuple[float, int | None]:
        flags = _FLAGS.match(self._pattern, self.at)
        if flags is not None:
            self.at = flags.end()
            return 1.0, 0
        if self._pattern.startswith("?", self.at):
            opened = _GROUP.match(self._pattern, self.at)
            if opened is None:
                raise UnreadablePatternError("there is no such group")
            self.at = opened.end()
        ways, letters = self.either()
        if not self._sees(")"):
            raise UnreadablePatternError("a bracket is not closed")
        return ways, letters

    def _letters(self) -> None:
        """A set of letters, and those within it."""
        self._sees("^")
        self._sees("]")
        while self.at < len(self._pattern):
            sign = self._pattern[self.at]
            self.at += 1
            if sign == "]":
                return
            if sign == "[":
                self._letters()
            elif sign == "\\":
                self._escape()
        raise UnreadablePatternError("a set of letters is not closed")

    def _escape(self) -> tuple[float, int | None]:
        found = _ESCAPE.match(self._pattern, self.at)
        if found is None:
            raise UnreadablePatternError("what follows a backslash is not known here")
        self.at = found.end()
        name = found[0]
        if name[0] == "Q":
            return 1.0, len(name.removesuffix("\\E")) - 1
        if name == "R":
            return 2.0, None
        return (1.0, 0) if name in {"b", "B", "A", "z", "Z"} else (1.0, 1)

    def _sees(self, sign: str) -> bool:
        if not self._pattern.startswith(sign, self.at):
            return False
        self.at += 1
        return True
