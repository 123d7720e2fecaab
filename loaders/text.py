"""Texts as they come in: one way to write what looks the same.

Two systems write one word differently: Hangul composed or taken apart, blanks of other kinds, signs
that nobody sees. What is compared, and what ids are made of, is one form of them.
"""

from __future__ import annotations

import re
import unicodedata

# Signs without a shape of their own: soft hyphens, fillers, marks of direction, variation
# selectors, tags. Those that turn the direction of writing (`graph.visible`) stay: they are shown.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2060-\u2065"
    "\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
# Joiners are letters' business from Arabic to the scripts of India and the steppe, and between
# pictures; elsewhere they are not seen.
_JOINED = "\u0600-\u109f\u1780-\u18af\u2190-\u2bff\U0001f000-\U0001faff"
_JOINER = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINED}])")
# Letters of Cyrillic and Greek that look like Latin ones, and what they look like.
_LOOKALIKES = str.maketrans(
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0430\u0432\u0435\u0455\u0456\u0458\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
    "ABESIJKMHOPCTYXabesijkmhopctyxABEZHIKMNOPTYXo",
)
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]+")
_LINES = re.compile("\r\n?")


def compose(text: str) -> str:
    """A text in Unicode's composed form (NFC), without signs that nobody sees.

    Example:
        >>> compose("세\u200b포") == compose("세포") == "세포"
        True
    """
    if text.isascii():
        return text
    return _JOINER.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def clean(text: str) -> str:
    """A text composed, with plain single blanks and line feeds, and none at its ends.

    Example:
        >>> clean("\u3000Kim\u00a0 Il ")
        'Kim Il'
    """
    return _BLANKS.sub(" ", _LINES.sub("\n", compose(text))).strip()


def clean_line(text: str) -> str:
    """A text cleaned, all in one line; for names of columns, ids and dates."""
    return " ".join(clean(text).split())


def describe_cleaning(text: str) -> str:
    """What `clean` changes about a text, in words; empty where that is nothing but its ends."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    changed = ["letters taken apart"] if plain != text else []
    if compose(plain) != plain:
        changed.append("signs that are not seen")
    if clean(plain) != compose(plain).strip():
        changed.append("other blanks")
    return ", ".join(changed)


def look_of_id(text: str) -> str:
    """What an id looks like: without case, lookalikes as Latin letters.

    Example:
        >>> look_of_id("\u0410-1") == look_of_id("A-1")
        True
    """
    return unicodedata.normalize("NFKC", text).translate(_LOOKALIKES).casefold()


def look(text: str) -> str:
    """What a text looks like: without case, blanks and directions, lookalikes as Latin letters.

    Example:
        >>> look("\u041a\u0421NA") == look("KC NA")
        True
    """
    plain = unicodedata.normalize("NFKC", compose(text)).translate(_LOOKALIKES)
    return "".join(
        sign for sign in plain.casefold() if unicodedata.category(sign) not in {"Cf", "Cc", "Zs"}
    )
