"""What Hangul a romanised name may stand for: the rules of `graph.romanisation` read backwards.

Romanisations leave out what tells names apart (Jong may be 정 or 종), so that there are several
readings, the likeliest first. Readings are searched for syllable by syllable, and each is kept only
if, written again, it is what was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from itertools import islice, product
from typing import NamedTuple

from graph.hangul import SURNAMES, Syllable, put_together, split_name
from graph.names import fold
from graph.romanisation import TABLES, System, pieces_of, romanise

# A reading is looked for among so many beginnings, at most.
_TRIES = 30_000
LONGEST = 60
_APOSTROPHES = re.compile("[’‘ʼ`´ʻ]")
_JOINTS = re.compile(r"[\s\-‐‑]+")
# What a final may be written as where it meets an initial; the finals that names have.
_MET = {
    "": ("",), "ㄱ": ("k", "g", "ng"), "ㄴ": ("n", "l"), "ㄹ": ("l", "r"), "ㅁ": ("m",),
    "ㅂ": ("p", "b", "m"), "ㅅ": ("t", "s", "n"), "ㅇ": ("ng",),
}  # fmt: skip
# Syllables that are frequent in names of people and organs.
_COMMON = frozenset(
    "강건경관광국권규근금기길남녀덕도동두란람련렬룡률림만명무문미민범병보복봉삼상석선"
    "설성세소송수순숙승식신실애양연영예오옥완용우욱운웅원월유윤은응의익인일재정제조종"
    "주준중지진창천철춘충치태택평필하학한해행향혁현형혜호홍화환훈휘희히당로포앙위회비"
    "서총대단맹군부장"
)
# Initials that words from Chinese do not have, or hardly.
_RARE = frozenset("ㄲㄸㅃㅆㅉㅋ")


class _Way(NamedTuple):
    """How a name is taken: as one word, or as a surname of so many syllables and the rest."""

    system: System
    surname: int  # 0 for a word
    folded: bool


def read(text: str, *, limit: int = 200) -> list[str]:
    """The Hangul that a romanised name may stand for, the likeliest first.

    Case, blanks and hyphens make no difference, nor do breves and apostrophes that are left out;
    where they are there, what they say comes first. Several words are also read one by one.

    Args:
        text: A name in McCune-Reischauer, Revised Romanisation or the North's own spelling.
        limit: How many readings at most.

    Returns:
        Names in Hangul; none where the text is none of these systems' or longer than 60 letters.

    Example:
        >>> read("Kim Chŏng-ŭn")[0], read("Ri Man Gon")[0], "최룡해" in read("Choe Ryong Hae")
        ('김정은', '리만건', True)
    """
    plain = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", text)).casefold().strip()
    if not plain or len(plain) > LONGEST:
        return []
    found: dict[str, None] = {}
    for folded in (False, True):
        ways = [_Way(system, size, folded) for system in System for size in (1, 2, 0)]
        ranked = sorted(
            (cost + _parted_otherwise(name, plain, way), order, name)
            for order, way in enumerate(ways)
            for cost, name in islice(_search(_plain(plain, folded=folded), way), limit)
        )
        found |= dict.fromkeys(name for _, _, name in ranked)
    words = plain.split()
    if len(words) > 1 and len(found) < limit:
        each = [_read_word(word, limit) for word in words]
        found |= dict.fromkeys(" ".join(names) for names in islice(product(*each), limit))
    return list(found)[:limit]


def _read_word(word: str, limit: int) -> list[str]:
    found: dict[str, None] = {}
    for folded in (False, True):
        for system in System:
            way = _Way(system, 0, folded)
            names = islice(_search(_plain(word, folded=folded), way), limit)
            found |= dict.fromkeys(name for _, name in names)
    return list(found)


def _plain(text: str, *, folded: bool) -> str:
    """A romanised name without what stands between syllables; folded, without any marks."""
    joined = _JOINTS.sub("", text)
    return fold(joined) if folded else joined.casefold()


def _search(text: str, way: _Way) -> Iterator[tuple[int, str]]:
    """Readings of a text in one way, with what speaks against each, the least first."""
    heap: list[tuple[int, int, int, int, tuple[Syllable, ...]]] = [(0, 0, 0, 0, ())]
    tries = 0
    while heap and tries < _TRIES:
        cost, _, place, written, name = heappop(heap)
        if place == len(text) and name:
            hangul = "".join(map(put_together, name))
            if _agrees(hangul, text, way):
                yield cost, hangul
        for end, syllable in _next_syllables(text, place, way, is_first=not name):
            tries += 1
            size = _size(text, written, name, syllable, way)
            if size is not None:
                longer = (*name, syllable)
                worse = cost + _cost(syllable, is_surname=len(longer) == way.surname == 1)
                heappush(heap, (worse, tries, end, written + size, longer))


def _agrees(hangul: str, text: str, way: _Way) -> bool:
    if way.surname:
        surname, given = split_name(hangul)
        if len(surname) != way.surname or not given:
            return False
    written = romanise(hangul, way.system, person=way.surname > 0)
    return _plain(written, folded=way.folded) == text


def _size(
    text: str, written: int, name: Sequence[Syllable], coming: Syllable, way: _Way
) -> int | None:
    """How many letters the last syllable takes now that the next is known; None if they differ."""
    if not name:
        return 0
    start = way.surname if len(name) >= way.surname else 0
    if way.surname and len(name) == way.surname:
        near, index = name, -1
    else:
        near, index = (*name[max(start, len(name) - 2) :], coming), -2
    word = "".join(map(put_together, near))
    pieces = pieces_of(word, way.system, given=way.surname > 0 and len(name) > way.surname)
    letters = _plain(pieces[index], folded=way.folded)
    return len(letters) if text.startswith(letters, written) else None


@lru_cache(maxsize=16)
def _spellings(
    system: System, *, folded: bool
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What each initial and each vowel may be written as."""
    tables = TABLES[system]
    initials = {(letters, initial) for initial, letters in tables.initials.items()}
    initials |= {(letters, initial) for initial, letters in tables.voiced.items()}
    initials |= {("l", "ㄹ"), ("n", "ㄹ"), ("l", "ㄴ"), ("sh", "ㅅ"), ("'g", "ㄱ")}
    vowels = {(letters, vowel) for vowel, letters in tables.vowels.items()} | {("ë", "ㅔ")}
    return (
        sorted((_plain(letters, folded=folded), name) for letters, name in initials),
        sorted((_plain(letters, folded=folded), name) for letters, name in vowels),
    )


