"""Who stands over whom: the units of the party, and its tiers by the rules."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from analysis.projections.base import OF_HIERARCHIES, Projection
from analysis.projections.conflicts import WeightedEdge
from analysis.projections.edges import EDGE_ATTRIBUTES, add_edge, name_nodes
from analysis.projections.evidence import Evidence

AT_TIER = "AT_TIER"


def build_hierarchy(edges: Iterable[WeightedEdge], evidence: Evidence) -> nx.DiGraph[str]:
    """A graph of organisations, superior to subordinate, as Krackhardt's measures want it.

    A unit stands under what it is a unit of (`UNIT_OF`) and under the institution that it sits in
    (`HOSTED_BY`); `relations` tells the two apart. A node's `tier` and `rank` are those that it is
    said to stand at; where it is said of several, the first by id.
    """
    network: nx.DiGraph[str] = nx.DiGraph()
    tiers: dict[str, str] = {}
    for edge in edges:
        unit, above, kind = edge.edge[:3]
        if kind == AT_TIER:
            tiers[unit] = min(above, tiers.get(unit, above))
        else:
            add_edge(network, above, unit, edge, evidence)
    name_nodes(network, evidence)
    for unit, tier in tiers.items():
        if unit in network:
            known = evidence.things.get(tier, {})
            network.nodes[unit]["tier"] = tier
            if "rank" in known:
                network.nodes[unit]["rank"] = known["rank"]
    return network


HIERARCHY = Projection(
    name="hierarchy",
    title="Who stands over whom",
    summary="Organisations, superior to subordinate.",
    types=("UNIT_OF", "HOSTED_BY", AT_TIER),
    labels=("Organization", "Tier"),
    build=build_hierarchy,
    directed=True,
    nodes={
        "kind": "`Organization`",
        "name": "its name",
        "tier": "the level that it stands at",
        "rank": "that level's rank, 1 at the top",
    },
    edges=EDGE_ATTRIBUTES,
    measures=OF_HIERARCHIES,
)


def build_tiers(edges: Iterable[WeightedEdge], evidence: Evidence) -> nx.DiGraph[str]:
    """A graph of tiers, superior to subordinate.

    Tiers of which no source says what they may stand under or over are not in it.
    """
    network: nx.DiGraph[str] = nx.DiGraph()
    for edge in edges:
        add_edge(network, edge.edge.end, edge.edge.start, edge, evidence)
    name_nodes(network, evidence)
    for node, data in network.nodes(data=True):
        data["tier"] = node
    return network


TIERS = Projection(
    name="tiers",
    title="The levels of the party by its rules",
    summary="Levels of the party by its rules, superior to subordinate.",
    types=("MAY_STAND_UNDER",),
    labels=("Tier",),
    build=build_tiers,
    directed=True,
    nodes={
        "kind": "`Tier`",
        "name": "its name",
        "tier": "its own id",
        "rank": "its rank, 1 at the top; absent where the rules do not order it",
    },
    edges=EDGE_ATTRIBUTES,
    measures=(*OF_HIERARCHIES, "trophic-incoherence"),
)
