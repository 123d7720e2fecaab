"""Hangul: syllables taken apart and put together, surnames, and what North and South write apart.

Syllables are laid out as in Unicode (chapter 3.12): (initial * 21 + vowel) * 28 + final.
"""

from __future__ import annotations

from typing import NamedTuple

FIRST, LAST = 0xAC00, 0xD7A3
INITIALS = tuple("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
VOWELS = tuple("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
# Vowels before which a word of the South has neither ㄴ nor ㄹ.
_NARROW = frozenset("ㅑㅕㅖㅛㅠㅣ")
# Surnames as North and South write them, of one syllable and of two.
SURNAMES = frozenset(
    "강고공곽구권금김길나남노도동라량려렴로류리림마맹명모문민박반방배백변봉서석선설성"
    "소손송승신심안양엄여연염오옥온왕용우원위유육윤은이인임장전정제조종주지진차채천최"
    "추태편표피하한함허현형호홍황"
)
LONG_SURNAMES = frozenset(["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방"])


class Syllable(NamedTuple):
    """A syllable's letters; `final` is empty where it ends in its vowel."""

    initial: str
    vowel: str
    final: str


def is_hangul(text: str) -> bool:
    """Whether a text is Hangul syllables and nothing else."""
    return bool(text) and all(FIRST <= ord(letter) <= LAST for letter in text)


def take_apart(letter: str) -> Syllable:
    """The letters of a Hangul syllable.

    Example:
        >>> take_apart("성")
        Syllable(initial='ㅅ', vowel='ㅓ', final='ㅇ')
    """
    initial, rest = divmod(ord(letter) - FIRST, len(VOWELS) * len(FINALS))
    vowel, final = divmod(rest, len(FINALS))
    return Syllable(INITIALS[initial], VOWELS[vowel], FINALS[final])


def put_together(syllable: Syllable) -> str:
    """The Hangul syllable of these letters."""
    initial = INITIALS.index(syllable.initial) * len(VOWELS)
    place = (initial + VOWELS.index(syllable.vowel)) * len(FINALS)
    return chr(FIRST + place + FINALS.index(syllable.final))


def split_name(name: str) -> tuple[str, str]:
    """A person's surname and the rest, which may be empty; a blank, where there is one, parts them.

    Example:
        >>> split_name("김일성"), split_name("황보인"), split_name("선우 영")
        (('김', '일성'), ('황보', '인'), ('선우', '영'))
    """
    first, _, rest = name.strip().partition(" ")
    if rest:
        return first, rest.replace(" ", "")
    size = 2 if len(first) > 2 and first[:2] in LONG_SURNAMES else 1
    return first[:size], first[size:]


def southern(name: str, *, everywhere: bool = False) -> str:
    """A name as the South spells it: no ㄹ at the start of a word, and no ㄴ before i and y.

    Args:
        name: In Hangul, as the North writes it: 리, 로, 류, 렴, 녀.
        everywhere: Take each syllable as the start of a word, as it may be within a compound.

    Example:
        >>> southern("리일환"), southern("조선로동당", everywhere=True), southern("녀맹")
        ('이일환', '조선노동당', '여맹')
    """
    written, start = [], True
    for letter in name:
        if is_hangul(letter):
            written.append(_southern(letter) if start or everywhere else letter)
            start = False
        else:
            written.append(letter)
            start = True
    return "".join(written)


def _southern(letter: str) -> str:
    syllable = take_apart(letter)
    if syllable.initial in "ㄴㄹ" and syllable.vowel in _NARROW:
        return put_together(syllable._replace(initial="ㅇ"))
    if syllable.initial == "ㄹ":
        return put_together(syllable._replace(initial="ㄴ"))
    return letter
