"""Closeness: how near a node is to those that reach it."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure


def closeness(network: nx.Graph[str]) -> dict[str, float]:
    """How near a node is to those that reach it, from 0 to 1.

    Freeman's closeness with Wasserman and Faust's correction for networks in parts, as NetworkX has
    it; in a directed network distances are counted towards the node.

    References:
        Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
        Networks 1, 215-239. doi:10.1016/0378-8733(78)90021-7

    Examples:
        >>> closeness(nx.star_graph(2))[0]
        1.0
    """
    return {node: float(near) for node, near in nx.closeness_centrality(network).items()}


MEASURE = Measure("closeness", "Closeness", closeness, Level.NODE, ("freeman1979",))
