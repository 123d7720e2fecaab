"""The levels of the party by its rules: which may stand directly over which."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from graph.analysis.projections.choice import Counted
from graph.analysis.projections.evidence import Evidence
from graph.analysis.projections.kind import OF_HIERARCHIES, Projection
from graph.analysis.projections.ties import TIE_ATTRIBUTES, name_nodes, tie


def build(edges: Iterable[Counted], evidence: Evidence) -> nx.DiGraph[str]:
    """A graph of tiers, superior to subordinate.

    Tiers of which no source says what they may stand under or over are not in it.
    """
    network: nx.DiGraph[str] = nx.DiGraph()
    for edge in edges:
        tie(network, edge.edge.end, edge.edge.start, edge, evidence)
    name_nodes(network, evidence)
    for node, data in network.nodes(data=True):
        data["tier"] = node
    return network


PROJECTION = Projection(
    name="tiers",
    title="The levels of the party by its rules",
    summary="Levels of the party by its rules, superior to subordinate.",
    types=("MAY_STAND_UNDER",),
    labels=("Tier",),
    build=build,
    directed=True,
    nodes={
        "kind": "`Tier`",
        "name": "its name",
        "tier": "its own id",
        "rank": "its rank, 1 at the top; absent where the rules do not order it",
    },
    edges=TIE_ATTRIBUTES,
    measures=(*OF_HIERARCHIES, "trophic-incoherence"),
)
