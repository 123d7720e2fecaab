"""Numbers over time: a mark for each claim, at its date and its height; what bounds is drawn so.

Places along the time axis are percent of the width, heights are pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.dates import EARLIEST, LATEST
from graph.model import Op
from web.figures.lanes import Axis

HEIGHT = 220  # pixels of the ground on which marks stand
_TOP = 16.0  # pixels left free above the greatest
_LEVELS = 4  # at most so many lines
_NEAR = (11.0, 15.0)  # percent and pixels within which two labels would cover one another
_TAIL = 5.0  # percent that an open end goes on
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Mark:
    """A claim in the figure.

    Attributes:
        x: Where its date is, or the middle of it, in percent.
        y: How far from the top, in pixels.
        start: Where its time begins, in percent.
        end: Where its time ends, an open one somewhat later, in percent.
        open: Whether no source says when it ends.
        vague: Whether it is of some moment between start and end.
        kind: How the value is meant: `equal`, `at_least`, `at_most` or `about`.
        labelled: Whether there is room for its value beside it.
        row: The row of the catalogue's `numbers`.
    """

    x: float
    y: float
    start: float
    end: float
    open: bool
    vague: bool
    kind: str
    labelled: bool
    row: Mapping[str, Any]

    @property
    def to_the_left(self) -> bool:
        """Whether its label stands before it, since there is no room behind."""
        return self.x > 80


@dataclass(frozen=True)
class CountFigure:
    """Marks over a time axis.

    Attributes:
        marks: In order of time.
        ticks: Years or months (EDTF) with their place in percent.
        levels: Numbers with their distance from the top, in pixels.
        left_out: How many rows have no date, and are not drawn.
    """

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[str, float], ...]
    levels: tuple[tuple[int, float], ...]
    left_out: int = 0

    @property
    def kinds(self) -> list[str]:
        """The kinds of its marks, for the legend."""
        found = {mark.kind for mark in self.marks}
        return [op.name.lower() for op in Op if op.name.lower() in found]


def draw_counts(rows: Iterable[Mapping[str, Any]]) -> CountFigure | None:
    """The figure for rows of the catalogue's `numbers`; None where none has a date."""
    given = list(rows)
    dated = [(row, days) for row in given if (days := _days(row))]
    if not dated:
        return None
    axis = Axis.over([day for _, days in dated for day in days])
    step = _step(max(row["value"] for row, _ in dated))
    top = step * -(-max(row["value"] for row, _ in dated) // step)
    marks: list[Mark] = []
    for row, days in sorted(dated, key=lambda item: (min(item[1]), item[0]["value"])):
        marks.append(_mark(row, days, axis, top, marks))
    levels = tuple((number, _height(number, top)) for number in range(0, int(top) + 1, step))
    return CountFigure(tuple(marks), axis.ticks(), levels, len(given) - len(dated))


def _days(row: Mapping[str, Any]) -> list[date]:
    """The known days on which a claim holds, or between which its moment lies."""
    days = (date.fromisoformat(row[name]) for name in ("holds_from", "holds_until"))
    return [day for day in days if EARLIEST < day < LATEST]


def _mark(
    row: Mapping[str, Any], days: list[date], axis: Axis, top: float, before: list[Mark]
) -> Mark:
    start, end = axis.at(min(days)), axis.at(max(days))
    unending = row["holds_until"] == LATEST.isoformat() and row["holds_from"] < row["holds_until"]
    vague = row["holds_from"] > row["holds_until"]
    x = start if unending or not vague else (start + end) / 2
    y = _height(row["value"], top)
    near_x, near_y = _NEAR
    free = not any(
        mark.labelled and abs(mark.x - x) < near_x and abs(mark.y - y) < near_y for mark in before
    )
    if unending:
        end = min(100.0, end + _TAIL)
    kind = Op(row["op"]).name.lower()
    return Mark(round(x, 3), y, start, end, unending, vague, kind, free, row)


def _height(value: float, top: float) -> float:
    return round(_TOP + (HEIGHT - _TOP) * (1 - value / top), 1) if top else float(HEIGHT)


def _step(most: float) -> int:
    """A round number that divides the height into few parts.

    Example:
        >>> _step(6_500_000), _step(30), _step(1)
        (2000000, 10, 1)
    """
    size = 1
    while True:
        for step in _STEPS:
            if most <= step * size * _LEVELS:
                return step * size
        size *= 10
