"""What many statements share, written once in `cypher/fragments` and put into each of them.

A statement marks the place by a comment and the value that stands for "everything" there:
`/*seen-claim c*/ true`. So its file is valid Cypher by itself. In a fragment `it` is the variable
that is named; `prefix_` at the beginning of a property is what follows the variable, or nothing:
`/*admitted-at it end_*/ true`.

What a lens does not ask for is not put in, since Neo4j plans a short statement sooner: where a
folder has a fragment of the same name, that one stands in its place. The folders are the ways to
take `as_of` (`any` where it is not given, `best`, `certain`, `possible`), and `all-sources` for a
lens with neither `sources` nor `known_at`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from graph.dates import LATEST
from graph.paths import CYPHER
from graph.statements import statement

_MARK = re.compile(r"/\*([a-z-]+) (\w+)(?: (\w+))?\*/ (?:true|false|null|\[\]|\w+\.\w+)")
# What the fragment leaves open, but not within a text.
_OPEN = re.compile(r"('[^']*')|\b(it)\b|\bprefix_")
_COMMENT = re.compile(r"^ *//.*\n", re.M)


def expand(text: str, lens: Mapping[str, Any] | None = None) -> str:
    """The statement with its fragments put in, as this lens needs them.

    Args:
        text: The statement.
        lens: The parameter `$lens` that it runs with, as `Lens.bind` gives it; None where it has
            none.
    """
    return _expand(text, () if lens is None else lens_folders(lens))


def lens_folders(lens: Mapping[str, Any]) -> tuple[str, ...]:
    """The folders of fragments that stand in the place of the general ones, by a bound lens."""
    has_all = lens["sources"] is None and lens["known_at"] == LATEST
    return (lens["certainty"], *(["all-sources"] if has_all else []))


# A statement is kept whole, for each kind of lens; not the fragments on the way to it.
@lru_cache(maxsize=1024)
def _expand(text: str, folders: tuple[str, ...]) -> str:
    return _fill(text, folders)


def _fill(text: str, folders: tuple[str, ...]) -> str:
    def fragment(mark: re.Match[str]) -> str:
        kind, variable, prefix = mark.groups()

        def close(found: re.Match[str]) -> str:
            return found[1] or (variable if found[2] else prefix or "")

        return _fill(_OPEN.sub(close, _fragment(kind, folders)), folders)

    return _MARK.sub(fragment, text)


@cache  # as many as there are files, for each kind of lens
def _fragment(kind: str, folders: tuple[str, ...]) -> str:
    own = [folder for folder in folders if (CYPHER / f"fragments/{folder}/{kind}.cypher").exists()]
    name = "/".join(["fragments", *own[:1], kind])
    return _COMMENT.sub("", statement(name)).strip()
