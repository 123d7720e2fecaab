"""Cypher as tokens: enough to cut statements, to colour them, and to know where the cursor is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a token is."""

    SPACE = "space"
    COMMENT = "comment"
    TEXT = "text"
    QUOTED = "quoted"
    PARAMETER = "parameter"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True)
class Token:
    """A piece of a statement.

    Attributes:
        kind: What it is.
        text: The piece itself; all pieces together are the statement.
        start: Where it begins, counted from 0.
    """

    kind: Kind
    text: str
    start: int

    @property
    def open(self) -> bool:
        """Whether it is a text, a quoted name or a comment that has not ended yet."""
        if self.kind is Kind.COMMENT:
            return self.text.startswith("/*") and not (
                len(self.text) >= 4 and self.text.endswith("*/")
            )
        if self.kind in (Kind.TEXT, Kind.QUOTED):
            return _CLOSED.fullmatch(self.text) is None
        return False


_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>//[^\n]*|/\*(?:.*?\*/|.*))
    | (?P<text>'(?:\\.|[^'\\])*(?:'|\\?\Z)|"(?:\\.|[^"\\])*(?:"|\\?\Z))
    | (?P<quoted>`[^`]*(?:`|\Z))
    | (?P<parameter>\$(?:\w+|`[^`]*`))
    | (?P<number>\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?\b)
    | (?P<word>\w+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`""", re.DOTALL)

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


def tokens(text: str) -> list[Token]:
    """The tokens of a text, whatever it is; joined they are the text again."""
    return [
        Token(Kind(str(match.lastgroup)), match[0], match.start())
        for match in _TOKEN.finditer(text)
    ]


def significant(text: str) -> list[Token]:
    """The tokens that mean something: neither space nor comments."""
    return [token for token in tokens(text) if token.kind not in (Kind.SPACE, Kind.COMMENT)]


def is_keyword(token: Token) -> bool:
    """Whether a token is a word of Cypher itself, where it stands for itself."""
    return token.kind is Kind.WORD and token.text.upper() in KEYWORDS
