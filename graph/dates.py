"""EDTF text to days: the bounds that queries compare, and the four bounds of a claim's validity.

EDTF (Extended Date/Time Format) is part of ISO 8601-2:2019; the Library of Congress describes it.
Bounds are never null: 0001-01-01 and 9999-12-31 stand for open and unknown ends.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from graph.errors import BadInputError

EARLIEST = date(1, 1, 1)
LATEST = date(9999, 12, 31)

# Days up to the 28th are in every month; the others are left to the parser and its check.
_PLAIN_DATE = re.compile(r"(?!0000)(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|1\d|2[0-8]))?)?", re.ASCII)
_FULL_DATE = re.compile(r"-?\d{4}-\d{2}-\d{2}", re.ASCII)
# The parser takes more for EDTF than is: digits of other scripts, and sets inside of intervals.
_SIGNS = re.compile(r"[-0-9XYESTZ:+?~%/.,\[\]{}]+")
# The parser works out powers of ten in full, and takes a minute for a list of 50,000 characters.
_LONGEST = 100
_POWER = re.compile(r"[Ee]-?\d{3}")


class BadDateError(BadInputError):
    """A text that is not EDTF, or an interval that ends before it starts."""


@dataclass(frozen=True)
class Bounds:
    """The first and the last day that a date may mean, both included."""

    earliest: date
    latest: date


@dataclass(frozen=True)
class Validity:
    """When a claim holds (days, both ends included).

    It certainly holds on every day of `holds_from..holds_until` (no day, where the first is after
    the second) and may hold on the days of `starts_after..ends_by`.
    """

    starts_after: date
    holds_from: date
    holds_until: date
    ends_by: date


ALWAYS = Validity(EARLIEST, EARLIEST, LATEST, LATEST)
# Open on both sides: what is so whenever the things that it joins are there.
AT_ALL_TIMES = "../.."
_NO_DATE = Bounds(EARLIEST, LATEST)
# Of what holds at a time that is not known: on no day for certain, perhaps on any.
UNKNOWN = Validity(EARLIEST, LATEST, EARLIEST, LATEST)


@lru_cache(maxsize=65536)
def bounds(text: str) -> Bounds:
    """The first and last day that an EDTF date or interval may mean.

    Args:
        text: EDTF, levels 0 to 2; an interval's open or unknown end is open here.

    Raises:
        BadDateError: The text is not EDTF, is no day of the calendar, or ends before it starts.

    Example:
        >>> bounds("1994-03")
        Bounds(earliest=datetime.date(1994, 3, 1), latest=datetime.date(1994, 3, 31))
    """
    start, end = _sides(text)
    found = Bounds(_side(start, text).earliest, _side(end, text).latest)
    if found.earliest > found.latest:
        raise BadDateError(f"{text!r} ends before it starts.", hint="Swap the two dates.")
    return found


@lru_cache(maxsize=65536)
def end_bounds(text: str) -> tuple[Bounds, Bounds]:
    """What days an EDTF date or interval may begin and end on.

    An end that is unknown (empty) is on or after the start; a vague date begins and ends within
    its bounds. An interval that ends before it starts is taken the other way round.

    Raises:
        BadDateError: The text is not EDTF.
    """
    start, end = _sides(text)
    first, last = _side(start, text), _side(end, text)
    if first.earliest > last.latest:
        first, last = last, first
    if end == "":
        last = Bounds(first.earliest, LATEST)
    if start == "":
        first = Bounds(EARLIEST, last.latest)
    return first, last


@lru_cache(maxsize=65536)
def is_reversed(text: str) -> bool:
    """Whether an EDTF interval ends before it starts.

    Raises:
        BadDateError: The text is not EDTF.
    """
    if text == AT_ALL_TIMES:
        return False
    start, end = _sides(text)
    return _side(start, text).earliest > _side(end, text).latest


@lru_cache(maxsize=65536)
def interval_validity(text: str, published: Bounds = _NO_DATE) -> Validity:
    """The validity of what held throughout an EDTF interval, or at a vague moment of a date.

    An end that is open (`..`) says that it still held when its source appeared, and nothing of
    later days; one that is unknown (empty) that it held at the start. Where the start is open or
    unknown, it is certain at the end alone; open on both sides, it always holds. An interval that
    ends before it starts is kept, but certain on no day.

    Args:
        text: EDTF.
        published: When its source may have appeared.

    Raises:
        BadDateError: The text is not EDTF.
    """
    if text == AT_ALL_TIMES:
        return ALWAYS
    if is_reversed(text):
        first, last = end_bounds(text)
        return Validity(first.earliest, LATEST, EARLIEST, last.latest)
    start, end = _sides(text)
    first, last = _side(start, text), _side(end, text)
    holds_until = last.earliest
    if end == "..":
        holds_until = max(first.latest, published.earliest)
    elif end == "":
        holds_until = first.latest
    holds_from = last.earliest if start in {"", ".."} else first.latest
    return Validity(first.earliest, holds_from, holds_until, last.latest)


def moment_validity(published: Bounds) -> Validity:
    """The validity of what is said of a moment, such as that of its source: it holds then.

    It may hold before and after; where the moment is vague, no day is certain: it lies between
    `holds_until`, its first possible day, and `holds_from`, its last.
    """
    return Validity(EARLIEST, published.latest, published.earliest, LATEST)


def event_validity(text: str, longest: int | None = None) -> Validity:
    """The validity of what is said of an event: from its start to its end, and never after.

    Args:
        text: EDTF: when it was.
        longest: How many days an event of its kind lasts at most, for one whose end is unknown or
            open; None where that is not known.

    Raises:
        BadDateError: The text is not EDTF.
    """
    found = interval_validity(text)
    if longest is None or found.ends_by != LATEST or is_reversed(text):
        return found
    last = found.holds_from.toordinal() + longest - 1
    ends_by = date.fromordinal(min(last, LATEST.toordinal()))
    return Validity(found.starts_after, found.holds_from, found.holds_until, ends_by)


def _sides(text: str) -> tuple[str, str]:
    stripped = text.strip()
    if not stripped:
        raise BadDateError("An empty text is no EDTF date.", hint="Write XXXX for an unknown year.")
    if len(stripped) > _LONGEST:
        raise BadDateError(f"A date has more than {_LONGEST} characters.")
    if _POWER.search(stripped):
        raise BadDateError(f"{text!r} has an exponent of more than two digits.")
    start, slash, end = stripped.partition("/")
    if not _SIGNS.fullmatch(stripped) or stripped == ".." or (slash and _no_interval(stripped)):
        raise _not_edtf(text)
    # Over this the parser prints to standard output.
    if "S" in stripped and not {"?", "~", "%"}.isdisjoint(stripped):
        raise _not_edtf(text)
    if not slash:
        return stripped, stripped
    if {start, end} <= {"", ".."}:
        raise BadDateError(f"{text!r} has neither start nor end.", hint="Give at least one.")
    return start, end


def _no_interval(text: str) -> bool:
    """Whether what has a slash has more than an interval's two dates."""
    return text.count("/") > 1 or not {"[", "]", "{", "}"}.isdisjoint(text)


