"""Betweenness: on how many shortest paths a node lies."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.igraphs import available, to_igraph
from graph.analysis.measures.measure import Level, Measure
from graph.errors import BadParameterError

# Above so many nodes igraph is used where it is there: it is some fifty times as fast.
LARGE = 1000
ENGINES = ("auto", "networkx", "igraph")


def betweenness(network: nx.Graph[str], engine: str = "auto") -> dict[str, float]:
    """Share of the shortest paths between two others on which a node lies.

    Freeman's betweenness centrality, normalised by the number of pairs; exact; weights are not
    lengths, and are left aside.

    Args:
        network: Directed or not.
        engine: `networkx` (Brandes' algorithm), `igraph` (the same in C), or `auto`: igraph above
            1,000 nodes where it is installed.

    Raises:
        BadParameterError: There is no such engine.
        BadInputError: igraph is asked for and not installed.

    Notes:
        Time grows with nodes times edges.

    References:
        Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40,
        35-41. doi:10.2307/3033543
        Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical
        Sociology 25, 163-177. doi:10.1080/0022250X.2001.9990249

    Examples:
        >>> betweenness(nx.path_graph(3))
        {0: 0.0, 1: 1.0, 2: 0.0}
    """
    if engine not in ENGINES:
        raise BadParameterError("engine", f"engine={engine!r} is not one of {', '.join(ENGINES)}.")
    if engine == "igraph" or (engine == "auto" and len(network) > LARGE and available()):
        number = len(network)
        pairs = (number - 1) * (number - 2) / (1 if network.is_directed() else 2)
        counts = to_igraph(network).betweenness(directed=network.is_directed())
        return {
            node: count / pairs if pairs else 0.0
            for node, count in zip(network, counts, strict=True)
        }
    return {node: float(share) for node, share in nx.betweenness_centrality(network).items()}


MEASURE = Measure(
    "betweenness", "Betweenness", betweenness, Level.NODE, ("freeman1977", "brandes2001")
)
