"""Hierarchy: depth, span of control, and how far arcs point one way."""

from __future__ import annotations

from collections import deque

import networkx as nx

from analysis.measures.base import Level, Measure, Need
from graph.errors import UndefinedMeasureError


def depths(network: nx.DiGraph[str]) -> dict[str, float]:
    """How many steps a node is below the nearest top, which is a node with nobody over it.

    Args:
        network: Arcs go from superior to subordinate.

    Returns:
        0 for tops; nodes that no top reaches are left out.

    Raises:
        UndefinedMeasureError: Everybody has somebody over him, so there is no top.

    References:
        Blau, P. M. (1970). A formal theory of differentiation in organizations. American
        Sociological Review 35, 201-218. doi:10.2307/2093199

    Examples:
        >>> depths(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")]))
        {'a': 0.0, 'b': 1.0, 'c': 1.0}
    """
    tops = [node for node in network if not set(network.pred[node]) - {node}]
    if not tops:
        raise UndefinedMeasureError("everybody has somebody over him, so there is no top")
    found = dict.fromkeys(tops, 0.0)
    queue = deque(tops)
    while queue:
        node = queue.popleft()
        for below in network.succ[node]:
            if below not in found:
                found[below] = found[node] + 1
                queue.append(below)
    return found


def greatest_depth(network: nx.DiGraph[str]) -> float:
    """How many steps the lowest node is below its nearest top.

    Examples:
        >>> greatest_depth(nx.DiGraph([("a", "b"), ("b", "c")]))
        2.0
    """
    return max(depths(network).values())


def span_of_control(network: nx.DiGraph[str]) -> dict[str, float]:
    """How many stand directly under a node; nodes with nobody under them are left out.

    Args:
        network: Arcs go from superior to subordinate; loops are not counted.

    Raises:
        UndefinedMeasureError: Nobody has anybody under him.

    References:
        Meier, K. J., Bohte, J. (2000). Ode to Luther Gulick: span of control and organizational
        performance. Administration and Society 32, 115-137. doi:10.1177/00953990022019371

    Examples:
        >>> span_of_control(nx.DiGraph([("a", "b"), ("a", "c"), ("b", "d")]))
        {'a': 2.0, 'b': 1.0}
    """
    spans = {
        node: float(len(set(network.succ[node]) - {node}))
        for node in network
        if set(network.succ[node]) - {node}
    }
    if not spans:
        raise UndefinedMeasureError("nobody has anybody under him")
    return spans


def mean_span(network: nx.DiGraph[str]) -> float:
    """Mean number that stand directly under those who have anybody under them.

    Examples:
        >>> mean_span(nx.DiGraph([("a", "b"), ("a", "c"), ("b", "d")]))
        1.5
    """
    spans = span_of_control(network)
    return sum(spans.values()) / len(spans)


def skipping_arcs(network: nx.DiGraph[str]) -> list[tuple[str, str, int]]:
    """The arcs that leave tiers out, with how many.

    Args:
        network: Arcs go from superior to subordinate; a node's `rank` is its tier's, 1 at the top.

    Returns:
        Superior, subordinate, and how many ranks lie between them; in the network's order.

    Examples:
        >>> chain = nx.DiGraph([("province", "cell")])
        >>> nx.set_node_attributes(chain, {"province": 2, "cell": 6}, "rank")
        >>> skipping_arcs(chain)
        [('province', 'cell', 3)]
    """
    found = []
    for superior, subordinate in network.edges:
        above = network.nodes[superior].get("rank")
        below = network.nodes[subordinate].get("rank")
        if above is not None and below is not None and below - above > 1:
            found.append((superior, subordinate, below - above - 1))
    return found


