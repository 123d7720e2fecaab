"""The units of a synthetic party: which there are, how large, and what stands under what.

Units are arrays, one entry a unit. Cells are in the order of the party: all cells under one unit
are next to each other, and so are their members: a unit's totals are differences of sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LEAST, MOST = 5, 30
PRIMARY_LEAST = 31
COMMITTEE_FROM = 21
MEAN_CELL = 14.75
# Of the cells, how many stand directly under a county; the others stand under a primary committee.
DIRECT = 0.12
PRIMARY_CELLS = (8, 40)
SECTION_CELLS, BRANCH_CELLS = 8, 14
COUNTY_MEMBERS = 18_000
COUNTIES, PROVINCES = 210, 12

NONE = -1


@dataclass(frozen=True)
class Cells:
    """Every cell.

    Attributes:
        members: How many members it has, candidates not counted.
        county: Which county it is in.
        primary: Its primary committee; -1 for one directly under the county.
        section: Its sectional committee; -1 for none.
        branch: Its branch primary committee; -1 for none.
        meetings: In the month with the fewest, how many general meetings it held.
        paid: Whether its secretary is paid.
        committee: Whether it has elected a cell committee.
        double: Cells that took in a member of another cell.
    """

    members: Ints
    county: Ints
    primary: Ints
    section: Ints
    branch: Ints
    meetings: Ints
    paid: Bools
    committee: Bools
    double: Ints

    @property
    def first_member(self) -> Ints:
        """The number of each cell's first member; one more entry, for the end."""
        own = self.members.copy()
        own[self.double] -= 1
        return np.concatenate([[0], np.cumsum(own)])


@dataclass(frozen=True)
class Party:
    """All units; `county_province` and `primary_county` say what each stands under."""

    cells: Cells
    primary_county: Ints
    county_province: Ints
    provinces: int


def plan_party(members: int, rng: np.random.Generator, violations: float) -> Party:
    """Draw a party of so many members.

    Args:
        members: Members in all, candidates not counted.
        rng: The source of random numbers.
        violations: Of the units that a rule is about, which share breaks it.
    """
    count = max(2, round(members / MEAN_CELL))
    primary, small = _primaries(count, rng, violations)
    primaries = int(primary.max()) + 1
    counties = int(np.clip(round(members / COUNTY_MEMBERS), 1, COUNTIES))
    provinces = int(np.clip(round(counties / 17), 1, PROVINCES))
    primary_county = np.sort(rng.integers(counties, size=primaries))
    direct = count - len(primary)
    county = np.concatenate(
        [primary_county[primary], np.sort(rng.integers(counties, size=direct))]
    ).astype(np.int64)
    primary = np.concatenate([primary, np.full(direct, NONE)])
    order = np.lexsort((np.arange(count), county))
    primary, county = primary[order], county[order]
    section, branch = _middle(primary, primaries, rng)
    sizes, double = _sizes(members, primary, small, rng, violations)
    committee = (primary == NONE) & (sizes >= COMMITTEE_FROM)
    _break(committee, np.flatnonzero(committee), violations, rng, value=False)
    meetings = rng.integers(1, 4, size=count)
    _break(meetings, np.arange(count), violations, rng, value=0)
    paid = np.zeros(count, dtype=np.bool_)
    _break(paid, np.arange(count), violations, rng, value=True)
    cells = Cells(sizes, county, primary, section, branch, meetings, paid, committee, double)
    county_province = np.sort(rng.integers(provinces, size=counties))
    return Party(cells, primary_county, county_province, provinces)


def count_violations(population: int, rate: float) -> int:
    """How many of so many break a rule; at least one where any shall."""
    return min(population, max(1, round(population * rate))) if rate > 0 and population else 0


def _break(
    values: NDArray[Any],
    where: Ints,
    rate: float,
    rng: np.random.Generator,
    *,
    value: object,
) -> None:
    chosen = rng.choice(where, size=count_violations(len(where), rate), replace=False)
    values[chosen] = value


def _primaries(count: int, rng: np.random.Generator, rate: float) -> tuple[Ints, Ints]:
    """The primary committee of each cell that has one, and the committees that are too small.

    A committee of eight cells or more is never too small; one that shall be has two small cells.
    """
    wanted = count - int(count * DIRECT)
    low, high = PRIMARY_CELLS
    drawn = rng.integers(low, high + 1, size=max(1, wanted // low + 1))
    number = int(np.searchsorted(np.cumsum(drawn), wanted))
    drawn = drawn[: max(1, number)]
    if drawn.sum() > wanted:
        drawn = np.array([wanted])
    small = rng.choice(len(drawn), size=count_violations(len(drawn), rate), replace=False)
    if len(drawn) > len(small):
        drawn[small] = 2
    else:
        small = small[:0]
    return np.repeat(np.arange(len(drawn)), drawn), np.sort(small)


def _middle(primary: Ints, primaries: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """The section or branch of each cell in a primary committee that is divided."""
    under = primary >= 0
    cells = np.bincount(primary[under], minlength=primaries)
    starts = np.concatenate([[0], np.cumsum(cells)])[:-1]
    place = np.zeros(len(primary), dtype=np.int64)
    place[under] = np.arange(under.sum()) - starts[primary[under]]
    kind = np.where(cells < 16, 0, np.where(cells < 28, 1, 2))
    kind[rng.random(primaries) < 0.25] = 0
    found = []
    for number, size in ((1, SECTION_CELLS), (2, BRANCH_CELLS)):
        inside = under & (np.where(under, kind[primary], 0) == number)
        key = primary[inside] * 1000 + place[inside] // size
        units = np.full(len(primary), NONE, dtype=np.int64)
        units[inside] = np.unique(key, return_inverse=True)[1]
        found.append(units)
    return found[0], found[1]


def _sizes(
    members: int, primary: Ints, small: Ints, rng: np.random.Generator, rate: float
) -> tuple[Ints, Ints]:
    """Members of each cell, that add up, and the cells that took in a member of another."""
    count = len(primary)
    sizes = (LEAST + rng.binomial(MOST - LEAST, 0.39, size=count)).astype(np.int64)
    tight = np.isin(primary, small)
    sizes[tight] = rng.integers(LEAST, 14, size=int(tight.sum()))
    free = rng.permutation(np.flatnonzero(~tight))
    few = count_violations(len(free), rate) if len(free) > 4 else 0
    below, above, double = free[:few], free[few : 2 * few], np.sort(free[2 * few : 4 * few])
    sizes[below] = rng.integers(1, LEAST, size=len(below))
    sizes[above] = rng.integers(MOST + 1, MOST + 16, size=len(above))
    loose = free[4 * few :]
    sizes[double] = np.minimum(sizes[double], MOST - 1)
    while (missing := members - int(sizes.sum())) != 0:
        step = 1 if missing > 0 else -1
        room = loose[sizes[loose] < MOST] if step > 0 else loose[sizes[loose] > LEAST]
        if not len(room):
            raise ValueError("no party of this size keeps the rules at this rate of violations")
        sizes[rng.choice(room, size=min(abs(missing), len(room)), replace=False)] += step
    sizes[double] += 1
    return sizes, double
