"""Ensembles: what is drawn, on evidence small enough to know the odds."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date

import networkx as nx
import pytest

from analysis.measures import MEASURES
from analysis.projections import Projection, network
from analysis.projections.conflicts import WeightedEdge, sample_world, span, weigh_edges
from analysis.projections.evidence import Edge, Evidence
from analysis.uncertainty import Interval, ensemble, interval
from graph.contests import NO_CONTESTS, Contested, ContestedClaim, Contests
from graph.dates import EARLIEST, LATEST
from graph.errors import BadParameterError

OPEN = (EARLIEST, EARLIEST, LATEST, LATEST)
DAY = date(2000, 7, 1)


def edge(
    start: str,
    end: str,
    claims: Sequence[str] = (),
    days: tuple[date, date, date, date] = OPEN,
    kind: str = "KNOWS",
) -> Edge:
    return Edge(start, end, kind, None, None, *days, list(claims or [start + end]), ["v"])


def contest(
    claim: str,
    side: str,
    voice: str,
    against: str,
    *,
    preferred: bool = False,
    confident: bool = True,
) -> ContestedClaim:
    return ContestedClaim(
        claim, "q", "Who?", side, voice, "s", preferred, confident, True, frozenset(against.split())
    )


def build(edges: Iterable[WeightedEdge], _: Evidence) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph()
    for one in edges:
        found.add_edge(one.edge.start, one.edge.end, weight=one.evidence, claims=one.edge.claims)
    return found


KNOWS = Projection("knows", "Who knows whom", "Who knows whom.", (), (), build, {}, {}, ("degree",))


def three_to_one(*, preferred: bool = False) -> Evidence:
    """That a knows b say three voices in one claim each, that a knows c another, not both."""
    contests = {
        **{f"b{n}": [contest(f"b{n}", "b", f"voice{n}", "c1")] for n in range(3)},
        "c1": [contest("c1", "c", "other", "b0 b1 b2", preferred=preferred)],
    }
    edges = [edge("a", "b", ["b0", "b1", "b2"]), edge("a", "c", ["c1"]), edge("x", "y")]
    return Evidence(edges, {}, Contests(contests))


def test_contested_edges_are_drawn_by_voices() -> None:
    """Three voices against one: three worlds in four have their edge, and never both or neither."""
    worlds = ensemble(KNOWS, three_to_one(), draws=4000, seed=3)
    shares = {frozenset(map(frozenset, graph.edges)): n / 4000 for graph, n in worlds.networks}
    theirs = frozenset({frozenset("ab"), frozenset("xy")})
    others = frozenset({frozenset("ac"), frozenset("xy")})
    assert set(shares) == {theirs, others}
    assert shares[theirs] == pytest.approx(0.75, abs=0.03)


def test_two_claims_of_one_voice_are_one_voice() -> None:
    """A translation adds no voice: one against one is even, however many claims there are."""
    contests = {
        "b0": [contest("b0", "b", "same", "c1")],
        "b1": [contest("b1", "b", "same", "c1")],
        "c1": [contest("c1", "c", "other", "b0 b1")],
    }
    evidence = Evidence(
        [edge("a", "b", ["b0", "b1"]), edge("a", "c", ["c1"])], {}, Contests(contests)
    )
    weighed = network(KNOWS, evidence, Contested.WEIGHTED)
    assert [data["weight"] for _, _, data in weighed.edges(data=True)] == [0.5, 0.5]


def test_accepted_is_what_nobody_contests_or_an_editor_prefers() -> None:
    """A majority settles nothing; an editor's preference does, in every world."""
    assert list(network(KNOWS, three_to_one()).edges) == [("x", "y")]
    preferred = three_to_one(preferred=True)
    assert set(network(KNOWS, preferred).edges) == {("a", "c"), ("x", "y")}
    assert {one.edge.end for one in weigh_edges(preferred, Contested.WEIGHTED)} == {"c", "y"}
    assert [one.evidence for one in weigh_edges(preferred, Contested.ALL)] == [1.0, 1.0, 1.0]
    worlds = ensemble(KNOWS, preferred, draws=50)
    assert [sorted(graph.edges) for graph, _ in worlds.networks] == [[("a", "c"), ("x", "y")]]


