"""Each measure against values that are published or worked out by hand."""

from __future__ import annotations

import collections
import doctest
import importlib
import itertools
import math
import random
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures import MEASURES, Finding, Level, evaluate
from analysis.measures.brokerage import brokerage_roles, brokerage_scores, brokerage_z
from analysis.measures.centrality import betweenness
from analysis.measures.cohesion import communities
from analysis.measures.igraph import is_available
from analysis.measures.krackhardt import (
    connectedness,
    efficiency,
    hierarchy,
    least_upper_boundedness,
)
from analysis.measures.robustness import cascade, fragmentation, key_players, robustness_curve
from analysis.measures.turnover import edge_turnover, node_turnover, rank_correlation
from analysis.references import references
from graph.errors import BadInputError, BadParameterError, UndefinedMeasureError
from graph.paths import ROOT
from tests.missing import missing

# Nodes are ids in the product, and numbers here.
nx: Any = networkx
MODULES = sorted(file for room in ("analysis", "exporters") for file in (ROOT / room).rglob("*.py"))
KRACKHARDT = (connectedness, hierarchy, efficiency, least_upper_boundedness)


def tree() -> Any:
    """A ternary out-tree of 40: 0 is the root, the superior of n is (n - 1) // 3."""
    return nx.full_rary_tree(3, 40, create_using=nx.DiGraph)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_examples_are_true(file: Path) -> None:
    """What a docstring's examples say is what comes out."""
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_an_out_tree_is_what_krackhardt_measures() -> None:
    """A ternary out-tree of 40 has all four; each change breaks the one that it should."""
    assert [measure(tree()) for measure in KRACKHARDT] == [1, 1, 1, 1]
    assert least_upper_boundedness(tree().reverse()) == pytest.approx(0.085, abs=5e-4)
    spare = tree()
    spare.add_edges_from([(5, 2), (39, 7)])
    assert efficiency(spare) == pytest.approx(0.9987, abs=5e-5)
    parted = tree()
    parted.remove_edge(0, 1)
    assert connectedness(parted) == pytest.approx(0.55)
    cycle = tree()
    cycle.add_edge(30, 0)
    assert hierarchy(cycle) == pytest.approx(0.9697, abs=5e-5)


@pytest.mark.parametrize(
    ("measure", "network"),
    [
        (connectedness, nx.empty_graph(1, create_using=nx.DiGraph)),
        (hierarchy, nx.empty_graph(3, create_using=nx.DiGraph)),
        (efficiency, nx.empty_graph(3, create_using=nx.DiGraph)),
        (least_upper_boundedness, nx.DiGraph([(0, 1)])),
    ],
)
def test_a_denominator_of_zero_is_no_one(measure: Any, network: Any) -> None:
    """Where the paper's denominator is 0 there is no value, and so never a 1."""
    with pytest.raises(UndefinedMeasureError):
        measure(network)


def by_definition(network: Any) -> float:
    """Least-upper-boundedness straight from the paper's words."""
    reach = {node: nx.descendants(network, node) | {node} for node in network}
    most = lacking = 0
    for part in nx.weakly_connected_components(network):
        most += (len(part) - 1) * (len(part) - 2) // 2
        members = sorted(part)
        for index, one in enumerate(members):
            for other in members[index + 1 :]:
                over = [node for node in part if {one, other} <= reach[node]]
                lacking += not any(all(up in reach[boss] for boss in over) for up in over)
    return 1 - lacking / most


@given(st.integers(3, 9), st.floats(0.05, 0.5), st.integers(0, 10_000))
def test_bounds_by_sets_are_those_of_the_definition(size: int, chance: float, seed: int) -> None:
    """The short way to least upper bounds and the paper's words agree on any digraph."""
    network = nx.gnp_random_graph(size, chance, seed=seed, directed=True)
    try:
        found = least_upper_boundedness(network)
    except UndefinedMeasureError:
        return
    assert found == pytest.approx(by_definition(network))


@given(st.integers(2, 9), st.floats(0.05, 0.5), st.integers(0, 10_000))
def test_hierarchy_is_that_of_the_definition(size: int, chance: float, seed: int) -> None:
    """Counting by components of mutual reach gives what counting pair by pair gives."""
    network = nx.gnp_random_graph(size, chance, seed=seed, directed=True)
    reach = {node: nx.descendants(network, node) for node in network}
    pairs = [(one, other) for one in network for other in network if one < other]
    either = sum(other in reach[one] or one in reach[other] for one, other in pairs)
    both = sum(other in reach[one] and one in reach[other] for one, other in pairs)
    if either == 0:
        with pytest.raises(UndefinedMeasureError):
            hierarchy(network)
    else:
        assert hierarchy(network) == pytest.approx(1 - both / either)


