"""What many statements share, written once in `cypher/fragments` and put into each of them.

A statement marks the place by a comment and the value that stands for "everything" there:
`/*seen-claim c*/ true`. So its file is valid Cypher by itself. In a fragment `it` is the variable
that is named; `prefix_` at the beginning of a property is what follows the variable, or nothing:
`/*admitted-at it end_*/ true`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.statements import statement

_MARK = re.compile(r"/\*([a-z-]+) (\w+)(?: (\w+))?\*/ (?:true|false|null|\[\]|\w+\.\w+)")
# What the fragment leaves open, but not within a text.
_OPEN = re.compile(r"('[^']*')|\b(it)\b|\bprefix_")
_COMMENT = re.compile(r"^ *//.*\n", re.M)


def expand(text: str) -> str:
    """The statement with its fragments put in."""

    def fragment(mark: re.Match[str]) -> str:
        kind, variable, prefix = mark.groups()

        def close(found: re.Match[str]) -> str:
            return found[1] or (variable if found[2] else prefix or "")

        return expand(_OPEN.sub(close, _fragment(kind)))

    return _MARK.sub(fragment, text)


@lru_cache
def _fragment(kind: str) -> str:
    return _COMMENT.sub("", statement(f"fragments/{kind}")).strip()
