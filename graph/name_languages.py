"""In what letters a name is written, by its language tag (BCP 47), and which name is shown first.

`ko-Hang` is Hangul, `ko-Hani` is Hanja, `ko-Latn-KP` the North's own spelling, `ko-Latn-MR` is
McCune-Reischauer, `ko-Latn-RR` Revised Romanisation, and `ko-Latn` whatever else the press writes.
"""

from __future__ import annotations

import re

HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# What is shown first, by the language of who reads; then whatever is in Latin letters, then others.
# A person is called by a spelling of the name, all else by its translation, where there is one.
_SPELLINGS = ("ko-Latn", "ko-Latn-MR", "ko-Latn-RR")
_PERSON = ("ko-Latn-KP", "en", *_SPELLINGS)
_OTHER = ("en", "ko-Latn-KP", *_SPELLINGS)
_SYSTEMS = "ko-Hang, ko-Hani, ko-Latn-KP, ko-Latn-MR, ko-Latn-RR, ko-Latn"


def name_order(reader: str, *, person: bool) -> tuple[str, ...]:
    """The language tags of names in the order in which they are shown.

    Args:
        reader: The language of who reads, `en` or `ko`.
        person: Whether the names are a person's.
    """
    latin = _PERSON if person else _OTHER
    return ("ko-Hang", *latin) if reader == "ko" else latin


def place_in_order(
    name: str, language: str | None, reader: str = "en", *, person: bool = True
) -> int:
    """How far back a name stands for a reader of a language: 0 is shown first.

    Args:
        name: The name.
        language: Its tag, if any.
        reader: `en` or `ko`.
        person: Whether it is a person's.

    Example:
        >>> [place_in_order("Choe Ryong Hae", tag) for tag in ("ko-Latn-KP", "en", "de", None)]
        [0, 1, 5, 5]
        >>> place_in_order("최룡해", "ko-Hang"), place_in_order("최룡해", "ko-Hang", "ko")
        (6, 0)
    """
    order = name_order(reader, person=person)
    if is_in_hangul(name, language) and "ko-Hang" in order:
        return order.index("ko-Hang")
    if language in order and language != "ko-Hang":
        return order.index(language)
    return len(order) + (0 if _LATIN.search(name) else 1)


def is_in_hangul(name: str, language: str | None) -> bool:
    """Whether a name is Hangul, by its tag or, where that does not tell, by its letters."""
    return language == "ko-Hang" or (
        (language is None or language.partition("-")[0] == "ko") and HANGUL.search(name) is not None
    )


def find_missing_system(name: str, language: str, *, is_told: bool) -> str | None:
    """What is wrong with a name's language tag, which must say how the name is written.

    Args:
        name: The name.
        language: Its tag: its own, or else its source's.
        is_told: Whether Latin letters need no tag of their own: a person's do, since they may be of
            any romanisation.

    Returns:
        What is wrong, or None.
    """
    primary, _, rest = language.partition("-")
    latin = _LATIN.search(name) and not HANGUL.search(name) and not _HAN_OR_KANA.search(name)
    if primary == "ko" and not rest.startswith(("Hang", "Hani", "Latn", "Kore")):
        return f"is {language!r}, which says neither letters nor romanisation; write {_SYSTEMS}."
    if HANGUL.search(name) and not language.startswith(("ko-Hang", "ko-Kore")):
        return f"is in Hangul, and its language is {language!r}; write ko-Hang."
    if latin and (primary in {"ja", "zh"} or rest.startswith(("Hang", "Hani"))):
        return f"is in Latin letters, and its language is {language!r}; write {_SYSTEMS}, or en."
    if latin and not is_told:
        return f"is in Latin letters of an unnamed system; write language: {_SYSTEMS}, or en."
    return None
