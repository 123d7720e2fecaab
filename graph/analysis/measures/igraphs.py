"""The optional igraph: whether it is there, and a network as igraph has it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import networkx as nx

from graph.errors import BadInputError


def available() -> bool:
    """Whether igraph is installed."""
    return find_spec("igraph") is not None


def to_igraph(network: nx.Graph[str]) -> Any:
    """The network as an `igraph.Graph`, vertices in the order of the nodes, `weight` kept.

    Raises:
        BadInputError: igraph is not installed.
    """
    if not available():
        raise BadInputError(
            "This wants igraph, which is not installed.",
            hint="Install partycell with the extra `igraph`.",
        )
    import igraph  # noqa: PLC0415  (an optional extra)

    position = {node: index for index, node in enumerate(network)}
    found = igraph.Graph(
        n=len(position),
        edges=[(position[start], position[end]) for start, end in network.edges],
        directed=network.is_directed(),
    )
    found.es["weight"] = [float(weight) for _, _, weight in network.edges(data="weight", default=1)]
    return found
