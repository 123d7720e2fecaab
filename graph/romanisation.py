"""Hangul written in Latin letters by rule, in each of the three systems that are in use for names.

Sources of the rules:

* `ko-Latn-MR`: G. M. McCune and E. O. Reischauer, The Romanization of the Korean Language,
  Transactions of the Korea Branch of the Royal Asiatic Society 29 (1939): its table of finals and
  initials, and its rules on names (no euphonic change after a surname).
* `ko-Latn-RR`: Ministry of Culture and Tourism of the Republic of Korea, notice 2000-8: its tables,
  and article 3.4 (changes of sound within a given name are not written). Surnames go by the tables
  too: the notice leaves them to a later rule.
* `ko-Latn-KP`: the North's rules of 1992, as given to the United Nations' conferences on
  geographical names, without breves and with a person's syllables apart, as its press writes them.

What is written otherwise by custom (Kim Il Sung, Pyongyang) is no matter of rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.hangul import INITIALS, VOWELS, Syllable, is_hangul, split_name, take_apart


class System(StrEnum):
    """A romanisation, by its language tag."""

    KP = "ko-Latn-KP"
    MR = "ko-Latn-MR"
    RR = "ko-Latn-RR"


_SONORANT = frozenset("ㄴㄹㅁㅇ")
_PLAIN = {
    **dict.fromkeys("ㄱㄲㅋㄳㄺ", "ㄱ"),
    **dict.fromkeys("ㄴㄵㄶ", "ㄴ"),
    **dict.fromkeys("ㄷㅅㅆㅈㅊㅌㅎ", "ㄷ"),
    **dict.fromkeys("ㄹㄼㄽㄾㅀ", "ㄹ"),
    **dict.fromkeys("ㅁㄻ", "ㅁ"),
    **dict.fromkeys("ㅂㅍㅄㄿ", "ㅂ"),
    "ㅇ": "ㅇ",
    "": "",
}
# What of a double final stays, and what goes over to a vowel that follows.
_PARTS = {
    pair[0]: (pair[1], pair[2])
    for pair in (
        *("ㄳㄱㅅ", "ㄵㄴㅈ", "ㄶㄴㅎ", "ㄺㄹㄱ", "ㄻㄹㅁ", "ㄼㄹㅂ"),
        *("ㄽㄹㅅ", "ㄾㄹㅌ", "ㄿㄹㅍ", "ㅀㄹㅎ", "ㅄㅂㅅ"),
    )
}
# ㄹ that ㄴ has become, or that has made ㄹ of a ㄴ before it.
_LIQUID = "ㄹㄹ"
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅈ": "ㅊ"}


@dataclass(frozen=True)
class _Tables:
    """How a system writes letters.

    Attributes:
        initials: Each initial's letters at the start of a word.
        voiced: Of those that are written otherwise after a vowel or a sonorant.
        hard: Of those, the ones that stay as they are after ㄹ.
        vowels: Each vowel's letters.
        finals: Each plain final's letters.
        keeps_r: Whether it is the North's: ㄹ stays r after a consonant that it could be
            assimilated to, and no two k stand together.
        given_sounds: Whether sounds within a given name are written as they meet.
        given_joint: What stands between the syllables of a given name.
        marked: Whether it is McCune-Reischauer, with marks and letters of its own: n'g, ë, sh, rh.
    """

    initials: dict[str, str]
    voiced: dict[str, str]
    hard: str
    vowels: dict[str, str]
    finals: dict[str, str]
    keeps_r: bool
    given_sounds: bool
    given_joint: str
    marked: bool = False


def _letters(names: Sequence[str], written: str) -> dict[str, str]:
    """Letters by Hangul letter; `-` is none."""
    return {
        name: "" if sound == "-" else sound
        for name, sound in zip(names, written.split(), strict=True)
    }


_FINALS = _letters("ㄱㄴㄷㄹㅁㅂㅇ", "k n t l m p ng") | {"": ""}
TABLES = {
    System.MR: _Tables(
        _letters(INITIALS, "k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h"),
        _letters("ㄱㄷㅂㅈ", "g d b j"),
        "ㄷㅈ",
        _letters(VOWELS, "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i"),
        _FINALS,
        keeps_r=False,
        given_sounds=True,
        given_joint="-",
        marked=True,
    ),
    System.RR: _Tables(
        _letters(INITIALS, "g kk n d tt r m b pp s ss - j jj ch k t p h"),
        {},
        "",
        _letters(VOWELS, "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
        _FINALS,
        keeps_r=False,
        given_sounds=False,
        given_joint="-",
    ),
    System.KP: _Tables(
        _letters(INITIALS, "k kk n t tt r m p pp s ss - j jj ch kh th ph h"),
        _letters("ㄱㄷㅂ", "g d b"),
        "",
        _letters(VOWELS, "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"),
        _FINALS,
        keeps_r=True,
        given_sounds=False,
        given_joint=" ",
    ),
}


def romanise(text: str, system: System, *, person: bool = False) -> str:
    """A name in Hangul as a system writes it; what is not Hangul stays as it is.

    Args:
        text: The name, its words apart.
        system: Which.
        person: Whether it is a person's: a surname and a given name.

    Example:
        >>> [romanise("김정은", system, person=True) for system in System]
        ['Kim Jong Un', 'Kim Chŏng-ŭn', 'Gim Jeong-eun']
        >>> [romanise("로동신문", system) for system in System]
        ['Rodongsinmun', 'Rodongsinmun', 'Rodongsinmun']
        >>> [romanise("천리마", system) for system in System]
        ['Chollima', "Ch'ŏllima", 'Cheollima']
    """
    if person and is_hangul(text.replace(" ", "")):
        surname, given = split_name(text)
        return f"{_word(surname, system)} {_given(given, system)}".rstrip()
    return " ".join(_word(word, system) if is_hangul(word) else word for word in text.split())


def pieces_of(word: str, system: System, *, given: bool) -> list[str]:
    """What each syllable of a word, or of a given name, is written as, in small letters."""
    tables = TABLES[system]
    return _pieces(word, tables, sounds=tables.given_sounds or not given, apart=given)


def _given(given: str, system: System) -> str:
    tables = TABLES[system]
    pieces = pieces_of(given, system, given=True)
    if tables.given_joint == " ":
        pieces = [piece.capitalize() for piece in pieces]
    return _capital(tables.given_joint.join(pieces))


def _word(word: str, system: System) -> str:
    return _capital("".join(pieces_of(word, system, given=False)))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _pieces(word: str, tables: _Tables, *, sounds: bool, apart: bool) -> list[str]:
    """The syllables of a word, spelt; `apart` where something will stand between them."""
    letters = [take_apart(letter) for letter in word]
    if not letters:
        return []
    pieces: list[str] = []
    before, initial = "", letters[0].initial
    for syllable, following in zip(letters, [*letters[1:], None], strict=True):
        coming = following.initial if following else ""
        final = _PLAIN[syllable.final]
        if following and sounds:
            final, coming = _meet(syllable.final, following, keeps_r=tables.keeps_r)
        piece = _initial(initial, syllable.vowel, before, tables) + tables.vowels[syllable.vowel]
        if pieces and not apart:
            piece = _mark(pieces[-1], piece, initial + syllable.vowel, before, tables)
        piece += tables.finals[final]
        if tables.marked and sounds and final == "ㄹ" and coming == "ㅎ":
            piece = f"{piece[:-1]}r"
        before = final or syllable.vowel
        if following and apart and following.initial == "ㅇ" != coming:
            # What goes over to a vowel stays before the hyphen, and sounds as if it had gone.
            piece += _initial(coming, "", before, tables)
            before, coming = coming, "ㅇ"
        initial = coming
        pieces.append(piece)
    return pieces


def _mark(last: str, piece: str, sound: str, before: str, tables: _Tables) -> str:
    """A syllable after another, marked where the two could be read as other letters."""
    if tables.marked and before == "ㄴ" and sound[0] == "ㄱ":
        return f"'{piece}"
    if tables.marked and sound == "ㅇㅔ" and last[-1] in "ao":
        return f"ë{piece[1:]}"
    return piece


def _initial(initial: str, vowel: str, before: str, tables: _Tables) -> str:
    if tables.marked and initial == "ㅅ" and vowel == "ㅟ":
        return "sh"
    if initial == _LIQUID or (initial == before == "ㄹ" and not tables.keeps_r):
        return "l"
    if initial == before == "ㄱ" and tables.keeps_r:
        return "g"
    voiced = before in _SONORANT or before in VOWELS
    if voiced and initial in tables.voiced and not (before == "ㄹ" and initial in tables.hard):
        return tables.voiced[initial]
    return tables.initials[initial]


def _meet(final: str, following: Syllable, *, keeps_r: bool) -> tuple[str, str]:
    """What a final and the next syllable's initial become where they meet."""
    if following.initial == "ㅇ":
        return _before_vowel(final, following.vowel)
    initial, plain = following.initial, _PLAIN[final]
    stays, goes = _PARTS.get(final, ("", final))
    if goes == "ㅎ" and initial in _ASPIRATED:
        plain, initial = _PLAIN[stays], _ASPIRATED[initial]
    elif plain + initial in ("ㄴㄹ", "ㄹㄴ"):
        plain, initial = "ㄹ", _LIQUID
    elif plain in "ㄱㄷㅂㅁㅇ" and plain and initial == "ㄹ" and not keeps_r:
        plain, initial = _NASAL.get(plain, plain), "ㄴ"
    elif plain in _NASAL and initial in "ㄴㅁㄹ":
        plain = _NASAL[plain]
    return plain, initial


def _before_vowel(final: str, vowel: str) -> tuple[str, str]:
    """What stays of a final before a vowel, and what goes over to it."""
    stays, goes = _PARTS.get(final, ("", final))
    if goes in ("", "ㅇ"):
        return _PLAIN[final], "ㅇ"
    if goes == "ㅎ":
        return "", stays or "ㅇ"
    if vowel == "ㅣ":
        goes = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}.get(goes, goes)
    return _PLAIN[stays], goes
