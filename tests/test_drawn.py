"""The queries that drawings are made of, on the curated data."""

from __future__ import annotations

from graph.catalogue import run, split
from graph.database import Database


def test_connections_count_what_the_neighbourhood_has(database: Database) -> None:
    """The count of a thing's connections is the number of its edges, under the lens."""
    for lens in ({}, {"as_of": "2017"}, {"sources": "nklw-2017-12-23"}):
        edges = run(
            database, "neighborhood", *split({"id": "kim-jong-un", "limit": 1000, **lens})
        ).rows
        found = run(
            database, "connections", *split({"ids": ["kim-jong-un", "nobody"], **lens})
        ).rows
        assert [row["count"] for row in found] == ([len(edges)] if edges else [])


def test_skipping_walks_over_every_edge_once(database: Database) -> None:
    """Asked for in parts, a neighbourhood is the same as asked for at once."""
    event = {"id": "cell-secretaries-conference-2013"}
    whole = run(database, "neighborhood", event).rows
    parts = [
        row
        for skip in range(0, len(whole) + 7, 7)
        for row in run(database, "neighborhood", {**event, "skip": skip, "limit": 7}).rows
    ]
    assert len(whole) > 14
    assert parts == whole


def test_chart_goes_down_level_by_level(database: Database) -> None:
    """From what stands under nothing, the levels lead to every unit that stands under something."""
    tops = run(database, "chart", {}).rows
    assert {row["level_size"] for row in tops} == {len(tops)}
    below = {
        unit["id"]
        for top in tops
        if top["units"]
        for unit in run(database, "chart", {"organization": top["id"]}).rows
    }
    assert "kcna-no5-bureau" in below
    assert not below & {row["id"] for row in tops}
    assert sum(row["units"] for row in tops) == len(below)


def test_chart_gives_those_of_a_name_or_level(database: Database) -> None:
    """Of a level of the chart those that are called so, in any script, or are at a level."""
    tops = run(database, "chart", {}).rows
    named = run(database, "chart", {"text": "PARTY"}).rows
    assert {row["id"] for row in named} >= {
        row["id"] for row in tops if "party" in row["name"].lower()
    }
    assert {row["level_size"] for row in named} == {len(named)}
    assert len(named) < len(tops)
    assert "workers-party-of-korea" in {
        row["id"] for row in run(database, "chart", {"text": "조선로동당"}).rows
    }
    levels = {row["tier"] for row in tops if row["tier"]}
    for tier in levels:
        expected = [row["id"] for row in tops if row["tier"] == tier]
        assert [row["id"] for row in run(database, "chart", {"tier": tier}).rows] == expected
    assert levels


def test_timeline_has_what_was_before_a_day_at_that_day(database: Database) -> None:
    """An event of which only a last day is known stands there, and not before all others."""
    rows = run(database, "timeline", {}).rows
    ids = [row["id"] for row in rows]
    begins = [row["latest"] if row["earliest"] == "0001-01-01" else row["earliest"] for row in rows]
    assert begins == sorted(begins)
    assert ids.index("wpnk-congress-1946") < ids.index("visit-mangyongdae-2021")
    assert ids.index("loyalty-letter-1990") < ids.index("secretaries-competition-1994")


def test_participations_are_the_edges_into_events(database: Database) -> None:
    """Each row is one person or organisation in one event; of one kind where that is asked."""
    rows = run(database, "participations", {}).rows
    assert {row["type"] for row in rows} == {"PARTICIPATED_IN"}
    assert {row["end_kind"] for row in rows} == {"Event"}
    people = run(database, "participations", {"kind": "Person"}).rows
    assert people == [row for row in rows if row["start_kind"] == "Person"]
    assert 0 < len(people) < len(rows)
