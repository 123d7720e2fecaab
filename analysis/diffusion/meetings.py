"""When units meet: a rule, and the draws that a unit's meetings are made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from graph.errors import BadParameterError

MONTH = 365.2425 / 12

Days = NDArray[np.float64]
Keys = NDArray[np.uint64]
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class MeetingRule:
    """When units of a level hold their general meeting.

    Attributes:
        every: Days from one meeting to the next.
        day: On which day of that period all units meet; None: each on a day of its own, drawn
            evenly.
        missed: The probability that a meeting is not held, each independently.
        vacant: The share of units that have no secretary on day 0 and so call no meeting.
        vacancy: Days until such a unit has one, on average (exponential).
    """

    every: float = MONTH
    day: float | None = None
    missed: float = 0.0
    vacant: float = 0.0
    vacancy: float = 6 * MONTH

    def __post_init__(self) -> None:
        for name, good, wanted in (
            ("every", self.every > 0, "more than 0 days"),
            ("day", self.day is None or 0 <= self.day < self.every, "a day of the period"),
            ("missed", 0 <= self.missed < 1, "from 0 to less than 1"),
            ("vacant", 0 <= self.vacant <= 1, "from 0 to 1"),
            ("vacancy", self.vacancy > 0, "more than 0 days"),
        ):
            if not good:
                raise BadParameterError(name, f"{name}={getattr(self, name)}: {wanted}.")


class _Draw(IntEnum):
    DAY = 1
    MISSED = 2
    VACANT = 3
    VACANCY = 4


class Meetings:
    """The meetings of some units in one run.

    Args:
        keys: One a unit, from `unit_keys`.
        levels: For each unit the position of its rule in `rules`.
        rules: The rules.
        run: A number that seed and run make.
    """

    def __init__(self, keys: Keys, levels: Indices, rules: list[MeetingRule], run: int) -> None:
        def by_unit(name: str) -> Days:
            return np.array([getattr(rule, name) for rule in rules], dtype=np.float64)[levels]

        fixed = np.array([np.nan if rule.day is None else rule.day for rule in rules])[levels]
        self._every = by_unit("every")
        drawn = _uniform(keys, run, _Draw.DAY) * self._every
        self._first = np.where(np.isnan(fixed), drawn, fixed)
        missed = by_unit("missed")
        # How many meetings in a row are missed, by the inverse of the geometric distribution.
        with np.errstate(divide="ignore"):
            runs = np.log(_uniform(keys, run, _Draw.MISSED)) / np.log(missed)
        self._missed = np.where(missed > 0, np.floor(runs), 0.0)
        waits = -np.log(_uniform(keys, run, _Draw.VACANCY)) * by_unit("vacancy")
        vacant = _uniform(keys, run, _Draw.VACANT) <= by_unit("vacant")
        self._ready = np.where(vacant, waits, -np.inf)

    def after(self, units: Indices, told: Days) -> Days:
        """The day of each unit's first meeting that is held after it is told."""
        every, first = self._every[units], self._first[units]
        # A unit that finds its secretary on the day of a meeting does not meet on that day.
        since = np.maximum(told, self._ready[units])
        return first + (np.floor((since - first) / every) + 1 + self._missed[units]) * every


def unit_keys(units: Iterable[str]) -> Keys:
    """A number for each unit that depends on its id alone."""
    return np.array(
        [
            int.from_bytes(hashlib.blake2b(unit.encode(), digest_size=8).digest(), "little")
            for unit in units
        ],
        dtype=np.uint64,
    )


def run_number(seed: int, run: int) -> int:
    """A number for one run of a seed."""
    digest = hashlib.blake2b(f"{seed} {run}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _uniform(keys: Keys, run: int, draw: _Draw) -> Days:
    """Even draws above 0, at most 1, by SplitMix64 (Steele, Lea and Flood 2014)."""
    golden = 0x9E3779B97F4A7C15
    step = np.uint64((run + draw * golden) % 2**64)
    mixed = keys + step
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return ((mixed >> np.uint64(11)).astype(np.float64) + 1.0) / 2.0**53


def levels_of(
    tiers: Iterable[str | None], rules: Mapping[str, MeetingRule], otherwise: MeetingRule
) -> tuple[Indices, list[MeetingRule]]:
    """For each unit the position of its rule, and the rules."""
    order = [otherwise, *rules.values()]
    positions = {tier: number for number, tier in enumerate(rules, start=1)}
    return np.array([positions.get(tier or "", 0) for tier in tiers], dtype=np.int64), order
