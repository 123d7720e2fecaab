"""Cohesion: how well a network holds together, and into which parts it falls."""

from __future__ import annotations

import math
import random

import networkx as nx

from analysis.measures.base import Level, Measure, Need, undirected
from analysis.measures.igraph import is_available, to_igraph
from graph.errors import BadParameterError, UndefinedMeasureError
from graph.extras import import_extra


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


def components(network: nx.Graph[str]) -> float:
    """How many parts the network falls into, directions aside.

    References:
        Hopcroft, J., Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph manipulation.
        Communications of the ACM 16, 372-378. doi:10.1145/362248.362272

    Examples:
        >>> components(nx.Graph([(1, 2), (3, 4)]))
        2.0
    """
    return float(nx.number_connected_components(undirected(network)))


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


METHODS = ("louvain", "leiden")


def communities(
    network: nx.Graph[str], method: str = "louvain", *, seed: int = 0
) -> list[frozenset[str]]:
    """Parts that are joined more within than between them, by weights: those of high modularity.

    Args:
        network: Directions do not matter.
        method: `louvain` (NetworkX) or `leiden` (igraph, whose parts are always connected).
        seed: Of the random order in which nodes are looked at.

    Returns:
        The parts, largest first; among equals the one with the first node by name.

    Raises:
        BadParameterError: There is no such method.
        MissingExtraError: Leiden is asked for and igraph is not installed.

    References:
        Blondel, V. D., Guillaume, J.-L., Lambiotte, R., Lefebvre, E. (2008). Fast unfolding of
        communities in large networks. Journal of Statistical Mechanics, P10008.
        doi:10.1088/1742-5468/2008/10/P10008
        Traag, V. A., Waltman, L., van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing
        well-connected communities. Scientific Reports 9, 5233. doi:10.1038/s41598-019-41695-z

    Examples:
        >>> [sorted(part) for part in communities(nx.barbell_graph(4, 0))]
        [[0, 1, 2, 3], [4, 5, 6, 7]]
    """
    if method not in METHODS:
        raise BadParameterError("method", f"method={method!r} is not one of {', '.join(METHODS)}.")
    plain = undirected(network)
    if method == "louvain":
        parts = [frozenset(part) for part in nx.community.louvain_communities(plain, seed=seed)]
    else:
        parts = _leiden(plain, seed)
    return sorted(parts, key=lambda part: (-len(part), min(map(str, part))))


def _leiden(plain: nx.Graph[str], seed: int) -> list[frozenset[str]]:
    found = to_igraph(plain)
    igraph = import_extra("igraph")
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311
    try:
        parts = found.community_leiden(
            objective_function="modularity", weights="weight", n_iterations=-1
        )
    finally:
        igraph.set_random_number_generator(random)
    nodes = list(plain)
    return [frozenset(nodes[index] for index in part) for part in parts]


def membership(network: nx.Graph[str], seed: int = 0) -> dict[str, float]:
    """Which community a node is in, the largest being 1; by Louvain's method.

    Examples:
        >>> membership(nx.barbell_graph(3, 0))[5]
        2.0
    """
    return _numbered(communities(network, seed=seed), network)


def leiden_membership(network: nx.Graph[str], seed: int = 0) -> dict[str, float]:
    """Which community a node is in, the largest being 1; by the Leiden method.

    Raises:
        UndefinedMeasureError: igraph is not installed.
    """
    if not is_available():
        raise UndefinedMeasureError("igraph is not installed (the extra `igraph`)")
    return _numbered(communities(network, "leiden", seed=seed), network)


def modularity(network: nx.Graph[str], seed: int = 0) -> float:
    """Share of weight within the communities beyond what chance would put there.

    Newman and Girvan's Q of the parts that Louvain's method finds.

    References:
        Newman, M. E. J., Girvan, M. (2004). Finding and evaluating community structure in networks.
        Physical Review E 69, 026113. doi:10.1103/PhysRevE.69.026113

    Examples:
        >>> round(modularity(nx.Graph([(1, 2), (3, 4)])), 3)
        0.5
    """
    parts = communities(network, seed=seed)
    return float(nx.community.modularity(undirected(network), map(set, parts)))


def _numbered(parts: list[frozenset[str]], network: nx.Graph[str]) -> dict[str, float]:
    numbers = {node: float(index) for index, part in enumerate(parts, 1) for node in part}
    return {node: numbers[node] for node in network}


def assortativity(network: nx.Graph[str], group: str = "tier") -> float:
    """Whether edges join nodes of one tier (1), of any (0), or of different ones (below 0).

    Newman's coefficient for a property that nodes have; nodes without it are left out.

    Raises:
        UndefinedMeasureError: No edge joins two such nodes, or all are of one tier.

    References:
        Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.
        doi:10.1103/PhysRevE.67.026126

    Examples:
        >>> pairs = nx.Graph([("a", "b"), ("c", "d")])
        >>> nx.set_node_attributes(pairs, {"a": 1, "b": 1, "c": 2, "d": 2}, "tier")
        >>> assortativity(pairs)
        1.0
    """
    grouped = network.subgraph([node for node, data in network.nodes(data=True) if group in data])
    if grouped.number_of_edges() == 0:
        raise UndefinedMeasureError(f"no edge has a {group} at both ends")
    if len({data[group] for _, data in grouped.nodes(data=True)}) == 1:
        raise UndefinedMeasureError(f"all nodes are of one {group}")
    found = float(nx.attribute_assortativity_coefficient(grouped, group))
    if math.isnan(found):
        raise UndefinedMeasureError(f"all edges join nodes of one {group}")
    return found


MEASURES = (
    Measure("density", "Density", density, Level.GRAPH, ("freeman1979",), compared=True),
    Measure("components", "Components", components, Level.GRAPH, ("hopcroft1973",), compared=True),
    Measure(
        "articulation-points",
        "Articulation points",
        articulation_points,
        Level.NODE,
        ("hopcroft1973",),
        compared=True,
    ),
    Measure("bridges", "Bridges", bridges, Level.GRAPH, ("tarjan1974",), compared=True),
    Measure(
        "communities",
        "Community (Louvain)",
        membership,
        Level.NODE,
        ("blondel2008",),
        (Need.EDGES,),
        seeded=True,
        is_partition=True,
    ),
    Measure(
        "communities-leiden",
        "Community (Leiden)",
        leiden_membership,
        Level.NODE,
        ("traag2019",),
        (Need.EDGES,),
        seeded=True,
        is_partition=True,
        engine="igraph",
    ),
    Measure(
        "modularity",
        "Modularity (Louvain)",
        modularity,
        Level.GRAPH,
        ("newman2004", "blondel2008"),
        (Need.EDGES,),
        seeded=True,
    ),
    Measure(
        "assortativity",
        "Assortativity by tier",
        assortativity,
        Level.GRAPH,
        ("newman2003",),
        (Need.EDGES, Need.GROUPS),
    ),
)
