"""Lanes on a time axis: what holds when, with vague dates drawn vague and open ends fading.

Places along the axis are percent of its width, so that a figure fits any screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graph.dates import EARLIEST, LATEST, end_bounds
from graph.model import Standing

_STEPS = (1, 2, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)))  # months
_MOST_TICKS = 6
_ROOM_DAYS = 20
_TAIL = 7.0  # percent that an open end fades over
_LEAST = 0.6  # percent that the shortest bar is wide


def is_doubtful(standing: str | None) -> bool:
    """Whether a claim is rumoured, announced, denied by its own source, or of low confidence."""
    kind, _, mark = str(standing or "").partition(", ")
    return bool(mark) or kind in {Standing.RUMOURED, Standing.ANNOUNCED}


@dataclass(frozen=True)
class Span:
    """When one claim holds.

    It certainly holds from `holds_from` to `holds_until` (on no certain day, where the first is
    after the second) and may hold from `starts_after` to `ends_by`; all are days, ends included.

    Attributes:
        doubtful: Whether it is only rumoured or announced, so that no day of it is sure.
        words: When it holds, as its source says it.
        claim: Its id, where it is known.
    """

    starts_after: date
    holds_from: date
    holds_until: date
    ends_by: date
    doubtful: bool = False
    words: str = ""
    claim: str = ""

    @classmethod
    def from_claim(cls, claim: Mapping[str, Any], words: str = "") -> Span:
        """From a row of the catalogue's `claims` or `versions`."""
        return cls(
            date.fromisoformat(claim["starts_after"]),
            date.fromisoformat(claim["holds_from"]),
            date.fromisoformat(claim["holds_until"]),
            date.fromisoformat(claim["ends_by"]),
            doubtful=is_doubtful(claim["standing"]),
            words=words,
            claim=claim["claims"][0] if "claims" in claim else claim["id"],
        )

    @classmethod
    def from_date(cls, text: str, words: str = "") -> Span:
        """From an EDTF date or interval of something that happened then.

        Raises:
            BadDateError: The text is not EDTF.
        """
        first, last = end_bounds(text)
        return cls(first.earliest, first.latest, last.earliest, last.latest, words=words)

    @property
    def without_open_ends(self) -> Span:
        """The same without open ends: what happened then, and did not go on."""
        low, high = sorted((self.holds_from, self.holds_until))
        return replace(
            self,
            starts_after=low if self.starts_after == EARLIEST else self.starts_after,
            ends_by=high if self.ends_by == LATEST else self.ends_by,
        )

    @property
    def known(self) -> list[date]:
        """The days among its bounds that are not open."""
        days = (self.starts_after, self.holds_from, self.holds_until, self.ends_by)
        return [day for day in days if EARLIEST < day < LATEST]


@dataclass(frozen=True)
class Bar:
    """A piece of a lane: `x` and `width` in percent.

    Attributes:
        kind: `certain`, `vague` (somewhere in here), `maybe` (perhaps so), `doubtful` (only
            rumoured or announced), `before` (an open start that fades) or `after` (an open end).
        words: When those hold that it is drawn for.
        claim: The first of them, where it is known.
    """

    kind: str
    x: float
    width: float
    words: str = ""
    claim: str = ""


@dataclass(frozen=True)
class Lane:
    """One row of the figure.

    Attributes:
        name: What it is about.
        href: The address of its page; empty where it has none.
        bars: Drawn in this order.
        note: Words after the name.
    """

    name: str
    href: str = ""
    bars: tuple[Bar, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """Lanes over one axis.

    Attributes:
        lanes: From the top down.
        ticks: Years or months (EDTF) with their place in percent.
        left_out: How many lanes have no date at all, and are not drawn.
    """

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[str, float], ...]
    left_out: int = 0

    def has(self, kind: str) -> bool:
        """Whether any bar is of a kind; `before` counts as `after`, for the legend."""
        kinds = {bar.kind for lane in self.lanes for bar in lane.bars}
        return kind in kinds or (kind == "after" and "before" in kinds)


@dataclass
class LaneData:
    """The data of a lane: its name, its page and the claims' spans."""

    name: str
    href: str = ""
    note: str = ""
    spans: list[Span] = field(default_factory=list)