def _next_syllables(
    text: str, place: int, way: _Way, *, is_first: bool
) -> Iterator[tuple[int, Syllable]]:
    """Syllables that may be written from this place on, with where each ends."""
    initials, vowels = _spellings(way.system, folded=way.folded)
    for letters, initial in initials:
        if not text.startswith(letters, place) or (is_first and letters in ("l", "'g")):
            continue
        middle = place + len(letters)
        for sound, vowel in vowels:
            if not text.startswith(sound, middle):
                continue
            after = middle + len(sound)
            for final, endings in _MET.items():
                for ending in endings:
                    if text.startswith(ending, after):
                        yield after + len(ending), Syllable(initial, vowel, final)


def _parted_otherwise(hangul: str, text: str, way: _Way) -> int:
    """What speaks against a reading whose syllables are put together otherwise."""
    written = romanise(hangul, way.system, person=way.surname > 0).casefold()
    return 0 if (fold(written) == fold(text) if way.folded else written == text) else 3


def _cost(syllable: Syllable, *, is_surname: bool) -> int:
    letter = put_together(syllable)
    if is_surname:
        return 1 if letter in SURNAMES else 7
    if letter in _COMMON:
        return 1
    return 3 if syllable.initial not in _RARE and syllable.final != "ㅅ" else 5
