"""What speaks for and against two people being one: features, their levels, and what each weighs.

A level's weight is the logarithm, to base 2, of how much likelier it is for two records of one
person than for records of two that are compared: the weights of Fellegi and Sunter (1969),
A theory for record linkage, Journal of the American Statistical Association 64, 1183-1210,
doi:10.1080/01621459.1969.10501049. Weights of features are added, and what is not known of both
weighs nothing. A name is weighed by how many bear it: Winkler (1989), Frequency-based matching in
Fellegi-Sunter model of record linkage, Proceedings of the Section on Survey Research Methods,
American Statistical Association, 778-783.

`benchmarks/gold_pairs.py` calibrates the weights on pairs whose truth is known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from loaders.written_dates import EMPTY_DAYS

Days = tuple[date, date]


class Feature(StrEnum):
    """What is compared."""

    NAME = "name"
    CHARACTERS = "characters"
    BIRTH = "birth"
    SHARED = "shared"


class Level(NamedTuple):
    """A way in which two people compare in a feature: what it is called, and what it weighs."""

    words: str
    bits: float


# By feature, in the order in which the first that fits is taken.
LEVELS: dict[Feature, dict[str, Level]] = {
    Feature.NAME: {
        "hangul": Level("one Hangul name", 1.6),
        "initial": Level("one Hangul name, but for initial sounds", 1.3),
        "han": Level("one name in Chinese characters", 1.7),
        "words": Level("one name in letters", 2.2),
        "across": Level("Hangul and letters that sound alike", 1.2),
        "system": Level("spellings that sound alike", 1.0),
        "near": Level("names that nearly sound alike", -6.2),
    },
    Feature.CHARACTERS: {
        "same": Level("the same Chinese characters", 5.9),
        "other": Level("other Chinese characters", -5.3),
    },
    Feature.BIRTH: {
        "day": Level("born on one day", 10.6),
        "month": Level("born in one month", 8.6),
        "year": Level("born in one year", 5.4),
        "possible": Level("births can be one", 2.7),
        "same year": Level("born on two days of one year", -2.3),
        "next year": Level("born a year apart", 1.7),
        "few years": Level("born two or three years apart", -0.8),
        "years": Level("born more than three years apart", -5.4),
    },
    Feature.SHARED: {
        "same": Level("both in", -1.8),
    },
}
# The most that what two share may weigh: sources mistake namesakes in their posts, too.
MOST_SHARED = 8.0
_DAY, _MONTH, _YEAR = 1, 31, 366
_FEW_YEARS = 3


@dataclass(frozen=True)
class Evidence:
    """What speaks for two people being one, or against it where `bits` is negative.

    Attributes:
        words: What it is.
        bits: What it weighs.
    """

    words: str
    bits: float

    def __str__(self) -> str:
        return f"{self.words} {self.bits:+.1f}"


def weigh(feature: Feature, level: str, words: str = "") -> Evidence:
    """The evidence of a level; `words` say more of it."""
    found = LEVELS[feature][level]
    return Evidence(f"{found.words}{words}", found.bits)


def plain_birth(first: date, last: date) -> Days | None:
    """On which days somebody may be born, by a date as a source gives it.

    The first of January is what is often written where only the year is known, and is read so. What
    programs write where nothing was entered says nothing.
    """
    if first != last or (first.month, first.day) != (1, 1):
        return first, last
    if first.isoformat() in EMPTY_DAYS:
        return None
    return first, date(first.year, 12, 31)


def birth_level(one: Iterable[Days], other: Iterable[Days]) -> str | None:
    """How the births of two people compare, by the nearest two dates; None where one is unknown."""
    others = list(other)
    found = {_birth_level(mine, theirs) for mine in one for theirs in others}
    return next((level for level in LEVELS[Feature.BIRTH] if level in found), None)


def _birth_level(one: Days, other: Days) -> str:
    (first, last), (start, end) = sorted((one, other))
    if start <= last:
        widest = max((end - start).days, (last - first).days) + 1
        for level, days in (("day", _DAY), ("month", _MONTH), ("year", _YEAR)):
            if widest <= days:
                return level
        return "possible"
    years = start.year - last.year
    if years == 0:
        return "same year"
    if years == 1:
        return "next year"
    return "few years" if years <= _FEW_YEARS else "years"


def weigh_shared(things: str, smallest: int, people: int) -> Evidence:
    """The evidence of what two are in, by how many people are in the smallest of it, of all."""
    found = LEVELS[Feature.SHARED]["same"]
    bits = min(max(found.bits + math.log2(people / smallest), 0.0), MOST_SHARED)
    return Evidence(f"{found.words} {things}, with {smallest:,} of {people:,} people", bits)


def weigh_bearers(bearers: int) -> Evidence:
    """The evidence of a name that one source has so often: of so many pairs one can be right."""
    return Evidence(f"a name of {bearers:,} people in one source", -math.log2(bearers))
