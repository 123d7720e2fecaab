"""Text cut into statements at `;` and into the console's own commands, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.guard.lexer import TokenKind, significant, tokenize

# Words that people type to get help or to leave; none of them is a statement.
WORDS = {"exit": ":quit", "quit": ":quit", "q": ":quit", "help": ":help"}


@dataclass(frozen=True)
class Item:
    """A statement without its semicolon, or a command with its colon.

    Attributes:
        text: What to run.
        line: The line that it starts on, counted from 1.
    """

    text: str
    line: int

    @property
    def is_command(self) -> bool:
        """Whether it is for the console, not for Neo4j."""
        return self.text.startswith(":")


def items(lines: Iterable[str]) -> Iterator[Item]:
    """Statements and commands in order, each as soon as its last line is there.

    What begins with `:` where no statement has begun is a command up to the end of the line, and so
    is a line of one word such as `exit`. A last statement needs no semicolon.
    """
    waiting = ""
    first = 1
    begun = False
    for number, line in enumerate(lines, 1):
        if not begun and is_blank(waiting):
            waiting = ""
            first = number
            if line.lstrip().startswith(":") or as_command(line):
                yield _command(as_command(line) or line, number)
                continue
        waiting += line
        if ";" in line:
            found, rest = _cut(waiting)
            for text, start in found:
                yield Item(text, first + waiting.count("\n", 0, start))
            first += waiting.count("\n", 0, len(waiting) - len(rest))
            waiting = rest
            begun = False
            if rest.lstrip().startswith(":"):
                yield _command(rest, number)
                waiting = ""
        begun = begun or bool(significant(waiting))
    if not is_blank(waiting):
        start = len(waiting) - len(waiting.lstrip())
        yield Item(waiting.strip(), first + waiting.count("\n", 0, start))


def as_command(line: str) -> str | None:
    """The command that a line of one word means, such as `exit`; None where it means none."""
    return WORDS.get(line.strip().rstrip(";").rstrip().lower())


def _command(line: str, number: int) -> Item:
    return Item(line.strip().rstrip(";").rstrip(), number)


def split(text: str) -> tuple[list[str], str]:
    """The statements that end with `;`, and what is left after the last of them.

    Comments stay where they are; a statement of nothing but comments and space is left out.
    """
    statements, rest = _cut(text)
    return [statement for statement, _ in statements], rest


def is_blank(text: str) -> bool:
    """Whether a text holds nothing to run, and nothing that has begun: no open comment either."""
    return all(
        token.kind in (TokenKind.SPACE, TokenKind.COMMENT) and not token.open
        for token in tokenize(text)
    )


def _cut(text: str) -> tuple[list[tuple[str, int]], str]:
    """Statements with the place where each begins, and the rest."""
    found: list[tuple[str, int]] = []
    start = 0
    begun = False
    for token in significant(text):
        if token.kind is not TokenKind.SIGN or token.text != ";":
            begun = True
            continue
        piece = text[start : token.start]
        if begun:
            found.append((piece.strip(), start + len(piece) - len(piece.lstrip())))
        start = token.start + 1
        begun = False
    return found, text[start:]
