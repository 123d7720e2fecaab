"""Borgatti's key players: how far a network falls apart without some of its nodes."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations
from math import comb

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, pairs, undirected
from graph.errors import UndefinedMeasureError

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


MEASURE = Measure(
    "fragmentation",
    "Fragmentation (Borgatti)",
    fragmentation,
    Level.GRAPH,
    ("borgatti2006",),
    engine="partycell",
)

WITHOUT = Measure(
    "fragmentation-without",
    "Fragmentation without the node (Borgatti)",
    fragmentation_without,
    Level.NODE,
    ("borgatti2006",),
    engine="partycell",
)
