"""Questions whose answers were derived from the sources by hand: at dates, by sources."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from graph.catalogue import run, split
from graph.database import Database
from graph.dates import EARLIEST, bounds
from graph.errors import BadParameterError
from graph.lens import Lens

CELL = {"tier": "party-cell"}


def answer(
    database: Database, query: str, columns: tuple[str, ...], arguments: dict[str, str]
) -> set[Any]:
    """The distinct values of these columns; of one column bare values."""
    rows = run(database, query, *split(arguments)).rows
    if len(columns) == 1:
        return {row[columns[0]] for row in rows}
    return {tuple(row[name] for name in columns) for row in rows}


def title(as_of: str, *titles: str, **more: str) -> tuple[Any, ...]:
    """A question for the title of the head of a cell."""
    return ("posts", ("title",), CELL | {"as_of": as_of} | more, set(titles))


def timeline(wanted: set[str], **arguments: str) -> tuple[Any, ...]:
    """A question for what happened."""
    return ("timeline", ("id",), arguments, wanted)


def in_use(as_of: str, wanted: set[Any], **more: str) -> tuple[Any, ...]:
    """A question for whether the party had cells."""
    arguments = {"subject": "party-cell", "predicate": "in_use", "as_of": as_of}
    return ("claims", ("value",), arguments | more, wanted)


def presidium(as_of: str, wanted: set[Any], **more: str) -> tuple[Any, ...]:
    """A question for the Presidium, with how each claim stands."""
    arguments = {"organization": "political-bureau-presidium", "as_of": as_of}
    return ("members", ("id", "standing"), arguments | more, wanted)


THREE = {
    ("kim-yong-nam", "attested"),
    ("choe-yong-rim", "attested"),
    ("choe-ryong-hae", "attested"),
}
RUMOUR = ("jang-song-thaek", "rumoured, and denied by the same source")
DUTIES = set(range(1, 10))
EARLY = {"rules-adopted-1956"}

QUESTIONS: dict[str, tuple[Any, ...]] = {
    "1 no meeting of cell secretaries in 2015 and 2016": timeline(
        {
            "three-revolutions-conference-2015",
            "kpa-party-conference-2016",
            "pyongyang-city-party-conference-2016",
            "seventh-congress-2016",
            "primary-committee-chairpersons-conference-2016",
        },
        start="2015",
        end="2016",
    ),
    "2 none in 2008": timeline(set(), start="2008", end="2008"),
    "3 one on its first day": timeline(
        {"secretaries-competition-2007"}, start="2007-10-27", end="2007-10-27"
    ),
    "2b what was before a day was possibly then": timeline(
        {"visit-mangyongdae-2021", "visit-phyongchon-2021", "visit-revolution-museum-2021"},
        start="2008",
        end="2008",
        certainty="possible",
    ),
    "4 no conference of cell secretaries after the sixth": timeline(
        {
            "three-revolutions-conference-2021",
            "cell-secretaries-course-2021",
            "performances-2021-04-10",
            "primary-committee-secretaries-conference-2022",
            "photograph-session-2022-03-02",
            "pledge-meeting-2022-03-03",
            "chief-secretaries-course-2024",
        },
        start="2021-04-09",
        end="2025",
    ),
    "5 known five days ahead": timeline(
        EARLY | {"wpk-conference-1958", "sixth-congress-1980", "secretaries-competition-1994"},
        known_at="1994-03-30",
    ),
    "6 the short course is known from the report": timeline(
        {
            "secretaries-competition-1994",
            "secretaries-competition-2007",
            "wpk-conference-2010",
            "wpk-conference-2012",
        },
        known_at="2013-01-24",
        start="1991",
    ),
    "7 title in 2000": title("2000-06-01", "secretary"),
    "8 title on the day of a report": title("1994-03-26", "secretary"),
    "9 title before it was said to have changed": title("2017-12-13", "secretary"),
    "9b title when it was said to have changed": title("2017-12-14", "chairperson"),
    "10 title on the day": title("2017-12-18", "chairperson"),
    "11 title before the rules": title("2021-01-08", "chairperson"),
    "12 title by the rules": title("2021-01-09", "secretary"),
    "13 titles around the change": title("2021-01-05/2021-01-12", "chairperson", "secretary"),
    "14 titles of all years": title("1994/2026", "chairperson", "secretary"),
    "15 title in 2025, known in 2018": title("2025", "chairperson", known_at="2018"),
    "16 nothing certain in 1900": in_use("1900", set(), certainty="certain"),
    "17 the cell the day before the rules": in_use("1956-04-27", {True}),
    "18 no cell by the rules": in_use("1956-04-28", {False}),
    "19 the thesis alone gives no day": in_use(
        "1956-01-15", set(), certainty="certain", sources="sogang-thesis"
    ),
    "19b it is possible": in_use(
        "1956-01-15", {True, False}, certainty="possible", sources="sogang-thesis"
    ),
    "20 level of 1957": ("tiers", ("id",), {"as_of": "1957"}, {"primary-party-organisation-1956"}),
    "22 no rule of 1957": ("rules", ("id",), CELL | {"as_of": "1957"}, set()),
    "23 bounds of two reports": (
        "rules",
        ("op", "value", "disputed"),
        CELL | {"as_of": "2007-10-27"},
        {(">=", 5, False), ("<=", 20, True), ("<=", 30, True)},
    ),
    "29 first before the report": (
        "claims",
        ("value",),
        {
            "subject": "secretaries-competition-1994",
            "predicate": "ordinal",
            "as_of": "2013-01-22",
        },
        {1},
    ),
    "30 second since the report": (
        "claims",
        ("value",),
        {
            "subject": "secretaries-competition-1994",
            "predicate": "ordinal",
            "as_of": "2013-01-23",
        },
        {2},
    ),
    "31 three for certain": presidium("2013-01-28", THREE, certainty="certain"),
    "31b and a rumour beside them": presidium("2013-01-28", THREE | {RUMOUR}),
    "32 three by the agency": presidium("2013-01-28", THREE, sources="kcna-2013-01-28"),
    "34 none the day before": presidium("2013-01-27", set()),
    "36 a leader in a cell, perhaps": (
        "affiliations",
        ("id", "status"),
        {"person": "kim-il-sung", "as_of": "1993", "certainty": "possible"},
        {("party-cell", "possible")},
    ),
    "37 not after his death": (
        "affiliations",
        ("id",),
        {"person": "kim-il-sung", "as_of": "2025", "certainty": "possible"},
        set(),
    ),
    "38 no post": ("affiliations", ("id",), {"person": "ri-man-gon"}, set()),
    "39 members of the party": (
        "headcount",
        ("least", "most"),
        {"organization": "workers-party-of-korea"},
        {
            (1164945, 1164945),
            (1311563, 1311563),
            (1440000, 1760000),
            (3000000, 3000000),
            (1000000, None),
            (5850000, 7150000),
        },
    ),
    "40 members in 2010": (
        "claims",
        ("value", "status"),
        {
            "subject": "workers-party-of-korea",
            "predicate": "members_total",
            "as_of": "2010",
        },
        {(3000000, "last attested 1994-03-26")},
    ),
    "41 duties in the year of the text": ("duties", ("ordinal",), CELL | {"as_of": "2007"}, DUTIES),
    "42 duties of a long range": (
        "duties",
        ("ordinal",),
        CELL | {"as_of": "2000/2030"},
        DUTIES | {None},
    ),
    "43 duties of a shorter one": (
        "duties",
        ("ordinal",),
        CELL | {"as_of": "2007-10-29/2030"},
        DUTIES | {None},
    ),
    "44 chain of 1990": (
        "chain_of_command",
        ("id", "unit"),
        {"organization": "kcna-no5-bureau-no2-cell", "as_of": "1990"},
        {
            ("kcna-no5-bureau-no2-cell", "known"),
            ("kcna-no5-bureau", "known"),
            ("kcna", "known"),
            ("branch-primary-party", "unknown"),
            ("sectional-party-committee", "unknown"),
            ("primary-party-committee", "unknown"),
            ("city-county-committee", "unknown"),
            ("provincial-committee", "unknown"),
            ("central-committee", "unknown"),
        },
    ),
    "46 origin before it was told": (
        "origin",
        ("id",),
        {"concept": "party-cell-of-loyalty", "known_at": "2007-10-27"},
        set(),
    ),
    "51 no inference in a source's voice": (
        "claims",
        ("id",),
        {"source": "nklw-2017-12-23", "predicate": "SAME_AS"},
        set(),
    ),
    "52 what 2017 followed": (
        "claims",
        ("object",),
        {"subject": "cell-chairpersons-conference-2017", "predicate": "FOLLOWED"},
        {"cell-secretaries-conference-2013"},
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_has_its_answer(name: str, database: Database) -> None:
    """The graph gives the answer that the sources give, and no more."""
    query, columns, arguments, wanted = QUESTIONS[name]
    assert answer(database, query, columns, arguments) == wanted


def test_level_of_1956_is_not_there_in_2018(database: Database) -> None:
    """What the rules of 1956 made of the cell is no level of 2018; the party group of 2016 is."""
    found = answer(database, "tiers", ("id",), {"as_of": "2018"})
    assert "primary-party-organisation-1956" not in found
    assert {"party-cell", "party-group"} <= found


def test_new_rules_leave_open_what_was_kept(database: Database) -> None:
    """A clause of 2016 is not known to have been kept in 2022, but was known to hold until then."""
    now = answer(database, "tiers", ("id", "status"), {"as_of": "2022"})
    assert ("party-group", "not known whether kept, last attested 2020-10-30") in now
    then = answer(database, "tiers", ("id", "status"), {"as_of": "2022", "known_at": "2020-12-31"})
    assert ("party-group", "last attested 2020-10-30") in then
    rules = answer(database, "rules", ("predicate", "value", "status"), CELL | {"as_of": "2022"})
    large = "in special cases, more than 30 members"
    assert ("exception", large, "not known whether kept, last attested 2020-10-30") in rules


def test_report_takes_no_place_of_a_norm(database: Database) -> None:
    """In 2022 the rules' own words stand beside the agency's, which add to them."""
    rows = run(database, "rules", *split(CELL | {"as_of": "2022"})).rows
    found = {row["value"]: row for row in rows if row["predicate"] == "convened_when"}
    assert set(found) == {"every five years", "every five years, with the party congress"}
    assert found["every five years"]["standing"] == "normative"
    assert not any(row["disputed"] for row in found.values())


def test_rule_of_a_report_holds_from_its_day(database: Database) -> None:
    """On the day after the Political Bureau's report the meetings are called when necessary."""
    found = answer(database, "rules", ("predicate", "value"), CELL | {"as_of": "2013-01-24"})
    assert ("convened_when", "when necessary") in found


