"""PageRank: where a walker along the edges is found."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure


def pagerank(network: nx.Graph[str]) -> dict[str, float]:
    """Share of time that a walker spends at a node who follows edges by weight, or leaps (0.15).

    References:
        Brin, S., Page, L. (1998). The anatomy of a large-scale hypertextual web search engine.
        Computer Networks and ISDN Systems 30, 107-117. doi:10.1016/S0169-7552(98)00110-X

    Examples:
        >>> round(pagerank(nx.complete_graph(4))[0], 6)
        0.25
    """
    return {node: float(share) for node, share in nx.pagerank(network, tol=1e-10).items()}


MEASURE = Measure("pagerank", "PageRank", pagerank, Level.NODE, ("brin1998",))
