"""Burt's constraint: how far a node's contacts are joined with one another."""

from __future__ import annotations

import math

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need, undirected


def constraint(network: nx.Graph[str]) -> dict[str, float | None]:
    """How far a node's contacts lead back to one another, by weights; low means brokerage.

    Burt's constraint, directions aside; null for a node without contacts.

    References:
        Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology 110,
        349-399. doi:10.1086/421787

    Examples:
        >>> constraint(nx.star_graph(2))[0]
        0.5
    """
    found = nx.constraint(nx.Graph(undirected(network)), weight="weight")
    return {node: None if math.isnan(value) else float(value) for node, value in found.items()}


MEASURE = Measure(
    "constraint",
    "Constraint (Burt)",
    constraint,
    Level.NODE,
    ("burt2004",),
    (Need.EDGES,),
    lowest_first=True,
)
