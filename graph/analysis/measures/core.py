"""The k-core: in how dense a part of the network a node is."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, undirected


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


MEASURE = Measure("core", "Core number", core, Level.NODE, ("seidman1983",))
