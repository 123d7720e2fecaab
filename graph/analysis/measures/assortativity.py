"""Assortativity: whether like is joined with like."""

from __future__ import annotations

import math

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need
from graph.errors import UndefinedMeasureError


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


MEASURE = Measure(
    "assortativity",
    "Assortativity by tier",
    assortativity,
    Level.GRAPH,
    ("newman2003",),
    (Need.EDGES, Need.GROUPS),
)
