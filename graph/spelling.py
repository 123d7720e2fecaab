"""How Korean names sound, whichever way they are spelt: one key for all romanisations of a name.

McCune-Reischauer (Ch'oe Ryong-hae), the North's own spelling (Choe Ryong Hae), Revised Romanisation
(Choe Ryonghae) and the press (Choi Ryong-hae) differ in vowels, in aspirates and in voiced
consonants. A key keeps what they have in common, so that it tells fewer names apart than any of
them: it finds candidates and identifies nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.hangul import FINALS, INITIALS, VOWELS, is_hangul, southern, take_apart
from graph.names import fold_words, phrase

# From these lengths on, a key of one and of two other letters may be meant.
NEAR, NEARER = 5, 9
# What each letter sounds like; `-` is nothing.
_SOUNDS = tuple(
    {
        letter: "" if sound == "-" else sound
        for letter, sound in zip(letters, sounds.split(), strict=True)
    }
    for letters, sounds in (
        (INITIALS, "k kk n d dd r m b bb s ss - j jj ch k t p h"),
        (VOWELS, "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"),
        (FINALS, "- k k k n n n t l k m p l l p l m p p t t ng t t k t p t"),
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
    """The keys of a thing's names, each once; of those in Hangul, as the South spells them too."""
    spelt = [
        way
        for name in names
        for way in dict.fromkeys((name, southern(name, everywhere=True), southern(name)))
    ]
    return list(dict.fromkeys(key for name in spelt if (key := spelling_key(name))))


def _words(word: str) -> tuple[str, ...]:
    """A word in Latin letters; one in Hangul as a surname and the rest, as names are written."""
    if not is_hangul(word):
        return (word,)
    sounds = [_sound(syllable) for syllable in word]
    return sounds[0], "".join(sounds[1:])


def _sound(syllable: str) -> str:
    letters = zip(_SOUNDS, take_apart(syllable), strict=True)
    return "".join(sounds[letter] for sounds, letter in letters)


def _apply(rules: Iterable[tuple[re.Pattern[str], str]], word: str) -> str:
    for pattern, sound in rules:
        word = pattern.sub(sound, word)
    return word


def same_sound(text: str) -> str:
    """A full-text query for names that sound as this text; for nothing where it has no sound."""
    return spelling_key(text) or phrase("")


def near_sound(text: str) -> str:
    """A full-text query for names that nearly sound as this text: a letter or two apart.

    A short key would find too much: it finds nothing.
    """
    key = spelling_key(text)
    if len(key) < NEAR:
        return phrase("")
    return f"{key}~{2 if len(key) >= NEARER else 1}"
