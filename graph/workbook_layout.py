r"""The workbook of one source's claims: what exporters write and loaders read.

Three sheets: `source` has a field and its value in each row, `things` and `claims` have the columns
below. A character that no XML may hold stands as `\u001b`.
"""

from __future__ import annotations

import re

SHEETS = ("source", "things", "claims")
THING_COLUMNS = ("id", "label", "rank", "series")
CLAIM_COLUMNS = (
    "fact", "locator", "gist", "about", "predicate", "op", "value", "object", "ordinal", "role",
    "qualified_by", "polarity", "basis", "modality", "confidence", "rank", "reason",
    "attributed_to", "holds", "attested", "unread_time", "language", "original", "note", "premises",
    "method", "edition", "until_edition", "interval",
)  # fmt: skip

# What no XML may hold, a carriage return, which XML makes a line feed of, and what looks like an
# escape already.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|\\(?=u[0-9a-f]{4})")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def escape(text: str) -> str:
    r"""A text as a workbook can hold it: a character that no XML may hold becomes `\u001b`."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
