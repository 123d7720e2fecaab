"""Reaching centrality: what share of all a node can reach, and how unequal that is."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need
from graph.errors import UndefinedMeasureError


def global_reaching(network: nx.DiGraph[str]) -> float:
    """How far the node that reaches the most exceeds the others, from 0 to 1 (a star outwards).

    Mones, Vicsek and Vicsek's global reaching centrality; weights are left aside.

    Raises:
        UndefinedMeasureError: There is one node only.

    References:
        Mones, E., Vicsek, L., Vicsek, T. (2012). Hierarchy measure for complex networks. PLoS ONE
        7, e33799. doi:10.1371/journal.pone.0033799

    Examples:
        >>> global_reaching(nx.DiGraph([(0, 1), (0, 2), (0, 3)]))
        1.0
    """
    if len(network) < 2:
        raise UndefinedMeasureError("there are fewer than two nodes")
    return float(nx.global_reaching_centrality(network))


MEASURE = Measure(
    "reaching-centrality",
    "Global reaching centrality",
    global_reaching,
    Level.GRAPH,
    ("mones2012",),
    (Need.DIRECTED, Need.EDGES),
)
