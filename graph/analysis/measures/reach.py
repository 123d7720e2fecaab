"""Who reaches whom along arcs: what Krackhardt's measures are counted from."""

from __future__ import annotations

import networkx as nx


def reached_from(network: nx.DiGraph[str]) -> dict[str, int]:
    """For each node the set of nodes that reach it, itself among them, as the bits of a number.

    Bit `i` stands for the i-th node of the network. Time and memory grow with the square of the
    number of nodes, divided by the bits of a machine word.
    """
    position = {node: index for index, node in enumerate(network)}
    whole = nx.condensation(network)
    above: dict[int, int] = {}
    found: dict[str, int] = {}
    for part in nx.topological_sort(whole):
        members = whole.nodes[part]["members"]
        bits = 0
        for node in members:
            bits |= 1 << position[node]
        for before in whole.pred[part]:
            bits |= above[before]
        above[part] = bits
        for node in members:
            found[node] = bits
    return found


def is_out_forest(network: nx.DiGraph[str]) -> bool:
    """Whether every node has at most one superior and nobody is under himself."""
    return all(degree <= 1 for _, degree in network.in_degree()) and (
        nx.is_directed_acyclic_graph(network)
    )
