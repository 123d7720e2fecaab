"""Periods cut into slices: by event, by year, or into equal parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from graph.database import Database
from graph.dates import LATEST, Bounds, bounds
from graph.errors import BadParameterError
from graph.fragments import expand
from graph.lens import Lens
from graph.statements import statement
from graph.version import pin

EVENTS, YEAR = "events", "year"
MOST = 200


@dataclass(frozen=True)
class Slice:
    """A part of a period.

    Attributes:
        key: Short, for file names: `whole_period`, an event's id, a year, or a number.
        title: For people.
        as_of: The days that it spans, as EDTF; None for all times.
        event: The event that it is of; None where it is of a stretch of time.
    """

    key: str
    title: str
    as_of: str | None
    event: str | None = None


def whole_period(as_of: str | None) -> Slice:
    """All of it, uncut."""
    return Slice("whole", as_of.replace("/", " to ") if as_of else "All times", as_of)


def split_period(database: Database, how: str, lens: Lens) -> list[Slice]:
    """The slices of a period, in order of time.

    Args:
        database: Where events are from.
        how: `events`: one slice for each event in the period that people took part in; `year`: one
            for each year; a number N: N parts of equal length.
        lens: Its `as_of` is the period; the rest is for the events.

    Raises:
        BadParameterError: `how` is none of these, the period is open, or there would be too many.
    """
    as_of = lens.as_of or ".."
    period = bounds(as_of)
    if how == EVENTS:
        return _events(database, period, lens)
    if period.latest == LATEST or period.earliest.year == 1:
        raise BadParameterError(
            "slices", f"slices={how}: the period {as_of} is open.", hint="Give --start and --end."
        )
    if how == YEAR:
        years = range(period.earliest.year, period.latest.year + 1)
        _check_number("slices", len(years))
        return [Slice(str(year), str(year), _within(year, period)) for year in years]
    if not how.isdigit() or int(how) < 1:
        raise BadParameterError(
            "slices", f"slices={how!r} is not events, year or a number of parts from 1 on."
        )
    return _parts(int(how), period)


def _within(year: int, period: Bounds) -> str:
    first = max(date(year, 1, 1), period.earliest)
    last = min(date(year, 12, 31), period.latest)
    whole_year = (first, last) == (date(year, 1, 1), date(year, 12, 31))
    return f"{year:04}" if whole_year else f"{first}/{last}"


def _parts(number: int, period: Bounds) -> list[Slice]:
    days = (period.latest - period.earliest).days + 1
    _check_number("slices", number)
    if number > days:
        raise BadParameterError("slices", f"slices={number}: the period has {days} days only.")
    cuts = [period.earliest + timedelta(days=days * part // number) for part in range(number + 1)]
    return [
        Slice(
            str(part),
            f"{first} to {last - timedelta(days=1)}",
            f"{first}/{last - timedelta(days=1)}",
        )
        for part, (first, last) in enumerate(pairwise(cuts), 1)
    ]


def _events(database: Database, period: Bounds, lens: Lens) -> list[Slice]:
    bound = pin(database, replace(lens, as_of=None)).bind()
    found = []
    for row in database.stream(expand(statement("analysis/events"), bound), {"lens": bound}):
        span = common_days([bounds(text) for text in row["dates"]])
        if span and span.earliest <= period.latest and span.latest >= period.earliest:
            as_of = f"{span.earliest}/{span.latest}"
            found.append((span.earliest, Slice(row["id"], row["name"], as_of, row["id"])))
    _check_number("slices", len(found))
    return [part for _, part in sorted(found, key=lambda pair: (pair[0], pair[1].key))]


def common_days(spans: list[Bounds]) -> Bounds | None:
    """The days that all of some dates allow; where there are none, the days that any allows.

    Example:
        >>> common_days([bounds("2013-01-28/"), bounds("2013-01-28/2013-01-29")])
        Bounds(earliest=datetime.date(2013, 1, 28), latest=datetime.date(2013, 1, 29))
    """
    if not spans:
        return None
    first, last = max(span.earliest for span in spans), min(span.latest for span in spans)
    if first <= last:
        return Bounds(first, last)
    return Bounds(min(span.earliest for span in spans), max(span.latest for span in spans))


def _check_number(name: str, number: int) -> None:
    if number > MOST:
        raise BadParameterError(name, f"That would be {number} slices; {MOST} is the most.")
