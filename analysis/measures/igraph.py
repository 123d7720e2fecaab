"""The optional igraph: whether it is there, and a network as igraph has it."""

from __future__ import annotations

from typing import Any

import networkx as nx

from graph.extras import import_extra, is_installed


def is_available() -> bool:
    """Whether igraph is installed."""
    return is_installed("igraph")


def to_igraph(network: nx.Graph[str]) -> Any:
    """The network as an `igraph.Graph`, vertices in the order of the nodes, `weight` kept.

    Raises:
        MissingExtraError: igraph is not installed.
    """
    igraph = import_extra("igraph")
    position = {node: index for index, node in enumerate(network)}
    found = igraph.Graph(
        n=len(position),
        edges=[(position[start], position[end]) for start, end in network.edges],
        directed=network.is_directed(),
    )
    found.es["weight"] = [float(weight) for _, _, weight in network.edges(data="weight", default=1)]
    return found
