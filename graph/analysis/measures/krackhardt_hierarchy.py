"""Krackhardt's hierarchy."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.krackhardt import krackhardt
from graph.analysis.measures.measure import pairs
from graph.analysis.measures.reach import reached_from
from graph.errors import UndefinedMeasureError


def hierarchy(network: nx.DiGraph[str]) -> float:
    """Share of pairs joined by directed paths where only one of the two reaches the other.

    One of Krackhardt's four conditions of an out-tree (1994): 1 - V / MaxV, where V
    counts the pairs that reach each other and MaxV those where at least one reaches the other.

    Args:
        network: Arcs go from superior to subordinate.

    Returns:
        From 0 (whoever reaches is reached) to 1 (no cycle).

    Raises:
        UndefinedMeasureError: Nobody reaches anybody, so MaxV is 0.

    Notes:
        Without a cycle the answer is 1 without counting; else time and memory grow with the square
        of the number of nodes.

    References:
        Krackhardt (1994); Everett and Krackhardt (2012): see `graph.analysis.measures.krackhardt`.

    Examples:
        >>> tree = nx.full_rary_tree(3, 40, create_using=nx.DiGraph)
        >>> hierarchy(tree)
        1.0
        >>> tree.add_edge(30, 0)
        >>> round(hierarchy(tree), 4)
        0.9697
    """
    if not any(start != end for start, end in network.edges):
        raise UndefinedMeasureError("nobody reaches anybody, so there are no pairs to count")
    if nx.is_directed_acyclic_graph(network):
        return 1.0
    mutual = sum(pairs(len(part)) for part in nx.strongly_connected_components(network))
    # Each ordered reach, less the mutual ones that are counted from both sides.
    reaching = sum(bits.bit_count() - 1 for bits in reached_from(network).values()) - mutual
    return 1 - mutual / reaching


MEASURE = krackhardt("hierarchy", "Hierarchy", hierarchy)
