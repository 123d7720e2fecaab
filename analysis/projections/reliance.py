"""Which source relies on whom: what it says in another's name, and what it translates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from analysis.projections.base import Projection
from analysis.projections.conflicts import WeightedEdge
from analysis.projections.edges import EDGE_ATTRIBUTES, add_edge, name_nodes
from analysis.projections.evidence import Edge, Evidence
from graph.database import Database
from graph.dates import EARLIEST, LATEST
from graph.fragments import expand
from graph.lens import Lens
from graph.statements import statement
from graph.version import pin


def read(database: Database, lens: Lens, *, all_possible: bool) -> Evidence:
    """The evidence: an edge for each source and each voice that it relies on.

    What a source relies on does not depend on the time that it speaks of, so nothing here is vague.
    """
    bound = pin(database, lens).bind()
    if all_possible and bound["certainty"] != "any":
        bound["certainty"] = "possible"
    things: dict[str, dict[str, Any]] = {}
    edges = []
    for row in database.stream(expand(statement("analysis/reliance"), bound), {"lens": bound}):
        source, voice = row["source"], row["voice"]
        things[source] = {"kind": "Source", "name": row["source_title"]}
        if row["voice_title"] is not None:
            things.setdefault(voice, {"kind": row["voice_kind"], "name": row["voice_title"]})
        always = (EARLIEST, EARLIEST, LATEST, LATEST)
        edges.append(
            Edge(source, voice, row["relation"], None, None, *always, row["claims"], [source])
        )
    return Evidence(edges, things)


def build(edges: Iterable[WeightedEdge], evidence: Evidence) -> nx.DiGraph[str]:
    """A graph from each source to those in whose name it speaks, and to what it translates.

    `weight` is the number of claims that it owes to them.
    """
    network: nx.DiGraph[str] = nx.DiGraph()
    for edge in edges:
        add_edge(network, edge.edge.start, edge.edge.end, edge, evidence)
    for _, _, data in network.edges(data=True):
        data["weight"] = float(len(data["claims"]))
        for name in ("roles", "possible_from", "certain_from", "certain_until", "possible_until"):
            del data[name]
    name_nodes(network, evidence)
    return network


RELIANCE = Projection(
    name="reliance",
    title="Who relies on whom",
    summary="Sources, from who tells to who is relied on.",
    types=(),
    labels=(),
    build=build,
    read=read,
    directed=True,
    nodes={
        "kind": "`Source`, the kind of thing that a voice is, or absent for a mere name",
        "name": "its title or name; the voice's id where it has none",
    },
    edges={
        **{
            attribute: EDGE_ATTRIBUTES[attribute]
            for attribute in ("relations", "claims", "voices", "evidence", "disputed")
        },
        "relations": "`attributed to` or `translation of`",
        "weight": "how many claims rest on it",
    },
    measures=("degree", "pagerank", "components", "flow-hierarchy"),
)
