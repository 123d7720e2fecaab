"""Made-up people as two sources describe them, so that it is known who is who.

One source is like a ministry's table: names in Hangul as the North or as the South writes them, or
in the Revised Romanisation. The other is like a collection of foreign reports: McCune-Reischauer,
the North's own spelling, the press's, or Hangul. Both lose marks, mistype, know some births only by
year and write those as the first of January, are a year or more off, and know half of the posts.
What is drawn follows from a seed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import log2

from loaders.identity.evidence import LEVELS, Feature
from loaders.identity.person_names import southern_person
from loaders.identity.population import Person, Population

SOURCES = ("ministry", "reports")
# Those that the docs tell of.
THRESHOLDS = (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
# Surnames with how many in a hundred bear them, and syllables of given names, the usual first.
_SURNAMES = dict(
    zip(
        "김리박최정강조윤장림한오서신권황안송류홍전고문손량배백허남심로하주구곽성차우렴태라현",
        [21, 14, 8, 5, 5, 3, 3, 2, 2, 2, *[1] * 32],
        strict=True,
    )
)
_FIRSTS = "영정성철명용일광경동룡창재상춘태수현승인병기학덕종원은혁남순봉석길호만흥금진충국"
_SECONDS = "철일호남수길식국성학혁진옥희룡주섭환선건식림구근애순범률훈걸춘하삼찬무욱준"
_SURNAME_HAN = dict(zip("김리박최정강조윤장림한오", "金李朴崔鄭姜趙尹張林韓吳", strict=True))
# Characters that one syllable may be written with.
_HAN = {
    syllables[0]: syllables[1:]
    for syllables in str.split(
        "영英永榮 정正貞 성成星聖 철哲鐵 용勇龍 일日一 광光廣 동東 룡龍 재在 상相尙 춘春 태泰 "
        "수洙秀壽 현賢鉉 호浩虎鎬 남男南 길吉佶 국國菊 학學鶴 진鎭振 옥玉 식植 선善先 희姬熙 주周柱"
    )
}
# For each letter: McCune-Reischauer, the North's, Revised, the press's.
_INITIALS = [
    letters.split("/")
    for letters in str.split(
        "k/k/g/k kk/kk/kk/kk n/n/n/n t/t/d/d tt/tt/tt/tt r/r/r/r m/m/m/m p/p/b/b pp/pp/pp/pp "
        "s/s/s/s ss/ss/ss/ss /// ch/j/j/j tch/jj/jj/jj ch'/ch/ch/ch k'/kh/k/k t'/th/t/t p'/ph/p/p "
        "h/h/h/h"
    )
]
_VOWELS = [
    letters.split("/")
    for letters in str.split(
        "a/a/a/a ae/ae/ae/ae ya/ya/ya/ya yae/yae/yae/yae ŏ/o/eo/u e/e/e/e yŏ/yo/yeo/young "
        "ye/ye/ye/ye o/o/o/o wa/wa/wa/wa wae/wae/wae/wae oe/oe/oe/oi yo/yo/yo/yo u/u/u/oo "
        "wŏ/wo/wo/won we/we/we/we wi/wi/wi/wi yu/yu/yu/yoo ŭ/u/eu/eu ŭi/ui/ui/ui i/i/i/i"
    )
]
_FINALS = str.split("- k k k n n n t l k m p l l p l m p p t t ng t t k t p t")
_PRESS = {
    "리": "Lee",
    "박": "Park",
    "최": "Choi",
    "정": "Jung",
    "조": "Cho",
    "류": "Yoo",
    "림": "Lim",
}
# The part of all people of whom it is seen often enough that two are in one thing.
_USUAL = 0.02
_SYSTEMS = ("McCune-Reischauer", "North", "Revised", "press")


@dataclass(frozen=True)
class GoldPair:
    """Two records: of one person, or of two with names that are the same or near."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True)
class Gold:
    """Records of two sources, and pairs of them whose truth is known."""

    people: list[Person]
    pairs: list[GoldPair]


@dataclass(frozen=True)
class _Truth:
    """A made-up person."""

    name: str
    han: str
    born: date
    things: frozenset[str]


@dataclass(frozen=True)
class Quality:
    """Of what a threshold lets through, which part is right; and which part of what is right."""

    threshold: float
    precision: float
    recall: float


