"""What the formats share that describe things: partial dates, and values that nobody disputes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exporters.columns import Row
from graph.model import Rank

_PARTIAL = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)[~?%]?")


def partial_date(text: str | None) -> str | None:
    """A year, month or day as ISO 8601 writes it; None for what is vaguer.

    Example:
        >>> partial_date("1994-03~"), partial_date("199X")
        ('1994-03', None)
    """
    found = _PARTIAL.fullmatch(text or "")
    return found[1] if found else None


def partial_interval(text: str | None) -> tuple[str | None, str | None]:
    """The start and end of an EDTF date or interval, as far as they are partial dates."""
    if not text:
        return None, None
    start, slash, end = text.partition("/")
    return partial_date(start), partial_date(end if slash else start)


def claims_of(row: Row, predicate: str) -> list[Row]:
    """The claims of a thing with this predicate."""
    return [claim for claim in row["claims"] if claim["predicate"] == predicate]


def accepted_value(row: Row, predicate: str) -> Any:
    """The one value or object that claims give; None where they give none, or several.

    What an editor prefers goes before.
    """
    claims = claims_of(row, predicate)
    chosen = [claim for claim in claims if claim["rank"] == Rank.PREFERRED] or claims
    found = {_answer(claim) for claim in chosen}
    return found.pop() if len(found) == 1 else None


def _answer(claim: Row) -> Any:
    return claim["value"] if claim["object"] is None else claim["object"]


def group_by_time(row: Row, predicate: str) -> Iterator[list[Row]]:
    """The claims of a relation, those together that say the same for the same time."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for claim in claims_of(row, predicate):
        found.setdefault((claim["object"], claim["role"], claim["holds"]), []).append(claim)
    yield from found.values()


def display_name(row: Row) -> str:
    """A thing's name; without one a post is called after its role, and others by their id."""
    if row["name"]:
        return str(row["name"])
    roles = [claim["object_name"] for claim in claims_of(row, "HAS_ROLE") if claim["object_name"]]
    return str(roles[0] if roles else row["id"])
