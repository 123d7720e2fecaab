"""Depth: how many steps a node is below the top."""

from __future__ import annotations

from collections import deque

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need
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


MEASURE = Measure(
    "depth",
    "Depth below the nearest top",
    depths,
    Level.NODE,
    ("blau1970",),
    (Need.DIRECTED,),
    engine="partycell",
)

GREATEST = Measure(
    "greatest-depth",
    "Greatest depth",
    greatest_depth,
    Level.GRAPH,
    ("blau1970",),
    (Need.DIRECTED,),
    engine="partycell",
)
