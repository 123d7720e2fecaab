"""How sure a measure is: its median and interval over worlds that the evidence allows.

A world has one side of each contested question, drawn by voices, and one day for each vague date,
drawn evenly within its bounds (`analysis.projections.conflicts.drawn`). The same seed draws the
same worlds. What no source doubts is in every world, so an interval says how far the disagreements
and the vagueness of the sources that are here reach, and nothing of what they left out.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

import networkx as nx

from analysis.measures import Level, Measure, evaluate
from analysis.projections import Projection
from analysis.projections.conflicts import WeightedEdge, sample_world
from analysis.projections.evidence import Evidence
from graph.errors import BadParameterError

DRAWS = 200
MOST_DRAWS = 100_000


@dataclass(frozen=True)
class Interval:
    """A number over all worlds.

    Attributes:
        median: The middle one of those worlds where there is a number.
        low: The 5th percentile of them.
        high: The 95th percentile of them.
        present: Share of worlds where there is a number.
        first: Share of worlds where it is the one of note among all nodes (the greatest, unless
            the measure says otherwise); worlds in which several are
            are shared among them. 0 for a measure of the whole network.
    """

    median: float
    low: float
    high: float
    present: float
    first: float = 0.0


@dataclass(frozen=True)
class Ensemble:
    """Worlds: each network that was drawn, with how often it was.

    Attributes:
        networks: The networks that differ, each with its count.
        draws: How many were drawn.
    """

    networks: Sequence[tuple[nx.Graph[str], int]]
    draws: int


def ensemble(
    projection: Projection,
    evidence: Evidence,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    report: Callable[[int], None] | None = None,
) -> Ensemble:
    """Draw worlds.

    Args:
        projection: What networks are made.
        evidence: With all that is possible (`Projection.evidence(..., all_possible=True)`).
        draws: How many worlds.
        seed: Of the random numbers.
        report: Told after each world how many there are.

    Raises:
        BadParameterError: There is to be no world, or too many.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise BadParameterError("draws", f"draws={draws} is not between 1 and {MOST_DRAWS}.")
    dice = random.Random(seed)  # noqa: S311  (a simulation, not a secret)
    worlds: Counter[tuple[int, ...]] = Counter()
    for number in range(1, draws + 1):
        worlds[sample_world(evidence, dice)] += 1
        if report is not None:
            report(number)
    networks = [
        (
            projection.build(
                [WeightedEdge(evidence.edges[place], 1.0) for place in world], evidence
            ),
            count,
        )
        for world, count in sorted(worlds.items())
    ]
    return Ensemble(networks, draws)


def interval(
    measure: Measure, worlds: Ensemble, *, seed: int = 0
) -> Interval | dict[str, Interval] | None:
    """A measure over all worlds: one interval, or one for each node; None where it has no value."""
    found = [
        (evaluate(measure, network, seed=seed).value, count) for network, count in worlds.networks
    ]
    if measure.level is Level.GRAPH:
        numbers = [
            value for value, count in found if isinstance(value, float) for _ in range(count)
        ]
        return _interval(numbers, worlds.draws, 0.0)
    by_node: dict[str, list[float]] = {}
    firsts: dict[str, float] = {}
    for value, count in found:
        if not isinstance(value, Mapping):
            continue
        numbers_here = {node: number for node, number in value.items() if number is not None}
        best = (min if measure.lowest_first else max)(numbers_here.values(), default=None)
        leaders = [node for node, number in numbers_here.items() if number == best]
        for node, number in numbers_here.items():
            by_node.setdefault(node, []).extend([number] * count)
        for node in leaders:
            firsts[node] = firsts.get(node, 0.0) + count / len(leaders)
    spread = {}
    for node, numbers in by_node.items():
        one = _interval(numbers, worlds.draws, firsts.get(node, 0.0) / worlds.draws)
        if one is not None:
            spread[node] = one
    return spread or None


def _interval(numbers: Sequence[float], draws: int, first: float) -> Interval | None:
    if not numbers:
        return None
    present = len(numbers) / draws
    if min(numbers) == max(numbers):
        return Interval(numbers[0], numbers[0], numbers[0], present, first)
    cuts = quantiles(numbers, n=20, method="inclusive")
    return Interval(cuts[9], cuts[0], cuts[-1], present, first)
