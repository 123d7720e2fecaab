"""Which edges count, and for how much: the choice about what is contested and what is vague.

A claim that others contest holds in a world only where none of those does. In one world each
question has one side; sides are weighed by their voices (a translation adds none), and a side that
an editor prefers is the only one. What is `changed`, `different` or `wording` holds in every world.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from analysis.projections.evidence import ContestedClaim, Edge, Evidence
from graph.dates import EARLIEST, LATEST

ATTESTED_THERE = "PARTICIPATED_IN"
# Shares are sums of floats.
_WHOLE = 1 - 1e-9


class Contested(StrEnum):
    """How contested edges are taken."""

    ACCEPTED = "accepted"  # only what nobody contests, or an editor prefers
    WEIGHTED = "weighted"  # all that is said, weighed by voices


class WeightedEdge(NamedTuple):
    """An edge that counts, with the share of voices that its best claim has, in (0, 1]."""

    edge: Edge
    evidence: float


def weigh_edges(evidence: Evidence, contested: Contested) -> Iterator[WeightedEdge]:
    """The edges that count by this choice, in the order of the evidence."""
    sides = _sides(evidence.contests)
    for edge in evidence.edges:
        share = _edge_share(edge, evidence.contests, sides)
        if share > _WHOLE or (contested is Contested.WEIGHTED and share > 0):
            yield WeightedEdge(edge, share)


def is_disputed(edge: Edge, contests: Mapping[str, Sequence[ContestedClaim]]) -> bool:
    """Whether each of an edge's claims is contested."""
    return all(claim in contests for claim in edge.claims)


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
        if any(_holds(claim, evidence.contests, world) for claim in edge.claims) and _is_then(
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


def _sides(
    contests: Mapping[str, Sequence[ContestedClaim]],
) -> dict[str, dict[str, float]]:
    """For each question the sides and their shares of voices."""
    voices: dict[str, dict[str, set[str]]] = {}
    preferred: dict[str, set[str]] = {}
    for contest in _all(contests):
        voices.setdefault(contest.question, {}).setdefault(contest.side, set()).add(contest.voice)
        if contest.preferred:
            preferred.setdefault(contest.question, set()).add(contest.side)
    shares = {}
    for question, sides in voices.items():
        kept = {
            side: len(said)
            for side, said in sorted(sides.items())
            if side in preferred.get(question, sides)
        }
        shares[question] = {side: number / sum(kept.values()) for side, number in kept.items()}
    return shares


def _all(contests: Mapping[str, Sequence[ContestedClaim]]) -> Iterable[ContestedClaim]:
    for claim in sorted(contests):
        yield from contests[claim]


def _edge_share(
    edge: Edge,
    contests: Mapping[str, Sequence[ContestedClaim]],
    sides: Mapping[str, Mapping[str, float]],
) -> float:
    if not contests:
        return 1.0
    return max((_claim_share(claim, contests, sides) for claim in edge.claims), default=1.0)


def _claim_share(
    claim: str,
    contests: Mapping[str, Sequence[ContestedClaim]],
    sides: Mapping[str, Mapping[str, float]],
) -> float:
    share = 1.0
    for contest in contests.get(claim, ()):
        share *= sum(
            part
            for side, part in sides[contest.question].items()
            if not _against(contest, side, contests)
        )
    return share


def _against(
    contest: ContestedClaim, side: str, contests: Mapping[str, Sequence[ContestedClaim]]
) -> bool:
    """Whether a claim cannot hold where this side of its question is right."""
    return any(
        other.side == side
        for identifier in contest.against
        for other in contests.get(identifier, ())
        if other.question == contest.question
    )


def _world(contests: Mapping[str, Sequence[ContestedClaim]], dice: random.Random) -> dict[str, str]:
    world = {}
    for question, shares in sorted(_sides(contests).items()):
        world[question] = dice.choices(list(shares), weights=list(shares.values()))[0]
    return world


def _holds(
    claim: str, contests: Mapping[str, Sequence[ContestedClaim]], world: Mapping[str, str]
) -> bool:
    return not any(
        _against(contest, world[contest.question], contests) for contest in contests.get(claim, ())
    )
