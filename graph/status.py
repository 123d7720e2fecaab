"""How the dates of a row stand to the time that was asked for: the words that queries answer with.

`cypher/fragments/claim-status.cypher` says which is when; docs/model.md what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class DateStatus(StrEnum):
    """The kinds of status, the surest first."""

    ON_THAT_DAY = "on that day"
    THROUGHOUT = "throughout it"
    TIMELESS = "timeless"
    WITHIN = "within it"  # of an event, whose day is in the range
    BEFORE = "before it"  # of what has happened
    IN_PART = "in part of it"
    LAST_ATTESTED = "last attested"
    NOT_KNOWN_WHETHER_KEPT = "not known whether kept"
    POSSIBLE = "possible"
    NOT_THEN = "not then"  # of a claim that is asked for by its id


CARRIED = (DateStatus.LAST_ATTESTED, DateStatus.NOT_KNOWN_WHETHER_KEPT)
_ORDER = tuple(DateStatus)


def kind_of_status(text: str) -> DateStatus:
    """The kind of a status, which may have a date after it."""
    return next(kind for kind in reversed(_ORDER) if text.startswith(kind.value))


def attested_on(text: str) -> str | None:
    """The EDTF date that a row is carried forward from; None where it is not."""
    return text.rpartition(" ")[2] if kind_of_status(text) in CARRIED else None


def is_carried(text: str | None) -> bool:
    """Whether a status says that a row is carried forward."""
    return text is not None and kind_of_status(text) in CARRIED


def surest(statuses: Iterable[str]) -> str:
    """The surest of some statuses; of those that are carried forward the latest."""
    texts = sorted(statuses, reverse=True)
    return min(texts, key=_rank)


def vaguest(statuses: Iterable[str]) -> str:
    """The least sure of some statuses; of those that are carried forward the earliest."""
    return max(sorted(statuses), key=_rank)


def _rank(text: str) -> int:
    return _ORDER.index(kind_of_status(text))
