"""Projections: what is in them on the curated data, and on small graphs known by hand."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest

from analysis.projections import PROJECTIONS, project
from analysis.projections.careers import build_succession
from analysis.projections.conflicts import WeightedEdge
from analysis.projections.evidence import Edge, Evidence, edge_types
from graph.database import Database
from graph.errors import BadInputError, BadParameterError
from graph.fragments import expand
from graph.lens import Lens
from graph.statements import statement
from tests.test_plans import operators


def test_every_projection_documents_its_attributes(database: Database) -> None:
    """What a node or an edge carries is what the projection says, and edges carry their claims."""
    for name, projection in PROJECTIONS.items():
        network = project(database, name, contested="weighted")
        assert network.is_directed() is projection.directed
        for _, node in network.nodes(data=True):
            assert set(node) <= set(projection.nodes), name
        for _, _, edge in network.edges(data=True):
            assert set(edge) <= set(projection.edges), name
            assert edge["claims"]
            assert edge["weight"] > 0
            assert 0 < edge["evidence"] <= 1


def test_edges_are_read_in_the_order_of_the_index(database: Database) -> None:
    """A whole party's edges stream: Neo4j sorts one start's edges at a time, never all of them."""
    lens = Lens().bind()
    text = f"EXPLAIN {expand(statement('analysis/edges'), lens)}"
    plan = database.run(text, {"lens": lens, **edge_types(("UNIT_OF",))}).plan
    names = [name for name, _ in operators(plan or {})]
    assert names.index("Apply") < names.index("NodeUniqueIndexSeekByRange") < names.index("Sort")


def test_hierarchy_goes_from_superior_to_subordinate(database: Database) -> None:
    """The bureau's cell is below the bureau, which is below KCNA, with the cell's tier."""
    network = project(database, "hierarchy")
    assert network.has_edge("kcna", "kcna-no5-bureau")
    assert network.has_edge("kcna-no5-bureau", "kcna-no5-bureau-no2-cell")
    assert not network.has_edge("kcna-no5-bureau", "kcna")
    assert network.nodes["kcna-no5-bureau-no2-cell"]["tier"] == "party-cell"
    assert network.nodes["kcna-no5-bureau-no2-cell"]["rank"] == 6


def test_tiers_by_one_source_and_by_another(database: Database) -> None:
    """By one text a cell stands under two kinds of committee, by another under a third."""
    theirs = project(
        database, "tiers", Lens.parse({"sources": "dailynk-en-party-cell,dailynk-ko-party-cell"})
    )
    assert {start for start, end in theirs.edges if end == "party-cell"} == {
        "primary-party-committee",
        "sectional-party-committee",
    }
    other = project(database, "tiers", Lens.parse({"sources": "nklw-basic-party-organizations"}))
    assert list(other.edges) == [("city-county-committee", "party-cell")]


def test_rumour_makes_no_edge(database: Database) -> None:
    """Jang's seat in the Presidium, rumoured and denied by one source, is in no network."""
    edge = ("jang-song-thaek", "political-bureau-presidium")
    for contested in ("accepted", "weighted"):
        assert not project(database, "membership", contested=contested).has_edge(*edge)


def test_appearances_are_not_carried_forward(database: Database) -> None:
    """Who was last seen at the conference of 2017 was seen nowhere in 2018."""
    assert len(project(database, "appearance", Lens.parse({"as_of": "2018"}))) == 0
    assert len(project(database, "co-appearance", Lens.parse({"as_of": "2018"}))) == 0
    assert (
        len(project(database, "appearance", Lens.parse({"as_of": "2018", "certainty": "possible"})))
        == 0
    )
    seen = project(database, "appearance", Lens.parse({"as_of": "2017"}))
    assert "cell-chairpersons-conference-2017" in seen
    assert "cell-secretaries-conference-2013" not in seen


