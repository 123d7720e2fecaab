"""Degree: with how many others a node is joined."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, undirected


def degree(network: nx.Graph[str]) -> dict[str, float]:
    """With how many others a node is joined, directions aside.

    References:
        Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
        Networks 1, 215-239. doi:10.1016/0378-8733(78)90021-7

    Examples:
        >>> degree(nx.star_graph(2))
        {0: 2.0, 1: 1.0, 2: 1.0}
    """
    plain = undirected(network)
    return {node: float(len(set(plain.adj[node]) - {node})) for node in network}


def strength(network: nx.Graph[str]) -> dict[str, float]:
    """Sum of the weights of a node's edges, directions aside.

    References:
        Barrat, A., Barthelemy, M., Pastor-Satorras, R., Vespignani, A. (2004). The architecture of
        complex weighted networks. PNAS 101, 3747-3752. doi:10.1073/pnas.0400087101

    Examples:
        >>> strength(nx.Graph([("a", "b", {"weight": 2.5})]))
        {'a': 2.5, 'b': 2.5}
    """
    return {node: float(sum_) for node, sum_ in network.degree(weight="weight")}


MEASURE = Measure("degree", "Degree", degree, Level.NODE, ("freeman1979",))

STRENGTH = Measure("strength", "Strength (weighted degree)", strength, Level.NODE, ("barrat2004",))
