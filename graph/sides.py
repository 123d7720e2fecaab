"""The sides of a question: which belong together, and which only say what all say less exactly."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from graph.dates import LATEST, BadDateError, Bounds, end_bounds
from graph.model import Kind
from graph.vocabulary import PROPERTIES


def is_about_dates(question: Mapping[str, Any]) -> bool:
    """Whether each side of a question is a date."""
    return all(
        name in PROPERTIES and PROPERTIES[name].kind is Kind.EDTF for name in question["predicates"]
    )


def grouped_sides(question: Mapping[str, Any]) -> list[tuple[list[Mapping[str, Any]], bool]]:
    """The sides of a question, those together that begin on the same day, and only end otherwise.

    Args:
        question: A row of the catalogue's `contested`.

    Returns:
        Each group, and whether it only says less exactly what all others say; such come last.

    Example:
        >>> texts = ("2007-10", "2007-10-26", "2007-10-26/", "2007-10-27")
        >>> question = {"predicates": ["date"], "sides": [{"side": text} for text in texts]}
        >>> [([side["side"] for side in group], fits) for group, fits in grouped_sides(question)]
        [(['2007-10-26', '2007-10-26/'], False), (['2007-10-27'], False), (['2007-10'], True)]
    """
    vaguer = vaguer_sides(question)
    groups: dict[object, list[Mapping[str, Any]]] = {}
    for side in question["sides"]:
        groups.setdefault(_beginning(question, side["side"]), []).append(side)
    found = [(group, all(side["side"] in vaguer for side in group)) for group in groups.values()]
    return sorted(found, key=lambda item: item[1])


def _beginning(question: Mapping[str, Any], text: str) -> object:
    """The days on which a date may begin; a side that is no date is by itself."""
    if is_about_dates(question):
        with suppress(BadDateError):
            return end_bounds(text)[0]
    return text


def vaguer_sides(question: Mapping[str, Any]) -> set[str]:
    """The sides of a question about dates that hold every other side in them.

    Args:
        question: A row of the catalogue's `contested`.

    Returns:
        Their texts; empty where the question is about no dates, or no side holds all others.

    Example:
        >>> sides = [{"side": text} for text in ("2007-10", "2007-10-26", "2007-10-27")]
        >>> vaguer_sides({"predicates": ["date"], "sides": sides})
        {'2007-10'}
    """
    if not is_about_dates(question):
        return set()
    texts = [side["side"] for side in question["sides"]]
    try:
        spans = {text: _stated_days(text) for text in texts}
    except BadDateError:
        return set()
    vaguer = {
        text
        for text, span in spans.items()
        if all(
            span.earliest <= other.earliest and other.latest <= span.latest
            for other in spans.values()
        )
        and any(other != span for other in spans.values())
    }
    # Where one side is left, nothing is folded: it would stand against nobody.
    return vaguer if len(texts) - len(vaguer) > 1 else set()


def _stated_days(text: str) -> Bounds:
    """The days that a date leaves possible; of one whose end is not stated, those it begins on."""
    first, last = end_bounds(text)
    return first if last.latest == LATEST else Bounds(first.earliest, last.latest)
