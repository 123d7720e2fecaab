"""Networks made from the graph: who stands over whom, who was seen with whom, and others.

Each projection is a function from the database and a lens to a NetworkX graph:

    project(database, "hierarchy", {"as_of": "2013"})

Nodes are things by id. Every edge carries the ids of the claims that vouch for it (`claims`), how
sure it is at the time asked about (`certainty`), and a `weight`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import networkx as nx

from graph.analysis.projections import (
    appearance,
    careers,
    hierarchy,
    membership,
    reliance,
    tenure,
    tiers,
)
from graph.analysis.projections.choice import Contested, counted
from graph.analysis.projections.evidence import Evidence
from graph.analysis.projections.kind import Projection
from graph.database import Database
from graph.errors import BadInputError, BadParameterError

__all__ = ["PROJECTIONS", "Contested", "Evidence", "Projection", "find", "network", "project"]

PROJECTIONS: dict[str, Projection] = {
    projection.name: projection
    for projection in (
        hierarchy.PROJECTION,
        tiers.PROJECTION,
        membership.PROJECTION,
        appearance.PROJECTION,
        *appearance.ONE_MODE,
        tenure.PROJECTION,
        careers.SUCCESSION,
        careers.LADDER,
        reliance.PROJECTION,
    )
}


def find(name: str) -> Projection:
    """The projection of this name.

    Raises:
        BadInputError: There is none.
    """
    try:
        return PROJECTIONS[name]
    except KeyError:
        raise BadInputError(
            f"There is no projection {name!r}.", hint=f"There are: {', '.join(PROJECTIONS)}."
        ) from None


def project(
    database: Database,
    name: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    contested: str = "accepted",
) -> nx.Graph[str]:
    """A projection of the graph, as a lens sees it.

    Args:
        database: Where from.
        name: One of `PROJECTIONS`.
        arguments: The lens, by name: `as_of` (a date or a range such as `2013/2021`), `known_at`,
            `recorded_at`, `certainty`, `sources`.
        contested: `accepted`: only what nobody contests or an editor prefers; `weighted`: all that
            is said, each edge weighed by its share of voices. For an ensemble of worlds see
            `graph.analysis.uncertainty`.

    Returns:
        A DiGraph where the projection is directed, else a Graph; without nodes where nothing is
        said.

    Raises:
        BadInputError: There is no such projection.
        BadParameterError: The lens or `contested` cannot be read.
    """
    if contested not in list(Contested):
        raise BadParameterError(
            "contested", f"contested={contested!r} is not one of {', '.join(Contested)}."
        )
    projection = find(name)
    with _uncollected():
        evidence = projection.evidence(database, arguments or {})
        return network(projection, evidence, Contested(contested))


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
    found = projection.build(counted(evidence, contested), evidence)
    found.graph["name"] = projection.name
    return found