def skipped_tiers(network: nx.DiGraph[str]) -> float:
    """Share of arcs that leave out at least one tier, of those whose ends have a rank.

    Raises:
        UndefinedMeasureError: No arc has a rank at both ends.

    Notes:
        A description of our own: the party's rules let a cell stand under committees of several
        tiers, and this says how often it does.

    Examples:
        >>> chain = nx.DiGraph([("province", "county"), ("province", "cell")])
        >>> nx.set_node_attributes(chain, {"province": 2, "county": 3, "cell": 6}, "rank")
        >>> skipped_tiers(chain)
        0.5
    """
    ranked = sum(
        all("rank" in network.nodes[node] for node in (superior, subordinate))
        for superior, subordinate in network.edges
    )
    if not ranked:
        raise UndefinedMeasureError("no edge has a rank at both ends")
    return len(skipping_arcs(network)) / ranked


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


def global_reaching(network: nx.DiGraph[str]) -> float:
    """How far the node that reaches the most exceeds the others, from 0 to 1 (a star outwards).

    Mones, Vicsek and Vicsek's global reaching centrality; weights are left aside.

    Raises:
        UndefinedMeasureError: There is one node only.

    References:
        Mones, E., Vicsek, L., Vicsek, T. (2012). Hierarchy measure for complex networks. PLoS ONE
        7, e33799. doi:10.1371/journal.pone.0033799

    Examples:
        >>> global_reaching(nx.DiGraph([(0, 1), (0, 2), (0, 3)]))
        1.0
    """
    if len(network) < 2:
        raise UndefinedMeasureError("there are fewer than two nodes")
    return float(nx.global_reaching_centrality(network))


def trophic_incoherence(network: nx.DiGraph[str]) -> float:
    """Standard deviation of the levels that edges go down; 0 where each goes down just one.

    A node's trophic level is one more than the mean level of those over it; tops have 1.

    Raises:
        UndefinedMeasureError: Some node is under no top, so it has no level.

    References:
        Johnson, S., Dominguez-Garcia, V., Donetti, L., Munoz, M. A. (2014). Trophic coherence
        determines food-web stability. PNAS 111, 17923-17928. doi:10.1073/pnas.1409077111

    Examples:
        >>> trophic_incoherence(nx.DiGraph([(1, 2), (2, 3)]))
        0.0
    """
    try:
        return abs(float(nx.trophic_incoherence_parameter(network)))
    except nx.NetworkXError as error:
        raise UndefinedMeasureError("some node is under no top, so it has no level") from error


MEASURES = (
    Measure(
        "depth",
        "Depth below the nearest top",
        depths,
        Level.NODE,
        ("blau1970",),
        (Need.DIRECTED,),
        engine="partycell",
    ),
    Measure(
        "greatest-depth",
        "Greatest depth",
        greatest_depth,
        Level.GRAPH,
        ("blau1970",),
        (Need.DIRECTED,),
        engine="partycell",
    ),
    Measure(
        "span-of-control",
        "Span of control",
        span_of_control,
        Level.NODE,
        ("meier2000",),
        (Need.DIRECTED,),
        engine="partycell",
    ),
    Measure(
        "mean-span",
        "Mean span of control",
        mean_span,
        Level.GRAPH,
        ("meier2000",),
        (Need.DIRECTED,),
        engine="partycell",
    ),
    Measure(
        "skipped-tiers",
        "Share of edges that skip a tier",
        skipped_tiers,
        Level.GRAPH,
        (),
        (Need.DIRECTED, Need.RANKS),
        engine="partycell",
    ),
    Measure(
        "flow-hierarchy",
        "Flow hierarchy",
        flow_hierarchy,
        Level.GRAPH,
        ("luo2011",),
        (Need.DIRECTED, Need.EDGES),
    ),
    Measure(
        "reaching-centrality",
        "Global reaching centrality",
        global_reaching,
        Level.GRAPH,
        ("mones2012",),
        (Need.DIRECTED, Need.EDGES),
    ),
    Measure(
        "trophic-incoherence",
        "Trophic incoherence",
        trophic_incoherence,
        Level.GRAPH,
        ("johnson2014",),
        (Need.DIRECTED, Need.EDGES),
    ),
)
