"""Centrality: how much a node matters by where it stands in a network."""

from __future__ import annotations

import networkx as nx

from analysis.measures.base import Level, Measure, Need, undirected
from analysis.measures.igraph import is_available, to_igraph
from graph.errors import BadParameterError, UndefinedMeasureError


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
    if engine == "igraph" or (engine == "auto" and len(network) > LARGE and is_available()):
        number = len(network)
        pairs = (number - 1) * (number - 2) / (1 if network.is_directed() else 2)
        counts = to_igraph(network).betweenness(directed=network.is_directed())
        return {
            node: count / pairs if pairs else 0.0
            for node, count in zip(network, counts, strict=True)
        }
    return {node: float(share) for node, share in nx.betweenness_centrality(network).items()}


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


def eigenvector(network: nx.Graph[str]) -> dict[str, float]:
    """How central a node is where who is joined to the central is central, by weights.

    The leading eigenvector of the weighted adjacency matrix, directions aside, found by power
    iteration.

    Raises:
        UndefinedMeasureError: The iteration does not settle within 1,000 steps.

    Notes:
        It wants a connected network: else the largest part alone decides.

    References:
        Bonacich, P. (1972). Factoring and weighting approaches to status scores and clique
        identification. Journal of Mathematical Sociology 2, 113-120.
        doi:10.1080/0022250X.1972.9989806

    Examples:
        >>> round(eigenvector(nx.complete_graph(4))[0], 6)
        0.5
    """
    try:
        found = nx.eigenvector_centrality(
            undirected(network), max_iter=1000, tol=1e-10, weight="weight"
        )
    except nx.PowerIterationFailedConvergence as error:
        raise UndefinedMeasureError("power iteration does not settle in 1,000 steps") from error
    return {node: float(value) for node, value in found.items()}


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


def core(network: nx.Graph[str]) -> dict[str, float]:
    """The greatest k such that a node is in a part where each has k neighbours in it.

    Args:
        network: Directions do not matter; loops are not counted.

    References:
        Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5, 269-287.
        doi:10.1016/0378-8733(83)90028-X

    Examples:
        >>> core(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("a", "d")]))["d"]
        1.0
    """
    plain = nx.Graph(undirected(network))
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    return {node: float(number) for node, number in nx.core_number(plain).items()}


MEASURES = (
    Measure("degree", "Degree", degree, Level.NODE, ("freeman1979",), compared=True),
    Measure(
        "strength",
        "Strength (weighted degree)",
        strength,
        Level.NODE,
        ("barrat2004",),
        compared=True,
    ),
    Measure(
        "betweenness",
        "Betweenness",
        betweenness,
        Level.NODE,
        ("freeman1977", "brandes2001"),
        compared=True,
    ),
    Measure("closeness", "Closeness", closeness, Level.NODE, ("freeman1979",), compared=True),
    Measure(
        "eigenvector",
        "Eigenvector centrality",
        eigenvector,
        Level.NODE,
        ("bonacich1972",),
        (Need.EDGES, Need.CONNECTED),
        compared=True,
    ),
    Measure("pagerank", "PageRank", pagerank, Level.NODE, ("brin1998",), compared=True),
    Measure("core", "Core number", core, Level.NODE, ("seidman1983",), compared=True),
)
