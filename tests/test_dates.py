"""EDTF to bounds, and a claim's validity."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import (
    EARLIEST,
    LATEST,
    BadDateError,
    Bounds,
    bounds,
    interval_validity,
    moment_validity,
)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2007-10-27", date(2007, 10, 27), date(2007, 10, 27)),
        ("1994-03", date(1994, 3, 1), date(1994, 3, 31)),
        ("1990", date(1990, 1, 1), date(1990, 12, 31)),
        ("2007-10-27/2007-10-28", date(2007, 10, 27), date(2007, 10, 28)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("XXXX", EARLIEST, LATEST),
        ("2021-01-09/..", date(2021, 1, 9), LATEST),
        ("2021-01-09/", date(2021, 1, 9), LATEST),
        ("../1994", EARLIEST, date(1994, 12, 31)),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29)),
    ],
)
def test_bounds_of_known_dates(text: str, earliest: date, latest: date) -> None:
    """A date means from its first to its last day; open ends are the ends of all days."""
    assert bounds(text) == Bounds(earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2012-13",
        "2007-02-30",
        "2007/1994",
        "../..",
        "27.10.2007",
        "/",
        "1950S9999",
        "..",
        "1000/2000/3000",
        "[..1993]/1996",
        "1994-03-3X",
        "1994-02-30~",
        "%1994S03",
        "\u0662\u0660\u0661\u0662",
        "\uff12\uff10\uff11\uff12",
        "199u",
        "unknown",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """A text that is no EDTF, no day of the calendar or no interval is refused."""
    with pytest.raises(BadDateError):
        bounds(text)


@pytest.mark.parametrize("text", ["Y1E99999999", "1994/Y1E100", f"[{'1994,' * 9_999}1995]"])
def test_what_would_take_the_parser_long_is_refused(text: str) -> None:
    """A power of ten with a hundred digits or more, or a list without end, is not worked out."""
    with pytest.raises(BadDateError, match="more than"):
        bounds(text)


@given(st.dates(), st.integers(min_value=0, max_value=4000))
def test_interval_spans_its_ends(start: date, days: int) -> None:
    """An interval's bounds are its two ends, whatever they are."""
    end = min(start, LATEST - timedelta(days=days)) + timedelta(days=days)
    first = min(start, end)
    assert bounds(f"{first.isoformat()}/{end.isoformat()}") == Bounds(first, end)


@given(st.dates())
def test_coarser_dates_contain_finer_ones(day: date) -> None:
    """A day lies in its month, and the month in its year."""
    texts = [f"{day.year:04}", f"{day.year:04}-{day.month:02}", day.isoformat()]
    found = [bounds(text) for text in texts]
    for outer, inner in pairwise(found):
        assert outer.earliest <= inner.earliest <= inner.latest <= outer.latest


@given(st.dates(), st.dates())
def test_validity_is_ordered(first: date, second: date) -> None:
    """What certainly holds lies within what may hold."""
    start, end = sorted((first, second))
    held = interval_validity(f"{start.isoformat()}/{end.isoformat()}")
    assert held.starts_after <= held.holds_from <= held.holds_until <= held.ends_by
    said = moment_validity(Bounds(start, end))
    assert said.starts_after <= said.holds_until <= said.holds_from <= said.ends_by


def test_unknown_end_is_not_open_end() -> None:
    """An open end holds until its source appeared; an unknown one only at the start."""
    read = Bounds(date(2021, 6, 1), date(2021, 12, 31))
    assert interval_validity("2021-01-09/..", read).holds_until == date(2021, 6, 1)
    assert interval_validity("2021-01-09/", read).holds_until == date(2021, 1, 9)
    assert interval_validity("2021-01-09/").holds_until == date(2021, 1, 9)
    assert interval_validity("2021-01-09/").ends_by == LATEST
