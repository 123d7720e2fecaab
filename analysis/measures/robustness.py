"""Robustness: what is left of a network when nodes are removed or fail."""

from __future__ import annotations

import random
from collections.abc import Collection
from itertools import combinations
from math import comb
from statistics import fmean, quantiles

import networkx as nx

from analysis.measures.base import Level, Measure, Need, pairs, undirected
from graph.errors import BadInputError, UndefinedMeasureError


def robustness_curve(network: nx.Graph[str], *, progressive: bool = True) -> list[float]:
    """Share of all nodes in the largest component, after each removal of the best connected node.

    Args:
        network: Any network; directions do not matter.
        progressive: Whether degrees are counted anew after each removal; else all nodes are ranked
            once, and go in that order (simultaneous removal). Among equals the first by name goes.

    Returns:
        n + 1 numbers: with all nodes, without one, ... without any.

    Notes:
        Holme et al. (2002) call the two recalculated and initial degree removal. Time grows with
        nodes times edges.

    References:
        Holme, P., Kim, B. J., Yoon, C. N., Han, S. K. (2002). Attack vulnerability of complex
        networks. Physical Review E 65, 056109. doi:10.1103/PhysRevE.65.056109

    Examples:
        >>> robustness_curve(nx.star_graph(3))
        [1.0, 0.25, 0.25, 0.25, 0.0]
    """
    left: nx.Graph[str] = nx.Graph(undirected(network).edges)
    left.add_nodes_from(network)
    order = sorted(left, key=lambda node: (-left.degree[node], str(node)))
    curve = [_largest(left, len(network))]
    while left:
        if progressive:
            order = sorted(left, key=lambda node: (-left.degree[node], str(node)))
        left.remove_node(order.pop(0))
        curve.append(_largest(left, len(network)))
    return curve


def robustness(network: nx.Graph[str]) -> float:
    """Mean share of nodes in the largest component while the best connected are taken away.

    Schneider et al.'s R: the mean of the progressive `robustness_curve` after the first to the last
    removal.

    Returns:
        From 1/n (a star) to 1/2 (all joined with all), about.

    References:
        Schneider, C. M., Moreira, A. A., Andrade, J. S., Havlin, S., Herrmann, H. J. (2011).
        Mitigation of malicious attacks on networks. PNAS 108, 3838-3841.
        doi:10.1073/pnas.1009440108

    Examples:
        >>> robustness(nx.star_graph(3))
        0.1875
    """
    curve = robustness_curve(network)
    return sum(curve[1:]) / len(network)


def _largest(left: nx.Graph[str], number: int) -> float:
    return max((len(part) for part in nx.connected_components(left)), default=0) / number


MOST_SETS = 20_000


def fragmentation(network: nx.Graph[str], without: Collection[str] = ()) -> float:
    """Share of pairs that no path joins, directions aside.

    Borgatti's F (2006, equation 4): 1 - sum of s(s - 1) over the components of size s, divided by
    n(n - 1), where n counts the nodes that are left.

    Args:
        network: Any network.
        without: Nodes that are taken away first.

    Returns:
        From 0 (one component) to 1 (nobody joined).

    Raises:
        UndefinedMeasureError: Fewer than two nodes are left.

    References:
        Borgatti, S. P. (2006). Identifying sets of key players in a social network. Computational
        and Mathematical Organization Theory 12, 21-34. doi:10.1007/s10588-006-7084-x

    Examples:
        >>> fragmentation(nx.star_graph(4))
        0.0
        >>> fragmentation(nx.star_graph(4), without=[0])
        1.0
    """
    gone = set(without)
    left = undirected(network).subgraph([node for node in network if node not in gone])
    if len(left) < 2:
        raise UndefinedMeasureError("fewer than two nodes are left")
    joined = sum(pairs(len(part)) for part in nx.connected_components(left))
    return 1 - joined / pairs(len(left))


def fragmentation_without(network: nx.Graph[str]) -> dict[str, float]:
    """Share of pairs that no path joins once a node is taken away.

    `fragmentation` of what is left, for each node (Borgatti 2006).

    Examples:
        >>> fragmentation_without(nx.path_graph(3))
        {0: 0.0, 1: 1.0, 2: 0.0}
    """
    return {node: fragmentation(network, [node]) for node in network}


def key_players(network: nx.Graph[str], size: int) -> tuple[tuple[str, ...], float]:
    """The nodes without which the network falls apart the most: Borgatti's KPP-Neg.

    Args:
        network: Any network.
        size: How many nodes are taken away.

    Returns:
        The set, and the fragmentation without it; the first in the network's order where several
        are as good.

    Raises:
        UndefinedMeasureError: Fewer than two nodes would be left.

    Notes:
        Every set is tried where there are at most 20,000; else the paper's greedy search is used:
        start with the best nodes one by one, and swap one for another while that helps.

    Examples:
        >>> key_players(nx.path_graph(5), 1)
        ((2,), 0.6666666666666667)
    """
    nodes = list(network)
    if len(nodes) - size < 2:
        raise UndefinedMeasureError("fewer than two nodes would be left")
    if comb(len(nodes), size) <= MOST_SETS:
        chosen = max(combinations(nodes, size), key=lambda taken: fragmentation(network, taken))
        return chosen, fragmentation(network, chosen)
    return _greedy(network, nodes, size)


