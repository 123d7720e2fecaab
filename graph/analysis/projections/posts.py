"""Who held which post, in which organisation and of which kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.analysis.projections.choice import Counted
from graph.analysis.projections.evidence import Edge


def holdings(edges: Sequence[Counted]) -> list[tuple[Counted, str, str | None]]:
    """Each `HOLDS` edge with its post and the post's organisation; None where no source says it."""
    bodies = _first(edges, "POST_IN")
    return [
        (edge, edge.edge.end, bodies.get(edge.edge.end))
        for edge in edges
        if edge.edge.type == "HOLDS"
    ]


def rungs(edges: Sequence[Counted]) -> dict[str, str]:
    """For each post the kind of post that it is, where a source says so."""
    return _first(edges, "HAS_ROLE")


def moment(edge: Edge) -> tuple[date, date]:
    """The first and the last day that somebody is attested in a post."""
    return (
        min(edge.certain_from, edge.certain_until),
        max(edge.certain_from, edge.certain_until),
    )


def _first(edges: Iterable[Counted], kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for edge in edges:
        if edge.edge.type == kind:
            found.setdefault(edge.edge.start, edge.edge.end)
    return found
