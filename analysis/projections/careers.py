"""Careers: who followed whom in a post, and from which post to which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import networkx as nx

from analysis.projections.base import Projection
from analysis.projections.conflicts import WeightedEdge
from analysis.projections.edges import EDGE_ATTRIBUTES, combine_all, name_nodes
from analysis.projections.evidence import Edge, Evidence
from graph.dates import EARLIEST, LATEST


def tenures(edges: Sequence[WeightedEdge]) -> list[tuple[WeightedEdge, str, str | None]]:
    """Each `HOLDS` edge with its post and the post's organisation; None where no source says it."""
    bodies = _first(edges, "POST_IN")
    return [
        (edge, edge.edge.end, bodies.get(edge.edge.end))
        for edge in edges
        if edge.edge.type == "HOLDS"
    ]


def roles_by_post(edges: Sequence[WeightedEdge]) -> dict[str, str]:
    """For each post the kind of post that it is, where a source says so."""
    return _first(edges, "HAS_ROLE")


def attested_interval(edge: Edge) -> tuple[date, date]:
    """The first and the last day that somebody is attested in a post.

    The last is before the first where nothing is known of the time.
    """
    if edge.is_undated:
        return LATEST, EARLIEST
    return (
        min(edge.certain_from, edge.certain_until),
        max(edge.certain_from, edge.certain_until),
    )


def _first(edges: Iterable[WeightedEdge], kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for edge in edges:
        if edge.edge.type == kind:
            found.setdefault(edge.edge.start, edge.edge.end)
    return found


def build_succession(edges: Iterable[WeightedEdge], evidence: Evidence) -> nx.DiGraph[str]:
    """Persons, from who held a post to who is attested next in it: succession by seat.

    In a post of several seats nobody knows who came after whom: it is left out. It has several
    where two are attested in it at one time, and nobody says that it has one. Those attested in
    a post on the same day do not follow one another.
    """
    held: dict[str, list[WeightedEdge]] = {}
    for edge, post, _ in tenures(list(edges)):
        held.setdefault(post, []).append(edge)
    network: nx.DiGraph[str] = nx.DiGraph()
    for post, holders in sorted(held.items()):
        one_seat = any(holder.edge.one_seat for holder in holders)
        if not one_seat and _sat_together(holders):
            continue
        for earlier, later in _last_before(_steps(holders)):
            if earlier.edge.start != later.edge.start:
                _step(network, earlier.edge.start, later.edge.start, (earlier, later), evidence)
                data = network.edges[earlier.edge.start, later.edge.start]
                data.setdefault("posts", []).append(post)
                data["one_seat"] = data.get("one_seat", True) and one_seat
    name_nodes(network, evidence)
    return network


def build_ladder(edges: Iterable[WeightedEdge], evidence: Evidence) -> nx.DiGraph[str]:
    """Kinds of posts, from the one that a person held to the one that the same person held next.

    A post of which no source says of what kind it is stands for itself.
    """
    rows = list(edges)
    kinds = roles_by_post(rows)
    lives: dict[str, list[WeightedEdge]] = {}
    for edge, _, _ in tenures(rows):
        lives.setdefault(edge.edge.start, []).append(edge)
    network: nx.DiGraph[str] = nx.DiGraph()
    for person, posts in sorted(lives.items()):
        for earlier, later in _steps(posts):
            start = kinds.get(earlier.edge.end, earlier.edge.end)
            end = kinds.get(later.edge.end, later.edge.end)
            if start != end:
                _step(network, start, end, (earlier, later), evidence)
                people = network.edges[start, end].setdefault("people", [])
                people.append(person)
    name_nodes(network, evidence)
    return network


def _last_before(
    steps: Sequence[tuple[WeightedEdge, WeightedEdge]],
) -> list[tuple[WeightedEdge, WeightedEdge]]:
    """Of the steps to one holding those from whoever was attested last before it."""
    ends = [attested_interval(earlier.edge)[1] for earlier, _ in steps]
    latest: dict[int, date] = {}
    for end, (_, later) in zip(ends, steps, strict=True):
        latest[id(later)] = max(end, latest.get(id(later), end))
    return [step for end, step in zip(ends, steps, strict=True) if end == latest[id(step[1])]]


def _sat_together(held: Sequence[WeightedEdge]) -> bool:
    """Whether two persons are attested in a post at one time."""
    spans = sorted((*attested_interval(edge.edge), edge.edge.start) for edge in held)
    return any(
        start <= last and one != other
        for place, (_, last, one) in enumerate(spans)
        for start, _, other in spans[place + 1 :]
    )


def _steps(held: list[WeightedEdge]) -> list[tuple[WeightedEdge, WeightedEdge]]:
    """Each holding with those that are attested next after it; several may be on one day."""
    ordered = sorted(
        held, key=lambda edge: (attested_interval(edge.edge), edge.edge.start, edge.edge.end)
    )
    steps = []
    for earlier in ordered:
        after = [
            edge
            for edge in ordered
            if attested_interval(edge.edge)[0] > attested_interval(earlier.edge)[1]
        ]
        first = min((attested_interval(edge.edge)[0] for edge in after), default=None)
        steps += [(earlier, edge) for edge in after if attested_interval(edge.edge)[0] == first]
    return steps


def _step(
    network: nx.DiGraph[str],
    start: str,
    end: str,
    parts: tuple[WeightedEdge, WeightedEdge],
    evidence: Evidence,
) -> None:
    rows: list[dict[str, Any]] = [
        {
            "claims": part.edge.claims,
            "voices": part.edge.voices,
            "evidence": part.evidence,
            "disputed": evidence.contests.is_disputed(part.edge.claims),
            **({} if part.edge.status is None else {"certainty": part.edge.status}),
        }
        for part in parts
    ]
    vouched = combine_all(rows)
    if network.has_edge(start, end):
        data = network.edges[start, end]
        data["claims"] = sorted({*data["claims"], *vouched["claims"]})
        data["voices"] = sorted({*data["voices"], *vouched["voices"]})
        data["evidence"] = max(data["evidence"], vouched["evidence"])
        data["weight"] += vouched["evidence"]
    else:
        network.add_edge(start, end, **vouched, weight=vouched["evidence"])


_EDGES = {
    attribute: EDGE_ATTRIBUTES[attribute]
    for attribute in ("claims", "voices", "evidence", "disputed", "certainty")
}

SUCCESSION = Projection(
    name="succession",
    title="Who came after whom",
    summary="Persons, predecessor to successor in a post; not in one where several sat at a time.",
    types=("HOLDS",),
    labels=("Person", "Post"),
    build=build_succession,
    directed=True,
    nodes={"kind": "`Person`", "name": "the person's name"},
    edges={
        "posts": "ids of the posts",
        "one_seat": "whether each of the posts is known to have one seat",
        **_EDGES,
        "weight": "how often, each time by its `evidence`",
    },
    measures=("degree", "components", "pagerank"),
)

LADDER = Projection(
    name="post-ladder",
    title="From post to post",
    summary="Kinds of posts, from one to the next in somebody's life.",
    types=("HOLDS", "HAS_ROLE"),
    labels=("Person", "Post", "Role"),
    build=build_ladder,
    directed=True,
    nodes={"kind": "`Role`, or `Post` where its kind is not said", "name": "its name"},
    edges={
        "people": "ids of those who made the step",
        **_EDGES,
        "weight": "how many, each by the `evidence`",
    },
    measures=("degree", "components", "pagerank", "flow-hierarchy", "trophic-incoherence"),
)