def _greedy(network: nx.Graph[str], nodes: list[str], size: int) -> tuple[tuple[str, ...], float]:
    chosen: list[str] = []
    for _ in range(size):
        rest = [node for node in nodes if node not in chosen]
        chosen.append(max(rest, key=lambda node: fragmentation(network, [*chosen, node])))
    best = fragmentation(network, chosen)
    improved = True
    while improved:
        improved = False
        for place in range(size):
            for node in nodes:
                if node in chosen:
                    continue
                tried = [*chosen[:place], node, *chosen[place + 1 :]]
                score = fragmentation(network, tried)
                if score > best:
                    chosen, best, improved = tried, score, True
    return tuple(chosen), best


CHANCE = 0.1
RUNS = 200


def cascade(
    network: nx.Graph[str],
    seeds: Collection[str],
    *,
    chance: float = CHANCE,
    runs: int = RUNS,
    seed: int = 0,
) -> tuple[float, float, float]:
    """How many nodes an independent cascade reaches that starts at some nodes.

    Whoever is reached has one chance to hand it on to each neighbour that is not (Kempe, Kleinberg
    and Tardos 2003, section 2).

    Args:
        network: Arcs go from who hands on to who gets; without directions, both ways.
        seeds: Where it starts.
        chance: The probability that an edge hands on.
        runs: How many times it is simulated.
        seed: Of the random numbers; the same seed gives the same answer.

    Returns:
        The mean number reached, seeds among them, and the 5th and 95th percentile over the runs.

    Raises:
        BadInputError: A seed is not in the network, or `chance` is not a probability.

    References:
        Kempe, D., Kleinberg, J., Tardos, E. (2003). Maximizing the spread of influence through a
        social network. KDD '03, 137-146. doi:10.1145/956750.956769

    Examples:
        >>> cascade(nx.path_graph(4, create_using=nx.DiGraph), [1], chance=1)
        (3.0, 3.0, 3.0)
        >>> cascade(nx.path_graph(4), [1], chance=0)
        (1.0, 1.0, 1.0)
    """
    if not 0 <= chance <= 1:
        raise BadInputError(f"chance={chance} is not between 0 and 1.")
    for node in seeds:
        if node not in network:
            raise BadInputError(f"{node!r} is not in the network.")
    dice = random.Random(seed)  # noqa: S311  (a simulation, not a secret)
    reached = [_spread(network, seeds, chance, dice) for _ in range(runs)]
    if runs == 1:
        return float(reached[0]), float(reached[0]), float(reached[0])
    cuts = quantiles(reached, n=20, method="inclusive")
    return fmean(reached), cuts[0], cuts[-1]


def _spread(
    network: nx.Graph[str], seeds: Collection[str], chance: float, dice: random.Random
) -> int:
    known = dict.fromkeys(seeds)
    fresh = list(known)
    while fresh:
        told = []
        for node in fresh:
            for neighbour in network.adj[node]:
                if neighbour not in known and dice.random() < chance:
                    known[neighbour] = None
                    told.append(neighbour)
        fresh = told
    return len(known)


def spread(network: nx.Graph[str], seed: int = 0) -> dict[str, float]:
    """How many nodes something reaches, on average, that starts at a node and is handed on.

    `cascade` from each node alone, each edge handing on with a chance of 0.1, over 200 runs.

    Examples:
        >>> spread(nx.empty_graph(2))
        {0: 1.0, 1: 1.0}
    """
    return {node: cascade(network, [node], seed=seed)[0] for node in network}


MEASURES = (
    Measure(
        "robustness",
        "Robustness R (Schneider et al.)",
        robustness,
        Level.GRAPH,
        ("schneider2011", "holme2002"),
        (Need.EDGES,),
        engine="partycell",
    ),
    Measure(
        "fragmentation",
        "Fragmentation (Borgatti)",
        fragmentation,
        Level.GRAPH,
        ("borgatti2006",),
        engine="partycell",
        compared=True,
    ),
    Measure(
        "fragmentation-without",
        "Fragmentation without the node (Borgatti)",
        fragmentation_without,
        Level.NODE,
        ("borgatti2006",),
        engine="partycell",
    ),
    Measure(
        "spread",
        "Spread of an independent cascade",
        spread,
        Level.NODE,
        ("kempe2003",),
        (Need.EDGES,),
        seeded=True,
        engine="partycell",
    ),
)
