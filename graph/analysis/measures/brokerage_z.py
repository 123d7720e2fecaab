"""Gould and Fernandez' brokerage against what chance would give."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from graph.analysis.measures.brokerage import ROLES, brokerage_roles
from graph.analysis.measures.measure import Level, Measure, Need
from graph.errors import UndefinedMeasureError


@dataclass(frozen=True)
class Score:
    """How often a node has a role, and how that compares with chance.

    Attributes:
        count: How often it has it.
        expected: How often it would on average.
        z: By how many standard deviations the count is above that; None where chance has no choice.
    """

    count: int
    expected: float
    z: float | None


def brokerage_scores(network: nx.DiGraph[str], group: str = "tier") -> dict[str, dict[str, Score]]:
    """The counts of `brokerage_roles` with their expected values and z-scores.

    Chance is a graph of the same nodes in the same groups where each arc is there with the
    network's density d, whatever the others are (after Gould and Fernandez 1989; mean and variance
    derived here). Of the ordered pairs (a, b) that a node could broker in a role, it brokers each
    with probability q = d^2 (1 - d); two pairs hang together only where they have the
    same a or the same b, and then by d^3 (1 - d)^3. So for P pairs, of which r(a) begin with a and
    c(b) end with b, the mean is P q and the variance

        P q (1 - q) + (sum of r(a)(r(a) - 1) + sum of c(b)(c(b) - 1)) d^3 (1 - d)^3.

    Args:
        network: Directed: an edge without direction would be two arcs that are there together.
        group: The node attribute that says which group a node is in; others take no part.

    Returns:
        For each node in a group a score by role, and one for the `total`.

    Raises:
        UndefinedMeasureError: The network has no directions, or fewer than two nodes in a group.

    References:
        Gould, R. V., Fernandez, R. M. (1989). Structures of mediation: a formal approach to
        brokerage in transaction networks. Sociological Methodology 19, 89-126. doi:10.2307/270949

    Examples:
        >>> chain = nx.DiGraph([("a", "v"), ("v", "b")])
        >>> nx.set_node_attributes(chain, 1, "tier")
        >>> score = brokerage_scores(chain)["v"]["coordinator"]
        >>> score.count, round(score.expected, 3), round(score.z, 3)
        (1, 0.148, 2.3)
    """
    if not network.is_directed():
        raise UndefinedMeasureError("it wants a directed network, and this one is not")
    counts = brokerage_roles(network, group)
    if len(counts) < 2:
        raise UndefinedMeasureError("there are fewer than two nodes in a group")
    arcs = sum(a != b for a, b in network.subgraph(counts).edges)
    density = arcs / (len(counts) * (len(counts) - 1))
    groups = {node: network.nodes[node][group] for node in counts}
    sizes = Counter(groups.values())
    chances = {
        own: {role: _chance(pairs, density) for role, pairs in _pairs(sizes, own).items()}
        for own in sizes
    }
    return {
        node: {role: _score(count, *chances[groups[node]][role]) for role, count in by_role.items()}
        for node, by_role in counts.items()
    }


def brokerage_z(network: nx.DiGraph[str]) -> dict[str, float | None]:
    """How much more often a node brokers than chance would have it, in standard deviations.

    The z-score of the total of `brokerage_scores`, groups being tiers.

    Examples:
        >>> chain = nx.DiGraph([("a", "v"), ("v", "b")])
        >>> nx.set_node_attributes(chain, 1, "tier")
        >>> round(brokerage_z(chain)["v"], 3)
        2.3
    """
    return {node: scores["total"].z for node, scores in brokerage_scores(network).items()}


# How many nodes there are that so many pairs begin with; then the same for their ends.
_Pairs = tuple[list[tuple[int, int]], list[tuple[int, int]]]


def _pairs(sizes: Mapping[object, int], own: object) -> dict[str, _Pairs]:
    """The ordered pairs that a node of a group could broker, by role."""
    within = sizes[own] - 1
    others = [size for name, size in sizes.items() if name != own]
    outside = sum(others)
    coordinator = [(within, within - 1)]
    itinerant = [(size, size - 1) for size in others]
    liaison = [(size, outside - size) for size in others]
    into, out_of = [(outside, within)], [(within, outside)]
    everybody = [(within + outside, within + outside - 1)]
    ways = (
        (coordinator, coordinator),
        (itinerant, itinerant),
        (into, out_of),
        (out_of, into),
        (liaison, liaison),
        (everybody, everybody),
    )
    return dict(zip((*ROLES, "total"), ways, strict=True))


def _chance(pairs: _Pairs, density: float) -> tuple[float, float]:
    """The mean and the variance of a count."""
    starts, ends = pairs
    number = sum(nodes * each for nodes, each in starts)
    one = density**2 * (1 - density)
    joined = _sharing(starts) + _sharing(ends)
    variance = number * one * (1 - one) + joined * (density * (1 - density)) ** 3
    return number * one, variance


def _sharing(ends: Iterable[tuple[int, int]]) -> int:
    return sum(nodes * each * (each - 1) for nodes, each in ends)


def _score(count: int, mean: float, variance: float) -> Score:
    z = (count - mean) / math.sqrt(variance) if variance > 0 else None
    return Score(count, mean, z)


MEASURE = Measure(
    "brokerage-z",
    "Brokerage between tiers beyond chance (Gould and Fernandez)",
    brokerage_z,
    Level.NODE,
    ("gould1989",),
    (Need.DIRECTED, Need.GROUPS),
    engine="partycell",
)
