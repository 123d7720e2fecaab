"""How a network falls apart as its most connected nodes are taken away one after another."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need, undirected


def robustness_curve(network: nx.Graph[str], *, progressive: bool = True) -> list[float]:
    """Share of all nodes in the largest component, after each removal of the best connected node.

    Args:
        network: Any network; directions do not matter.
        progressive: Whether degrees are counted anew after each removal; else all nodes are ranked
            once, and go in that order (simultaneous removal). Among equals the first by name goes.

    Returns:
        n + 1 numbers: with all nodes, without one, ... without any.

    Notes:
        Holme et al. (2002) call the two recalculated and initial degree removal. Time grows with
        nodes times edges.

    References:
        Holme, P., Kim, B. J., Yoon, C. N., Han, S. K. (2002). Attack vulnerability of complex
        networks. Physical Review E 65, 056109. doi:10.1103/PhysRevE.65.056109

    Examples:
        >>> robustness_curve(nx.star_graph(3))
        [1.0, 0.25, 0.25, 0.25, 0.0]
    """
    left: nx.Graph[str] = nx.Graph(undirected(network).edges)
    left.add_nodes_from(network)
    order = sorted(left, key=lambda node: (-left.degree[node], str(node)))
    curve = [_largest(left, len(network))]
    while left:
        if progressive:
            order = sorted(left, key=lambda node: (-left.degree[node], str(node)))
        left.remove_node(order.pop(0))
        curve.append(_largest(left, len(network)))
    return curve


def robustness(network: nx.Graph[str]) -> float:
    """Mean share of nodes in the largest component while the best connected are taken away.

    Schneider et al.'s R: the mean of the progressive `robustness_curve` after the first to the last
    removal.

    Returns:
        From 1/n (a star) to 1/2 (all joined with all), about.

    References:
        Schneider, C. M., Moreira, A. A., Andrade, J. S., Havlin, S., Herrmann, H. J. (2011).
        Mitigation of malicious attacks on networks. PNAS 108, 3838-3841.
        doi:10.1073/pnas.1009440108

    Examples:
        >>> robustness(nx.star_graph(3))
        0.1875
    """
    curve = robustness_curve(network)
    return sum(curve[1:]) / len(network)


def _largest(left: nx.Graph[str], number: int) -> float:
    return max((len(part) for part in nx.connected_components(left)), default=0) / number


MEASURE = Measure(
    "robustness",
    "Robustness R (Schneider et al.)",
    robustness,
    Level.GRAPH,
    ("schneider2011", "holme2002"),
    (Need.EDGES,),
    engine="partycell",
)
