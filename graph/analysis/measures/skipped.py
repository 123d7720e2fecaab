"""Skipped tiers: where a unit stands directly under one that is more than a tier above it."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need
from graph.errors import UndefinedMeasureError


def skipping_arcs(network: nx.DiGraph[str]) -> list[tuple[str, str, int]]:
    """The arcs that leave tiers out, with how many.

    Args:
        network: Arcs go from superior to subordinate; a node's `rank` is its tier's, 1 at the top.

    Returns:
        Superior, subordinate, and how many ranks lie between them; in the network's order.

    Examples:
        >>> chain = nx.DiGraph([("province", "cell")])
        >>> nx.set_node_attributes(chain, {"province": 2, "cell": 6}, "rank")
        >>> skipping_arcs(chain)
        [('province', 'cell', 3)]
    """
    found = []
    for superior, subordinate in network.edges:
        above = network.nodes[superior].get("rank")
        below = network.nodes[subordinate].get("rank")
        if above is not None and below is not None and below - above > 1:
            found.append((superior, subordinate, below - above - 1))
    return found


def skipped_tiers(network: nx.DiGraph[str]) -> float:
    """Share of arcs that leave out at least one tier, of those whose ends have a rank.

    Raises:
        UndefinedMeasureError: No arc has a rank at both ends.

    Notes:
        A description of our own: the party's rules let a cell stand under committees of several
        tiers, and this says how often it does.

    Examples:
        >>> chain = nx.DiGraph([("province", "county"), ("province", "cell")])
        >>> nx.set_node_attributes(chain, {"province": 2, "county": 3, "cell": 6}, "rank")
        >>> skipped_tiers(chain)
        0.5
    """
    ranked = sum(
        all("rank" in network.nodes[node] for node in (superior, subordinate))
        for superior, subordinate in network.edges
    )
    if not ranked:
        raise UndefinedMeasureError("no edge has a rank at both ends")
    return len(skipping_arcs(network)) / ranked


MEASURE = Measure(
    "skipped-tiers",
    "Share of edges that skip a tier",
    skipped_tiers,
    Level.GRAPH,
    (),
    (Need.DIRECTED, Need.RANKS),
    engine="partycell",
)
