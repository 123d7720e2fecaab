"""The simulation: how a decision goes down a hierarchy, run after run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from analysis.diffusion.meetings import (
    Days,
    Indices,
    MeetingRule,
    Meetings,
    levels_of,
    run_number,
    unit_keys,
)
from graph.errors import BadInputError, BadParameterError, UnknownIdError


@dataclass(frozen=True)
class Branch:
    """A unit directly under the top, and how slow the slowest below it is.

    Attributes:
        unit: Its id.
        units: How many units it has, itself too.
        days: Median over the runs of the day on which the last of its members hears.
        slowest: The unit below it whose members hear last on average.
        path: The units from the top to that one.
    """

    unit: str
    units: int
    days: float
    slowest: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Diffusion:
    """What became of a decision.

    Attributes:
        start: Where it was taken.
        units: The units that it can reach, the top first.
        unreachable: Units that no chain from the top leads to.
        members: Members in all that it can reach, or units where no number of members is known.
        weighted: Whether `members` are members.
        heard: For each unit the mean day on which its members hear.
        last: For each run the day on which the last member hears.
        shares: For each share asked about the day, run by run, on which so many have heard.
        branches: The slowest branches, slowest first.
    """

    start: str
    units: tuple[str, ...]
    unreachable: tuple[str, ...]
    members: float
    weighted: bool
    heard: Days
    last: Days
    shares: dict[float, Days]
    branches: tuple[Branch, ...]

    def interval(self, share: float, within: float = 0.9) -> tuple[float, float, float]:
        """The median day on which a share has heard, and the bounds of the middle `within`."""
        low, median, high = np.quantile(
            self.shares[share], [(1 - within) / 2, 0.5, (1 + within) / 2]
        )
        return float(low), float(median), float(high)


def simulate(
    network: nx.DiGraph[str],
    start: str | None = None,
    *,
    rule: MeetingRule | None = None,
    rules: Mapping[str, MeetingRule] | None = None,
    runs: int = 100,
    seed: int = 1,
    shares: Sequence[float] = (0.5, 0.9, 1.0),
    slowest: int = 5,
) -> Diffusion:
    """Simulate how a decision reaches the members of a hierarchy.

    Args:
        network: Superior to subordinate, as the projection `hierarchy`. A node's `members`, where
            every unit that is reached has it, weighs it; its `tier` chooses its rule.
        start: Where the decision is taken; the one unit without a superior unless given.
        rule: When units meet whose tier has no rule; monthly unless given.
        rules: Rules by tier.
        runs: How often.
        seed: The same seed gives the same result.
        shares: Of members, from 0 to 1, that are asked about.
        slowest: How many branches to tell.

    Returns:
        Days from the decision on.

    Raises:
        BadInputError: The network is empty, or nothing says where to start.
        BadParameterError: A number is out of its bounds.
        UnknownIdError: `start` is not in it.

    Notes:
        Time and memory grow with units and edges; each run holds a few arrays of the units.
    """
    if runs < 1:
        raise BadParameterError("runs", f"runs={runs} is less than 1.")
    for share in shares:
        if not 0 < share <= 1:
            raise BadParameterError("shares", f"share {share} is not above 0 and at most 1.")
    top = _top(network, start)
    units = [top, *(unit for _, unit in nx.bfs_edges(network, top))]
    reached = set(units)
    weights, weighted = _weights(network, units)
    levels, order = levels_of(
        (network.nodes[unit].get("tier") for unit in units), rules or {}, rule or MeetingRule()
    )
    tree = _Tree(network, units)
    keys = unit_keys(units)
    total = np.zeros(len(units))
    branch_last = np.zeros((runs, len(tree.branches)))
    last = np.zeros(runs)
    found: dict[float, Days] = {share: np.zeros(runs) for share in shares}
    for run in range(runs):
        heard = tree.spread(Meetings(keys, levels, order, run_number(seed, run)))
        total += heard
        last[run] = heard[weights > 0].max(initial=0.0)
        for share, day in zip(shares, _days(heard, weights, shares), strict=True):
            found[share][run] = day
        if len(tree.branches):
            np.maximum.at(branch_last[run], tree.branch[1:], heard[1:])
    mean = total / runs
    return Diffusion(
        top,
        tuple(units),
        tuple(unit for unit in network if unit not in reached),
        float(weights.sum()),
        weighted,
        mean,
        last,
        found,
        tree.slowest(mean, np.median(branch_last, axis=0), slowest),
    )


def _top(network: nx.DiGraph[str], start: str | None) -> str:
    if not network:
        raise BadInputError("The hierarchy is empty.", hint="Choose another date or sources.")
    if start is not None:
        if start not in network:
            raise UnknownIdError(f"start={start!r}: the hierarchy has no such unit.")
        return start
    tops = [unit for unit, superiors in network.in_degree() if superiors == 0]
    if len(tops) != 1:
        told = f"{len(tops)} units have no superior" if tops else "every unit has a superior"
        raise BadInputError(f"{told}: where does it start?", hint="Say so, as with --start ID.")
    return tops[0]


def _weights(network: nx.DiGraph[str], units: Sequence[str]) -> tuple[Days, bool]:
    known = [network.nodes[unit].get("members") for unit in units]
    if any(members is None for members in known):
        return np.ones(len(units)), False
    return np.array(known, dtype=np.float64), True


def _days(heard: Days, weights: Days, shares: Sequence[float]) -> Days:
    """The days on which these shares of the weight have heard."""
    order = np.argsort(heard)
    reached = np.cumsum(weights[order])
    wanted = np.asarray(shares) * reached[-1]
    # A sum of floats may fall short of itself by its last digits.
    places = np.searchsorted(reached, wanted * (1 - 1e-12))
    days: Days = heard[order][np.minimum(places, len(heard) - 1)]
    return days


class _Tree:
    """A hierarchy as arrays; units by their number, the top is 0."""

    def __init__(self, network: nx.DiGraph[str], units: Sequence[str]) -> None:
        self.units = units
        numbers = {unit: number for number, unit in enumerate(units)}
        below = [[numbers[child] for child in network.successors(unit)] for unit in units]
        counts = np.array([len(children) for children in below], dtype=np.int64)
        self._counts = counts
        self._first = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64)
        self._children = np.array([child for each in below for child in each], dtype=np.int64)
        self._above = np.zeros(len(units), dtype=np.int64)
        self.branch = np.zeros(len(units), dtype=np.int64)
        self.branches: list[int] = [child for child in below[0] if child != 0]
        self._place(below)

    def _place(self, below: list[list[int]]) -> None:
        """Which branch each unit is in, and what is above it: as it was first come upon."""
        placed = {0}
        for number, children in enumerate(below):
            for child in children:
                if child in placed:
                    continue
                placed.add(child)
                self._above[child] = number
                self.branch[child] = (
                    self.branches.index(child) if number == 0 else self.branch[number]
                )

    def spread(self, meetings: Meetings) -> Days:
        """The day on which each unit's members hear, wave after wave of those told earlier."""
        told = np.full(len(self.units), np.inf)
        told[0] = 0.0
        wave: Indices = np.zeros(1, dtype=np.int64)
        heard = np.full(len(self.units), np.inf)
        sooner = np.zeros(len(self.units), dtype=bool)
        while wave.size:
            heard[wave] = meetings.after(wave, told[wave])
            heard[0] = 0.0
            counts = self._counts[wave]
            offsets = np.repeat(self._first[wave] - (np.cumsum(counts) - counts), counts)
            children = self._children[offsets + np.arange(counts.sum())]
            days = np.repeat(heard[wave], counts)
            before = told[children]
            np.minimum.at(told, children, days)
            sooner[children[told[children] < before]] = True
            wave = np.flatnonzero(sooner)
            sooner[wave] = False
        return heard

    def slowest(self, mean: Days, medians: Days, wanted: int) -> tuple[Branch, ...]:
        """The branches whose last member hears latest."""
        found: list[Branch] = []
        sizes = np.bincount(self.branch[1:], minlength=len(self.branches))
        for place in np.argsort(-medians, kind="stable")[:wanted]:
            inside = np.flatnonzero(self.branch == place)
            inside = inside[inside != 0]
            worst = int(inside[np.argmax(mean[inside])])
            unit = self.units[self.branches[place]]
            found.append(
                Branch(
                    unit,
                    int(sizes[place]),
                    float(medians[place]),
                    self.units[worst],
                    self._path(worst),
                )
            )
        return tuple(found)

    def _path(self, unit: int) -> tuple[str, ...]:
        numbers = [unit]
        while numbers[-1] != 0:
            numbers.append(int(self._above[numbers[-1]]))
        return tuple(self.units[number] for number in reversed(numbers))
