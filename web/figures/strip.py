"""The strip of all events on one line: exact dates as strokes, vague ones as hatched bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.dates import EARLIEST, LATEST
from web.figures.lanes import Axis, Bar

_STROKE = 0.5  # percent
_VAGUE_DAYS = 31
_MOST = 400


@dataclass(frozen=True)
class Strip:
    """What is where on the line.

    Attributes:
        marks: The events that are drawn.
        total: How many events have a date.
        ticks: Years, and where they are.
        first: The year of the first event.
        last: The year of the last one.
    """

    marks: tuple[Bar, ...]
    total: int
    ticks: tuple[tuple[str, float], ...]
    first: int
    last: int


def strip(events: Sequence[Mapping[str, Any]]) -> Strip | None:
    """The strip for rows of the catalogue's `timeline`; None where none has a date."""
    spans = [
        (date.fromisoformat(row["earliest"]), date.fromisoformat(row["latest"])) for row in events
    ]
    dated = [(low, high) for low, high in spans if low > EARLIEST and high < LATEST]
    if not dated:
        return None
    axis = Axis.over([day for span in dated for day in span])
    marks = []
    for low, high in dated[:_MOST]:
        x = axis.at(low)
        kind = "vague" if (high - low).days >= _VAGUE_DAYS - 1 else "certain"
        marks.append(Bar(kind, x, max(axis.at(high) - x, _STROKE)))
    return Strip(
        tuple(marks),
        len(dated),
        axis.ticks(),
        min(low.year for low, _ in dated),
        max(high.year for _, high in dated),
    )
