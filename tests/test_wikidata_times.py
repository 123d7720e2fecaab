"""Times of Wikidata: as exact as their precision says, in the calendar that they name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.foreign.wikidata_times import (
    GREGORIAN,
    JULIAN,
    between,
    narrowed,
    read_wikidata_time,
)

ENTITY = "http://www.wikidata.org/entity/"


def edtf(
    time: str, precision: int = 11, calendar: str = GREGORIAN, more: dict[str, int] | None = None
) -> str | None:
    """The EDTF of a time as a dump has it."""
    given = {"time": time, "precision": precision, "calendarmodel": ENTITY + calendar}
    return read_wikidata_time({**given, **(more or {})}).edtf


@pytest.mark.parametrize(
    ("time", "precision", "wanted"),
    [
        ("+1994-03-31T00:00:00Z", 11, "1994-03-31"),
        ("+1994-03-31T10:20:00Z", 14, "1994-03-31"),
        ("+1994-03-00T00:00:00Z", 10, "1994-03"),
        ("+1994-00-00T00:00:00Z", 11, "1994"),
        ("+1990-00-00T00:00:00Z", 8, "199X"),
        ("+2000-00-00T00:00:00Z", 7, "[1901..2000]"),
        ("+1901-00-00T00:00:00Z", 7, "[1901..2000]"),
        ("+2000-00-00T00:00:00Z", 6, "[1001..2000]"),
        ("-0001-00-00T00:00:00Z", 9, "0000"),
        ("-0043-03-15T00:00:00Z", 11, "-0042-03-15"),
        ("-0100-00-00T00:00:00Z", 7, "[-0099..0000]"),
        ("+12000-00-00T00:00:00Z", 9, "Y12000"),
    ],
)
def test_precision_is_that_of_the_statement(time: str, precision: int, wanted: str) -> None:
    """A time is a day, month, year, decade, century or millennium, and none is more exact."""
    assert edtf(time, precision) == wanted


@pytest.mark.parametrize(
    ("time", "precision", "calendar"),
    [
        ("+0000-00-00T00:00:00Z", 9, GREGORIAN),
        ("+1994-02-30T00:00:00Z", 11, GREGORIAN),
        ("+1900-02-29T00:00:00Z", 11, GREGORIAN),
        ("+1994-13-00T00:00:00Z", 10, GREGORIAN),
        ("-0043-03-15T00:00:00Z", 11, JULIAN),
        ("+1994-00-00T00:00:00Z", 9, "Q1"),
        ("1994", 9, GREGORIAN),
    ],
)
def test_no_time_is_made_up(time: str, precision: int, calendar: str) -> None:
    """A day that is in no calendar, a calendar that is not known give no date; the text stays."""
    value = {"time": time, "precision": precision, "calendarmodel": ENTITY + calendar}
    found = read_wikidata_time(value)
    assert found.edtf is None
    assert found.original.startswith(time)


@pytest.mark.parametrize(
    ("time", "wanted"),
    [
        ("+1582-10-04T00:00:00Z", "1582-10-14"),  # the last day before the reform
        ("+1917-10-25T00:00:00Z", "1917-11-07"),  # the October Revolution
        ("+1900-02-29T00:00:00Z", "1900-03-13"),  # a day that the Gregorian calendar has not
    ],
)
def test_julian_day_is_the_gregorian_one(time: str, wanted: str) -> None:
    """A day by the Julian calendar is the same day by the Gregorian one, and says so."""
    assert edtf(time, 11, JULIAN) == wanted
    value = {"time": time, "precision": 11, "calendarmodel": ENTITY + JULIAN}
    assert "Julian calendar" in read_wikidata_time(value).original


def test_julian_month_is_the_days_that_it_had() -> None:
    """October 1917 by the Julian calendar was from 14 October to 13 November."""
    assert edtf("+1917-10-00T00:00:00Z", 10, JULIAN) == "[1917-10-14..1917-11-13]"


@given(st.dates(date(1900, 3, 14), date(2100, 3, 13)))
def test_two_calendars_run_side_by_side(day: date) -> None:
    """From March 1900 to 2100 the Julian calendar is thirteen days behind."""
    written = day - timedelta(days=13)
    assert edtf(f"+{written.isoformat()}T00:00:00Z", 11, JULIAN) == day.isoformat()


@pytest.mark.parametrize(
    ("time", "precision", "more", "wanted"),
    [
        ("+1994-00-00T00:00:00Z", 9, {"before": 1, "after": 2}, "[1993..1996]"),
        ("+1994-01-00T00:00:00Z", 10, {"after": 1}, "[1994-01-01..1994-02-28]"),
        ("+1994-03-31T00:00:00Z", 11, {"before": 1, "after": 1}, "[1994-03-30..1994-04-01]"),
    ],
)
def test_before_and_after_widen(
    time: str, precision: int, more: dict[str, int], wanted: str
) -> None:
    """`before` and `after` count in units of the precision and make the time vaguer."""
    assert edtf(time, precision, more=more) == wanted


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("1943", "1946", "[1943..1946]"),
        ("1943", "", "[1943..]"),
        ("", "1946-03", "[..1946-03]"),
        ("194X", "[1951..1952]", "[1940-01-01..1952-12-31]"),
        ("1946", "1943", None),
        ("-0099", "", None),
        ("", "Y12000", None),
        ("", "", None),
    ],
)
def test_earliest_and_latest_date_bound_a_time(first: str, last: str, wanted: str | None) -> None:
    """A time lies between its earliest and its latest date, however vague each is."""
    assert between(first, last) == wanted


@pytest.mark.parametrize(
    ("value", "bound", "wanted"),
    [
        ("XXXX", "[1943..1946]", "[1943..1946]"),
        ("194X", "[1943..1946]", "[1943..1946]"),
        ("194X", "[1947..]", "[1947-01-01..1949-12-31]"),
        ("1944-05", "[1943..1946]", "1944-05"),
        ("1950", "[1943..1946]", None),
    ],
)
def test_bound_makes_a_date_no_vaguer(value: str, bound: str, wanted: str | None) -> None:
    """Of a date that which is within the bound is kept; a bound beside it changes nothing."""
    assert narrowed(value, bound) == wanted
