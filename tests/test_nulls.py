"""Networks with the same degrees, and a number beside theirs, on graphs known by hand."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures import MEASURES
from analysis.measures.caveats import CAVEATS
from analysis.nulls import MOST_EDGES, Comparison, compare, curveball, null_networks, swap_ends
from analysis.projections import PROJECTIONS
from analysis.references import reference_name, references

NODES = st.sampled_from("abcdefg")
ROWS = st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("uvwxyz")), max_size=6)
EDGES = st.lists(st.tuples(NODES, NODES), max_size=20)
SEEDS = st.integers(0, 1000)
CO_APPEARANCE, HIERARCHY = PROJECTIONS["co-appearance"], PROJECTIONS["hierarchy"]


def appearances(**events: str) -> nx.Graph[str]:
    """A two-mode network: for each event the people who took part, one letter each."""
    network: nx.Graph[str] = nx.Graph()
    for event, people in events.items():
        network.add_node(event, bipartite=1, name=event)
        for person in people:
            network.add_node(person, bipartite=0, name=person, kind="Person")
            network.add_edge(
                person, event, claims=[person], voices=["v"], evidence=1.0, disputed=False
            )
    return network


@given(ROWS, SEEDS)
def test_trades_keep_both_degrees(rows: dict[str, set[str]], seed: int) -> None:
    """However a two-mode network is drawn anew, each node of both modes keeps its degree."""
    found = curveball(rows, random.Random(seed))  # noqa: S311
    assert {node: len(others) for node, others in found.items()} == {
        node: len(others) for node, others in rows.items()
    }
    for other in "uvwxyz":
        assert sum(other in row for row in found.values()) == sum(
            other in row for row in rows.values()
        )


@given(EDGES, SEEDS, st.booleans())
def test_swaps_keep_every_degree(edges: list[tuple[str, str]], seed: int, directed: bool) -> None:
    """However ends are swapped, no edge is there twice, and each node keeps its degree."""
    network: nx.Graph[str] = nx.DiGraph(edges) if directed else nx.Graph(edges)
    found = swap_ends(network, random.Random(seed))  # noqa: S311
    other: nx.Graph[str] = network.__class__(found)
    assert other.number_of_edges() == len(found) == network.number_of_edges()
    for node in network:
        if network.degree[node]:
            assert other.degree[node] == network.degree[node]
            if isinstance(network, nx.DiGraph) and isinstance(other, nx.DiGraph):
                assert other.in_degree[node] == network.in_degree[node]


def test_one_event_tells_nothing() -> None:
    """At one event everybody is joined with everybody, so density follows from the guest list."""
    network = appearances(meeting="abcd")
    drawn = null_networks(CO_APPEARANCE, network)
    assert [count for _, count in drawn] == [100]
    assert CO_APPEARANCE.fold is not None
    folded = CO_APPEARANCE.fold(network)
    found = compare(MEASURES["density"], folded, drawn)
    assert isinstance(found, Comparison)
    assert (found.mean, found.z, found.percentile) == (1.0, None, 0.5)
    assert found.is_fixed
    beside = compare(MEASURES["betweenness"], folded, drawn)
    assert isinstance(beside, dict)
    assert all(one.is_fixed for one in beside.values())


def test_two_pairs_are_one_of_three_matchings() -> None:
    """Four people in two pairs can be joined in three ways, so each tie is there in a third."""
    drawn = null_networks(HIERARCHY, nx.Graph([("a", "b"), ("c", "d")]), draws=600)
    assert len(drawn) == 3
    assert all(count == pytest.approx(200, abs=50) for _, count in drawn)


def test_bridge_of_two_meetings_stands_out() -> None:
    """Who alone was at both meetings has the same degree by chance, but of people, not of ties."""
    network = appearances(one="abcd", two="defg")
    drawn = null_networks(CO_APPEARANCE, network)
    assert CO_APPEARANCE.fold is not None
    folded = CO_APPEARANCE.fold(network)
    for other, _ in drawn:
        assert len([node for node in other if other.nodes[node]["events"] == 2]) == 1
    beside = compare(MEASURES["degree"], folded, drawn)
    assert isinstance(beside, dict)
    assert beside["d"].is_fixed
    assert beside["d"].mean == 6


def test_weights_stay_with_the_edges() -> None:
    """Edges that change ends keep their weights, so strength is summed from the same ones."""
    network: nx.Graph[str] = nx.Graph()
    network.add_weighted_edges_from([("a", "b", 3.0), ("c", "d", 1.0)])
    for other, _ in null_networks(HIERARCHY, network, draws=20):
        assert sorted(row["weight"] for _, _, row in other.edges(data=True)) == [1.0, 3.0]


def test_the_seed_decides_what_is_drawn() -> None:
    """One seed draws the same networks; one that is too large draws none."""
    network: nx.Graph[str] = nx.gnm_random_graph(12, 20, seed=1)
    network = nx.relabel_nodes(network, str)

    def edges(seed: int) -> list[tuple[list[tuple[str, str]], int]]:
        drawn = null_networks(HIERARCHY, network, draws=10, seed=seed)
        return [(sorted(other.edges), count) for other, count in drawn]

    assert edges(1) == edges(1) != edges(2)
    large = nx.relabel_nodes(nx.path_graph(MOST_EDGES + 2), str)
    assert null_networks(HIERARCHY, large) == []


def test_z_and_percentile_by_hand() -> None:
    """A star beside paths of four nodes: its density is theirs, its mean is that of two values."""
    star = nx.relabel_nodes(nx.star_graph(3), str)
    path, ring = nx.path_graph(4), nx.cycle_graph(4)
    drawn = [(nx.relabel_nodes(path, str), 1), (nx.relabel_nodes(ring, str), 1)]
    found = compare(MEASURES["density"], star, drawn)
    assert isinstance(found, Comparison)
    assert found.mean == pytest.approx((0.5 + 4 / 6) / 2)
    assert found.z == pytest.approx(-1)
    assert found.percentile == 0.25


def test_every_measure_has_a_caveat_with_its_source() -> None:
    """Each measure has a caveat, which cites a work that there is; one of ours has none."""
    assert set(CAVEATS) == set(MEASURES)
    for name, caveat in CAVEATS.items():
        if caveat.reference is None:
            assert MEASURES[name].references == ()
        else:
            assert caveat.reference in references().entries
    assert reference_name("borgatti2006robustness") == "Borgatti and others 2006"
    assert reference_name("maslov2002") == "Maslov and Sneppen 2002"
