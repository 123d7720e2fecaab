"""Times of Wikidata as EDTF, as exact as their precision says, by the calendar that they are in.

Wikibase's data model: mediawiki.org/wiki/Wikibase/DataModel/JSON. Years before Christ are counted
as historians do (-0001 is 1 BC), decades from their first year, centuries and millennia as they are
called: 2000 is of the 20th. The text is in the calendar that it names.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from graph.dates import EARLIEST, LATEST, Bounds, bounds
from loaders.date_rules import before_christ
from loaders.written_dates import WrittenDate, is_sound

JULIAN = "Q1985786"
GREGORIAN = "Q1985727"
_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_DAY, _MONTH, _YEAR, _DECADE, _CENTURY, _MILLENNIUM = 11, 10, 9, 8, 7, 6
_TIME = re.compile(r"([+-])([0-9]{1,16})-([0-9]{2})-([0-9]{2})T.*", re.DOTALL)


def read_wikidata_time(value: Any) -> WrittenDate:
    """What a time means; its EDTF is None where it is none, or of no calendar that is known."""
    fields = value if isinstance(value, Mapping) else {}
    written = _written(fields)
    match = _TIME.fullmatch(str(fields.get("time")))
    if match is None:
        return WrittenDate(written, None, None)
    sign, year, month, day = match[1], int(match[2]), int(match[3]), int(match[4])
    if year == 0:
        return WrittenDate(written, None, None)
    precision = fields.get("precision", _DAY)
    if not isinstance(precision, int):
        return WrittenDate(written, None, None)
    exact = min(precision, _YEAR if month == 0 else _MONTH if day == 0 else _DAY)
    model = str(fields.get("calendarmodel", GREGORIAN)).rpartition("/")[2]
    if model not in {JULIAN, GREGORIAN}:
        return WrittenDate(written, None, None)
    counted = -year if sign == "-" else year
    if exact <= _YEAR:
        found = _years(counted, exact, _number(fields, "before"), _number(fields, "after"))
    else:
        found = _within_year(counted, month, day if exact == _DAY else 0, model == JULIAN, fields)
    return WrittenDate(written, found if found and is_sound(found) else None, "Wikidata")


def between(first: str, last: str) -> str | None:
    """Some time from an earliest date to a latest one; None where they are none.

    Args:
        first: EDTF, or empty where there is no earliest date.
        last: The same of the latest.
    """
    if first and last and bounds(first).earliest > bounds(last).latest:
        return None
    ends = _end(first, last=False), _end(last, last=True)
    # Days before the year 1 or after 9999 are none that a set could begin or end with.
    if {EARLIEST.isoformat(), LATEST.isoformat()} & {*ends} or not any(ends):
        return None
    found = "[{}..{}]".format(*ends)
    return found if is_sound(found) else None


def narrowed(value: str, bound: str) -> str | None:
    """What of a date lies within a bound; None where nothing does."""
    within, around = bounds(value), bounds(bound)
    both = Bounds(max(within.earliest, around.earliest), min(within.latest, around.latest))
    if both.earliest > both.latest:
        return None
    if both in {within, around}:
        return value if both == within else bound
    return f"[{both.earliest.isoformat()}..{both.latest.isoformat()}]"


def _end(edtf: str, *, last: bool) -> str:
    """An end of a set: a year, month or day as it is, and what is vaguer by its outermost day."""
    if not edtf or _PLAIN.fullmatch(edtf):
        return edtf
    found = bounds(edtf)
    return (found.latest if last else found.earliest).isoformat()


def _written(fields: Mapping[str, Any]) -> str:
    """A time with all that it says of itself, but for what is so with all times."""
    parts = [str(fields.get("time")).strip()]
    if "precision" in fields:
        parts.append(f"precision {fields['precision']}")
    model = fields.get("calendarmodel")
    if str(model).rpartition("/")[2] == JULIAN:
        parts.append("Julian calendar")
    elif model is not None and str(model).rpartition("/")[2] != GREGORIAN:
        parts.append(f"calendar {model}")
    parts += [
        f"{name} {fields[name]}"
        for name in ("timezone", "before", "after")
        if name in fields and fields[name] != 0
    ]
    parts += [f"{name} {fields[name]}" for name in fields if name not in _KNOWN]
    return ", ".join(parts)


_KNOWN = {"time", "precision", "calendarmodel", "timezone", "before", "after"}


def _number(fields: Mapping[str, Any], name: str) -> int:
    found = fields.get(name)
    return found if isinstance(found, int) and 0 <= found < 10_000 else 0


def _years(year: int, exact: int, before: int, after: int) -> str | None:
    """One year, or the years of a decade, century, millennium or more."""
    size = 10 ** max(_YEAR - max(exact, 0), 0)
    number = abs(year)
    if exact in {_CENTURY, _MILLENNIUM}:
        last = -(-number // size) * size
        first = last - size + 1
    else:
        first = number // size * size
        last = first + size - 1
    if year < 0:
        first, last = -last, -max(first, 1)
    low, high = _shifted(first, -before * size), _shifted(last, after * size)
    if exact == _DECADE and low == first and year > 0 and high == last:
        return f"{first // 10:03}X"
    return _year(low) if low == high else f"[{_year(low)}..{_year(high)}]"


def _shifted(year: int, years: int) -> int:
    """So many years later or earlier; there is no year 0."""
    found = (year + 1 if year < 0 else year) + years
    return found if found > 0 else found - 1


def _year(year: int) -> str:
    if year < 0:
        return before_christ(-year)
    return f"{year:04}" if year <= 9999 else f"Y{year}"


def _within_year(
    year: int, month: int, day: int, julian: bool, fields: Mapping[str, Any]
) -> str | None:
    """A day or a month, as days of the Gregorian calendar where it is of the Julian one."""
    if not 0 < year <= 9999:
        return _far(year, month, day) if not julian else None
    last = _month_length(year, month, julian)
    if last is None or day > last:
        return None
    try:
        first = _gregorian(year, month, day or 1, julian)
        end = _gregorian(year, month, day or last, julian)
        before, after = _number(fields, "before"), _number(fields, "after")
        if before or after:
            unit: Callable[[date, int], date] = _days_on if day else _months_on
            first, end = unit(first, -before), unit(end, after)
        elif not day and not julian:
            return f"{year:04}-{month:02}"
    except (ValueError, OverflowError):
        return None
    return first.isoformat() if first == end else f"[{first.isoformat()}..{end.isoformat()}]"


def _far(year: int, month: int, day: int) -> str | None:
    """A month or day of a year before Christ; of a year of more than four digits only the year."""
    whole = _year(year)
    if whole.startswith("Y"):
        return whole
    return f"{whole}-{month:02}" + (f"-{day:02}" if day else "")


def _month_length(year: int, month: int, julian: bool) -> int | None:
    if not 1 <= month <= 12:
        return None
    if julian and month == 2:
        return 29 if year % 4 == 0 else 28
    return calendar.monthrange(year, month)[1]


def _gregorian(year: int, month: int, day: int, julian: bool) -> date:
    if not julian:
        return date(year, month, day)
    # Python counts days from 1 January of year 1, which was 3 January by the Julian calendar.
    before = year - 1
    lengths = [31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    ordinal = before * 365 + before // 4 + sum(lengths[: month - 1]) + day - 2
    return date.fromordinal(ordinal)


def _days_on(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _months_on(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    last = day.day == calendar.monthrange(day.year, day.month)[1] and day.day > 1
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