def _not_edtf(text: str) -> BadDateError:
    return BadDateError(
        f"{text!r} is not an EDTF date.",
        hint="Examples: 1994, 1994-03, 1994-03-31, 199X, 1984~, XXXX, 1990/1994, 2021/..",
    )


@lru_cache(maxsize=65536)
def _side(text: str, whole: str) -> Bounds:
    if text in {"", ".."}:
        return Bounds(EARLIEST, LATEST)
    plain = _PLAIN_DATE.fullmatch(text)
    if plain is not None:
        return _plain(int(plain[1]), int(plain[2] or 0), int(plain[3] or 0))
    if _FULL_DATE.fullmatch(text):
        _check_day(text)
    import edtf  # noqa: PLC0415  (slow to import, and few dates need it)
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    try:
        parsed = edtf.parse_edtf(text)
        lower, upper = parsed.lower_fuzzy(), parsed.upper_fuzzy()
        found = Bounds(_day(lower, EARLIEST), _day(upper, LATEST))
    except (
        EDTFParseException,
        ArithmeticError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ) as error:  # fmt: skip  (the parser's own, and what it breaks down over)
        raise _not_edtf(whole) from error
    return found


def _plain(year: int, month: int, day: int) -> Bounds:
    """A year, month or day without anything vague, which needs no parser (7 to 30 ms a text)."""
    if day:
        return Bounds(date(year, month, day), date(year, month, day))
    if month:
        return Bounds(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return Bounds(date(year, 1, 1), date(year, 12, 31))


def _check_day(text: str) -> None:
    year, month, day = (int(part) for part in text.lstrip("-").split("-"))
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(max(year, 1), month)[1]:
        raise BadDateError(f"{text!r} is no day of the calendar.", hint="Check the day.")


def _day(moment: Any, otherwise: date) -> date:
    """A day from the parser's struct_time, or from its float infinity."""
    if isinstance(moment, float):
        return otherwise
    if moment.tm_year < EARLIEST.year:
        return EARLIEST
    if moment.tm_year > LATEST.year:
        return LATEST
    last = calendar.monthrange(moment.tm_year, moment.tm_mon)[1]
    return date(moment.tm_year, moment.tm_mon, min(moment.tm_mday, last))
