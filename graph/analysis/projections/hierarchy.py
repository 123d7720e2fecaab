"""Who stands over whom among organisations: superior to subordinate."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from graph.analysis.projections.choice import Counted
from graph.analysis.projections.evidence import Evidence
from graph.analysis.projections.kind import OF_HIERARCHIES, Projection
from graph.analysis.projections.ties import TIE_ATTRIBUTES, name_nodes, tie

AT_TIER = "AT_TIER"


def build(edges: Iterable[Counted], evidence: Evidence) -> nx.DiGraph[str]:
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
            tie(network, above, unit, edge, evidence)
    name_nodes(network, evidence)
    for unit, tier in tiers.items():
        if unit in network:
            known = evidence.things.get(tier, {})
            network.nodes[unit]["tier"] = tier
            if "rank" in known:
                network.nodes[unit]["rank"] = known["rank"]
    return network


PROJECTION = Projection(
    name="hierarchy",
    title="Who stands over whom",
    summary="Organisations, superior to subordinate.",
    types=("UNIT_OF", "HOSTED_BY", AT_TIER),
    labels=("Organization", "Tier"),
    build=build,
    directed=True,
    nodes={
        "kind": "`Organization`",
        "name": "its name",
        "tier": "the level that it stands at",
        "rank": "that level's rank, 1 at the top",
    },
    edges=TIE_ATTRIBUTES,
    measures=OF_HIERARCHIES,
)
