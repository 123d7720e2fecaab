"""The party's own rules as checks, on the curated data and on a made-up party."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from graph.catalogue import run
from graph.checks import (
    EXCEPTED,
    EXCEPTION_NOT_KNOWN,
    FINDINGS,
    PASS,
    UNKNOWN,
    VIOLATION,
    checks,
    run_checks,
    summarise,
)
from graph.database import Database
from graph.errors import BadParameterError, UnknownIdError
from graph.lens import Lens
from graph.proposals import proposals, sizes_of_split
from loaders.load import load
from tests.graphs import OwnGraph

MADE_UP = Path(__file__).parent / "examples" / "made-up-party.yaml"

# Worked out by hand from the file; the bounds are those of the curated data.
PLANTED = {
    ("cell-size-maximum", "m-cell-too-large"),
    ("cell-size-minimum", "m-cell-too-small"),
    ("party-group-size", "m-group-too-large"),
    ("primary-committee-size", "m-primary-too-small"),
    ("cell-committee", "m-cell-without-committee"),
    ("one-cell-per-member", "m-person-two-cells"),
    ("secretary-unpaid", "m-post-paid"),
    ("general-meeting", "m-cell-disputed"),
    ("secretaries-conference", "cell-secretaries-conference-2021"),
    ("interval-order", "m-mill"),
    ("relative-dates", "m-conference-2029"),
}


# What a source dates by a meeting whose day it does not give.
UNREAD = {("interval-order", "hong-in-bom"), ("interval-order", "jo-yon-jun")}


@pytest.fixture
def party(own_graph: OwnGraph) -> Database:
    """The curated data with the party that breaks the rules."""
    return own_graph.become("party that breaks rules", lambda database: load(database, [MADE_UP]))


def found(database: Database, finding: str, **lens: str) -> set[tuple[str, str]]:
    rows = run_checks(database, lens=Lens.parse(lens), finding=finding).rows
    return {(row["check"], row["unit"]) for row in rows}


def test_curated_data_hold_no_violation(database: Database) -> None:
    """No rule is broken but that two times are not read; the conference due in 2026 is unknown."""
    assert found(database, VIOLATION) == UNREAD
    rows = [row for row in run_checks(database).rows if row["finding"] != VIOLATION]
    by_check: dict[str, set[str]] = {}
    for row in rows:
        by_check.setdefault(row["check"], set()).add(row["finding"])
    kept = {"relative-dates", "one-cell-per-member"}  # eight people are in one cell each
    assert {check: by_check[check] for check in kept} == {check: {PASS} for check in kept}
    assert set.union(*(by_check[check] for check in by_check.keys() - kept)) == {UNKNOWN}
    conference = [row for row in rows if row["check"] == "secretaries-conference"]
    assert [row["note"] for row in conference] == [
        "the next is due in 2026; no source here tells of it"
    ]


def test_every_planted_violation_is_found_and_no_other(party: Database) -> None:
    """One violation of each rule is planted, and exactly those are found."""
    assert found(party, VIOLATION) == PLANTED | UNREAD
    assert {check for check, _ in PLANTED} == set(checks())


@pytest.mark.parametrize("name", checks())
def test_a_check_of_one_unit_tells_of_it_alone(name: str, party: Database) -> None:
    """Asked of one thing, a check says what it says of it among all, and nothing of others."""
    rows = run_checks(party, [name]).rows
    for unit in sorted({row["unit"] for row in rows})[:3]:
        alone = run_checks(party, [name], unit=unit).rows
        assert alone == [row for row in rows if row["unit"] == unit]


def test_special_cases_are_excepted_while_the_rules_have_them(party: Database) -> None:
    """Cells of 3 and of 40 are excepted in 2018, under the rules of 2016."""
    assert found(party, EXCEPTED) == {
        ("cell-size-maximum", "m-cell-special-large"),
        ("cell-size-minimum", "m-cell-special-small"),
    }
    rows = run_checks(party, ["cell-size-maximum"], finding=EXCEPTED).rows
    assert rows[0]["excepted_by"] == ["rule-cell-size-special-large"]
    assert "wpk-rules-2016-asiapress" in rows[0]["sources"]


def test_bound_that_may_not_have_been_kept_is_no_violation(party: Database) -> None:
    """A cell of 35 in June 2022 is unknown: whether the exception of 2016 was kept is not known."""
    rows = run_checks(party, ["cell-size-maximum"]).rows
    row = next(row for row in rows if row["unit"] == "m-cell-special-later")
    assert row["finding"] == UNKNOWN
    assert row["note"] == EXCEPTION_NOT_KNOWN


def test_disputed_bound_gives_no_verdict(party: Database) -> None:
    """Of a cell of 25 one source would say that it is too large: that is unknown, with both."""
    rows = run_checks(party, ["cell-size-maximum"]).rows
    row = next(row for row in rows if row["unit"] == "m-cell-disputed")
    assert (row["finding"], row["disputed"]) == (UNKNOWN, True)
    assert "violation by <= 20 (chosun-2013-01-30, joongang-2007)" in row["note"]
    alone = {"sources": "made-up-party,joongang-2007"}
    rows = run_checks(party, ["cell-size-maximum"], Lens.parse(alone)).rows
    row = next(row for row in rows if row["unit"] == "m-cell-disputed")
    assert row["finding"] == VIOLATION


def test_rule_applies_only_in_its_dates(party: Database) -> None:
    """In 1957, and under sources that do not have a rule, nothing is checked by it."""
    only = {"sources": "made-up-party"}
    rows = run_checks(party, ["cell-size-maximum"], Lens.parse(only)).rows
    assert [row["unit"] for row in rows] == []
    assert run_checks(party, ["party-group-size"], Lens(as_of="2022")).rows == []


@pytest.mark.parametrize(
    ("low", "high", "op", "bound", "finding"),
    [
        (31, 31, "<=", 30, VIOLATION),
        (30, 30, "<=", 30, PASS),
        (27.9, 34.1, "<=", 30, UNKNOWN),
        (31, None, "<=", 30, VIOLATION),
        (0, 4, ">=", 5, VIOLATION),
        (5, None, ">=", 5, PASS),
        (None, None, ">=", 5, UNKNOWN),
    ],
)
def test_verdict_of_a_range(
    low: float | None, high: float | None, op: str, bound: int, finding: str
) -> None:
    """A range is outside only if all of it is, inside only if all of it is."""
    row: dict[str, Any] = {
        "unit": "u",
        "name": "U",
        "low": low,
        "high": high,
        "since": None,
        "until": None,
        "observed": [],
        "op": op,
        "bound": bound,
        "source": "s",
        "claim": "c",
        "excepted_by": [],
        "note": None,
    }
    assert [item["finding"] for item in summarise("check", [row])] == [finding]


@given(st.integers(1, 5000), st.integers(1, 200))
def test_split_keeps_members_and_bounds(members: int, largest: int) -> None:
    """A split loses nobody, has the fewest cells, none too large, and none larger by two."""
    sizes = sizes_of_split(members, largest)
    assert sum(sizes) == members
    assert max(sizes) <= largest
    assert max(sizes) - min(sizes) <= 1
    assert (len(sizes) - 1) * largest < members


def test_proposals_are_what_the_rules_provide(party: Database) -> None:
    """75 members become cells of 25 or 18 and 19; two join a neighbour, or form a group."""
    rows = proposals(party).rows
    plans = [(row["unit"], row["action"], row["sizes"], row["other"]) for row in rows]
    assert sorted(plans, key=str) == sorted(
        [
            ("m-cell-too-large", "split", [25, 25, 25], None),
            ("m-cell-too-large", "split", [19, 19, 19, 18], None),
            ("m-cell-too-small", "attach", [14], "m-cell-fine"),
            ("m-cell-too-small", "party group", [2], None),
        ],
        key=str,
    )


def test_party_groups_are_proposed_by_who_has_them(party: Database) -> None:
    """Where no source of the lens knows party groups, a cell of two is to join another."""
    rows = proposals(party).rows
    source = next(row for row in rows if row["action"] == "party group")["sources"]
    groups = {row["id"] for row in run(party, "rules", {"tier": "party-group"}).rows}
    assert groups == {"rule-party-group"}
    known = {row["id"] for row in run(party, "sources", {}).rows}
    stating = {
        name for row in run(party, "rules", {"tier": "party-group"}).rows for name in row["sources"]
    }
    assert stating & set(source)
    others = proposals(party, Lens(sources=tuple(sorted(known - stating)))).rows
    assert "party group" not in {row["action"] for row in others}
    assert "m-cell-too-small" in {row["unit"] for row in others}


def test_checks_are_the_same_over_http(party: Database) -> None:
    """HTTP gives the rows of the command, narrowed by check and finding."""
    with TestClient(create_app(party)) as client:
        answer = client.get("/v1/checks", params={"finding": VIOLATION, "limit": 1000}).json()
        assert {(row["check"], row["unit"]) for row in answer["data"]} == PLANTED | UNREAD
        plans = client.get("/v1/checks/proposals").json()["data"]
        assert Counter(row["action"] for row in plans) == {
            "split": 2,
            "attach": 1,
            "party group": 1,
        }


def test_unknown_check_and_finding_are_refused(database: Database) -> None:
    """A misspelt check or finding is an error that lists those there are."""
    with pytest.raises(UnknownIdError, match="no check 'size'"):
        run_checks(database, ["size"])
    with pytest.raises(BadParameterError, match=", ".join(FINDINGS)):
        run_checks(database, finding="bad")
