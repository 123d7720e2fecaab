"""Text cut into statements at `;`, outside of strings, names in backticks and comments."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
      '(?:\\.|[^'\\])*'      # text
    | "(?:\\.|[^"\\])*"      # text
    | `[^`]*`                # a quoted name
    | //[^\n]*               # comment to the end of the line
    | /\*.*?\*/              # comment
    | ;
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT = re.compile(r"\s*(?://[^\n]*(?:\n|$)|/\*.*?\*/)", re.DOTALL)


def split(text: str) -> tuple[list[str], str]:
    """The statements that end with `;`, and what is left after the last of them.

    Comments stay where they are; a statement of nothing but comments and space is left out.
    """
    statements: list[str] = []
    start = 0
    for token in _TOKEN.finditer(text):
        if token[0] == ";":
            statements.append(text[start : token.start()].strip())
            start = token.end()
    return [item for item in statements if not blank(item)], text[start:]


def blank(text: str) -> bool:
    """Whether a text holds nothing to run."""
    while match := _COMMENT.match(text):
        text = text[match.end() :]
    return not text.strip()
