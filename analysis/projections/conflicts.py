"""Which edges count, and for how much: the choice about what is contested and what is vague.

A claim that others contest holds in a world only where none of those does. In one world each
question has one side, drawn by its share of voices (`graph.contests`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from analysis.projections.evidence import Edge, Evidence
from graph.contests import Contested, Contests
from graph.dates import EARLIEST, LATEST

ATTESTED_THERE = "PARTICIPATED_IN"


class WeightedEdge(NamedTuple):
    """An edge that counts, and how much, in (0, 1]: the share of voices of its best claim, or 1."""

    edge: Edge
    evidence: float


def weigh_edges(evidence: Evidence, contested: Contested) -> Iterator[WeightedEdge]:
    """The edges that count by this choice, in the order of the evidence."""
    for edge in evidence.edges:
        weight = contested.weight(evidence.contests.share(edge.claims))
        if weight > 0:
            yield WeightedEdge(edge, weight)


def sample_world(evidence: Evidence, dice: random.Random) -> tuple[int, ...]:
    """One world: a side for each question, and a day for each vague end.

    An end is drawn evenly from the days between its bounds. An end that is open is not vague but
    unknown, and so is not drawn: the edge starts when it is first attested and, unless the lens
    wants what is certain, goes on. What took place at an event shares the event's days.

    Args:
        evidence: With all that is possible (`Projection.evidence(..., all_possible=True)`).
        dice: Where chance comes from.

    Returns:
        Which edges of the evidence are in it, by their place.
    """
    world = _world(evidence.contests, dice)
    moments: dict[object, tuple[float, float]] = {}
    found = []
    for place, edge in enumerate(evidence.edges):
        bounds = edge[5:9]
        key = (edge.end, bounds) if edge.type == ATTESTED_THERE else edge[:4] + bounds
        if key not in moments:
            moments[key] = (dice.random(), dice.random())
        if any(evidence.contests.holds(claim, world) for claim in edge.claims) and _is_then(
            edge, evidence, moments[key]
        ):
            found.append(place)
    return tuple(found)


def _is_then(edge: Edge, evidence: Evidence, moment: tuple[float, float]) -> bool:
    if evidence.since is None or evidence.until is None:
        return True
    carried = evidence.certainty != "certain" and edge.type != ATTESTED_THERE
    start, end = span(edge, moment, carried=carried)
    return start <= evidence.until and end >= evidence.since


def span(edge: Edge, moment: tuple[float, float], *, carried: bool) -> tuple[date, date]:
    """The days from and until which an edge holds, vague ends fixed by two numbers in [0, 1).

    An edge of which nothing is known but that it held some time is in no period: its end is before
    its start.
    """
    first, last = edge.certain_from, edge.certain_until
    end_open = edge.possible_until == LATEST
    if edge.is_undated:
        return first, last
    if first > last:
        # A vague moment: one day between the two, or from then on.
        day = last if first == LATEST else _between(last, first, moment[0])
        return day, LATEST if end_open and carried else day
    start = (
        first if edge.possible_from == EARLIEST else _between(edge.possible_from, first, moment[0])
    )
    if end_open:
        return start, LATEST if carried else last
    return start, _between(last, edge.possible_until, moment[1])


def _between(first: date, last: date, share: float) -> date:
    return first + timedelta(days=int(share * ((last - first).days + 1)))


def _world(contests: Contests, dice: random.Random) -> dict[str, str]:
    world = {}
    for question, shares in sorted(contests.sides.items()):
        world[question] = dice.choices(list(shares), weights=list(shares.values()))[0]
    return world
