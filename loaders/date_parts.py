"""Periods of which one side leaves out what the other says: `1994-96`, `28-29 January 2013`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.date_words import MONTHS, NAMED

_NUMBERS = re.compile(
    r"(?:(?P<y>\d{4})\s*[년年./-]?\s*)?(?:(?P<m>\d{1,2})\s*[월月./-]\s*)?"
    r"(?:(?P<n>\d{1,2})\s*(?P<unit>[년年월月일日.]?))?",
    re.ASCII,
)
_NAMED = re.compile(
    rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?:(?P<name>{NAMED})\.?)"
    r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(?P<y>\d{4}))?",
    re.ASCII | re.IGNORECASE,
)
_DAY_OF = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?,\s*(?P<y>\d{4})", re.ASCII)
_CENTURY = 100
_MOST = (9999, 12, 31)


@dataclass(frozen=True)
class Parts:
    """What is said of a date; `bare` is a number that may be a year's end, a month or a day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    bare: int | None = None
    digits: int = 0


def fill_sides(first: str, last: str) -> tuple[str, str] | None:
    """The two sides of a period as EDTF, each with what it leaves to the other to say.

    None where that is not clear, or where the period would end before it starts: then what was left
    out is something else.
    """
    start, end = _read(first), _read(last)
    if start is None or end is None:
        return None
    if start.year is not None and end.year is None:
        end = _continue(start, end)
    elif start.year is None and end is not None and end.year is not None:
        if end.month is None and end.day is not None:
            end = Parts(end.year, start.month, end.day)
        start = _precede(start, end)
    else:
        return None
    if start is None or end is None:
        return None
    one, other = _values(start), _values(end)
    if any(value > most for part in (one, other) for value, most in zip(part, _MOST, strict=False)):
        return None
    shared = min(len(one), len(other))
    if one[:shared] > other[:shared] or (one[:shared] == other[:shared] and len(one) == len(other)):
        return None
    return _edtf(one), _edtf(other)


def _read(text: str) -> Parts | None:
    named = _NAMED.fullmatch(text)
    if named is not None:
        days = [named[name] for name in ("before", "after") if named[name]]
        if len(days) > 1:
            return None
        month = MONTHS[named["name"].lower()]
        return Parts(_number(named["y"]), month, _number(days[0] if days else None))
    day_of = _DAY_OF.fullmatch(text)
    if day_of is not None:
        return Parts(_number(day_of["y"]), None, _number(day_of["d"]))
    match = _NUMBERS.fullmatch(text)
    return _numbers(match) if match is not None and text else None


def _numbers(match: re.Match[str]) -> Parts | None:
    """What the numbers say: the last of them by its unit, or by what stands before it."""
    year, month, number = (_number(match[name]) for name in ("y", "m", "n"))
    unit = match["unit"] or ""
    if number is None:
        return Parts(year, month)
    bare = Parts(bare=number, digits=len(match["n"]))
    if unit in {"년", "年"}:
        return None if year or month else bare
    if unit in {"월", "月"} or (year is not None and month is None and unit not in {"일", "日"}):
        return None if month is not None else Parts(year, number)
    if month is not None or unit in {"일", "日"}:
        return Parts(year, month, number)
    return bare


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _continue(start: Parts, end: Parts) -> Parts | None:
    """The end of a period whose start has a year: `1994 ~ 96`, `3.31 ~ 4.2`, `28일 ~ 29일`."""
    if end.bare is not None:
        if start.day is not None:
            return Parts(start.year, start.month, end.bare)
        if start.month is not None:
            return Parts(start.year, end.bare)
        assert start.year is not None  # noqa: S101  (narrows for the type checker)
        century = start.year - start.year % _CENTURY
        return Parts(century + end.bare) if end.digits == 2 else None
    if start.month is None:
        return None
    if end.month is None:
        return Parts(start.year, start.month, end.day) if start.day is not None else None
    return Parts(start.year, end.month, end.day)


def _precede(start: Parts, end: Parts) -> Parts | None:
    """The start of a period whose end has a year: `28 - 29 January 2013`."""
    if start.bare is not None:
        return Parts(end.year, end.month, start.bare) if end.day is not None else None
    if start.month is None or (start.day is not None) != (end.day is not None):
        return None
    return Parts(end.year, start.month, start.day)


def _values(parts: Parts) -> list[int]:
    return [part for part in (parts.year, parts.month, parts.day) if part is not None]


def _edtf(values: list[int]) -> str:
    return "-".join([f"{values[0]:04}", *(f"{value:02}" for value in values[1:])])
