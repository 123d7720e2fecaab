"""Brokerage: who stands between others, and between groups."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from analysis.measures.base import Level, Measure, Need, undirected
from graph.errors import UndefinedMeasureError

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def brokerage_roles(network: nx.Graph[str], group: str = "tier") -> dict[str, dict[str, int]]:
    """How often each node stands between two others, by whose groups it joins.

    A node v brokers from a to b where there are arcs a -> v and v -> b but not a -> b (Gould and
    Fernandez 1989). It is then coordinator (all three in one group), itinerant (a and b in one, v
    in another), gatekeeper (v and b in one, a outside), representative (a and v in one, b outside)
    or liaison (three groups).

    Args:
        network: Where it has no directions each edge counts both ways.
        group: The node attribute that says which group a node is in; a node without it is in none,
            and takes no part.

    Returns:
        For each node in a group the count by role, and `total`.

    Raises:
        UndefinedMeasureError: No node has a group.

    Notes:
        Time grows with the sum of in-degree times out-degree. Expected values and z-scores are in
        `brokerage_z`.

    References:
        Gould, R. V., Fernandez, R. M. (1989). Structures of mediation: a formal approach to
        brokerage in transaction networks. Sociological Methodology 19, 89-126. doi:10.2307/270949

    Examples:
        >>> path = nx.DiGraph([("a", "v"), ("v", "b")])
        >>> nx.set_node_attributes(path, {"a": 1, "v": 1, "b": 2}, "tier")
        >>> brokerage_roles(path)["v"]["representative"]
        1
    """
    groups = {
        node: data[group] for node, data in network.nodes(data=True) if data.get(group) is not None
    }
    if not groups:
        raise UndefinedMeasureError(f"no node has a {group} to group it by")
    arcs = network.to_directed(as_view=True)
    found = {}
    for broker, own in groups.items():
        counts = dict.fromkeys((*ROLES, "total"), 0)
        for source in arcs.pred[broker]:
            for target in arcs.succ[broker]:
                if (
                    len({source, broker, target}) == 3
                    and {source, target} <= groups.keys()
                    and not arcs.has_edge(source, target)
                ):
                    counts[_role(groups[source], own, groups[target])] += 1
                    counts["total"] += 1
        found[broker] = counts
    return found


def brokerage(network: nx.Graph[str]) -> dict[str, float]:
    """How often a node stands between two others that are not joined directly.

    The total over the roles of `brokerage_roles`, groups being tiers.

    Examples:
        >>> path = nx.DiGraph([("a", "v"), ("v", "b")])
        >>> nx.set_node_attributes(path, 1, "tier")
        >>> brokerage(path)["v"]
        1.0
    """
    return {node: float(counts["total"]) for node, counts in brokerage_roles(network).items()}


def _role(source: object, broker: object, target: object) -> str:
    if source == broker == target:
        return "coordinator"
    if source == target:
        return "itinerant"
    if broker == target:
        return "gatekeeper"
    if source == broker:
        return "representative"
    return "liaison"


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


def constraint(network: nx.Graph[str]) -> dict[str, float | None]:
    """How far a node's contacts lead back to one another, by weights; low means brokerage.

    Burt's constraint, directions aside; null for a node without contacts.

    References:
        Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology 110,
        349-399. doi:10.1086/421787

    Examples:
        >>> constraint(nx.star_graph(2))[0]
        0.5
    """
    found = nx.constraint(nx.Graph(undirected(network)), weight="weight")
    return {node: None if math.isnan(value) else float(value) for node, value in found.items()}


def effective_size(network: nx.Graph[str]) -> dict[str, float | None]:
    """How many contacts a node has, less how many of its others each is joined to, on average.

    Burt's effective size, directions and weights aside; null for a node without contacts.

    References:
        Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology 110,
        349-399. doi:10.1086/421787

    Examples:
        >>> effective_size(nx.complete_graph(3))
        {0: 1.0, 1: 1.0, 2: 1.0}
    """
    found = nx.effective_size(nx.Graph(undirected(network)))
    return {node: None if math.isnan(value) else float(value) for node, value in found.items()}


MEASURES = (
    Measure(
        "brokerage",
        "Brokerage between tiers (Gould and Fernandez)",
        brokerage,
        Level.NODE,
        ("gould1989",),
        (Need.GROUPS,),
        engine="partycell",
    ),
    Measure(
        "brokerage-z",
        "Brokerage between tiers beyond chance (Gould and Fernandez)",
        brokerage_z,
        Level.NODE,
        ("gould1989",),
        (Need.DIRECTED, Need.GROUPS),
        engine="partycell",
    ),
    Measure(
        "constraint",
        "Constraint (Burt)",
        constraint,
        Level.NODE,
        ("burt2004",),
        (Need.EDGES,),
        lowest_first=True,
    ),
    Measure(
        "effective-size",
        "Effective size (Burt)",
        effective_size,
        Level.NODE,
        ("burt2004",),
        (Need.EDGES,),
    ),
)
