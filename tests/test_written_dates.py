"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import bounds, is_reversed
from loaders.written_dates import read_date


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2012.04", "2012-04"),
        ("2012.4.", "2012-04"),
        ("1994.3.31", "1994-03-31"),
        ("1994. 3. 31.", "1994-03-31"),
        ("1994/03/31", "1994-03-31"),
        ("19940331", "1994-03-31"),
        ("1994", "1994"),
        ("1994년", "1994"),
        ("1994년 3월", "1994-03"),
        ("1994년 3월 31일", "1994-03-31"),
        ("主体", None),
        ("주체101(2012).4.11", "2012-04-11"),
        ("주체101(2012)년 4월 11일", "2012-04-11"),
        ("주체101(2012)", "2012"),
        ("주체101", "2012"),
        ("Juche 101 (2012).4", "2012-04"),
        ("주체101(2011)", None),
        ("연도미상", "XXXX"),
        ("미상", "XXXX"),
        ("unknown", "XXXX"),
        ("n.d.", "XXXX"),
        ("1990년대", "199X"),
        ("1990s", "199X"),
        ("late 1990s", "[1997..1999]"),
        ("20th century", "19XX"),
        ("1989.04 ~ 1994.07", "1989-04/1994-07"),
        ("1989.04~1994.07", "1989-04/1994-07"),
        ("1989 – 1994", "1989/1994"),
        ("1989 to 1994", "1989/1994"),
        ("연도미상 ~ 2012", "/2012"),
        ("~ 2012", "/2012"),
        ("2012 ~", "2012/"),
        ("2012 ~ 현재", "2012/"),
        ("2012 - present", "2012/"),
        ("c. 1984", "1984~"),
        ("ca. 1984-03", "1984-03~"),
        ("약 1984년", "1984~"),
        ("1984년경", "1984~"),
        ("1984?", "1984?"),
        ("before 1994", "[..1993]"),
        ("before 1994-03", "[..1994-02]"),
        ("before 1 March 1994", "[..1994-02-28]"),
        ("1994년 이전", "[..1993]"),
        ("after 1994", "[1995..]"),
        ("by 1994", "[..1994]"),
        ("since 1994", "1994/"),
        ("late 2012", "[2012-09..2012-12]"),
        ("early 2012", "[2012-01..2012-04]"),
        ("2012년 말", "[2012-09..2012-12]"),
        ("Spring 1998", "1998-21"),
        ("1998년 가을", "1998-23"),
        ("April 2012", "2012-04"),
        ("11 April 2012", "2012-04-11"),
        ("Apr. 11, 2012", "2012-04-11"),
        ("1994-03-31", "1994-03-31"),
        ("199X", "199X"),
        ("2012 ~ 1994", "2012/1994"),
        ("31.3.1994", None),
        ("1994.13", None),
        ("1994.2.30", None),
        ("04/05/12", None),
        ("soon", None),
        ("", None),
        ("1 ~ 2 ~ 3", None),
        ("~", None),
    ],
)
def test_written_date(text: str, edtf: str | None) -> None:
    """A date that people write becomes the EDTF that means as much, or is left unread."""
    found = read_date(text)
    assert (found.edtf, found.original) == (edtf, text)
    assert (found.rule is None) == (edtf is None)


@given(st.text(max_size=40))
def test_any_text_is_read_or_left(text: str) -> None:
    """No text fails, and what is read is sound EDTF."""
    found = read_date(text)
    if found.edtf is not None and not is_reversed(found.edtf):
        assert bounds(found.edtf)


@given(st.dates(date(1000, 1, 1)), st.sampled_from([".", "-", "/", ". "]))
def test_a_day_is_that_day_however_it_is_written(day: date, between: str) -> None:
    """Year, month and day in this order mean that day, with or without leading zeros."""
    for text in (
        f"{day.year}{between}{day.month}{between}{day.day}",
        f"{day.year}{between}{day.month:02}{between}{day.day:02}",
        f"{day.year}년 {day.month}월 {day.day}일",
    ):
        assert read_date(text).edtf == day.isoformat()