def test_one_mode_weights_by_hand(database: Database) -> None:
    """In 2017 thirteen were at the conference, nine at the meeting and fourteen at the concert."""
    together = project(database, "co-appearance-newman", Lens.parse({"as_of": "2017"}))
    both = together.edges["choe-hwi", "o-su-yong"]
    assert both["count"] == 3
    assert both["newman"] == pytest.approx(1 / 12 + 1 / 8 + 1 / 13)
    assert both["jaccard"] == 1
    assert both["weight"] == both["newman"]
    once = together.edges["an-jong-su", "o-su-yong"]
    assert (once["count"], once["jaccard"]) == (2, pytest.approx(2 / 3))
    assert once["newman"] == pytest.approx(1 / 8 + 1 / 13)


def test_tenure_needs_a_common_day(database: Database) -> None:
    """Members of one body in 2013 and in 2021 are not taken to have sat together."""
    network = project(database, "co-tenure")
    assert network.edges["choe-ryong-hae", "kim-yong-nam"]["organizations"] == [
        "political-bureau-presidium"
    ]
    assert not network.has_edge("choe-ryong-hae", "jo-yong-won")


def test_who_relies_on_whom(database: Database) -> None:
    """Three sources tell what the Political Bureau's report of 2013 says."""
    network = project(database, "reliance")
    assert {start for start, end in network.edges if end == "political-bureau-report-2013"} == {
        "kbs-2013-01-31",
        "nklw-2013-01-25",
        "sogang-thesis",
    }
    assert network.edges["kbs-2013-01-31", "political-bureau-report-2013"]["weight"] == 5


def test_ladder_joins_one_persons_posts(database: Database) -> None:
    """Jo Yong Won is attested in a post of 2017, then in one of 6 and in one of 7 April 2021."""
    network = project(database, "post-ladder")
    steps = [edge for edge in network.edges if "jo-yong-won" in network.edges[edge]["people"]]
    assert sorted(steps) == [
        ("post-ogd-deputy-director", "post-secretary-cc"),
        ("post-secretary-cc", "post-secretary-organisational-affairs"),
    ]


ONE, OTHER, NEXT = "one", "other", "next"


@pytest.mark.parametrize(
    ("spans", "one_seat", "expected"),
    [
        ({ONE: (1990, 1995), NEXT: (1996, 1999)}, False, {(ONE, NEXT): False}),
        ({ONE: (1990, 1995), NEXT: (1996, 1999)}, True, {(ONE, NEXT): True}),
        ({ONE: (1990, 1995), OTHER: (1994, 1998), NEXT: (1999, 2000)}, False, {}),
        ({ONE: (1990, 1995), OTHER: (1994, 1998), NEXT: (1999, 2000)}, True, {(OTHER, NEXT): True}),
    ],
)
def test_succession_is_by_seat(
    spans: dict[str, tuple[int, int]], one_seat: bool, expected: dict[tuple[str, str], bool]
) -> None:
    """Who came next is known in a post of one seat, and of no post in which two sat at a time."""
    held = [
        WeightedEdge(
            Edge(
                *(who, "a-post", "HOLDS", None, None),
                *(date(first, 1, 1), date(first, 1, 1), date(last, 12, 31), date(last, 12, 31)),
                *([f"c-{who}"], ["v"], one_seat),
            ),
            1.0,
        )
        for who, (first, last) in spans.items()
    ]
    things = {who: {"kind": "Person", "name": who} for who in spans}
    network = build_succession(held, Evidence([edge.edge for edge in held], things))
    assert nx.get_edge_attributes(network, "one_seat") == expected


def test_bad_choices_are_named(database: Database) -> None:
    """An unknown projection and an unknown choice say what there is; nothing said is no graph."""
    with pytest.raises(BadInputError, match="no projection 'star'"):
        project(database, "star")
    with pytest.raises(BadParameterError, match="accepted, all, weighted"):
        project(database, "tiers", contested="most")
    alone = Lens.parse({"sources": "kcna-2013-01-28"})
    assert len(project(database, "succession", alone)) == 0
