"""Dates as people write them."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import bounds, is_reversed
from loaders.written_dates import read_date, read_end


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
        ("?-1994", "/1994"),
        ("1960년대 초 ~ 1999", "196X/1999"),
        ("late 1990s to 2012", "199X/2012"),
        ("2012년 상반기~2013년 하반기", "2012/2013"),
        ("1990년대 중반부터", "199X/"),
        ("19世紀末~1905", "18XX/1905"),
        ("1994年至今", "1994/"),
        ("3/1994 - 4/1996", "1994-03/1996-04"),
        ("not before 1994", "[1994..]"),
        ("2016.5월 현재", "2016-05"),
        ("as of May 2016", "2016-05"),
        ("2012년 4월 중순경", "2012-04~"),
        ("1953년 전후", "1953~"),
        ("1953년 이래", "1953/"),
        ("주체101(2012).4.11", "2012-04-11"),
        ("주체101(2012)년 4월 11일", "2012-04-11"),
        ("주체101(2012)", "2012"),
        ("주체101", "2012"),
        ("Juche 101 (2012).4", "2012-04"),
        ("주체101년4월11일", "2012-04-11"),
        ("主体101年4月11日", "2012-04-11"),
        ("juche 83 5", "1994-05"),
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
        # Periods of which one side leaves out what the other says.
        ("1994-1996", "1994/1996"),
        ("1994-96", "1994/1996"),
        ("1989\u201394", "1989/1994"),
        ("1994 ~ 96", "1994/1996"),
        ("1990/91", "1990/1991"),
        ("2012/13", "2012/2013"),
        ("1911\u201312", "1911/1912"),
        ("28-29 January 2013", "2013-01-28/2013-01-29"),
        ("28 January - 2 February 2013", "2013-01-28/2013-02-02"),
        ("January 28\u201329, 2013", "2013-01-28/2013-01-29"),
        ("January 28 - February 2, 2013", "2013-01-28/2013-02-02"),
        ("January-March 2013", "2013-01/2013-03"),
        ("1994.3.31~4.2", "1994-03-31/1994-04-02"),
        ("2013.1.28~29", "2013-01-28/2013-01-29"),
        ("1994.3~5", "1994-03/1994-05"),
        ("2013년 1월 28일 ~ 2월 2일", "2013-01-28/2013-02-02"),
        ("2013년 1월 28~29일", "2013-01-28/2013-01-29"),
        ("1994년 3월 31일부터 4월 2일까지", "1994-03-31/1994-04-02"),
        ("주체83(1994)년 3월 31일 ~ 4월 2일", "1994-03-31/1994-04-02"),
        ("2013-01-28/29", "2013-01-28/2013-01-29"),
        ("from 1990 to 1994", "1990/1994"),
        ("1994.11~2", None),
        ("1936-20", None),
        ("1994~6", None),
        ("1990-1994, 1996", None),
        # Periods of Juche years, and digits that belong to nothing.
        ("Juche 83-85", None),
        ("주체83.85", None),
        ("주체8311", None),
        # Years before Christ, and years that were not entered, are no others.
        ("-0044", None),
        ("-0107/-0050", None),
        ("0000-03-31", None),
        ("0000-12", None),
        ("0000-03-31/1994", None),
        # Open sides.
        ("1994년까지", "/1994"),
        ("until 1994", "/1994"),
        ("1990년부터", "1990/"),
        ("1994-", "1994/"),
        ("1994-01-01/9999-12-31", "1994-01-01/.."),
        # Vague times.
        ("between 1990 and 1994", "[1990..1994]"),
        ("between March 1990 and 1994", "[1990-03-01..1994-12-31]"),
        ("1990년대 초", "[1990..1993]"),
        ("1990년대 후반", "[1995..1999]"),
        ("mid-1990s", "[1994..1996]"),
        ("before 1990s", "[..1989]"),
        ("before mid-1990s", "[..1993]"),
        ("after 1990s", "[2000..]"),
        ("after 1994?", None),
        ("after 1990/1991", None),
        ("1900s", "19XX"),
        ("late 19th century", "[1867..1899]"),
        ("2013년 상반기", "[2013-01..2013-06]"),
        ("2013년 1분기", "[2013-01..2013-03]"),
        ("Q1 2013", "[2013-01..2013-03]"),
        ("1994년 3월 초순", "[1994-03-01..1994-03-10]"),
        # What EDTF has another meaning for than whoever writes it.
        ("1936-40", "1936/1940"),
        ("1921-24", "1921/1924"),
        ("1994-25", None),
        ("1904-07", "1904-07"),
        ("-1994", "/1994"),
        ("2012~", "2012/"),
        ("2013-01/02", "2013-01/2013-02"),
        ("1984?~", "1984%"),
        # What programs write.
        ("0000-00-00", "XXXX"),
        ("1994-00-00", "1994"),
        ("1994-03-00", "1994-03"),
        ("1999-00", None),
        ("1999/00", None),
        ("1999.00", None),
        ("9999-12-31", None),
        ("1996-12-31 00:00:00", "1996-12-31"),
        ("1996-12-31T00:00:00Z", "1996-12-31"),
        # Other digits, blanks and counts of years.
        ("\uff12\uff10\uff11\uff12\uff0e\uff14", "2012-04"),
        ("\u0662\u0660\u0661\u0662", "2012"),
        ("一九九四年三月三十一日", "1994-03-31"),
        ("1994\u00a0\u2013\u00a01996", "1994/1996"),
        ("1994\u1102\u1167\u11ab", "1994"),
        ("2013년 1월 28일(월)", "2013-01-28"),
        ("108 BC", "-0107"),
        ("기원전 108년", "-0107"),
        ("13,800 BC", "Y-13799"),
        ("AD 668", "0668"),
        ("12000-01-01", None),
        # How registers of people write.
        ("1941년생", "1941"),
        ("1941년 2월 16일생", "1941-02-16"),
        ("1941.2.16生", "1941-02-16"),
        ("1941년 출생", "1941"),
        ("1939년생(1936년說)", "[1936,1939]"),
        ("1939년생(1941년설, 1936년설)", "[1936,1939,1941]"),
        ("1939년생(1936년)", None),
        ("1939(1936)", None),
        ("1939년생(說)", None),
        ("1941(추정)", "1941?"),
        ("'06.9", "2006-09"),
        ("\u201906.9월", "2006-09"),
        ("'98.9월 ~ '06.9월", "1998-09/2006-09"),
        ("'29", "2029"),
        ("'30", "1930"),
        ("'90년대 중반", "[1994..1996]"),
        ("'06'", None),
        ("06.9", None),
        ("90년대", None),
        ("1990's", "199X"),
        ("1998.9월", "1998-09"),
        ("1998.9월 3일", "1998-09-03"),
        ("1998.9월~2003.9", "1998-09/2003-09"),
        ("2003.9월~現", "2003-09/"),
        ("1990년대 중반", "[1994..1996]"),
        ("1990年代中期", "[1994..1996]"),
        ("1961년 월 일", "1961"),
        ("1961년 3월 일", "1961-03"),
        ("1961.월.일", "1961"),
        ("년 월 일", "XXXX"),
        ("前", "XXXX"),
        ("前 1994", None),
        ("不详", "XXXX"),
        ("不詳", "XXXX"),
        ("未详", "XXXX"),
        ("미확인", "XXXX"),
        ("1998.9월 중순", "[1998-09-11..1998-09-20]"),
        ("1998년 2월 하순", "[1998-02-21..1998-02-28]"),
        ("1994年3月上旬", "[1994-03-01..1994-03-10]"),
        ("중순", None),
        ("9월 하순", None),
        ("주체87", "1998"),
        ("주체87년 9월", "1998-09"),
        ("主體87年", "1998"),
        ("주체87~주체93", "1998/2004"),
        ("주체0", None),
    ],
)
def test_written_date(text: str, edtf: str | None) -> None:
    """A date that people write becomes the EDTF that means as much, or is left unread."""
    found = read_date(text)
    assert (found.edtf, found.original) == (edtf, text)
    assert (found.rule is None) == (edtf is None)


PIECES = st.sampled_from(
    ["1994", "96", "-", "~", "/", "?", "년", "1월", " ", "28일", "before ", "after ", "c. ", "s",
     "까지", "January ", "between ", " and ", "초", "0000-00-00", "9999-12-31", "３", "Q1", "BC"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=8).map("".join)))
def test_any_text_is_read_or_left(text: str) -> None:
    """No text fails, however it is read, and what is read is sound EDTF."""
    for moment in (False, True):
        found = read_date(text, moment=moment)
        if found.edtf is not None and not is_reversed(found.edtf):
            assert bounds(found.edtf)
    end = read_end(text).edtf
    assert end in {None, "", ".."} or bounds(str(end))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1984~", "1984~"),
        ("~1984", "1984~"),
        ("1984 ~", "1984~"),
        ("since 1984", None),
        ("until 1984", None),
        ("1984/1986", "1984/1986"),
        ("c. 1984", "1984~"),
        ("1984-03-31", "1984-03-31"),
    ],
)
def test_moment_has_no_open_end(text: str, edtf: str | None) -> None:
    """Of a birth a tilde means about, and a period without start or end is none."""
    assert read_date(text, moment=True).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("31.3.1994", "1994-03-31"),
        ("3/4/1994", "1994-04-03"),
        ("31-03-1994", "1994-03-31"),
        ("3.1994", "1994-03"),
        ("31.3.1994 - 2.4.1994", "1994-03-31/1994-04-02"),
        ("before 31.3.1994", "[..1994-03-30]"),
        ("1994.3.31", "1994-03-31"),
        ("31.2.1994", None),
        ("31.13.1994", None),
        ("04/05/12", None),
    ],
)
def test_day_comes_first_where_that_is_declared(text: str, edtf: str | None) -> None:
    """A day before its month is read where whoever writes has said so, and a year first as ever."""
    assert read_date(text, day_first=True).edtf == edtf
    if not text.startswith("1994"):
        assert read_date(text).edtf is None


@pytest.mark.parametrize("text", ["1936-40", "2012~", "-0107", "1994-21", "1984%", "2012-04"])
def test_edtf_is_edtf_where_it_is_declared(text: str) -> None:
    """Codes of EDTF mean what EDTF says where whoever writes has said that they are EDTF."""
    assert read_date(text, edtf=True).edtf == text


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("1994", "1994"),
        ("0000-00-00", ""),
        ("present", ""),
        ("9999-12-31", ".."),
        ("9999-12-31T23:59:59Z", ".."),
        ("1990/1991", None),
        ("before 1996", None),
        ("soon", None),
    ],
)
def test_end_of_a_period(text: str, end: str | None) -> None:
    """An end is a date, unknown, open, or not read."""
    assert read_end(text).edtf == end


@pytest.mark.parametrize("day", ["1900-01-01", "1970-01-01", "1899-12-30"])
def test_day_of_programs_is_doubted(day: str) -> None:
    """A day that programs write where nothing was entered is read, and told."""
    assert read_date(day).edtf == day
    assert "where nothing was entered" in read_date(day).doubt


def test_reading_takes_no_time() -> None:
    """A text made to be read in every order of its rules is left within a moment."""
    began = time.perf_counter()
    read_date("c. " * 40 + "1" + "?" * 60)
    read_date("before " * 25 + "1994")
    assert time.perf_counter() - began < 2


@given(st.dates(date(1000, 1, 1)), st.sampled_from([".", "-", "/", ". "]))
def test_a_day_is_that_day_however_it_is_written(day: date, between: str) -> None:
    """Year, month and day in this order mean that day, with or without leading zeros."""
    for text in (
        f"{day.year}{between}{day.month}{between}{day.day}",
        f"{day.year}{between}{day.month:02}{between}{day.day:02}",
        f"{day.year}년 {day.month}월 {day.day}일",
    ):
        assert read_date(text).edtf == day.isoformat()
