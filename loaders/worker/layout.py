"""How a sheet is laid out, from its XML: which columns are hidden, which cells are merged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO

from openpyxl.utils import coordinate_to_tuple, get_column_letter

from loaders.limits import COLUMNS, WORKBOOK_MERGED

_PIECE = 1 << 20
_LONGEST_TAG = 1 << 10
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]{0,500})>")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]{0,500}?ref=[\"']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})[\"']"
)
_ATTRIBUTE = re.compile(rb"(\w+)=[\"']([^\"']*)[\"']")


@dataclass
class Layout:
    """What a sheet's rows do not say.

    Attributes:
        hidden_columns: The letters of columns that are hidden, as `C` or `D:F`.
        merged: For a row its merged cells: first and last column from 0, and their last row.
        merged_beyond: How many merged cells there are that are taken as they are stored.
    """

    hidden_columns: list[str] = field(default_factory=list)
    merged: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    merged_beyond: int = 0


def read_layout(stream: IO[bytes]) -> Layout:
    """The layout of a sheet, from its XML; no more than is in memory of it at a time."""
    layout = Layout()
    count = 0
    in_head = True
    rest = b""
    while piece := stream.read(_PIECE):
        text = rest + piece
        if in_head:
            head, found, _ = text.partition(b"sheetData")
            _read_columns(head, layout)
            in_head = not found
        if b"mergeCell" in text:
            for match in _MERGED.finditer(text):
                count += 1
                if count <= WORKBOOK_MERGED:
                    _add_merged(match, layout)
        # A tag that ends in the next piece is found there.
        place = text.rfind(b"<")
        begun = place > text.rfind(b">") and len(text) - place < _LONGEST_TAG
        rest = text[place:] if begun else b""
    layout.merged_beyond = max(0, count - WORKBOOK_MERGED)
    return layout


def _read_columns(head: bytes, layout: Layout) -> None:
    for match in _COLUMN.finditer(head):
        said = {name: value.decode("ascii", "replace") for name, value in
                _ATTRIBUTE.findall(match[1])}  # fmt: skip
        if said.get(b"hidden") not in {"1", "true"}:
            continue
        first, last = (said.get(name, "") for name in (b"min", b"max"))
        if not (first.isdecimal() and last.isdecimal() and 0 < int(first) <= int(last)):
            continue
        if int(first) > COLUMNS:
            continue
        names = [get_column_letter(min(int(text), COLUMNS)) for text in (first, last)]
        layout.hidden_columns.append(":".join(dict.fromkeys(names)))


def _add_merged(match: re.Match[bytes], layout: Layout) -> None:
    (top, left), (bottom, right) = (
        coordinate_to_tuple(match[group].decode("ascii")) for group in (1, 2)
    )
    if top <= bottom and left <= right <= COLUMNS:
        layout.merged.setdefault(top, []).append((left - 1, right - 1, bottom))
