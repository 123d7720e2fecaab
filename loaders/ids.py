"""Ids of ours from other people's ids and names."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_MAX = 90
_DROPPED = re.compile(r"['’‘ʼ`´ʻ]")


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
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", stripped)).casefold()
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "-".join(re.findall(r"[a-z0-9]+", bare))
    if len(words) <= _MAX and all(letter.isascii() or not letter.isalnum() for letter in bare):
        return words or hashed(stripped)
    return f"{words[: _MAX - 9].strip('-')}-{hashed(stripped)}".strip("-")


def foreign_id(prefix: str, identifier: str) -> str:
    """An id for what another system calls `identifier`; different ids never meet."""
    made = slug(identifier)
    plain = f"{prefix}-{made}"
    if made == identifier and len(plain) <= _MAX:
        return plain
    return f"{prefix}-{made[: _MAX - len(prefix) - 10].strip('-')}-{hashed(identifier)}".replace(
        "--", "-"
    )


def hashed(text: str) -> str:
    """Eight hexadecimal digits of a text's hash, also where it holds half a character."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]
