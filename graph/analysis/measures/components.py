"""Components: the parts between which there is no path."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, undirected


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


MEASURE = Measure("components", "Components", components, Level.GRAPH, ("hopcroft1973",))
