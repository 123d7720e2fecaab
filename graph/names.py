"""Names folded for search, so that every romanisation and script of one name finds it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DROPPED = re.compile(r"['’‘ʼ`´ʻ]")
_SPLIT = re.compile(r"[^\w]+|_+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def fold(text: str) -> str:
    """A text without case, marks and apostrophes, its letters taken apart (NFKD).

    Example:
        >>> fold("Ch'oe Ryŏng-hae")
        'choe ryong-hae'
    """
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", text)).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def fold_words(name: str) -> list[str]:
    """The words of a name without case, marks, apostrophes and hyphens.

    Example:
        >>> fold_words("Ch'oe Ryong-hae")
        ['choe', 'ryong', 'hae']
    """
    return [word for word in _SPLIT.split(unicodedata.normalize("NFC", fold(name))) if word]


def name_key(name: str) -> str:
    """One text for all ways to write a name's words with other case, marks and hyphens."""
    return " ".join(fold_words(name))


def search_text(names: Iterable[str]) -> str:
    """What the search index holds for a thing: its names' words, apart and run together.

    Runs of words make `ryonghae` find "Ryong Hae"; single Hangul syllables make `김` find a name
    that begins with it.
    """
    words: dict[str, None] = {}
    for name in names:
        parts = fold_words(name)
        for start in range(len(parts)):
            for end in range(start + 1, min(len(parts), start + 4) + 1):
                words["".join(parts[start:end])] = None
        for syllable in _HANGUL.findall(name):
            words[syllable] = None
    return " ".join(words)


def prefixes(text: str) -> str:
    """A full-text query for names that hold words beginning with each of these."""
    return " AND ".join(f"{word}*" for word in fold_words(text))


def phrase(text: str) -> str:
    """A full-text query for names that hold this text as it stands, operators and all."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
