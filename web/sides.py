"""The sides of a question: which of them only say less exactly what all the others say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.dates import BadDateError, bounds
from graph.model import Kind
from graph.vocabulary import PROPERTIES


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
    if not all(
        name in PROPERTIES and PROPERTIES[name].kind is Kind.EDTF for name in question["predicates"]
    ):
        return set()
    texts = [side["side"] for side in question["sides"]]
    try:
        spans = {text: bounds(text) for text in texts}
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
