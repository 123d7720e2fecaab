"""Density: how many of the edges that there can be there are."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure
from graph.errors import UndefinedMeasureError


def density(network: nx.Graph[str]) -> float:
    """Share of the edges there can be that there are.

    Raises:
        UndefinedMeasureError: There are fewer than two nodes, so there can be none.

    References:
        Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
        Networks 1, 215-239. doi:10.1016/0378-8733(78)90021-7

    Examples:
        >>> density(nx.complete_graph(4))
        1.0
    """
    if len(network) < 2:
        raise UndefinedMeasureError("there are fewer than two nodes")
    return float(nx.density(network))


MEASURE = Measure("density", "Density", density, Level.GRAPH, ("freeman1979",))