def test_organs_of_2013(database: Database) -> None:
    """On 28 January 2013 the Political Bureau has six other members and nine candidates."""
    arguments = {"organization": "political-bureau", "as_of": "2013-01-28"}
    roles = [row["role"] for row in run(database, "members", *split(arguments)).rows]
    assert (roles.count("member"), roles.count("candidate member")) == (6, 9)


def test_member_of_several_times_is_one_row(database: Database) -> None:
    """Who is attested in 2013, 2016 or later is one member in 2026, last attested on the latest."""
    arguments = {"organization": "political-bureau-presidium", "as_of": "2026-03-01"}
    rows = run(database, "members", *split(arguments)).rows
    assert {row["id"]: row["status"] for row in rows} == {
        "choe-ryong-hae": "last attested 2016-05-09",
        "hwang-pyong-so": "last attested 2016-05-08/2016-05-09",
        "jo-yong-won": "last attested 2024-01-25",
        "kim-jong-un": "last attested 2016-05-08/2016-05-09",
        "kim-yong-nam": "last attested 2016-05-08/2016-05-09",
    }
    assert len(rows) == 5
    found = run(database, "affiliations", *split({"person": "jo-yong-won", "as_of": "2025"})).rows
    assert [row["status"] for row in found if row["relation"] == "MEMBER_OF"] == [
        "last attested 2024-01-25"
    ]


