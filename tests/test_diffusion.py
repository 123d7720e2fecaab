"""How a decision reaches the members: small hierarchies with answers known by hand, and laws."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.diffusion import MONTH, MeetingRule, merge_units, remove_unit, simulate
from analysis.diffusion.rules import sourced_rules
from graph.database import Database
from graph.errors import BadInputError, BadParameterError, UnknownIdError
from graph.lens import Lens

CHAIN: nx.DiGraph[str] = nx.DiGraph(
    [("centre", "province"), ("province", "county"), ("county", "cell")]
)
TENTH = MeetingRule(every=30, day=10)


def test_chain_with_fixed_meetings() -> None:
    """Everybody meets on day 10 of 30: the province hears on day 10, each level a month later."""
    found = simulate(CHAIN, rule=TENTH, runs=3)
    assert found.units == ("centre", "province", "county", "cell")
    assert list(found.heard) == [0, 10, 40, 70]
    assert list(found.last) == [70, 70, 70]
    assert found.interval(0.5) == (10, 10, 10)
    assert found.branches[0].path == ("centre", "province", "county", "cell")
    assert found.branches[0].days == 70


def test_levels_have_their_own_rules() -> None:
    """Provinces meet on day 5, counties on day 20, cells weekly on day 1: days 5, 20 and 22."""
    network = CHAIN.copy()
    for unit in ("province", "county", "cell"):
        network.nodes[unit]["tier"] = unit
    rules = {
        "province": MeetingRule(every=30, day=5),
        "county": MeetingRule(every=30, day=20),
        "cell": MeetingRule(every=7, day=1),
    }
    assert list(simulate(network, rules=rules, runs=1).heard) == [0, 5, 20, 22]


def test_members_weigh_the_shares() -> None:
    """Nine of ten members sit in the fast branch: the share of 0.9 is reached there."""
    network: nx.DiGraph[str] = nx.DiGraph([("top", "fast"), ("top", "office"), ("office", "slow")])
    for unit, members in {"top": 0, "fast": 9, "office": 0, "slow": 1}.items():
        network.nodes[unit]["members"] = members
    found = simulate(network, rule=TENTH, runs=2)
    assert found.weighted
    assert found.members == 10
    assert found.interval(0.9)[1] == 10
    assert found.interval(1.0)[1] == 40
    assert [branch.unit for branch in found.branches] == ["office", "fast"]


def test_mean_of_missed_meetings_is_the_formula() -> None:
    """With half of all meetings missed a unit waits one period more on average: p / (1 - p)."""
    network = nx.star_graph(4000, create_using=nx.DiGraph)
    named = nx.relabel_nodes(network, str)
    found = simulate(named, "0", rule=MeetingRule(every=30, day=10, missed=0.5), runs=5)
    assert np.mean(found.heard[1:]) == pytest.approx(40, abs=1)


def test_unit_without_a_secretary_waits() -> None:
    """Where no unit has a secretary, members wait for one: on average the vacancy and a period."""
    named = nx.relabel_nodes(nx.star_graph(4000, create_using=nx.DiGraph), str)
    rule = MeetingRule(every=1, vacant=1, vacancy=100)
    found = simulate(named, "0", rule=rule, runs=5)
    assert np.mean(found.heard[1:]) == pytest.approx(100.5, abs=3)


def test_second_superior_makes_it_sooner() -> None:
    """A unit with two superiors is told by whichever meets first; a cycle does no harm."""
    network: nx.DiGraph[str] = CHAIN.copy()
    network.add_edge("centre", "cell")
    network.add_edge("cell", "province")
    assert list(simulate(network, "centre", rule=TENTH, runs=1).heard) == [0, 10, 10, 40]


def test_what_if() -> None:
    """Without the county the cell hears a month sooner; merged units pass it on as one."""
    assert simulate(remove_unit(CHAIN, "county"), rule=TENTH, runs=1).last[0] == 40
    network = CHAIN.copy()
    network.add_edge("centre", "city")
    network.add_edge("city", "plant")
    for unit in network:
        network.nodes[unit]["members"] = 5
    one = merge_units(network, "province", "city")
    assert set(one.successors("province")) == {"county", "plant"}
    assert one.nodes["province"]["members"] == 10
    up = merge_units(network, "county", "province")
    assert list(up.predecessors("county")) == ["centre"]
    assert set(network) == {"centre", "province", "county", "cell", "city", "plant"}


def test_same_seed_same_days() -> None:
    """A seed gives one result; another gives another; what is not reached is told."""
    network = CHAIN.copy()
    network.add_node("elsewhere")
    one, same, other = (simulate(network, "centre", seed=seed, runs=4) for seed in (1, 1, 2))
    assert list(one.last) == list(same.last) != list(other.last)
    assert one.unreachable == ("elsewhere",)


trees = st.lists(st.integers(0, 10**6), min_size=1, max_size=30).map(
    lambda draws: nx.DiGraph(
        [(str(draw % number), str(number)) for number, draw in enumerate(draws, start=1)]
    )
)
chances = st.floats(0, 0.95)


@given(network=trees, less=chances, more=chances)
def test_missed_meetings_never_make_it_faster(
    network: nx.DiGraph[str], less: float, more: float
) -> None:
    """With common draws, more missed meetings make no unit hear sooner."""
    low, high = sorted((less, more))
    first = simulate(network, "0", rule=MeetingRule(missed=low), runs=3)
    second = simulate(network, "0", rule=MeetingRule(missed=high), runs=3)
    assert np.all(second.heard >= first.heard)
    assert np.all(second.last >= first.last)


@given(network=trees, less=chances, more=chances)
def test_vacancies_never_make_it_faster(network: nx.DiGraph[str], less: float, more: float) -> None:
    """With common draws, more units without a secretary make no unit hear sooner."""
    low, high = sorted((less, more))
    first = simulate(network, "0", rule=MeetingRule(vacant=low), runs=3)
    second = simulate(network, "0", rule=MeetingRule(vacant=high), runs=3)
    assert np.all(second.heard >= first.heard)


@given(network=trees, pick=st.integers(1, 10**6))
def test_removing_a_level_never_makes_others_slower(network: nx.DiGraph[str], pick: int) -> None:
    """With common draws, dissolving a unit makes no other hear later."""
    unit = str(1 + pick % (len(network) - 1))
    before = simulate(network, "0", runs=3)
    after = simulate(remove_unit(network, unit), "0", runs=3)
    heard = dict(zip(after.units, after.heard, strict=True))
    for name, day in zip(before.units, before.heard, strict=True):
        if name != unit:
            assert heard[name] <= day


@given(network=trees, sooner=st.integers(1, 10**6))
def test_nobody_hears_before_their_superior(network: nx.DiGraph[str], sooner: int) -> None:
    """A unit's members hear after its superior's, whatever the draws."""
    found = simulate(network, "0", runs=2, seed=sooner)
    heard = dict(zip(found.units, found.heard, strict=True))
    assert all(heard[above] < heard[below] for above, below in network.edges)


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("every=0", {"every": 0}),
        ("missed=1", {"missed": 1}),
        ("vacant=2", {"vacant": 2}),
        ("day=31", {"every": 30, "day": 31}),
        ("vacancy=0", {"vacancy": 0}),
    ],
)
def test_bad_rule_is_refused(words: str, arguments: dict[str, float]) -> None:
    """A rule that nobody could keep is refused by name."""
    with pytest.raises(BadParameterError, match=words):
        MeetingRule(**arguments)


def test_bad_input_is_refused() -> None:
    """An empty hierarchy, one with two tops, an unknown unit and bad numbers are refused."""
    with pytest.raises(BadInputError, match="empty"):
        simulate(nx.DiGraph())
    with pytest.raises(BadInputError, match="2 units have no superior"):
        simulate(nx.DiGraph([("a", "b"), ("c", "b")]))
    with pytest.raises(BadInputError, match="every unit has a superior"):
        simulate(nx.DiGraph([("a", "b"), ("b", "a")]))
    with pytest.raises(UnknownIdError, match="nobody"):
        simulate(CHAIN, "nobody")
    with pytest.raises(BadParameterError, match="runs=0"):
        simulate(CHAIN, runs=0)
    with pytest.raises(BadParameterError, match="share 2"):
        simulate(CHAIN, shares=[2])
    with pytest.raises(BadParameterError, match="no superior"):
        remove_unit(CHAIN, "centre")
    with pytest.raises(BadParameterError, match="with itself"):
        merge_units(CHAIN, "cell", "cell")
    with pytest.raises(UnknownIdError, match="nobody"):
        merge_units(CHAIN, "cell", "nobody")


def test_meeting_rule_has_its_sources(database: Database) -> None:
    """The cell's monthly general meeting comes from the graph's claims, three sources of it."""
    found = sourced_rules(database, Lens(), MeetingRule(missed=0.1))
    cell = next(rule for rule in found if rule.tier == "party-cell")
    assert cell.rule == MeetingRule(every=MONTH, missed=0.1)
    assert cell.sources == (
        "dailynk-en-party-cell",
        "dailynk-ko-party-cell",
        "nklw-basic-party-organizations",
    )
    assert sourced_rules(database, Lens.parse({"sources": "kcna-2013-01-28"}), MeetingRule()) == []
