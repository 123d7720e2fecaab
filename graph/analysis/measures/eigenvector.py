"""Eigenvector centrality: joined to those who are central themselves."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need, undirected
from graph.errors import UndefinedMeasureError


def eigenvector(network: nx.Graph[str]) -> dict[str, float]:
    """How central a node is where who is joined to the central is central, by weights.

    The leading eigenvector of the weighted adjacency matrix, directions aside, found by power
    iteration.

    Raises:
        UndefinedMeasureError: The iteration does not settle within 1,000 steps.

    Notes:
        It wants a connected network: else the largest part alone decides.

    References:
        Bonacich, P. (1972). Factoring and weighting approaches to status scores and clique
        identification. Journal of Mathematical Sociology 2, 113-120.
        doi:10.1080/0022250X.1972.9989806

    Examples:
        >>> round(eigenvector(nx.complete_graph(4))[0], 6)
        0.5
    """
    try:
        found = nx.eigenvector_centrality(
            undirected(network), max_iter=1000, tol=1e-10, weight="weight"
        )
    except nx.PowerIterationFailedConvergence as error:
        raise UndefinedMeasureError("power iteration does not settle in 1,000 steps") from error
    return {node: float(value) for node, value in found.items()}


MEASURE = Measure(
    "eigenvector",
    "Eigenvector centrality",
    eigenvector,
    Level.NODE,
    ("bonacich1972",),
    (Need.EDGES, Need.CONNECTED),
)