def test_origin_is_told_of_later_years(database: Database) -> None:
    """Asked in 1995 how the idea arose, the letter is there, before that year."""
    arguments = {"concept": "party-cell-of-loyalty", "as_of": "1995"}
    assert ("loyalty-letter-1990", "before it") in answer(
        database, "origin", ("id", "status"), arguments
    )


def test_first_meeting_has_four_voices(database: Database) -> None:
    """Four voices call the meeting of 1994 the first, one report that of 1991."""
    arguments = {"subject": "cell-secretaries-meetings", "predicate": "BEGAN_WITH"}
    found = answer(database, "claims", ("object", "voice"), arguments)
    voices = [voice for object_, voice in found if object_ == "secretaries-competition-1994"]
    assert len(voices) == 4


# Who or what is attested on which day, and is carried forward from it.
ATTESTED = {
    "a candidate of the Political Bureau": (
        "members",
        {"organization": "political-bureau"},
        ("id", "thae-jong-su"),
        "2013-01-28",
    ),
    "a post of 2017": (
        "affiliations",
        {"person": "choe-ryong-hae"},
        ("id", "post-vice-chairman-sac"),
        "2017-12-21",
    ),
    "a deputy director": (
        "members",
        {"organization": "organisation-guidance-department"},
        ("id", "jo-yong-won"),
        "2017-12-22",
    ),
    "a level's head by the rules of 2021": (
        "claims",
        {"subject": "party-cell-head", "predicate": "title", "source": "xinhua-2021-04-09"},
        ("value", "secretary"),
        "2021-04-09",
    ),
    "the size of a cell by an agency": (
        "claims",
        {"subject": "rule-cell-size", "source": "koreaherald-2017-12-24"},
        ("op", "<="),
        "2017-12-24",
    ),
    "the number of heads of cells": (
        "claims",
        {"subject": "party-cell-head", "predicate": "holders", "source": "joongang-2007"},
        ("op", "~"),
        "2007-10-27",
    ),
    "the unit of an institution": (
        "units",
        {"organization": "kim-jong-suk-silk-mill"},
        ("id", "silk-mill-workshop3-cell"),
        "2021-04-07",
    ),
}


