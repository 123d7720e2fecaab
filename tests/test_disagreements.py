"""Where claims disagree, how, and what is accepted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from graph.catalogue import run, split
from graph.claims import Claim, Judgement, Selector, disagreement, questions
from graph.database import Database
from graph.dates import Bounds, interval_validity, moment_validity
from graph.model import DisagreementKind
from loaders.load import load
from tests.test_load import SMALL, write


def claim(identifier: str = "c-1", **changes: Any) -> Claim:
    """A claim that a meeting was the first of its series, made in 2000."""
    base = Claim(
        id=identifier,
        about="a-meeting",
        predicate="ordinal",
        op="=",
        value=1,
        object=None,
        ordinal=None,
        role=None,
        polarity="asserted",
        modality="reported",
        basis="attested",
        rank="normal",
        voice=f"voice of {identifier}",
        source=f"source of {identifier}",
        work=f"work of {identifier}",
        validity=moment_validity(Bounds(date(2000, 1, 1), date(2000, 1, 1))),
    )
    return replace(base, **changes)


LATER = moment_validity(Bounds(date(2010, 1, 1), date(2010, 1, 1)))
DATE = {"predicate": "date"}
COUNT = {"predicate": "participants"}
BOUND = {"predicate": "member_count", "about": "a-rule"}
TEXT = {"predicate": "text", "about": "a-duty"}
SEAT = {"predicate": "MEMBER_OF", "value": None, "object": "a-bureau"}


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ({}, {}, None),
        ({}, {"value": 2}, "contested"),
        ({}, {"value": 2, "validity": LATER}, "changed"),
        ({}, {"value": 2, "modality": "announced"}, "different"),
        ({}, {"about": "another"}, None),
        ({**DATE, "value": "1994-03"}, {**DATE, "value": "1994-03-31"}, None),
        ({**DATE, "value": "1994-03-31/"}, {**DATE, "value": "1994-03"}, None),
        ({**DATE, "value": "2007-10-26/"}, {**DATE, "value": "2007-10-27/2007-10-28"}, "contested"),
        ({**DATE, "value": "2013-01/2013-02"}, {**DATE, "value": "2013-01-28/2013-01-29"},
         "contested"),
        ({**DATE, "value": "2013-01-28/"}, {**DATE, "value": "2013-01-28/2013-01-29"}, None),
        ({**COUNT, "value": 15000, "op": ">="}, {**COUNT, "value": 200000}, "different"),
        ({**COUNT, "value": 10000, "op": "<="}, {**COUNT, "value": 10000, "op": "~"}, "different"),
        ({**COUNT, "value": 10000}, {**COUNT, "value": 20000}, "contested"),
        ({**BOUND, "value": 30, "op": "<="}, {**BOUND, "value": 20, "op": "<="}, "contested"),
        ({**BOUND, "value": 30, "op": "<="}, {**BOUND, "value": 5, "op": ">="}, None),
        ({**TEXT, "value": "Expand"}, {**TEXT, "value": "expand"}, None),
        ({**TEXT, "value": "a", "work": "w"}, {**TEXT, "value": "b", "work": "w"}, "wording"),
        ({**TEXT, "value": "a", "voice": "v"}, {**TEXT, "value": "b", "voice": "v"}, "wording"),
        (SEAT, {**SEAT, "polarity": "denied"}, "contested"),
        (SEAT, {**SEAT, "object": "another-bureau"}, None),
    ],
)  # fmt: skip
def test_kind_of_a_pair(one: dict[str, Any], other: dict[str, Any], kind: str | None) -> None:
    """Two claims disagree in the way that docs/disagreements.md says."""
    found = disagreement(claim("c-1", **one), claim("c-2", **other))
    assert (found and found.value) == kind


def test_place_within_another_is_no_disagreement() -> None:
    """A stadium and the town that it lies in are one answer, two stadiums are not."""
    held: dict[str, Any] = {"predicate": "HELD_AT", "value": None}
    stadium, town = claim("c-1", **held, object="stadium"), claim("c-2", **held, object="town")
    assert disagreement(stadium, town, {"stadium": {"town"}}) is None
    assert disagreement(stadium, town) is DisagreementKind.CONTESTED


CLAIMS = st.builds(
    lambda number, value, op, days, polarity, modality: claim(
        f"c-{number}",
        predicate="participants",
        value=value,
        op=op,
        polarity=polarity,
        modality=modality,
        validity=interval_validity("/".join(day.isoformat() for day in sorted(days))),
    ),
    st.integers(1, 1000),
    st.integers(0, 5),
    st.sampled_from(["=", ">=", "<=", "~"]),
    st.tuples(st.dates(), st.dates()),
    st.sampled_from(["asserted", "denied"]),
    st.sampled_from(["reported", "announced", "rumoured"]),
)


@given(CLAIMS, CLAIMS)
def test_disagreement_is_symmetric_and_never_with_itself(one: Claim, other: Claim) -> None:
    """The order of two claims does not matter, and no claim disagrees with itself."""
    assert disagreement(one, other) == disagreement(other, one)
    assert disagreement(one, one) is None


@given(st.lists(CLAIMS, unique_by=lambda item: item.id, max_size=6))
def test_conflicts_stay_within_their_question(claims: list[Claim]) -> None:
    """Every pair that disagrees stands once, in one question that both answer."""
    pairs = [
        (conflict.one, conflict.other)
        for question in questions(claims)
        for conflict in question.conflicts
        if {conflict.one, conflict.other} <= {item.id for item in question.claims}
    ]
    expected = sum(
        disagreement(one, other) is not None and one.comparison_key == other.comparison_key
        for i, one in enumerate(claims)
        for other in claims[:i]
    )
    assert len(pairs) == len(set(pairs)) == expected


def test_judgement_goes_before_what_is_computed() -> None:
    """What would be a change in time is contested where the editors judge it so."""
    claims = [claim("c-1"), claim("c-2", value=2, validity=LATER)]
    assert questions(claims)[0].conflicts[0].kind is DisagreementKind.CHANGED
    judged = Judgement(
        "q", "Which?", DisagreementKind.CONTESTED, "Because.", (Selector("a-meeting", "ordinal"),)
    )
    found = questions(claims, [judged])
    assert [(item.id, item.conflicts[0].kind) for item in found] == [
        ("q", DisagreementKind.CONTESTED)
    ]


# Written from the sources, before the query was.
DISAGREEMENTS = {
    "contested": {
        "members-in-1946",
        "members-in-1948",
        "cell-upper-bound",
        "opening-2007",
        "opening-of-the-eighth-congress",
        "date-2013",
        "jang-song-thaek-presidium",
        "first-meeting",
        "party-founded",
    },
    "changed": {
        "alternates-of-the-political-bureau",
        "candidacy",
        "head-of-a-city-or-county",
        "head-of-a-primary-committee",
        "head-of-a-province",
        "name-of-the-secretariat",
        "secretaries-of-the-central-committee",
        "number-of-members",
        "size-of-the-political-bureau",
        "size-of-the-presidium",
        "when-a-congress-is-called",
        "head-of-a-cell",
        "ordinal-1994",
        "ordinal-2007",
        "how-often-secretaries-meet",
        "who-convenes-the-secretaries",
        "cell-in-1956",
        "cells-of-the-party-of-the-north",
    },
    "different": {
        "participants-1994",
        "participants-2021",
        "number-of-secretaries",
        "levels-of-the-party",
        "what-a-cell-stands-under",
        "who-chooses-a-cell-secretary",
        "units-below-five",
        "deputies",
        "delegates-1946",
        "who-led-2021",
    },
    "wording": {
        "kind-of-meeting",
        "duty-2",
        "duty-8",
        "duty-9",
        "cell-of-the-leaders",
        "leading-organ",
        "first-party-cell-secretary",
        "who-led-2017",
    },
}


@pytest.mark.parametrize("kind", DISAGREEMENTS)
def test_every_disagreement_is_listed(kind: str, database: Database) -> None:
    """Each disagreement of the curated data is listed with its kind, and no other."""
    rows = run(database, "contested", {"kind": kind}).rows
    assert {row["question"] for row in rows} == DISAGREEMENTS[kind]
    for row in rows:
        assert len(row["sides"]) > 1
        assert all(side["sources"] and side["claims"] for side in row["sides"])
        assert row["asks"]
        assert row["explanation"]
        assert row["disputed"] == (row["resolved_by"] is None)


def test_sides_are_in_words(database: Database) -> None:
    """A side says its bound, its denial and the names of things; no sign, and no id of theirs."""
    rows = {row["question"]: row["sides"] for row in run(database, "contested", {}).rows}
    texts = {question: [side["text"] for side in sides] for question, sides in rows.items()}
    assert texts["cell-upper-bound"] == ["at most 30", "at most 20", "at most 15"]
    assert set(texts["jang-song-thaek-presidium"]) == {
        "Presidium of the Political Bureau",
        "not Presidium of the Political Bureau",
    }
    assert "about 366000" in texts["members-in-1946"]
    ids = {item["id"] for sides in rows.values() for side in sides for item in side["objects"]}
    told = [text for some in texts.values() for text in some]
    assert [text for text in told if text in ids or text[:1] in "<>~="] == []


def test_every_question_is_put_in_both_languages(database: Database) -> None:
    """What editors ask they ask in English and in Korean."""
    rows = [row for row in run(database, "contested", {}).rows if row["asks"]]
    assert len({row["question"] for row in rows}) == 45
    assert [row["question"] for row in rows if not re.search("[가-힣]", row["asks_ko"] or "")] == []


def test_sides_count_voices_not_sources(database: Database) -> None:
    """Editions of one article, and papers that repeat one editorial, are one voice."""
    rows = {row["question"]: row for row in run(database, "contested", {}).rows}
    sides = {side["side"]: side for side in rows["opening-2007"]["sides"]}
    assert sides["2007-10-26"]["sources"] == ["dailynk-ko-2007", "joongang-2007"]
    assert sides["2007-10-26"]["voices"] == 1
    ordinals = {side["side"]: side for side in rows["ordinal-1994"]["sides"]}
    assert (len(ordinals["2"]["sources"]), ordinals["2"]["voices"]) == (3, 1)
    assert (len(ordinals["1"]["sources"]), ordinals["1"]["voices"]) == (4, 4)


def test_one_source_alone_contests_nothing(database: Database) -> None:
    """To the founding text alone there is one opening, and no dispute."""
    alone = {"sources": "dailynk-en-party-cell"}
    assert run(database, "contested", *split(alone)).rows == []


def test_resource_shows_every_side(database: Database) -> None:
    """An event has both opening dates and both ordinals, with who says which."""
    path = "/v1/events/secretaries-competition-2007"
    with TestClient(create_app(database)) as client:
        data = client.get(path, params={"provenance": "true"}).json()["data"]
        alone = client.get(path, params={"sources": "dailynk-en-party-cell"}).json()["data"]
    said = {
        (row["predicate"], row["value"]): {item["source"] for item in row["claims"]}
        for row in data["statements"]
        if row["predicate"] in {"opened", "ordinal"}
    }
    assert said == {
        ("opened", "2007-10-27"): {"dailynk-en-party-cell"},
        ("opened", "2007-10-26"): {"dailynk-ko-2007", "joongang-2007"},
        ("ordinal", 2): {"dailynk-en-party-cell", "dailynk-ko-2013-01-18"},
        ("ordinal", 3): {
            "nklw-2013-01-25",
            "kbs-2013-01-31",
            "sogang-thesis",
            "yonhap-2013-01-31",
        },
    }
    assert data["disputed"]
    assert (data["resolved_by"]["opened"], data["resolved_by"]["ordinal"]) == (None, "changed")
    assert not alone["disputed"]
    assert {row["value"] for row in alone["statements"] if row["predicate"] == "opened"} == {
        "2007-10-27"
    }


def test_title_changes_with_the_date(database: Database) -> None:
    """The head of a cell is a secretary in 2008, a chairperson in 2018, a secretary in 2022."""
    for year, title in (("2008", "secretary"), ("2018", "chairperson"), ("2022", "secretary")):
        rows = run(database, "posts", *split({"tier": "party-cell", "as_of": year})).rows
        assert {row["title"] for row in rows} == {title}, year
        assert all(row["status"].startswith("last attested ") for row in rows)


def test_nothing_is_known_of_the_rules_of_1957(database: Database) -> None:
    """In 1957 there was no cell by that name, and of its rules nothing is known."""
    assert run(database, "rules", *split({"tier": "party-cell", "as_of": "1957"})).rows == []
    rows = run(database, "describe", *split({"id": "party-cell", "as_of": "1957"})).rows
    said = [(row["predicate"], row["value"]) for row in rows if row["predicate"] != "name"]
    assert said == [("in_use", False)]


def test_rules_follow_their_edition(database: Database) -> None:
    """The special cases of 2016 are there in 2018, not in 2008; in 2022 they may have been kept."""

    def exceptions(year: str) -> int:
        rows = run(database, "rules", *split({"tier": "party-cell", "as_of": year})).rows
        return sum(row["predicate"] == "exception" for row in rows)

    assert [exceptions(year) for year in ("2008", "2018", "2022")] == [0, 2, 2]


def test_renumbering_was_not_known_before(database: Database) -> None:
    """At the start of 2008 nobody knew of a third conference, nor of the renumbering."""
    rows = run(database, "timeline", *split({"start": "1991", "known_at": "2008-01-01"})).rows
    assert [row["id"] for row in rows] == [
        "secretaries-competition-1994",
        "secretaries-competition-2007",
        "new-years-editorial",
    ][: len(rows)]
    event = run(
        database,
        "event",
        *split({"event": "secretaries-competition-1994", "known_at": "2008-01-01"}),
    )
    ordinals = {row["value"] for row in event.rows if row["predicate"] == "ordinal"}
    assert ordinals == {1}
    sources = run(database, "sources", {}).rows
    undated = [row for row in sources if row["published"] == "XXXX" and not row["not_before"]]
    assert event.undated_left_out == len(undated) == 16


def test_load_says_what_it_opens_and_resolves(empty: Database, tmp_path: Path) -> None:
    """A second source that says otherwise opens a question; one that agrees resolves it."""
    first = write(tmp_path, SMALL)
    load(empty, [first])
    other = SMALL.replace("id: small", "id: other").replace("value: 1999", "value: 1998")
    things, facts = other.index("things:"), other.index("facts:")
    second = write(tmp_path, other[:things] + other[facts:], "other.yaml")
    dry = load(empty, [second], dry_run=True)
    assert dry.disagreements.opened == (("an-event|date|", "contested"),)
    assert run(empty, "contested", {}).rows == []
    load(empty, [second])
    assert [row["question"] for row in run(empty, "contested", {}).rows] == ["an-event|date|"]
    write(tmp_path, second.read_text().replace("value: 1998", "value: 1999"), "other.yaml")
    report = load(empty, [second])
    assert report.disagreements.resolved == (("an-event|date|", "contested"),)
    assert run(empty, "contested", {}).rows == []


@pytest.mark.writes
def test_judgements_outlive_loads_of_others(database: Database, tmp_path: Path) -> None:
    """Loading another source leaves the editors' judgements in force."""
    load(database, [write(tmp_path, SMALL)])
    rows = run(database, "contested", {"about": "rule-cell-size", "kind": "contested"}).rows
    assert {row["question"] for row in rows} == {"cell-upper-bound"}
