"""Networks made from the graph: who stands over whom, who was seen with whom, and others.

Each projection is a function from the database and a lens to a NetworkX graph:

    project(database, "hierarchy", Lens(as_of="2013"))

Nodes are things by id. Every edge carries the ids of the claims that vouch for it (`claims`), how
sure it is at the time asked about (`certainty`), and a `weight`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import networkx as nx

from analysis.projections.base import Projection
from analysis.projections.careers import LADDER, SUCCESSION
from analysis.projections.conflicts import weigh_edges
from analysis.projections.evidence import Evidence
from analysis.projections.hierarchy import HIERARCHY, TIERS
from analysis.projections.people import APPEARANCES, CO_TENURE, MEMBERSHIP, ONE_MODE
from analysis.projections.reliance import RELIANCE
from graph.contests import Contested
from graph.database import Database
from graph.lens import EVERYTHING, Lens
from graph.registry import Registry

__all__ = ["PROJECTIONS", "Evidence", "Projection", "network", "project"]

PROJECTIONS: Registry[Projection] = Registry(
    "projection",
    (
        HIERARCHY,
        TIERS,
        MEMBERSHIP,
        APPEARANCES,
        *ONE_MODE,
        CO_TENURE,
        SUCCESSION,
        LADDER,
        RELIANCE,
    ),
)


def project(
    database: Database,
    name: str,
    lens: Lens = EVERYTHING,
    *,
    contested: str = "accepted",
) -> nx.Graph[str]:
    """A projection of the graph, as a lens sees it.

    Args:
        database: Where from.
        name: One of `PROJECTIONS`.
        lens: What is let through; its `as_of` may be a range, such as `2013/2021`.
        contested: `accepted`: only what nobody contests or an editor prefers; `all`: all that
            is said; `weighted`: that too, each edge weighed by its share of voices. For an
            ensemble of worlds see `analysis.uncertainty`.

    Returns:
        A DiGraph where the projection is directed, else a Graph; without nodes where nothing is
        said.

    Raises:
        BadInputError: There is no such projection.
        BadParameterError: The lens or `contested` cannot be read.
    """
    choice = Contested.parse(contested)
    projection = PROJECTIONS.find(name)
    with _uncollected():
        evidence = projection.evidence(database, lens)
        return network(projection, evidence, choice)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cyclic collector: a whole party is millions of objects, none of them a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def network(
    projection: Projection, evidence: Evidence, contested: Contested = Contested.ACCEPTED
) -> nx.Graph[str]:
    """A projection's graph from evidence that was read before."""
    found = projection.build(weigh_edges(evidence, contested), evidence)
    found.graph["name"] = projection.name
    return found
