"""One edge for each pair of nodes, with all that vouches for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import networkx as nx

from analysis.projections.conflicts import WeightedEdge
from analysis.projections.evidence import Evidence
from graph.status import surest, vaguest

Network = nx.Graph  # nx.DiGraph is one too

EDGE_ATTRIBUTES = {
    "relations": "the types of the edges that it is made of",
    "roles": "in what roles, as sources write them",
    "claims": "ids of the claims that vouch for it",
    "voices": "who first said so; translations are one voice",
    "evidence": "the share of voices that say so, where some deny it; else 1",
    "disputed": "whether every claim for it is contested",
    "certainty": "how its dates stand to the time asked for, as in docs/model.md",
    "possible_from": "first day that it may hold on",
    "certain_from": "first day that it certainly holds on",
    "certain_until": "last day that it certainly holds on",
    "possible_until": "last day that it may hold on",
    "weight": "for measures that take weights",
}


def add_edge(
    network: Network[str],
    start: str,
    end: str,
    edge: WeightedEdge,
    evidence: Evidence,
) -> None:
    """Add an edge between two nodes, or merge it into the one that is there.

    Its weight is the share of voices behind it, which is 1 where nobody contests it.
    """
    row, share = edge.edge, edge.evidence
    data: dict[str, Any]
    if not network.has_edge(start, end):
        data = {
            "relations": [row.type],
            "roles": [row.role] if row.role else [],
            "claims": _distinct(row.claims),
            "voices": _distinct(row.voices),
            "evidence": share,
            "disputed": evidence.contests.is_disputed(row.claims),
            "possible_from": _text(row.possible_from),
            "certain_from": _text(row.certain_from),
            "certain_until": _text(row.certain_until),
            "possible_until": _text(row.possible_until),
            "weight": share,
        }
        if row.status is not None:
            data["certainty"] = row.status
        network.add_edges_from([(start, end, data)])
        return
    data = network.edges[start, end]
    data["relations"] = _distinct([*data["relations"], row.type])
    if row.role:
        data["roles"] = _distinct([*data["roles"], row.role])
    data["claims"] = _distinct([*data["claims"], *row.claims])
    data["voices"] = _distinct([*data["voices"], *row.voices])
    data["evidence"] = data["weight"] = max(data["evidence"], share)
    data["disputed"] = data["disputed"] and evidence.contests.is_disputed(row.claims)
    if row.status is not None:
        data["certainty"] = surest([data["certainty"], row.status])
    for name, better, day in (
        ("possible_from", min, row.possible_from),
        ("certain_from", min, row.certain_from),
        ("certain_until", max, row.certain_until),
        ("possible_until", max, row.possible_until),
    ):
        data[name] = better(data[name], _text(day))


def name_nodes(network: Network[str], evidence: Evidence) -> None:
    """Give each node what is known of it: `kind`, `name`, and `rank` for tiers."""
    for node, data in network.nodes(data=True):
        data.update(evidence.things.get(node, {"name": node}))


def combine_all(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What vouches for a tie that holds where all of its parts do."""
    rows = list(parts)
    share = 1.0
    for row in rows:
        share *= row["evidence"]
    found: dict[str, Any] = {
        "claims": _distinct([claim for row in rows for claim in row["claims"]]),
        "voices": _distinct([voice for row in rows for voice in row["voices"]]),
        "evidence": share,
        "disputed": any(row["disputed"] for row in rows),
    }
    statuses = [row["certainty"] for row in rows if "certainty" in row]
    if statuses:
        found["certainty"] = vaguest(statuses)
    return found


def combine_any(ways: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What vouches for a tie that holds where one of some independent ways does."""
    rows = list(ways)
    missing = 1.0
    for row in rows:
        missing *= 1 - row["evidence"]
    found: dict[str, Any] = {
        "claims": _distinct([claim for row in rows for claim in row["claims"]]),
        "voices": _distinct([voice for row in rows for voice in row["voices"]]),
        "evidence": 1 - missing,
        "disputed": all(row["disputed"] for row in rows),
    }
    statuses = [row["certainty"] for row in rows if "certainty" in row]
    if statuses:
        found["certainty"] = surest(statuses)
    return found


def _distinct(values: Sequence[str]) -> list[str]:
    return sorted(set(values)) if len(values) > 1 else list(values)


@lru_cache(maxsize=65536)
def _text(day: date) -> str:
    return day.isoformat()
