"""Bridges: edges without which the network falls apart."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, undirected


def bridges(network: nx.Graph[str]) -> float:
    """How many edges there are without which their part falls apart, directions aside.

    References:
        Tarjan, R. E. (1974). A note on finding the bridges of a graph. Information Processing
        Letters 2, 160-161. doi:10.1016/0020-0190(74)90003-9

    Examples:
        >>> bridges(nx.path_graph(3))
        2.0
    """
    return float(sum(1 for _ in nx.bridges(nx.Graph(undirected(network)))))


MEASURE = Measure("bridges", "Bridges", bridges, Level.GRAPH, ("tarjan1974",))