def test_brokers_have_the_role_that_their_groups_give() -> None:
    """Gould and Fernandez' five roles, one broker each; a direct arc leaves none to broker."""
    cases = {
        "coordinator": ("A", "A", "A"),
        "itinerant": ("A", "B", "A"),
        "gatekeeper": ("A", "B", "B"),
        "representative": ("A", "A", "B"),
        "liaison": ("A", "B", "C"),
    }
    for role, groups in cases.items():
        chain = nx.DiGraph([("a", "v"), ("v", "b")])
        nx.set_node_attributes(chain, dict(zip("avb", groups, strict=True)), "tier")
        counts = brokerage_roles(chain)["v"]
        assert (counts[role], counts["total"]) == (1, 1)
        chain.add_edge("a", "b")
        assert brokerage_roles(chain)["v"]["total"] == 0


def test_chance_of_brokerage_is_that_of_every_graph() -> None:
    """Mean and variance are those over all 4,096 graphs of four nodes, each as likely as it is."""
    groups = {0: "x", 1: "x", 2: "y", 3: "z"}
    every = list(itertools.permutations(groups, 2))
    observed = nx.DiGraph([(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)])
    nx.set_node_attributes(observed, groups, "tier")
    density = observed.number_of_edges() / len(every)
    sums: dict[Any, list[float]] = collections.defaultdict(lambda: [0.0, 0.0])
    for there in itertools.product((False, True), repeat=len(every)):
        chance = nx.DiGraph()
        chance.add_nodes_from((node, {"tier": group}) for node, group in groups.items())
        chance.add_edges_from(itertools.compress(every, there))
        likely = density ** sum(there) * (1 - density) ** (len(every) - sum(there))
        for node, counts in brokerage_roles(chance).items():
            for role, count in counts.items():
                sums[node, role][0] += likely * count
                sums[node, role][1] += likely * count**2
    scores = brokerage_scores(observed)
    for (node, role), (mean, square) in sums.items():
        score = scores[node][role]
        assert score.expected == pytest.approx(mean)
        if square == 0:
            assert score.z is None
        else:
            assert score.z == pytest.approx((score.count - mean) / math.sqrt(square - mean**2))


def test_chance_has_no_choice_in_a_full_graph() -> None:
    """Where every arc is there nobody brokers, by chance or otherwise: z is null."""
    full = nx.complete_graph(4, create_using=nx.DiGraph)
    nx.set_node_attributes(full, 1, "tier")
    assert set(brokerage_z(full).values()) == {None}
    with pytest.raises(UndefinedMeasureError):
        brokerage_z(nx.complete_graph(4))


def test_key_players_of_a_known_network() -> None:
    """Two stars joined at their leaves fall apart the most without their hubs."""
    network = nx.Graph([("h", n) for n in "abcd"] + [("k", n) for n in "wxyz"] + [("a", "w")])
    chosen, parts = key_players(network, 2)
    assert set(chosen) == {"h", "k"}
    # Eight are left, one pair of them joined: 1 - 2 / 56.
    assert parts == pytest.approx(1 - 2 / 56) == fragmentation(network, {"h", "k"})


def test_greedy_search_finds_the_hubs_too() -> None:
    """Where there are too many sets to try all, the greedy search finds the seven hubs."""
    network: Any = nx.Graph()
    for hub in range(7):
        network.add_edges_from((f"hub{hub}", f"leaf{hub}-{leaf}") for leaf in range(4))
        network.add_edge(f"hub{hub}", f"hub{(hub + 1) % 7}")
    chosen, parts = key_players(network, 7)
    assert set(chosen) == {f"hub{hub}" for hub in range(7)}
    assert parts == 1


def test_robustness_curves_by_hand() -> None:
    """Two hubs joined by a bridge of leaves: counting degrees anew takes another second node."""
    network = nx.Graph([(0, n) for n in (1, 2, 3, 4)] + [(5, n) for n in (4, 6, 7)])
    progressive = robustness_curve(network)
    assert progressive == [1, 4 / 8, *([1 / 8] * 6), 0]
    # Once ranked, 4 (joined with both hubs) goes third, though it is alone by then.
    assert robustness_curve(network, progressive=False) == progressive
    chain = nx.path_graph(5)
    assert robustness_curve(chain) == [1, 3 / 5, 1 / 5, 1 / 5, 1 / 5, 0]
    assert robustness_curve(chain, progressive=False) == [1, 3 / 5, 2 / 5, 1 / 5, 1 / 5, 0]


