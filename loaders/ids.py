"""Ids of ours from other people's ids and names."""

from __future__ import annotations

import hashlib
import re

from graph.names import fold

_MAX = 90
# Of a hash, hexadecimal: 64 bits, so that no two of a million texts meet.
_DIGITS = 16


def slug(text: str) -> str:
    """Lower-case ASCII words with hyphens between; one text always gives one slug.

    Where letters are lost (Hangul, Kanji) or the text is long, part of its hash follows, so that
    two texts do not meet. Empty where there is nothing to make it of.

    Example:
        >>> slug("Ch'oe Ryong-hae")
        'choe-ryong-hae'
    """
    stripped = text.strip()
    if not stripped:
        return ""
    bare = fold(stripped)
    words = "-".join(re.findall(r"[a-z0-9]+", bare))
    if len(words) <= _MAX and all(letter.isascii() or not letter.isalnum() for letter in bare):
        return words or short_hash(stripped)
    return f"{words[: _MAX - _DIGITS - 1].strip('-')}-{short_hash(stripped)}".strip("-")


def foreign_id(prefix: str, identifier: str) -> str:
    """An id for what another system calls `identifier`; different ids never meet."""
    made = slug(identifier)
    plain = f"{prefix}-{made}"
    if made == identifier and len(plain) <= _MAX:
        return plain
    kept = made[: _MAX - len(prefix) - _DIGITS - 2].strip("-")
    return f"{prefix}-{kept}-{short_hash(identifier)}".replace("--", "-")


def short_hash(text: str) -> str:
    """Sixteen hexadecimal digits of a text's hash, also where it holds half a character."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
