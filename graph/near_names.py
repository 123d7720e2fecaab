"""Names that somebody may have meant: of those there are, the ones that are like a name."""

from __future__ import annotations

from collections.abc import Iterable

# How like a name must be, of 100, to be meant; and how many are named.
_LIKE = 60
_MOST = 3


def near_names(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that are like one, the likest first; upper and lower case are the same.

    Example:
        >>> near_names("persn", ["Person", "Post", "Place"])
        ('Person',)
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (seldom needed)

    best = process.extract(
        name,
        list(names),
        scorer=fuzz.ratio,
        processor=str.casefold,
        limit=_MOST,
        score_cutoff=_LIKE,
    )
    return tuple(found for found, _, _ in best)


def ask_whether_meant(names: Iterable[str]) -> str:
    """The question whether one of these was meant; empty where there are none."""
    joined = " or ".join(names)
    return f"Did you mean {joined}?" if joined else ""