@pytest.mark.parametrize("name", ATTESTED)
def test_attested_on_a_day(name: str, database: Database) -> None:
    """What is attested on a day is certain then alone, carried forward after, possible before."""
    query, arguments, (column, value), text = ATTESTED[name]
    year = int(text[:4])

    def statuses(as_of: str, certainty: str = "best", carry: str = "") -> set[str | None]:
        asked = arguments | {"as_of": as_of, "certainty": certainty, "carry": carry}
        rows = run(database, query, *split(asked)).rows
        return {row["status"] for row in rows if row[column] == value}

    there, carried = {"on that day"}, {f"last attested {text}"}
    before, after = f"{year}-01-01" if text[5:] != "01-01" else "", f"{year}-12-31"
    assert statuses(text) == there
    assert statuses(text, "certain") == there
    assert statuses(before) == set()
    assert statuses(before, "certain") == set()
    assert statuses(before, "possible")
    assert statuses(after) == carried
    assert statuses(after, "certain") == set()
    assert statuses("2500", carry="9999") == carried
    is_tenure = query in {"members", "affiliations"}
    assert statuses(f"{year + 9}") == carried
    assert statuses("2500") == (set() if is_tenure else carried)
    assert statuses("1900") == set()
    assert statuses(f"{year - 2}/{year + 2}")
    assert statuses(f"{year - 2}/{year + 2}", "certain") == set()
    assert statuses(f"{year + 1}/{year + 2}") == carried


def test_source_counts_from_the_day_that_it_could_be_read(database: Database) -> None:
    """Of each source all is known on the day of its publication, and nothing the day before."""
    for source in run(database, "sources", {}).rows:
        first = bounds(source["not_before"] or source["published"]).earliest
        if first == EARLIEST:
            continue
        day, before = first.isoformat(), (first - timedelta(days=1)).isoformat()
        asked = {"source": source["id"], "limit": "1000"}
        known = run(database, "claims", *split(asked | {"known_at": day})).rows
        assert len(known) == source["claims"], source["id"]
        assert run(database, "claims", *split(asked | {"known_at": before})).rows == []


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        ("tiers", {}),
        ("rules", CELL),
        ("duties", CELL),
        ("posts", CELL),
        ("claims", {"subject": "workers-party-of-korea"}),
        ("claims", {"source": "dailynk-en-party-cell", "limit": "1000"}),
        ("members", {"organization": "political-bureau-presidium"}),
        ("members", {"organization": "political-bureau"}),
        ("affiliations", {"person": "choe-ryong-hae"}),
        ("chain_of_command", {"organization": "kcna-no5-bureau-no2-cell"}),
        ("tier_chain", CELL),
        ("participations", {}),
        ("neighborhood", {"id": "party-cell"}),
        ("describe", {"id": "party-cell-head"}),
    ],
)
def test_ranges_are_monotone_in_every_query(
    query: str, arguments: dict[str, str], database: Database
) -> None:
    """A longer range keeps each answer of `best` and `possible`, and gains none of `certain`."""
    ranges = ["2013-01-28", "2013-01/2013-02", "2012/2017", "1990/2030", "1900/2030"]
    for certainty in ("certain", "best", "possible"):
        found = []
        for as_of in ranges:
            asked = arguments | {"as_of": as_of, "certainty": certainty}
            rows = run(database, query, *split(asked)).rows
            found.append({claim for row in rows for claim in row.get("claims", [row.get("id")])})
        for shorter, longer in pairwise(found):
            assert longer <= shorter if certainty == "certain" else shorter <= longer, certainty


