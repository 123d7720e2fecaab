"""Krackhardt's efficiency."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.krackhardt import krackhardt
from graph.errors import UndefinedMeasureError


def efficiency(network: nx.DiGraph[str]) -> float:
    """How few arcs there are beyond those that hold each component together.

    One of Krackhardt's four conditions of an out-tree (1994): 1 - V / MaxV, where,
    summed over the weak components of n nodes, V counts the arcs beyond n - 1 and MaxV is
    n(n - 1) - (n - 1).

    Args:
        network: Arcs go from superior to subordinate; loops are not counted.

    Returns:
        From 0 (every arc there can be) to 1 (none to spare).

    Raises:
        UndefinedMeasureError: No component has two nodes, so MaxV is 0.

    References:
        Krackhardt (1994); Everett and Krackhardt (2012): see `graph.analysis.measures.krackhardt`.

    Examples:
        >>> tree = nx.full_rary_tree(3, 40, create_using=nx.DiGraph)
        >>> efficiency(tree)
        1.0
        >>> tree.add_edges_from([(5, 2), (39, 7)])
        >>> round(efficiency(tree), 4)
        0.9987
    """
    sizes = [len(part) for part in nx.weakly_connected_components(network)]
    most = sum((size - 1) ** 2 for size in sizes)
    if most == 0:
        raise UndefinedMeasureError("no component has two nodes")
    arcs = sum(start != end for start, end in network.edges)
    return 1 - (arcs - sum(size - 1 for size in sizes)) / most


MEASURE = krackhardt("efficiency", "Efficiency", efficiency)
