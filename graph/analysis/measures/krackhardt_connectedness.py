"""Krackhardt's connectedness."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.krackhardt import krackhardt
from graph.analysis.measures.measure import pairs
from graph.errors import UndefinedMeasureError


def connectedness(network: nx.DiGraph[str]) -> float:
    """Share of pairs that are joined by some path, whatever its direction.

    One of Krackhardt's four conditions of an out-tree (1994): 1 - V / (n(n - 1)/2),
    where V counts the pairs in different weak components.

    Args:
        network: Arcs go from superior to subordinate; here their direction does not matter.

    Returns:
        From 0 (nobody joined) to 1 (one component).

    Raises:
        UndefinedMeasureError: There are fewer than two nodes, so no pair.

    References:
        Krackhardt (1994); Everett and Krackhardt (2012): see `graph.analysis.measures.krackhardt`.

    Examples:
        >>> tree = nx.full_rary_tree(3, 40, create_using=nx.DiGraph)
        >>> connectedness(tree)
        1.0
        >>> tree.remove_edge(0, 1)
        >>> connectedness(tree)
        0.55
    """
    if len(network) < 2:
        raise UndefinedMeasureError("there are fewer than two nodes")
    joined = sum(pairs(len(part)) for part in nx.weakly_connected_components(network))
    return joined / pairs(len(network))


MEASURE = krackhardt("connectedness", "Connectedness", connectedness)