def test_less_exact_claims_stand_beside_either_side() -> None:
    """A claim that answers a question without contesting a side holds where that side does."""
    contests = {
        "b0": [contest("b0", "b", "one", "c1")],
        "c1": [contest("c1", "c", "two", "b0")],
    }
    evidence = Evidence([edge("a", "d", ["vague"]), edge("a", "b", ["b0"])], {}, Contests(contests))
    for graph, _ in ensemble(KNOWS, evidence, draws=20).networks:
        assert graph.has_edge("a", "d")


def test_a_vague_start_is_drawn_between_its_bounds() -> None:
    """What starts some day of 2000 has started by the first of July in half of the worlds."""
    days = (date(2000, 1, 1), date(2000, 12, 31), date(2005, 1, 1), LATEST)
    evidence = Evidence([edge("a", "b", days=days)], {}, NO_CONTESTS, DAY, DAY)
    dice = random.Random(5)  # noqa: S311
    share = sum(bool(sample_world(evidence, dice)) for _ in range(4000)) / 4000
    assert share == pytest.approx(183 / 366, abs=0.03)


def test_an_open_end_is_not_drawn() -> None:
    """What is attested on one day starts then and goes on, or ends if it must be certain."""
    attested = edge("a", "b", days=(EARLIEST, date(1990, 1, 1), date(1990, 1, 1), LATEST))
    assert span(attested, (0.9, 0.9), carried=True) == (date(1990, 1, 1), LATEST)
    assert span(attested, (0.9, 0.9), carried=False) == (date(1990, 1, 1), date(1990, 1, 1))
    sometime = edge("a", "b", days=(EARLIEST, date(1990, 12, 31), date(1990, 1, 1), LATEST))
    assert span(sometime, (0.5, 0), carried=True) == (date(1990, 7, 2), LATEST)
    undated = edge("a", "b", days=(EARLIEST, LATEST, date(2007, 10, 28), LATEST))
    assert span(undated, (0.5, 0), carried=True) == (date(2007, 10, 28), LATEST)
    unknown = edge("a", "b", days=(EARLIEST, LATEST, EARLIEST, LATEST))
    assert span(unknown, (0.5, 0), carried=True) == (LATEST, EARLIEST)


def test_those_at_one_event_share_its_day() -> None:
    """An event on a vague day is then or not, for all who were there alike, and is over after."""
    days = (date(2000, 1, 1), date(2000, 12, 31), date(2000, 1, 1), date(2000, 12, 31))
    edges = [edge(person, "event", days=days, kind="PARTICIPATED_IN") for person in "abc"]
    half = Evidence(edges, {}, NO_CONTESTS, date(2000, 1, 1), DAY)
    dice = random.Random(5)  # noqa: S311
    assert {len(sample_world(half, dice)) for _ in range(200)} == {0, 3}


def test_intervals_and_who_is_first() -> None:
    """A has one of two edges in every world, and shares the first place with all who have one."""
    worlds = ensemble(KNOWS, three_to_one(), draws=400, seed=1)
    found = interval(MEASURES["degree"], worlds)
    assert isinstance(found, dict)
    assert found["a"] == Interval(1, 1, 1, 1, found["a"].first)
    assert found["a"].first == pytest.approx(0.25)
    assert found["b"].present == pytest.approx(0.75, abs=0.07)
    edges = interval(MEASURES["density"], worlds)
    assert isinstance(edges, Interval)
    assert edges.low == edges.high == pytest.approx(1 / 3)
    assert interval(MEASURES["krackhardt-lub"], worlds) is None


def test_the_seed_decides() -> None:
    """The same seed draws the same worlds, another others; no world is an error."""
    first = ensemble(KNOWS, three_to_one(), draws=40, seed=1)
    again = ensemble(KNOWS, three_to_one(), draws=40, seed=1)
    assert [count for _, count in first.networks] == [count for _, count in again.networks]
    others = [ensemble(KNOWS, three_to_one(), draws=40, seed=seed).networks for seed in range(2, 9)]
    assert any([n for _, n in other] != [n for _, n in first.networks] for other in others)
    with pytest.raises(BadParameterError, match="draws=0"):
        ensemble(KNOWS, three_to_one(), draws=0)
