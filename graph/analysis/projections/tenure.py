"""Who was in the same organisation at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

import networkx as nx

from graph.analysis.projections.choice import Counted
from graph.analysis.projections.evidence import Edge, Evidence
from graph.analysis.projections.kind import Projection
from graph.analysis.projections.posts import holdings, moment
from graph.analysis.projections.ties import TIE_ATTRIBUTES, alternatives, composed, name_nodes

PERSON = "Person"


def build(edges: Iterable[Counted], evidence: Evidence) -> nx.Graph[str]:
    """Persons who are attested in one organisation, as members or by a post, on the same day.

    Nothing is carried forward here: two who are attested four years apart are not said to have met.
    """
    rows = list(edges)
    within: dict[str, list[Counted]] = {}
    for edge in rows:
        row = edge.edge
        if row.type == "MEMBER_OF" and evidence.things.get(row.start, {}).get("kind") == PERSON:
            within.setdefault(row.end, []).append(edge)
    for edge, _, body in holdings(rows):
        if body is not None:
            within.setdefault(body, []).append(edge)
    network: nx.Graph[str] = nx.Graph()
    ways: dict[tuple[str, str], dict[str, list[tuple[int, Counted, Counted]]]] = {}
    for body, belonging in sorted(within.items()):
        network.add_nodes_from(edge.edge.start for edge in belonging)
        for one, other in combinations(belonging, 2):
            if one.edge.start == other.edge.start:
                continue
            first, second = sorted((one, other), key=lambda edge: edge.edge.start)
            days = _shared_days(first.edge, second.edge)
            if days:
                pair = (first.edge.start, second.edge.start)
                ways.setdefault(pair, {}).setdefault(body, []).append((days, first, second))
    for pair, bodies in sorted(ways.items()):
        vouched = alternatives(
            composed((_vouched(first, evidence), _vouched(second, evidence)))
            for found in bodies.values()
            for _, first, second in found
        )
        network.add_edge(
            *pair,
            organizations=sorted(bodies),
            days=max(days for found in bodies.values() for days, _, _ in found),
            **vouched,
            weight=len(bodies) * vouched["evidence"],
        )
    name_nodes(network, evidence)
    return network


def _vouched(edge: Counted, evidence: Evidence) -> dict[str, object]:
    row = edge.edge
    return {
        "claims": row.claims,
        "voices": row.voices,
        "evidence": edge.evidence,
        "disputed": all(claim in evidence.contests for claim in row.claims),
        **({} if row.status is None else {"certainty": row.status}),
    }


def _shared_days(one: Edge, other: Edge) -> int:
    mine, theirs = moment(one), moment(other)
    first: date = max(mine[0], theirs[0])
    last: date = min(mine[1], theirs[1])
    return max(0, (last - first).days + 1)


PROJECTION = Projection(
    name="co-tenure",
    title="Who sat with whom",
    summary="Persons who were in the same organisation at the same time.",
    types=("MEMBER_OF", "HOLDS", "POST_IN"),
    labels=("Person", "Organization"),
    build=build,
    nodes={"kind": "`Person`", "name": "the person's name"},
    edges={
        "organizations": "ids of the organisations that both were in",
        "days": "the most days that both are attested in one of them",
        **{
            attribute: TIE_ATTRIBUTES[attribute]
            for attribute in ("claims", "voices", "evidence", "disputed", "certainty")
        },
        "weight": "how many organisations, times `evidence`",
    },
    measures=("degree", "strength", "betweenness", "core", "components", "communities"),
)
