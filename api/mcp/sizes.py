"""Answers of a size that a model can read: as many rows and claims as fit.

Clients cut an answer at some 25,000 tokens, without a word. A token is some four characters of
English, and about one of Hangul.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from graph.errors import BadParameterError
from graph.row_formats import compact_json

T = TypeVar("T")

# Characters of JSON at most, of the rows, of the claims told in full, and of their sources.
ROWS = 12_000
CLAIMS = 15_000
SOURCES = 8_000


def fit(items: Sequence[T], most: int, *, least: int = 1) -> list[T]:
    """The first items whose JSON together has so many characters at most.

    Args:
        items: JSON values.
        most: Characters.
        least: How many are given however long they are.
    """
    taken, used = 0, 0
    for item in items:
        used += len(compact_json(item)) + 1
        if used > most and taken >= least:
            break
        taken += 1
    return list(items[:taken])


def select(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], fields: Sequence[str] | None
) -> list[dict[str, Any]]:
    """Rows with these columns only, in their own order; None takes all.

    Raises:
        BadParameterError: There is no such column.
    """
    if fields is None:
        return [dict(row) for row in rows]
    if wrong := [name for name in fields if name not in columns]:
        raise BadParameterError(
            "fields", f"fields: there is no {wrong[0]!r}.", hint=f"There are: {', '.join(columns)}."
        )
    return [{name: row[name] for name in columns if name in fields} for row in rows]


def summarise(first: int, rows: int, *, more: bool, what: str = "rows") -> str:
    """Which rows an answer has, in a sentence: it stands first, and is read if nothing else is.

    Args:
        first: How many come before.
        rows: How many it has.
        more: Whether there are more after them.
        what: What a row is.
    """
    if not rows:
        return f"No {what}." if not first else f"No {what} after the first {first}."
    if not more and not first:
        return f"All {rows} {what}." if rows > 1 else f"The only one of the {what}."
    span = f"{what.capitalize()} {first + 1} to {first + rows}"
    return f"{span}; there are more: call again as `next` says." if more else f"{span}, the last."
