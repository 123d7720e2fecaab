"""The sides of a question about dates on a line of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from graph.dates import BadDateError
from graph.model import Modality
from graph.sides import grouped_sides, is_about_dates
from web.figures.lanes import Figure, LaneData, Span, lanes


def date_figure(
    question: Mapping[str, Any], words: Callable[[Mapping[str, Any], Mapping[str, Any]], str]
) -> Figure | None:
    """The sides of a question about dates as lanes, in the order of their groups.

    Args:
        question: A row of the catalogue's `contested`.
        words: What a side of a question is called.

    Returns:
        None where the question is about no dates, or a side is none that can be read.
    """
    if not is_about_dates(question):
        return None
    try:
        rows = [
            LaneData(
                words(question, side),
                spans=[
                    replace(
                        Span.from_date(side["side"]),
                        doubtful=Modality.REPORTED not in side["modalities"],
                    )
                ],
            )
            for group, _ in grouped_sides(question)
            for side in group
        ]
    except BadDateError:
        return None
    return lanes(rows)
