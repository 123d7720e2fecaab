"""Krackhardt's hierarchy."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need, pairs
from graph.analysis.measures.reach import reached_from
from graph.errors import UndefinedMeasureError


def hierarchy(network: nx.DiGraph[str]) -> float:
    """Share of pairs joined by directed paths where only one of the two reaches the other.

    One of the four conditions that only an out-tree meets (Krackhardt 1994): 1 - V / MaxV, where V
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
        Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In Carley and
        Prietula (eds), Computational Organization Theory, 89-111.
        Everett, M., Krackhardt, D. (2012). Social Networks 34, 159-163.
        doi:10.1016/j.socnet.2011.10.006

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


MEASURE = Measure(
    "krackhardt-hierarchy",
    "Hierarchy (Krackhardt)",
    hierarchy,
    Level.GRAPH,
    ("krackhardt1994", "everett2012"),
    (Need.DIRECTED,),
    engine="partycell",
)