def lanes(rows: Iterable[LaneData]) -> Figure | None:
    """The figure for some rows; None where nothing has a date."""
    dated = [(row, [span for span in row.spans if span.known]) for row in rows]
    days = [day for _, spans in dated for span in spans for day in span.known]
    if not days:
        return None
    axis = Axis.over(days)
    drawn = [
        Lane(row.name, row.href, tuple(_bars(spans, axis)), row.note)
        for row, spans in dated
        if spans
    ]
    return Figure(tuple(drawn), axis.ticks(), len(dated) - len(drawn))


@dataclass(frozen=True)
class Axis:
    """Days from the first to the last (proleptic ordinals), as percent of a width."""

    first: int
    last: int

    @classmethod
    def over(cls, days: Sequence[date]) -> Axis:
        """An axis with room for all of these days, and some beside them."""
        first, last = min(days).toordinal(), max(days).toordinal()
        room = max(_ROOM_DAYS, round((last - first) * 0.1))
        return cls(max(EARLIEST.toordinal(), first - room), min(LATEST.toordinal(), last + room))

    def at(self, day: date) -> float:
        """Where a day is; what lies outside is at the end."""
        place = 100 * (day.toordinal() - self.first) / (self.last - self.first)
        return round(min(100.0, max(0.0, place)), 3)

    def ticks(self) -> tuple[tuple[str, float], ...]:
        """Round years or months (EDTF), few enough to be read on a phone, and where they are."""
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        months = (end.year - start.year) * 12 + end.month - start.month
        step = next(
            (step for step in _STEPS if months / step <= (_MOST_TICKS if step >= 12 else 3)),
            _STEPS[-1],
        )
        count = -(-(start.year * 12 + start.month - 1) // step) * step
        found = []
        while count // 12 <= min(end.year, LATEST.year):
            day = date(max(count // 12, 1), count % 12 + 1, 1)
            if 3 < self.at(day) < 97:
                text = f"{day.year:04}" if step >= 12 else f"{day.year:04}-{day.month:02}"
                found.append((text, self.at(day)))
            count += step
        return tuple(found)


def _bars(spans: Sequence[Span], axis: Axis) -> list[Bar]:
    """The pieces of some spans, each once, the faint ones first."""
    found: dict[Bar, list[Span]] = {}
    for span in spans:
        for bar in _pieces(span, axis):
            found.setdefault(bar, []).append(span)
    order = ("before", "after", "maybe", "doubtful", "vague", "certain")
    return [
        replace(
            bar,
            words="; ".join(dict.fromkeys(span.words for span in found[bar] if span.words)),
            claim=found[bar][0].claim,
        )
        for bar in sorted(found, key=lambda bar: (order.index(bar.kind), bar.x))
    ]


def _pieces(span: Span, axis: Axis) -> list[Bar]:
    certain = span.holds_from <= span.holds_until
    low = span.holds_from if certain else span.holds_until
    high = span.holds_until if certain else span.holds_from
    if not EARLIEST < low < LATEST:
        low = high
    if not EARLIEST < high < LATEST:
        high = low
    if not EARLIEST < low < LATEST:
        return []
    x, end = axis.at(low), axis.at(high)
    pieces: list[Bar] = []
    if span.holds_until == LATEST and certain:
        end = 100.0
    elif span.ends_by == LATEST:
        pieces.append(Bar("after", end, min(_TAIL, 100 - end)))
    elif axis.at(span.ends_by) > end:
        pieces.append(Bar("maybe", end, axis.at(span.ends_by) - end))
    if span.holds_from == EARLIEST and certain:
        x = 0.0
    elif span.starts_after == EARLIEST:
        pieces.append(Bar("before", max(0.0, x - _TAIL), min(_TAIL, x)))
    elif axis.at(span.starts_after) < x:
        pieces.append(Bar("maybe", axis.at(span.starts_after), x - axis.at(span.starts_after)))
    width = max(end - x, _LEAST)
    kind = "doubtful" if span.doubtful else "certain" if certain else "vague"
    pieces.append(Bar(kind, min(x, 100 - _LEAST), width))
    return pieces
