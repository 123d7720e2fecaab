"""How large values can be, before there are any: of parameters known, of the graph assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

# What a number and a place in a list take in Java, and a text beside its letters.
_NUMBER, _PLACE, TEXT = 24, 8, 48
# The longest text of the curated data has 738 letters, the usual one some thirty.
GRAPH_TEXT = 750
_GRAPH_BYTES = 120
# Items of a property, and of the way that a path is.
_PROPERTY_ITEMS, _WAY_ITEMS = 20, 200
# What Neo4j lets a transaction collect: db.memory.transaction.max.
_MOST_COLLECTED = 256_000_000


@dataclass(frozen=True)
class Size:
    """How large a value can be.

    Attributes:
        bytes: What it takes that nobody counts.
        items: How many it has, where it is a list or a map.
        inner: The largest of these; None where it has none.
        counted: What it takes that Neo4j itself counts: rows that were collected.
        number: Whether it is a number, a truth or a date.
        graph: Whether a text of the graph may be in it, whose length is assumed.
        given: Whether a text of the statement or of a parameter may be in it.
    """

    bytes: float
    items: float = 0.0
    inner: Size | None = None
    counted: float = 0.0
    number: bool = False
    graph: bool = False
    given: bool = False

    @property
    def all(self) -> float:
        """Bytes, whoever counts them."""
        return self.bytes + self.counted

    @property
    def letters(self) -> float:
        """How long a text in it can be."""
        return max(self.all, GRAPH_TEXT) if self.graph else self.all

    @property
    def item(self) -> Size:
        """One item of it; of what is no list, itself."""
        return self.inner or self

    def listed(self, count: float) -> Size:
        """A list of so many of it."""
        return replace(
            self,
            bytes=count * (self.all + _PLACE),
            items=count,
            inner=self,
            counted=0.0,
            number=False,
        )

    def collected(self, rows: float) -> Size:
        """A list of it from so many rows; what was collected from the same rows counts once."""
        own = rows * (self.bytes + _PLACE)
        return replace(
            self.listed(rows), bytes=_PLACE, counted=min(own + self.counted, _MOST_COLLECTED)
        )

    def grown(self, factor: float, more: float = 0.0) -> Size:
        """So many times as long, and some more."""
        return replace(self, bytes=self.all * factor + more, counted=0.0)


NUMBER = Size(_NUMBER, number=True)
_GRAPH_VALUE = Size(_GRAPH_BYTES, graph=True)
_PROPERTY = Size(_GRAPH_BYTES, _PROPERTY_ITEMS, _GRAPH_VALUE, graph=True)
NODE = Size(_GRAPH_BYTES, _PROPERTY_ITEMS, _PROPERTY, graph=True)
WAY = NODE.listed(_WAY_ITEMS)
SHORT_TEXT = Size(TEXT, given=True)


def of_text(text: str) -> Size:
    """A text that is known."""
    return Size(TEXT + len(text) * (1 if text.isascii() else 2), given=True)


def together(sizes: Iterable[Size]) -> Size:
    """What is put together of these, by `+`: texts are joined, lists made one."""
    found = list(sizes)
    if not found:
        return NUMBER
    if len(found) == 1:
        return found[0]
    lists = any(size.inner for size in found)
    return replace(
        either(found),
        bytes=sum(size.bytes for size in found),
        items=sum(size.items or 1 for size in found) if lists else 0,
        inner=either([size.item for size in found]) if lists else None,
        counted=sum(size.counted for size in found),
    )


def side_by_side(sizes: Iterable[Size]) -> Size:
    """A list or map of these."""
    found = list(sizes)
    if not found:
        return Size(_PLACE)
    largest = either(found)
    return replace(
        largest,
        bytes=sum(size.bytes + _PLACE for size in found),
        items=len(found),
        inner=largest,
        counted=sum(size.counted for size in found),
        number=False,
    )


def either(sizes: Iterable[Size]) -> Size:
    """The largest of these."""
    # Most lists have items of one size.
    found = list({id(size): size for size in sizes}.values())
    if not found:
        return NUMBER
    if len(found) == 1:
        return found[0]
    inner = [size.inner for size in found if size.inner is not None]
    return Size(
        max(size.bytes for size in found),
        max(size.items for size in found),
        either(inner) if inner else None,
        max(size.counted for size in found),
        all(size.number for size in found),
        any(size.graph for size in found),
        any(size.given for size in found),
    )


def of_value(value: Any) -> Size:
    """A parameter's."""
    if isinstance(value, str):
        return of_text(value)
    if isinstance(value, bytes | bytearray):
        return Size(TEXT + len(value), given=True)
    if isinstance(value, Mapping):
        return side_by_side([*map(of_value, value.values()), *map(of_text, value)])
    if isinstance(value, list | tuple):
        return side_by_side(map(of_value, value))
    return NUMBER if value is None or isinstance(value, bool | int | float) else SHORT_TEXT
