"""Korean names reduced to what all romanisations of them share, and Hangul with them.

Hangul is taken apart as Unicode does (syllable = (initial * 21 + medial) * 28 + final). Letters
that the romanisations in use (Revised, McCune-Reischauer, the North's own) write for one sound are
one.
"""

from __future__ import annotations

import re

from graph.names import fold_words

_FIRST, _LAST = 0xAC00, 0xD7A3
_MEDIALS, _FINALS = 21, 28


def _letters(text: str) -> list[str]:
    """Words of a text; a hyphen stands for no letter."""
    return [word.replace("-", "") for word in text.split()]


_INITIAL = _letters("k kk n t tt l m p pp s ss - c cc c k t p h")
_MEDIAL = _letters("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINAL = _letters("- k k k n n n t l k m p l l p l m p p t t ng t t k t p t")

# Surnames whose spellings no rule of sounds joins.
_SURNAMES = {
    "lee": "i", "li": "i", "ri": "i", "rhee": "i", "yi": "i", "park": "pak", "bak": "pak",
    "pak": "pak", "choi": "coe", "gim": "kim", "no": "lo", "roh": "lo", "ro": "lo", "woo": "u",
    "im": "im", "lim": "im", "rim": "im", "yoo": "yu", "ryu": "yu", "yang": "yang",
    "ryang": "yang", "moon": "mun", "kwon": "kwon", "gwon": "kwon", "jun": "ceon", "oh": "o",
}  # fmt: skip
_SOUNDS = (
    ("th", "t"), ("ph", "p"), ("kh", "k"),
    ("tch", "c"), ("ch", "c"), ("j", "c"), ("g", "k"), ("d", "t"), ("b", "p"), ("r", "l"),
    ("sh", "s"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("eo", "o"), ("eu", "u"), ("oe", "e"),
    ("oi", "e"), ("ae", "e"), ("ai", "e"), ("ay", "e"), ("ui", "i"), ("wo", "o"), ("u", "o"),
)  # fmt: skip


def phonetic_key(name: str) -> str:
    """What the romanisations of a name share; one text for all of them, and for its Hangul.

    Example:
        >>> {phonetic_key(name) for name in ("Ch'oe Ryong-hae", "Choe Ryong Hae", "최룡해")}
        {'celyonkhe'}
    """
    words = fold_words(spell_out(name))
    if not words:
        return ""
    words[0] = _SURNAMES.get(words[0], words[0])
    text = "".join(words)
    for written, sound in _SOUNDS:
        text = text.replace(written, sound)
    return re.sub(r"(.)\1", r"\1", text)


def spell_out(name: str) -> str:
    """Spell Hangul letter by letter, a surname of one syllable apart; keep other letters."""
    if not any(_FIRST <= ord(letter) <= _LAST for letter in name):
        return name
    syllables = [_syllable(letter) for letter in name if not letter.isspace()]
    return f"{syllables[0]} {''.join(syllables[1:])}"


def _syllable(letter: str) -> str:
    if not _FIRST <= ord(letter) <= _LAST:
        return letter
    place = ord(letter) - _FIRST
    initial, rest = divmod(place, _MEDIALS * _FINALS)
    medial, final = divmod(rest, _FINALS)
    return _INITIAL[initial] + _MEDIAL[medial] + _FINAL[final]
