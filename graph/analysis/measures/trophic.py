"""Trophic incoherence: how far edges are from going down one level each."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need
from graph.errors import UndefinedMeasureError


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


MEASURE = Measure(
    "trophic-incoherence",
    "Trophic incoherence",
    trophic_incoherence,
    Level.GRAPH,
    ("johnson2014",),
    (Need.DIRECTED, Need.EDGES),
)