def make_gold(seed: int, pairs: int) -> Gold:
    """Records of two sources and pairs of them, half of which are one person.

    Pairs of two people are drawn from those that matching compares: half of them namesakes, half of
    them with names that are near. Pairs of one person are drawn from all, whatever matching makes
    of them.
    """
    draw = random.Random(seed)  # noqa: S311  (nothing secret)
    both = 2 * pairs
    truths = _truths(draw, 5 * pairs)
    records = [
        _record(draw, truth, source, f"{source}-{number}")
        for number, truth in enumerate(truths)
        for source in SOURCES
        if number < both or draw.random() < 0.5
    ]
    population = Population(records)
    others: dict[bool, list[GoldPair]] = {True: [], False: []}
    for pair in population.pairs((SOURCES[0], SOURCES[1])):
        if _number(pair.one) != _number(pair.other):
            near = population.levels(pair.one, pair.other)[Feature.NAME][0] == "near"
            others[near].append(GoldPair(pair.one, pair.other, same=False))
    same = [
        GoldPair(f"{SOURCES[0]}-{number}", f"{SOURCES[1]}-{number}", same=True)
        for number in draw.sample(range(both), pairs // 2)
    ]
    for near in (True, False):
        same += draw.sample(others[near], pairs // 4)
    return Gold(records, same)


def make_people(seed: int, count: int) -> list[Person]:
    """So many records, two thirds of them of people whom both sources have."""
    draw = random.Random(seed)  # noqa: S311  (nothing secret)
    records: list[Person] = []
    for number, truth in enumerate(_truths(draw, count)):
        for source in SOURCES[: 2 if number % 2 else 1]:
            records.append(_record(draw, truth, source, f"{source}-{number}"))
    return records[:count]


def calibrate(people: Iterable[Person]) -> dict[Feature, dict[str, float]]:
    """What each level weighs, in bits, by all pairs of two sources that matching compares.

    Of a name it is the odds that a pair is one person, where no source has the name twice; of what
    is shared, what it would weigh if everybody were in it. A pair of two people counts for as much
    less as what it has is usual, as it is weighed; of what is shared, only what many are in counts,
    since two people are seldom seen in the rest. Every level is counted as if it had been seen once
    more, so that none weighs without end.
    """
    population = Population(people)
    known: dict[bool, Counter[Feature]] = {True: Counter(), False: Counter()}
    seen: dict[bool, dict[tuple[Feature, str], float]] = {
        same: dict.fromkeys(
            ((feature, level) for feature in LEVELS for level in LEVELS[feature]), 1
        )
        for same in (True, False)
    }
    for pair in population.pairs((SOURCES[0], SOURCES[1])):
        same = _number(pair.one) == _number(pair.other)
        levels = population.levels(pair.one, pair.other)
        # That nothing is shared is known of all.
        known[same].update(levels.keys() | {Feature.SHARED})
        for feature, (level, usual) in levels.items():
            if feature is Feature.SHARED and usual < _USUAL:
                continue
            seen[same][feature, level] += 1 if same else 1 / usual
    return {
        feature: {
            level: log2(seen[True][feature, level] / seen[False][feature, level])
            + (0 if feature is Feature.NAME else log2(known[False][feature] / known[True][feature]))
            for level in levels_of
        }
        for feature, levels_of in LEVELS.items()
    }


def measure(gold: Gold, thresholds: Iterable[float]) -> list[Quality]:
    """Precision and recall of a set of pairs, by threshold."""
    population = Population(gold.people)
    scores = []
    for pair in gold.pairs:
        found = population.compare(pair.one, pair.other)
        scores.append((found.score if found else 0.0, pair.same))
    whole = sum(same for _, same in scores)
    rows = []
    for threshold in thresholds:
        passed = [same for score, same in scores if score >= threshold]
        rows.append(Quality(threshold, sum(passed) / max(len(passed), 1), sum(passed) / whole))
    return rows


def _number(identifier: str) -> str:
    return identifier.rpartition("-")[2]


def _truths(draw: random.Random, count: int) -> list[_Truth]:
    """People: names by how usual they are; posts of few, offices, committees and an assembly."""
    surnames = draw.choices(list(_SURNAMES), list(_SURNAMES.values()), k=count)
    found = []
    for surname in surnames:
        given = "".join(
            draw.choices(letters, [1 / (place + 3) for place in range(len(letters))])[0]
            for letters in (_FIRSTS, _SECONDS)
        )
        things = {f"post-{draw.randrange(count // 3)}", f"office-{draw.randrange(count // 20)}"}
        if draw.random() < 0.4:
            things.add(f"committee-{draw.randrange(max(count // 250, 1))}")
        if draw.random() < 0.25:
            things.add("assembly")
        characters = [_SURNAME_HAN.get(surname, "")]
        characters += [draw.choice(_HAN.get(letter, [""])) for letter in given]
        han = "".join(characters) if all(characters) else ""
        born = date(1925, 1, 2) + timedelta(draw.randrange(55 * 365))
        found.append(_Truth(surname + given, han, born, frozenset(things)))
    return found


def _record(draw: random.Random, truth: _Truth, source: str, identifier: str) -> Person:
    names = [_written(draw, truth, source)]
    if draw.random() < 0.3 and not names[0].isascii():
        names.append(_romanised(draw, truth.name, draw.choice(_SYSTEMS)))
    if truth.han and draw.random() < 0.4:
        names = [truth.han] if draw.random() < 0.2 else [*names, truth.han]
    born = _birth(draw, truth.born)
    return Person(
        identifier,
        tuple(names),
        (born,) if born else (),
        frozenset(thing for thing in sorted(truth.things) if draw.random() < 0.5),
        frozenset((source, name) for name in names),
    )


def _written(draw: random.Random, truth: _Truth, source: str) -> str:
    """A name as a source writes it: mostly Hangul, or by systems of its own."""
    if draw.random() < (0.75 if source == SOURCES[0] else 0.4):
        return southern_person(truth.name) if draw.random() < 0.3 else truth.name
    system = "Revised" if source == SOURCES[0] else draw.choice(_SYSTEMS)
    return _romanised(draw, truth.name, system)


def _romanised(draw: random.Random, name: str, system: str) -> str:
    """A name in Latin letters, with or without hyphens, marks and a slip."""
    column = _SYSTEMS.index(system)
    surname, *given = (_syllable(letter, column) for letter in name)
    if system == "press":
        surname = _PRESS.get(name[0], surname)
    text = f"{surname} {draw.choice(['', '-', ' ']).join(given)}".title()
    if draw.random() < 0.3:
        text = text.replace("'", "").translate(str.maketrans("ŏŭ", "ou"))
    if draw.random() < 0.04:
        place = draw.randrange(len(surname) + 1, len(text))
        text = text[:place] + text[place + 1 :]
    return text


def _syllable(letter: str, column: int) -> str:
    initial, rest = divmod(ord(letter) - 0xAC00, 21 * 28)
    vowel, final = divmod(rest, 28)
    vowels = _VOWELS[vowel][column]
    if column == 3:
        vowels = {"young": "you" if _FINALS[final] == "ng" else "yu", "won": "wo"}.get(
            vowels, vowels
        )
    return _INITIALS[initial][column] + vowels + _FINALS[final].replace("-", "")


def _birth(draw: random.Random, born: date) -> tuple[date, date] | None:
    """A birth as a source knows it, sometimes wrong: by decade, year, month or day, or not."""
    kind = draw.random()
    if kind < 0.25:
        return None
    if kind < 0.29:
        start = born.year // 10 * 10
        return date(start, 1, 1), date(start + 9, 12, 31)
    slip = draw.random()
    if slip < 0.08:
        born = _shifted(born, draw.choice([-1, 1]))
    elif slip < 0.1:
        born = _shifted(born, draw.choice([-3, -2, 2, 3]))
    elif slip < 0.11:
        born = _shifted(born, draw.choice([-10, 9]))
    if kind < 0.55:
        return date(born.year, 1, 1), date(born.year, 12, 31)
    if kind < 0.7:
        return date(born.year, 1, 1), date(born.year, 1, 1)
    if kind < 0.75:
        following = date(born.year + born.month // 12, born.month % 12 + 1, 1)
        return born.replace(day=1), following - timedelta(1)
    return born, born


def _shifted(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))
