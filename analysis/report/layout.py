"""Where the nodes of a drawing stand: the same places every time, by kind of network."""

from __future__ import annotations

import math
from collections.abc import Mapping

import networkx as nx

from analysis.measures.cohesion import communities

Places = Mapping[str, tuple[float, float]]


def circular_layout(network: nx.Graph[str], seed: int) -> tuple[Places, dict[str, int]]:
    """Nodes on a circle, communities together, the best joined first in each.

    Returns:
        The places, and for each node the number of its community, from 0.
    """
    groups: dict[str, int] = {}
    order: list[str] = []
    for number, part in enumerate(communities(network, seed=seed)):
        members = sorted(part, key=lambda node: (-network.degree[node], node))
        groups.update(dict.fromkeys(members, number))
        order += members
    step = 2 * math.pi / max(len(order), 1)
    places = {
        node: (math.sin(index * step), math.cos(index * step)) for index, node in enumerate(order)
    }
    return places, groups


def layered_layout(network: nx.DiGraph[str]) -> Places:
    """Superiors above subordinates, each as low as the longest way to it; crossings made few.

    Where there is a cycle, its members stand in one layer.
    """
    whole = nx.condensation(network)
    depth: dict[int, int] = {}
    for part in nx.topological_sort(whole):
        depth[part] = max((depth[above] + 1 for above in whole.pred[part]), default=0)
    layers: dict[int, list[str]] = {}
    for part in whole:
        layers.setdefault(depth[part], []).extend(sorted(whole.nodes[part]["members"]))
    positions: dict[str, float] = {}
    for level in sorted(layers):
        ordered = sorted(layers[level], key=lambda node: (_middle(network, node, positions), node))
        layers[level] = ordered
        for index, node in enumerate(ordered):
            positions[node] = (index + 1) / (len(ordered) + 1)
    return {
        node: (positions[node], -float(level)) for level, nodes in layers.items() for node in nodes
    }


def _middle(network: nx.DiGraph[str], node: str, positions: Mapping[str, float]) -> float:
    above = [positions[superior] for superior in network.pred[node] if superior in positions]
    return sum(above) / len(above) if above else 0.5


def bipartite_layout(network: nx.Graph[str]) -> Places:
    """The two kinds of nodes in two columns, each near those that it is joined with."""
    sides: dict[int, list[str]] = {0: [], 1: []}
    for node, data in network.nodes(data=True):
        sides[data["bipartite"]].append(node)
    right = sorted(sides[1], key=lambda node: (-network.degree[node], node))
    rows = {node: (index + 0.5) / len(right) for index, node in enumerate(right)}
    left = sorted(
        sides[0],
        key=lambda node: (sum(rows[other] for other in network[node]) / network.degree[node], node),
    )
    places = {node: (1.0, -height) for node, height in rows.items()}
    places |= {node: (0.0, -(index + 0.5) / len(left)) for index, node in enumerate(left)}
    return places
