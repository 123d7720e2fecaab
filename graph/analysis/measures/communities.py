"""Communities: parts that are joined more within than between them."""

from __future__ import annotations

import random

import networkx as nx

from graph.analysis.measures.igraphs import available, to_igraph
from graph.analysis.measures.measure import Level, Measure, Need, undirected
from graph.errors import BadParameterError, UndefinedMeasureError
from graph.extras import import_extra

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
    if not available():
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


MEASURE = Measure(
    "communities",
    "Community (Louvain)",
    membership,
    Level.NODE,
    ("blondel2008",),
    (Need.EDGES,),
    seeded=True,
)

LEIDEN = Measure(
    "communities-leiden",
    "Community (Leiden)",
    leiden_membership,
    Level.NODE,
    ("traag2019",),
    (Need.EDGES,),
    seeded=True,
    engine="igraph",
)

MODULARITY = Measure(
    "modularity",
    "Modularity (Louvain)",
    modularity,
    Level.GRAPH,
    ("newman2004", "blondel2008"),
    (Need.EDGES,),
    seeded=True,
)
