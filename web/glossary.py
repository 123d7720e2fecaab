"""The glossary: the words of this project that are not everybody's, in each language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from web.language import LANGUAGES, MESSAGES


@dataclass(frozen=True)
class Term:
    """A word with its meaning.

    Attributes:
        key: Its place on the page, after `#`.
        group: Who needs it: a table of `glossary.toml`.
        words: The word, by language.
        meanings: What it means, by language; code stands between backticks.
    """

    key: str
    group: str
    words: dict[str, str]
    meanings: dict[str, str]


@lru_cache
def terms() -> tuple[Term, ...]:
    """Every term, in the order of its file."""
    groups = tomllib.loads((MESSAGES / "glossary.toml").read_text(encoding="utf-8"))
    return tuple(
        Term(key, group, words={code: item[code] for code in LANGUAGES}, meanings=item["meaning"])
        for group, items in groups.items()
        for key, item in items.items()
    )


def word_of(key: str, language: str) -> str:
    """The word of a term in a language.

    Raises:
        KeyError: There is no such term.
    """
    return _by_key()[key].words[language]


@lru_cache
def _by_key() -> dict[str, Term]:
    return {term.key: term for term in terms()}


def groups(language: str) -> dict[str, list[Term]]:
    """The terms by group, in the order of the alphabet of a language."""
    found: dict[str, list[Term]] = {}
    for term in sorted(terms(), key=lambda term: term.words[language].casefold()):
        found.setdefault(term.group, []).append(term)
    return {term.group: found[term.group] for term in terms()}
