"""People: who was seen where, who belongs to what, who served together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import combinations

import networkx as nx
from networkx.algorithms import bipartite

from analysis.projections.base import Projection
from analysis.projections.careers import attested_interval, tenures
from analysis.projections.conflicts import ATTESTED_THERE, WeightedEdge
from analysis.projections.edges import (
    EDGE_ATTRIBUTES,
    add_edge,
    combine_all,
    combine_any,
    name_nodes,
)
from analysis.projections.evidence import Edge, Evidence
from graph.dates import EARLIEST, LATEST

PERSON = "Person"


def build_appearances(edges: Iterable[WeightedEdge], evidence: Evidence) -> nx.Graph[str]:
    """A two-mode graph of persons (`bipartite` 0) and events (`bipartite` 1), with roles.

    An appearance is not carried forward: who was last seen in 2013 was not seen in 2017.
    """
    network: nx.Graph[str] = nx.Graph()
    for edge in edges:
        person, event = edge.edge.start, edge.edge.end
        if evidence.things.get(person, {}).get("kind") != PERSON:
            continue
        if _took_place(edge.edge, evidence):
            network.add_node(person, bipartite=0)
            network.add_node(event, bipartite=1)
            add_edge(network, person, event, edge, evidence)
    name_nodes(network, evidence)
    return network


def _took_place(edge: Edge, evidence: Evidence) -> bool:
    if evidence.since is None or evidence.until is None:
        return True
    first, last = attested_interval(edge)
    start = first if edge.possible_from == EARLIEST else edge.possible_from
    end = last if edge.possible_until == LATEST else edge.possible_until
    return start <= evidence.until and end >= evidence.since


def _together(weight: str) -> Callable[[Iterable[WeightedEdge], Evidence], nx.Graph[str]]:
    def build_together(edges: Iterable[WeightedEdge], evidence: Evidence) -> nx.Graph[str]:
        return co_appearance(build_appearances(edges, evidence), weight)

    return build_together


def co_appearance(appearances: nx.Graph[str], weight: str = "count") -> nx.Graph[str]:
    """Persons who took part in the same events.

    Args:
        appearances: A two-mode graph as `build` gives.
        weight: Which of the strengths `weight` is, times the share of voices: `count` (shared
            events), `newman` (each shared event counts 1/(n - 1) where n took part in it), or
            `jaccard` (shared events over events of either).

    Returns:
        Every person who appeared, alone or not. The strengths are NetworkX's, on all edges.
    """
    persons = [node for node in appearances if appearances.nodes[node]["bipartite"] == 0]
    network: nx.Graph[str] = nx.Graph()
    if not persons:
        return network
    counts = bipartite.weighted_projected_graph(appearances, persons)
    newman = bipartite.collaboration_weighted_projected_graph(appearances, persons)
    jaccard = bipartite.overlap_weighted_projected_graph(appearances, persons, jaccard=True)
    for person in persons:
        known = dict(appearances.nodes[person])
        del known["bipartite"]
        network.add_node(person, **known, events=appearances.degree[person])
    ways: dict[tuple[str, str], dict[str, dict[str, object]]] = {}
    for event in appearances:
        if appearances.nodes[event]["bipartite"] == 1:
            for one, other in combinations(sorted(appearances[event]), 2):
                parts = (appearances.edges[one, event], appearances.edges[other, event])
                ways.setdefault((one, other), {})[event] = combine_all(parts)
    for (one, other), shared in sorted(ways.items()):
        vouched = combine_any(shared.values())
        strengths = {
            "count": counts.edges[one, other]["weight"],
            "newman": newman.edges[one, other]["weight"],
            "jaccard": jaccard.edges[one, other]["weight"],
        }
        network.add_edge(
            one,
            other,
            events=sorted(shared),
            **strengths,
            **vouched,
            weight=strengths[weight] * vouched["evidence"],
        )
    return network


_TYPES = (ATTESTED_THERE,)
_LABELS = ("Person", "Event", "Organization")
_NAMED = (
    "Sources name whom they choose to name: who is not named at an event was not necessarily away."
)
_JOINED = (
    "All who are named at one event are joined with one another; the tie says that both were "
    "there, not that they met. At one event alone everybody is joined with everybody: density is "
    "1, there is one part, and all have the same rank, whoever they are."
)

APPEARANCES = Projection(
    name="appearance",
    title="Who took part in what",
    summary="Persons and the events that they took part in, two-mode, with roles.",
    types=_TYPES,
    labels=_LABELS,
    build=build_appearances,
    two_mode=True,
    caveats=(_NAMED,),
    nodes={
        "kind": "`Person` or `Event`",
        "name": "its name",
        "bipartite": "0 for persons, 1 for events",
    },
    edges=EDGE_ATTRIBUTES,
    measures=("degree", "betweenness", "components", "articulation-points"),
)


def _one_mode(name: str, weight: str, meaning: str) -> Projection:
    return Projection(
        name=name,
        title="Who was seen with whom",
        summary=f"Persons who took part in the same events; weight: {meaning}.",
        types=_TYPES,
        labels=_LABELS,
        build=_together(weight),
        unfold=build_appearances,
        fold=partial(co_appearance, weight=weight),
        caveats=(_NAMED, _JOINED),
        references=("newman2001",),
        nodes={
            "kind": "`Person`",
            "name": "the person's name",
            "events": "how many events the person took part in",
        },
        edges={
            "events": "ids of the events that both took part in",
            "count": "how many those are",
            "newman": "Newman's collaboration weight",
            "jaccard": "shared events over events of either",
            **{
                attribute: EDGE_ATTRIBUTES[attribute]
                for attribute in ("claims", "voices", "evidence", "disputed", "certainty")
            },
            "weight": f"{meaning}, times `evidence`",
        },
        measures=(
            "degree",
            "strength",
            "betweenness",
            "eigenvector",
            "pagerank",
            "constraint",
            "components",
            "density",
            "articulation-points",
            "fragmentation",
            "communities",
        ),
    )


ONE_MODE = (
    _one_mode("co-appearance", "count", "shared events"),
    _one_mode("co-appearance-newman", "newman", "Newman's collaboration weight"),
    _one_mode("co-appearance-jaccard", "jaccard", "shared events over events of either"),
)


def build_memberships(edges: Iterable[WeightedEdge], evidence: Evidence) -> nx.Graph[str]:
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
    for holding, post, within in tenures(rows):
        if within is not None:
            held = holding._replace(edge=holding.edge._replace(role=post))
            _belongs(network, held.edge.start, within, held, evidence)
    name_nodes(network, evidence)
    return network


def _belongs(
    network: nx.Graph[str], person: str, body: str, edge: WeightedEdge, evidence: Evidence
) -> None:
    network.add_node(person, bipartite=0)
    network.add_node(body, bipartite=1)
    add_edge(network, person, body, edge, evidence)


MEMBERSHIP = Projection(
    name="membership",
    title="Who belongs where",
    summary="Persons and the organisations that they belong to, two-mode.",
    types=("MEMBER_OF", "HOLDS", "POST_IN", "HAS_ROLE"),
    labels=("Person", "Organization"),
    build=build_memberships,
    two_mode=True,
    nodes={
        "kind": "`Person` or `Organization`",
        "name": "its name",
        "bipartite": "0 for persons, 1 for organisations",
    },
    edges=EDGE_ATTRIBUTES,
    measures=("degree", "betweenness", "components", "articulation-points"),
)


def build_tenures(edges: Iterable[WeightedEdge], evidence: Evidence) -> nx.Graph[str]:
    """Persons who are attested in one organisation, as members or by a post, on the same day.

    Nothing is carried forward here: two who are attested four years apart are not said to have met.
    """
    rows = list(edges)
    within: dict[str, list[WeightedEdge]] = {}
    for edge in rows:
        row = edge.edge
        if row.type == "MEMBER_OF" and evidence.things.get(row.start, {}).get("kind") == PERSON:
            within.setdefault(row.end, []).append(edge)
    for edge, _, body in tenures(rows):
        if body is not None:
            within.setdefault(body, []).append(edge)
    network: nx.Graph[str] = nx.Graph()
    ways: dict[tuple[str, str], dict[str, list[tuple[int, WeightedEdge, WeightedEdge]]]] = {}
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
        vouched = combine_any(
            combine_all((_vouched(first, evidence), _vouched(second, evidence)))
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


def _vouched(edge: WeightedEdge, evidence: Evidence) -> dict[str, object]:
    row = edge.edge
    return {
        "claims": row.claims,
        "voices": row.voices,
        "evidence": edge.evidence,
        "disputed": evidence.contests.is_disputed(row.claims),
        **({} if row.status is None else {"certainty": row.status}),
    }


def _shared_days(one: Edge, other: Edge) -> int:
    mine, theirs = attested_interval(one), attested_interval(other)
    first: date = max(mine[0], theirs[0])
    last: date = min(mine[1], theirs[1])
    return max(0, (last - first).days + 1)


CO_TENURE = Projection(
    name="co-tenure",
    title="Who sat with whom",
    summary="Persons who were in the same organisation at the same time.",
    types=("MEMBER_OF", "HOLDS", "POST_IN"),
    labels=("Person", "Organization"),
    build=build_tenures,
    nodes={"kind": "`Person`", "name": "the person's name"},
    edges={
        "organizations": "ids of the organisations that both were in",
        "days": "the most days that both are attested in one of them",
        **{
            attribute: EDGE_ATTRIBUTES[attribute]
            for attribute in ("claims", "voices", "evidence", "disputed", "certainty")
        },
        "weight": "how many organisations, times `evidence`",
    },
    measures=("degree", "strength", "betweenness", "core", "components", "communities"),
)