def test_cascade_by_hand() -> None:
    """From the middle of three with a chance of one half, two are reached on average."""
    middle: Any = [1]
    mean, low, high = cascade(nx.path_graph(3), middle, chance=0.5, runs=4000, seed=1)
    assert mean == pytest.approx(2, abs=0.05)
    assert (low, high) == (1, 3)
    assert cascade(nx.path_graph(3), middle, seed=7) == cascade(nx.path_graph(3), middle, seed=7)
    with pytest.raises(BadInputError, match="not in the network"):
        cascade(nx.path_graph(3), ["x"])


def test_turnover_by_hand() -> None:
    """Of four nodes two stay; edges have no order where they have no direction; two do not rank."""
    assert node_turnover(nx.path_graph(2), nx.path_graph(4)) == 0.5
    assert edge_turnover(nx.Graph([(1, 2)]), nx.Graph([(2, 1), (2, 3)])) == 0.5
    assert edge_turnover(nx.DiGraph([(1, 2)]), nx.DiGraph([(2, 1)])) == 0
    with pytest.raises(UndefinedMeasureError, match="2 nodes"):
        rank_correlation({"a": 1, "b": 2}, {"a": 1, "b": 2})
    with pytest.raises(UndefinedMeasureError, match="rank equal"):
        rank_correlation({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 2, "c": 3})


@pytest.fixture
def _igraph() -> None:
    """The optional extra."""
    if not is_available():
        missing("igraph is not installed: run `make install`.")


@pytest.mark.usefixtures("_igraph")
@pytest.mark.parametrize("directed", [False, True])
def test_igraph_and_networkx_agree(directed: bool) -> None:
    """Betweenness is the same from both, whichever way edges go."""
    network = nx.gnp_random_graph(60, 0.08, seed=4, directed=directed)
    theirs = betweenness(network, "igraph")
    assert theirs == pytest.approx(betweenness(network, "networkx"))
    with pytest.raises(BadParameterError, match="networkx, igraph"):
        betweenness(network, "gephi")


@pytest.mark.usefixtures("_igraph")
def test_leiden_and_louvain_agree_on_what_is_plain() -> None:
    """Both find the cliques of a ring of cliques, and Leiden's parts repeat with their seed."""
    network = nx.ring_of_cliques(5, 6)
    assert set(communities(network, "leiden", seed=3)) == set(communities(network, seed=3))
    karate = nx.karate_club_graph()
    assert communities(karate, "leiden", seed=3) == communities(karate, "leiden", seed=3)
    before = random.Random(5).random()  # noqa: S311
    random.seed(5)
    communities(karate, "leiden", seed=3)
    assert random.random() == before  # noqa: S311


def test_every_measure_is_documented_and_survives_any_network() -> None:
    """A measure has references, and gives a value or a reason on empty and on odd networks."""
    odd: list[Any] = [
        nx.Graph(),
        nx.DiGraph(),
        nx.empty_graph(1),
        nx.empty_graph(3, create_using=nx.DiGraph),
        nx.Graph([("a", "b"), ("c", "d")]),
        nx.DiGraph([("a", "b"), ("b", "a")]),
        nx.DiGraph([("a", "a"), ("a", "b")]),
    ]
    for measure in MEASURES.values():
        assert set(measure.references) <= set(references().entries)
        assert len(measure.summary) > 20
        for network in odd:
            found = evaluate(measure, network, seed=1)
            assert (found.value is None) == bool(found.reason), (measure.name, found)
            if found.value is not None:
                assert isinstance(found.value, dict) == (measure.level is Level.NODE)


def test_needs_are_told() -> None:
    """What a network lacks for a measure is said, not guessed."""
    parts = nx.Graph([("a", "b"), ("c", "d")])
    assert evaluate(MEASURES["eigenvector"], parts) == Finding(None, "the network is not connected")
    assert "directed" in evaluate(MEASURES["krackhardt-lub"], parts).reason
    with pytest.raises(BadInputError, match="no measure 'fame'"):
        MEASURES.select(["degree", "fame"])
