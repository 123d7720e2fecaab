"""Burt's effective size: how many of a node's contacts are not redundant."""

from __future__ import annotations

import math

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need, undirected


def effective_size(network: nx.Graph[str]) -> dict[str, float | None]:
    """How many contacts a node has, less how many of its others each is joined to, on average.

    Burt's effective size, directions and weights aside; null for a node without contacts.

    References:
        Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology 110,
        349-399. doi:10.1086/421787

    Examples:
        >>> effective_size(nx.complete_graph(3))
        {0: 1.0, 1: 1.0, 2: 1.0}
    """
    found = nx.effective_size(nx.Graph(undirected(network)))
    return {node: None if math.isnan(value) else float(value) for node, value in found.items()}


MEASURE = Measure(
    "effective-size",
    "Effective size (Burt)",
    effective_size,
    Level.NODE,
    ("burt2004",),
    (Need.EDGES,),
)