def test_inference_is_cited_as_the_editors(database: Database) -> None:
    """A conclusion is the editors' own claim, with its premises, method and date."""
    rows = run(database, "claims", {"subject": "pyongyang-indoor-stadium", "predicate": "SAME_AS"})
    (row,) = rows.rows
    assert row["source"] == row["voice"] == "partycell-editors"
    assert row["standing"] == "inferred"
    assert row["method"]
    premises = run(database, "claims", {"ids": row["premises"]}).rows
    assert {premise["source"] for premise in premises} == {
        "dailynk-en-party-cell",
        "nklw-2017-12-23",
    }


def test_every_inference_has_premises_that_are_there(database: Database) -> None:
    """Each inferred claim has a method, and premises that are claims of other sources."""
    (sources,) = database.run(
        "MATCH (c:Claim {basis: 'inferred'}) RETURN collect(DISTINCT c.source)", time_limit=0
    ).records[0]
    assert sorted(sources) == ["partycell-editors", "partycell-geography"]
    rows = [
        row
        for source in sources
        for row in run(database, "claims", {"source": source, "limit": 1000}).rows
    ]
    inferred = [row for row in rows if row["basis"] == "inferred"]
    assert len(inferred) >= 15
    assert all(row["premises"] and row["method"] for row in inferred)
    assert not any(row["disputed"] for row in inferred)


@pytest.mark.parametrize(
    ("day", "arguments", "expected"),
    [
        ("1948", {}, True),
        ("1949", {}, True),  # some day of the year in which it was dissolved
        ("1950", {}, False),
        ("2013", {}, False),
        ("2013", {"known_at": "1990"}, False),  # nothing of it had been published
        ("2013", {"sources": "wikipedia-wpnk-2nd-congress"}, True),  # that says nothing of its end
        ("2013", {"sources": "wikipedia-wpnk"}, True),  # that does, but is of low confidence
    ],
)
def test_what_was_dissolved_is_not_there(
    day: str, arguments: dict[str, str], expected: bool, database: Database
) -> None:
    """An organisation is there until the sources that are heard say that it was dissolved."""
    lens = {"as_of": day, **arguments}
    for query, more in (("things", {"kind": "Organization", "limit": "1000"}), ("chart", {})):
        found = answer(database, query, ("id",), more | lens)
        assert ("workers-party-of-north-korea" in found) is expected, query


@pytest.mark.parametrize(
    ("day", "arguments", "expected"),
    [
        ("1946-08-27", {}, True),
        ("1946-08-31", {}, False),  # by the congress both had become one
        ("2013", {}, False),
        ("2013", {"sources": "kcna-2004-08-30"}, True),  # the conclusion is ours, not the agency's
    ],
)
def test_two_parties_ended_when_they_merged(
    day: str, arguments: dict[str, str], expected: bool, database: Database
) -> None:
    """Two parties that became one in August 1946 are there until then, by the editors."""
    lens = {"as_of": day, **arguments}
    for query, more in (("things", {"kind": "Organization", "limit": "1000"}), ("chart", {})):
        found = answer(database, query, ("id",), more | lens)
        for party in ("communist-party-of-north-korea", "new-democratic-party-of-korea"):
            assert (party in found) is expected, (query, party)


