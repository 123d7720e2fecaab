"""Cypher cut into words: enough to tell code from text, names in backticks and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
    | (?P<quoted>`(?:``|[^`])*`)
    | (?P<comment>//[^\r\n]*|/\*.*?\*/)
    | (?P<number>\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?\w*)
    | (?P<word>[^\W\d]\w*)
    | (?P<sign>\S)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Word:
    """One word of a statement.

    Attributes:
        kind: `string`, `quoted` (a name in backticks), `number`, `word` or `sign`.
        text: As it is written; without its backticks, where it is quoted.
        line: Where it stands, from 1.
        column: Where in the line, from 1.
        start: Where in the whole text, from 0.
    """

    kind: str
    text: str
    line: int
    column: int
    start: int

    def is_keyword(self, *names: str) -> bool:
        """Whether it can be read as one of these keywords (upper case)."""
        return self.kind == "word" and self.text.upper() in names

    @property
    def is_name(self) -> bool:
        """Whether it can be part of a name."""
        return self.kind in {"word", "quoted"}


def words(text: str) -> Iterator[Word]:
    """The words of a statement, without comments and space."""
    line, line_start, seen = 1, 0, 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        breaks = text.count("\n", seen, start)
        if breaks:
            line += breaks
            line_start = text.rfind("\n", 0, start) + 1
        seen = start
        kind = match.lastgroup or "sign"
        if kind == "comment":
            continue
        found = match[0]
        if kind == "quoted":
            found = found[1:-1].replace("``", "`")
        yield Word(kind, found, line, start - line_start + 1, start)


@dataclass(frozen=True)
class Call:
    """A function or procedure that is called, by its whole name."""

    name: str
    word: Word
    procedure: bool


def calls(all_words: list[Word]) -> Iterator[Call]:
    """Everything that is called: names before `(`, and names after CALL."""
    number = 0
    while number < len(all_words):
        word = all_words[number]
        before = all_words[number - 1] if number else None
        if not word.is_name or (before is not None and before.text == "."):
            number += 1
            continue
        end = number + 1
        name = word.text
        while (
            end + 1 < len(all_words) and all_words[end].text == "." and all_words[end + 1].is_name
        ):
            name += f".{all_words[end + 1].text}"
            end += 2
        called = before is not None and before.is_keyword("CALL")
        opened = end < len(all_words) and all_words[end].text == "("
        if called or opened:
            yield Call(name, word, called)
        number = end
