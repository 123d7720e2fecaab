"""Who took part in which event, and who was seen with whom.

References:
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted
    networks, and centrality. Physical Review E 64, 016132. doi:10.1103/PhysRevE.64.016132
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations

import networkx as nx
from networkx.algorithms import bipartite

from graph.analysis.projections.choice import ATTESTED_THERE, Counted
from graph.analysis.projections.evidence import Edge, Evidence
from graph.analysis.projections.kind import Projection
from graph.analysis.projections.posts import moment
from graph.analysis.projections.ties import TIE_ATTRIBUTES, alternatives, composed, name_nodes, tie
from graph.dates import EARLIEST, LATEST

PERSON = "Person"


def build(edges: Iterable[Counted], evidence: Evidence) -> nx.Graph[str]:
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
            tie(network, person, event, edge, evidence)
    name_nodes(network, evidence)
    return network


def _took_place(edge: Edge, evidence: Evidence) -> bool:
    if evidence.since is None or evidence.until is None:
        return True
    first, last = moment(edge)
    start = first if edge.possible_from == EARLIEST else edge.possible_from
    end = last if edge.possible_until == LATEST else edge.possible_until
    return start <= evidence.until and end >= evidence.since


def _together(weight: str) -> Callable[[Iterable[Counted], Evidence], nx.Graph[str]]:
    def build_together(edges: Iterable[Counted], evidence: Evidence) -> nx.Graph[str]:
        return co_appearance(build(edges, evidence), weight)

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
                ways.setdefault((one, other), {})[event] = composed(parts)
    for (one, other), shared in sorted(ways.items()):
        vouched = alternatives(shared.values())
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

PROJECTION = Projection(
    name="appearance",
    title="Who took part in what",
    summary="Persons and the events that they took part in, two-mode, with roles.",
    types=_TYPES,
    labels=_LABELS,
    build=build,
    two_mode=True,
    nodes={
        "kind": "`Person` or `Event`",
        "name": "its name",
        "bipartite": "0 for persons, 1 for events",
    },
    edges=TIE_ATTRIBUTES,
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
                attribute: TIE_ATTRIBUTES[attribute]
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
