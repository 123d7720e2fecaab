"""Flow hierarchy: how many edges are in no cycle."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need


def flow_hierarchy(network: nx.DiGraph[str]) -> float:
    """Share of edges that are in no directed cycle.

    References:
        Luo, J., Magee, C. L. (2011). Detecting evolving patterns of self-organizing networks by
        flow hierarchy measurement. Complexity 16, 53-61. doi:10.1002/cplx.20368

    Examples:
        >>> flow_hierarchy(nx.DiGraph([(1, 2), (2, 1), (2, 3), (3, 4)]))
        0.5
    """
    return float(nx.flow_hierarchy(network))


MEASURE = Measure(
    "flow-hierarchy",
    "Flow hierarchy",
    flow_hierarchy,
    Level.GRAPH,
    ("luo2011",),
    (Need.DIRECTED, Need.EDGES),
)
