"""Cypher as tokens: what the guard reads, and what the console splits, colours and completes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class TokenKind(StrEnum):
    """What a token is."""

    SPACE = "space"
    COMMENT = "comment"
    STRING = "string"
    QUOTED = "quoted"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


_UNQUOTED = r"""
      (?P<space>\s+)
    | (?P<number>\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?\w*)
    | (?P<word>[^\W\d]\w*)
    | (?P<sign>.)
    """
_QUOTED = r"""
      (?P<comment>//[^\r\n]*|/\*.*?\*/)
    | (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
    | (?P<quoted>`(?:``|[^`])*`)
    | (?P<open>(?:/\*|['"`]).*)
    """
_FLAGS = re.VERBOSE | re.DOTALL
_TOKEN = re.compile(f"{_QUOTED}|{_UNQUOTED}", _FLAGS)
_UNQUOTED_TOKEN = re.compile(_UNQUOTED, _FLAGS)
_OPENED = {
    "/": TokenKind.COMMENT,
    "'": TokenKind.STRING,
    '"': TokenKind.STRING,
    "`": TokenKind.QUOTED,
}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)

KEYWORDS = frozenset(
    re.findall(
        r"\w+",
        """
        ACYCLIC ALL AND ANY AS ASC ASCENDING BY CALL CASE COLLECT COMMIT CONCURRENT CONSTRAINT
        CONTAINS COUNT CREATE CSV CYPHER DATABASE DATABASES DELETE DESC DESCENDING DETACH DIFFERENT
        DISTINCT DROP EACH ELEMENTS ELSE END ENDS ERROR EXISTS EXPLAIN FALSE FIELDTERMINATOR FILTER
        FINISH FOR FOREACH FROM FULLTEXT FUNCTIONS GROUPS HEADERS IF IN INDEX INDEXES INFINITY
        INSERT IS KEY LET LIMIT LOAD LOOKUP MATCH MERGE NAN NEXT NODETACH NONE NORMALIZED NOT NULL
        OF OFFSET ON OPTIONAL OPTIONS OR ORDER PATH PATHS PROCEDURES PROFILE REMOVE REPEATABLE
        REPORT REQUIRE RETURN ROWS SEARCH SET SETTINGS SHORTEST SHOW SINGLE SKIP STARTS STATUS
        TERMINATE TEXT THEN TO TRAIL TRANSACTION TRANSACTIONS TRUE TYPED UNION UNIQUE UNWIND USE
        USING VECTOR WALK WHEN WHERE WITH XOR YIELD
        """,
    )
)


@dataclass(frozen=True)
class Token:
    """A piece of a statement.

    Attributes:
        kind: What it is.
        text: As it is written, quotation marks and backticks included.
        start: Its offset in the text, from 0.
        line: From 1.
        column: From 1.
        open: Whether it is a string, a quoted name or a comment that is not closed.
    """

    kind: TokenKind
    text: str
    start: int
    line: int
    column: int
    open: bool = False

    def is_keyword(self, *names: str) -> bool:
        """Whether it can be read as one of these keywords (upper case); any, if none is given."""
        return self.kind is TokenKind.WORD and self.text.upper() in (names or KEYWORDS)

    @property
    def is_name(self) -> bool:
        """Whether it can be part of a name."""
        return self.kind in {TokenKind.WORD, TokenKind.QUOTED}

    @property
    def name(self) -> str:
        """The text, without backticks."""
        if self.kind is not TokenKind.QUOTED:
            return self.text
        return self.text[1 : None if self.open else -1].replace("``", "`")

    @property
    def string_value(self) -> str:
        """What a string literal means."""

        def unescape(match: re.Match[str]) -> str:
            return chr(int(match[1], 16)) if match[1] else _ESCAPES.get(match[2], match[2])

        return _ESCAPED.sub(unescape, self.text[1:-1])

    @property
    def number_value(self) -> float:
        """What an integer literal means; infinite, where it is none."""
        try:
            return float(int(self.text.replace("_", ""), 0))
        except (ValueError, OverflowError):
            return float("inf")


def tokenize(text: str, *, partial: bool = True) -> Iterator[Token]:
    """The tokens of a text, whatever it is; joined they are the text again.

    Args:
        text: Cypher.
        partial: Whether the text may still be being typed: a string, name or comment that is not
            closed takes all that follows. Otherwise nothing is quoted from there on, so that a
            check sees all of it; Neo4j understands no such statement.
    """
    line, line_start, at, pattern = 1, 0, 0, _TOKEN
    while match := pattern.match(text, at):
        piece, group = match[0], match.lastgroup or ""
        is_open = group == "open"
        if is_open and not partial:
            pattern = _UNQUOTED_TOKEN
            continue
        kind = _OPENED[piece[0]] if is_open else TokenKind(group)
        yield Token(kind, piece, at, line, at - line_start + 1, is_open)
        if breaks := piece.count("\n"):
            line += breaks
            line_start = at + piece.rfind("\n") + 1
        at += len(piece)


def significant(text: str, *, partial: bool = True) -> list[Token]:
    """The tokens that mean something: neither space nor comments; as `tokenize`."""
    return [
        token
        for token in tokenize(text, partial=partial)
        if token.kind not in {TokenKind.SPACE, TokenKind.COMMENT}
    ]
