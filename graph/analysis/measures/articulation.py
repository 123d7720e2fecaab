"""Articulation points and bridges: what alone holds parts of the network together."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, undirected


def articulation_points(network: nx.Graph[str]) -> dict[str, float]:
    """1 for a node without which its part of the network falls apart, else 0; directions aside.

    References:
        Hopcroft, J., Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph manipulation.
        Communications of the ACM 16, 372-378. doi:10.1145/362248.362272

    Examples:
        >>> articulation_points(nx.path_graph(3))
        {0: 0.0, 1: 1.0, 2: 0.0}
    """
    points = set(nx.articulation_points(nx.Graph(undirected(network))))
    return {node: float(node in points) for node in network}


MEASURE = Measure(
    "articulation-points",
    "Articulation points",
    articulation_points,
    Level.NODE,
    ("hopcroft1973",),
)
