"""Who belongs to which organisation, as a graph of two kinds of nodes."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from graph.analysis.projections.choice import Counted
from graph.analysis.projections.evidence import Evidence
from graph.analysis.projections.kind import Projection
from graph.analysis.projections.posts import holdings
from graph.analysis.projections.ties import TIE_ATTRIBUTES, name_nodes, tie

PERSON = "Person"


def build(edges: Iterable[Counted], evidence: Evidence) -> nx.Graph[str]:
    """A two-mode graph of persons (`bipartite` 0) and organisations (`bipartite` 1).

    A person belongs to an organisation as a member (`MEMBER_OF`), or by a post in it (`HOLDS`,
    where the post's id is among the roles).
    """
    network: nx.Graph[str] = nx.Graph()
    rows = list(edges)
    for edge in rows:
        person, body, kind = edge.edge[:3]
        if kind == "MEMBER_OF" and evidence.things.get(person, {}).get("kind") == PERSON:
            _belongs(network, person, body, edge, evidence)
    for holding, post, within in holdings(rows):
        if within is not None:
            held = holding._replace(edge=holding.edge._replace(role=post))
            _belongs(network, held.edge.start, within, held, evidence)
    name_nodes(network, evidence)
    return network


def _belongs(
    network: nx.Graph[str], person: str, body: str, edge: Counted, evidence: Evidence
) -> None:
    network.add_node(person, bipartite=0)
    network.add_node(body, bipartite=1)
    tie(network, person, body, edge, evidence)


PROJECTION = Projection(
    name="membership",
    title="Who belongs where",
    summary="Persons and the organisations that they belong to, two-mode.",
    types=("MEMBER_OF", "HOLDS", "POST_IN", "HAS_ROLE"),
    labels=("Person", "Organization"),
    build=build,
    two_mode=True,
    nodes={
        "kind": "`Person` or `Organization`",
        "name": "its name",
        "bipartite": "0 for persons, 1 for organisations",
    },
    edges=TIE_ATTRIBUTES,
    measures=("degree", "betweenness", "components", "articulation-points"),
)
