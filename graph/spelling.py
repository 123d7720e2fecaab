"""How Korean names sound, whichever way they are spelt: one key for all romanisations of a name.

McCune-Reischauer (Ch'oe Ryong-hae), the North's own spelling (Choe Ryong Hae), Revised Romanisation
(Choe Ryonghae) and the press (Choi Ryong-hae) differ in vowels, in aspirates and in voiced
consonants. A key keeps what they have in common, so that it tells fewer names apart than any of
them: it finds candidates and identifies nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.names import fold_words, phrase

# A shorter key would find too much.
LEAST_KEY = 5
_FIRST, _LAST = 0xAC00, 0xD7A3
# The letters of a syllable in the order of Unicode (chapter 3.12, Hangul); `-` is none.
_INITIALS, _VOWELS, _FINALS = (
    ["" if sound == "-" else sound for sound in sounds.split()]
    for sounds in (
        "k kk n d dd r m b bb s ss - j jj ch k t p h",
        "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i",
        "- k k k n n n t l k m p l l p l m p p t t ng t t k t p t",
    )
)
_DOUBLE, _OTHER = re.compile(r"(.)\1+"), re.compile(r"[^a-z]")
# What only the first word, the surname, begins with or leaves out.
_SURNAME = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(lee|rhee|ree|yi|li|ri|ni)$", "i"),
        (r"^[rl](?=[iy])", ""),
        (r"^[rl]", "n"),
    )
)
# In this order, since what one rule writes the next may read.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sh", "s"),
        (r"tch|ts|ch|z", "j"),
        (r"(?<=[tpk])h", ""),
        (r"r(?=[bcdfgjkmnpstvz])", ""),
        (r"[rl]+(?=y)", ""),
        (r"(?<=[aeiou])h(?![aeiouwy])", ""),
        (r"yae|yeh|yay", "ye"),
        (r"woe|oe|oi|oy|ae|ay|wae|we", "e"),
        (r"eui|ui|wi", "i"),
        (r"young|yeong|yeung", "yong"),
        (r"eo|eu|ou|oo|woo|wu", "o"),
        (r"ee", "i"),
        (r"wo|u", "o"),
        (r"ng", "n"),
        (r"g|c|q", "k"),
        (r"d", "t"),
        (r"b|f|v", "p"),
        (r"l", "r"),
    )
)


def spelling_key(name: str) -> str:
    """What all spellings of a Korean name share; empty where it has no Latin or Korean letter.

    Example:
        >>> spelling_key("Ch'oe Ryong-hae"), spelling_key("최룡해"), spelling_key("Choi Ryong-hae")
        ('jeyonhe', 'jeyonhe', 'jeyonhe')
    """
    words = [word for part in fold_words(name) for word in _words(part)]
    key = "".join(
        _apply(_RULES, word) for word in [_apply(_SURNAME, w) for w in words[:1]] + words[1:]
    )
    return _DOUBLE.sub(r"\1", _OTHER.sub("", key))


def spellings(names: Iterable[str]) -> list[str]:
    """The keys of a thing's names, each once."""
    return list(dict.fromkeys(key for name in names if (key := spelling_key(name))))


def _words(word: str) -> tuple[str, ...]:
    """A word in Latin letters; one in Hangul as a surname and the rest, as names are written."""
    if not all(_FIRST <= ord(letter) <= _LAST for letter in word):
        return (word,)
    sounds = [_sound(syllable) for syllable in word]
    return sounds[0], "".join(sounds[1:])


def _sound(syllable: str) -> str:
    place = ord(syllable) - _FIRST
    initial, rest = divmod(place, len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


def _apply(rules: Iterable[tuple[re.Pattern[str], str]], word: str) -> str:
    for pattern, sound in rules:
        word = pattern.sub(sound, word)
    return word


def near_spelling(text: str) -> str:
    """A full-text query for names that sound as this text, or nearly so."""
    key = spelling_key(text)
    return f"{key} {key}~1" if len(key) >= LEAST_KEY else phrase("")
