"""Span of control: how many stand directly under one."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need
from graph.errors import UndefinedMeasureError


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


MEASURE = Measure(
    "span-of-control",
    "Span of control",
    span_of_control,
    Level.NODE,
    ("meier2000",),
    (Need.DIRECTED,),
    engine="partycell",
)

MEAN = Measure(
    "mean-span",
    "Mean span of control",
    mean_span,
    Level.GRAPH,
    ("meier2000",),
    (Need.DIRECTED,),
    engine="partycell",
)