@pytest.mark.parametrize(
    ("as_of", "carry", "expected"),
    [
        ("2013-01-28", "0", True),  # attested on that day: nothing is carried
        ("2013-01-29", "0", False),
        ("2016-01-28", "3", True),  # three years later to the day
        ("2016-01-29", "3", False),
        ("2016-01-29", "4", True),
        ("2014-01-01/2016-01-29", "1", True),  # a range is looked at from its first day
        ("2016-01-29", "", True),
        ("2016-01-29", "9999", True),
    ],
)
def test_attestations_are_carried_for_so_many_years(
    as_of: str, carry: str, expected: int, database: Database
) -> None:
    """`carry` says for how long; the three of the Presidium are attested on 2013-01-28."""
    found = answer(
        database,
        "members",
        ("id",),
        {"organization": "political-bureau-presidium", "as_of": as_of, "carry": carry},
    )
    assert ({"choe-ryong-hae", "choe-yong-rim", "kim-yong-nam"} <= found) is expected


@pytest.mark.parametrize(
    ("as_of", "carry", "expected"),
    [
        ("2027-12-22", "", True),
        ("2027-12-23", "", False),
        ("2027-12-23", "11", True),
        ("2500", "9999", True),
    ],
)
def test_members_are_carried_for_ten_years(
    as_of: str, carry: str, expected: bool, database: Database
) -> None:
    """Unless asked it is ten years to the day; a deputy director is attested on 2017-12-22."""
    department = {"organization": "organisation-guidance-department"}
    found = answer(database, "members", ("id",), department | {"as_of": as_of, "carry": carry})
    assert ("jo-yong-won" in found) is expected


@pytest.mark.parametrize(
    ("lens", "expected"),
    [
        ({}, {"kwon-yong-jin"}),
        ({"known_at": "2021-04-30"}, set()),  # the editors say so later
        ({"sources": "vok-ja-2021-04-07-opening"}, set()),
        ({"carry": "10"}, set()),
    ],
)
def test_holder_of_the_one_seat_is_carried_to_the_next(
    lens: dict[str, str], expected: set[str], database: Database
) -> None:
    """In a post that is known to have one seat the last holder is carried without a bound."""
    post = {"post": "post-director-general-political-bureau", "as_of": "2100"}
    assert answer(database, "tenures", ("person",), post | lens) == expected


@pytest.mark.parametrize("carry", ["-1", "1.5", "ten", "10000", "\uff11\uff10"])
def test_a_carry_that_is_no_number_of_years_is_refused(carry: str) -> None:
    """Only a whole number of up to four digits is one."""
    with pytest.raises(BadParameterError) as caught:
        Lens.parse({"carry": carry})
    assert caught.value.name == "carry"


@pytest.mark.parametrize("sources", [",", " , ", True, 3])
def test_sources_that_name_none_are_refused(sources: object) -> None:
    """What names no source is not taken for all of them."""
    with pytest.raises(BadParameterError) as caught:
        Lens.parse({"sources": sources})
    assert caught.value.name == "sources"


@pytest.mark.parametrize(
    ("query", "arguments", "value"),
    [
        ("rules", {"tier": "party-cell"}, 15),
        ("describe", {"id": "rule-cell-size"}, 15),
        ("numbers", {"thing": "workers-party-of-korea"}, 6500000),
        ("event", {"event": "eighth-congress-2021"}, "2021-01-06"),
    ],
)
def test_low_confidence_is_said(
    query: str, arguments: dict[str, Any], value: object, database: Database
) -> None:
    """A value of low confidence is marked so in every row that has it, and no other value is."""
    standings = answer(database, query, ("value", "standing"), arguments)
    low = {said for said, standing in standings if standing.endswith(", of low confidence")}
    assert value in low
    assert all(standing.endswith("confidence") for said, standing in standings if said == value)
    assert 30 not in low


def test_low_confidence_dates_nothing_where_another_does(database: Database) -> None:
    """Of two dates of a congress the one of low confidence stands beside, and decides nothing."""
    (row,) = [
        row
        for row in run(database, "timeline", {"kind": "congress"}).rows
        if row["id"] == "eighth-congress-2021"
    ]
    assert row["date"] == "2021-01-05/2021-01-12"
    assert row["dates"] == ["2021-01-05/2021-01-12", "2021-01-06/2021-01-12"]
    assert "eighth-congress-2021" in answer(
        database, "timeline", ("id",), {"start": "2021-01-05", "end": "2021-01-05"}
    )
    claims = run(database, "claims", {"subject": "eighth-congress-2021"}).rows
    assert {
        row["holds_from"] for row in claims if row["predicate"] in {"participants", "delegates"}
    } == {"2021-01-05"}
