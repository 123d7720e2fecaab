"""What the rows of an export may have: columns by name, each of what its values are."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]


class Column(StrEnum):
    """What a column's values are; every one may be null."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"  # ISO 8601 text
    TEXTS = "texts"  # a list of text
    VALUE = "value"  # text, or a number, or a boolean: what a claim says


Columns = Mapping[str, Column]

_T, _D, _L = Column.TEXT, Column.DATE, Column.TEXTS
NODE_COLUMNS: Columns = {
    "kind": _T,
    "name": _T,
    "names": _L,
    "rank": Column.INTEGER,
    "series": _T,
    "latitude": Column.NUMBER,
    "longitude": Column.NUMBER,
}
EDGE_COLUMNS: Columns = {
    "type": _T,
    "role": _T,
    "ordinal": Column.INTEGER,
    "basis": _T,
    "modality": _T,
    "standing": _T,
    "status": _T,
    "disputed": Column.BOOLEAN,
    "resolved_by": _T,
    "interval": _T,
    "qualified_by": _L,
    "details": _L,
    "possible_from": _D,
    "possible_until": _D,
    "certain_from": _D,
    "certain_until": _D,
    "claims": _L,
    "sources": _L,
    "voices": _L,
}
CLAIM_COLUMNS: Columns = {
    "id": _T,
    "subject": _T,
    "predicate": _T,
    "op": _T,
    "value": Column.VALUE,
    "object": _T,
    "ordinal": Column.INTEGER,
    "role": _T,
    "qualified_by": _L,
    "details": _L,
    "interval": _T,
    "polarity": _T,
    "basis": _T,
    "modality": _T,
    "confidence": _T,
    "standing": _T,
    "status": _T,
    "disputed": Column.BOOLEAN,
    "resolved_by": _T,
    "rank": _T,
    "reason": _T,
    "voice": _T,
    "through": _L,
    "premises": _L,
    "method": _T,
    "edition": _T,
    "holds": _T,
    "attested": _T,
    "unread_time": _T,
    "stated_subject": _T,
    "stated_object": _T,
    "holds_from": _D,
    "holds_until": _D,
    "starts_after": _D,
    "ends_by": _D,
    "undated": Column.BOOLEAN,
    "source": _T,
    "fact": _T,
    "locator": _T,
    "gist": _T,
    "original": _T,
    "language": _T,
    "note": _T,
    "recorded": _T,
    "flags": _L,
    "conflicts_with": _L,
}
SOURCE_COLUMNS: Columns = dict.fromkeys(
    (
        "id",
        "title",
        "publisher",
        "language",
        "url",
        "kind",
        "published",
        "not_before",
        "work",
        "translation_of",
        "read",
        "trust",
        "edition",
    ),
    _T,
)
