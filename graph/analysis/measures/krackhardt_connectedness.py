"""Krackhardt's connectedness."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need, pairs
from graph.errors import UndefinedMeasureError


def connectedness(network: nx.DiGraph[str]) -> float:
    """Share of pairs that are joined by some path, whatever its direction.

    One of the four conditions that only an out-tree meets (Krackhardt 1994): 1 - V / (n(n - 1)/2),
    where V counts the pairs in different weak components.

    Args:
        network: Arcs go from superior to subordinate; here their direction does not matter.

    Returns:
        From 0 (nobody joined) to 1 (one component).

    Raises:
        UndefinedMeasureError: There are fewer than two nodes, so no pair.

    References:
        Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In Carley and
        Prietula (eds), Computational Organization Theory, 89-111.
        Everett, M., Krackhardt, D. (2012). Social Networks 34, 159-163.
        doi:10.1016/j.socnet.2011.10.006

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


MEASURE = Measure(
    "krackhardt-connectedness",
    "Connectedness (Krackhardt)",
    connectedness,
    Level.GRAPH,
    ("krackhardt1994", "everett2012"),
    (Need.DIRECTED,),
    engine="partycell",
)
