"""How large values can be: literals and parameters as they are, the graph's by assumption."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

# What a number and a place in a list take in Java, and a text besides its characters.
_NUMBER, _PLACE, TEXT = 24, 8, 48
# The longest text of the curated data has 738 characters, the usual one some thirty.
GRAPH_TEXT = 750
_GRAPH_BYTES = 120
# Items of a property, and nodes or relationships of a path.
_PROPERTY_ITEMS, _PATH_ITEMS = 20, 200
# What Neo4j lets a transaction collect: db.memory.transaction.max.
_MOST_COLLECTED = 160_000_000


@dataclass(frozen=True)
class Size:
    """How large a value can be.

    Attributes:
        bytes: What it takes that Neo4j does not count.
        items: How many it has, where it is a list or a map.
        inner: The largest of these; None where it has none.
        counted: What it takes that Neo4j itself counts: rows that were collected.
        number: Whether it is a number, a boolean or a date.
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
    def total(self) -> float:
        """Bytes, whoever counts them."""
        return self.bytes + self.counted

    @property
    def characters(self) -> float:
        """How long a text in it can be."""
        return max(self.total, GRAPH_TEXT) if self.graph else self.total

    @property
    def item(self) -> Size:
        """One item of it; of what is no list, itself."""
        return self.inner or self

    def repeated(self, count: float) -> Size:
        """A list of so many of it."""
        return replace(
            self,
            bytes=count * (self.total + _PLACE),
            items=count,
            inner=self,
            counted=0.0,
            number=False,
        )

    def collected(self, rows: float) -> Size:
        """A list of it from so many rows; what was collected from the same rows counts once."""
        own = rows * (self.bytes + _PLACE)
        return replace(
            self.repeated(rows), bytes=_PLACE, counted=min(own + self.counted, _MOST_COLLECTED)
        )

    def scaled(self, factor: float, more: float = 0.0) -> Size:
        """So many times as long, and some more."""
        return replace(self, bytes=self.total * factor + more, counted=0.0)


NUMBER = Size(_NUMBER, number=True)
_GRAPH_VALUE = Size(_GRAPH_BYTES, graph=True)
_PROPERTY = Size(_GRAPH_BYTES, _PROPERTY_ITEMS, _GRAPH_VALUE, graph=True)
NODE = Size(_GRAPH_BYTES, _PROPERTY_ITEMS, _PROPERTY, graph=True)
PATH_ITEMS = NODE.repeated(_PATH_ITEMS)
SHORT_TEXT = Size(TEXT, given=True)


def text_size(text: str) -> Size:
    """The size of a text that is known."""
    return Size(TEXT + len(text) * (1 if text.isascii() else 2), given=True)


def concatenate(sizes: Iterable[Size]) -> Size:
    """What `+` makes of these: texts and lists are joined."""
    found = list(sizes)
    if not found:
        return NUMBER
    if len(found) == 1:
        return found[0]
    lists = any(size.inner for size in found)
    return replace(
        largest(found),
        bytes=sum(size.bytes for size in found),
        items=sum(size.items or 1 for size in found) if lists else 0,
        inner=largest([size.item for size in found]) if lists else None,
        counted=sum(size.counted for size in found),
    )


def collection(sizes: Iterable[Size]) -> Size:
    """A list or map of these."""
    found = list(sizes)
    if not found:
        return Size(_PLACE)
    most = largest(found)
    return replace(
        most,
        bytes=sum(size.bytes + _PLACE for size in found),
        items=len(found),
        inner=most,
        counted=sum(size.counted for size in found),
        number=False,
    )


def largest(sizes: Iterable[Size]) -> Size:
    """The largest of these, in each respect."""
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
        largest(inner) if inner else None,
        max(size.counted for size in found),
        all(size.number for size in found),
        any(size.graph for size in found),
        any(size.given for size in found),
    )


def value_size(value: Any) -> Size:
    """The size of a parameter's value."""
    if isinstance(value, str):
        return text_size(value)
    if isinstance(value, bytes | bytearray):
        return Size(TEXT + len(value), given=True)
    if isinstance(value, Mapping):
        return collection([*map(value_size, value.values()), *map(text_size, value)])
    if isinstance(value, list | tuple):
        return collection(map(value_size, value))
    return NUMBER if value is None or isinstance(value, bool | int | float) else SHORT_TEXT


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Those that look at a list or text without going through it.
CONSTANT_TIME = _names(
    """cardinality char_length character_length count elementid endnode exists head id isempty last
    length path_length property_exists size startnode type vector_dimension_count"""
)
_TO_NUMBER = _names(
    """abs acos asin atan atan2 avg cardinality ceil ceiling char_length character_length cos cosh
    cot coth count date datetime degrees duration e exists exp floor haversin id isempty isnan
    length ln local_datetime local_time localdatetime localtime log log10 path_length
    percentile_cont percentile_disc percentilecont percentiledisc pi point property_exists radians
    rand round sign sin sinh size sqrt stdev stdev_pop stdev_samp stdevp sum tan tanh time timestamp
    toboolean tobooleanornull tofloat tofloatornull tointeger tointegerornull
    vector_dimension_count vector_distance vector_norm zoned_datetime zoned_time"""
)
# How many times as long a text can become: one character is decomposed into at most eighteen.
_GROWTH = {"toupper": 3, "upper": 3, "tolower": 3, "lower": 3, "normalize": 18, "format": 12}
# What a text takes in Java that is a part of another.
_PIECE = 56


def result_size(name: str, arguments: Sequence[Size], rows: float) -> Size:
    """The size of what a function gives at most; of one not known here, its arguments' joined.

    Args:
        name: In lower case.
        arguments: What it is given.
        rows: How many rows are collected, where it collects rows.
    """
    if name in _TO_NUMBER or not arguments:
        return NUMBER
    if name in _SPECIAL:
        return _SPECIAL[name](arguments)
    if name in {"collect", "collect_list"}:
        return arguments[0].collected(rows)
    return (
        concatenate(arguments).scaled(_GROWTH[name]) if name in _GROWTH else concatenate(arguments)
    )


def product_work(name: str, arguments: Sequence[Size]) -> float:
    """Steps that grow with the product of what a function is given, not with the sum."""
    if name in {"replace", "split", "string.indexof", "btrim", "ltrim", "rtrim", "trim"}:
        return arguments[0].characters * sum(size.characters for size in arguments[1:2])
    return 0.0


def _replaced(arguments: Sequence[Size]) -> Size:
    text, put_in = arguments[0], concatenate(arguments[2:])
    return concatenate(arguments).scaled(
        0, (text.total + 1) * max(put_in.total - TEXT, 1) + text.total
    )


def _split(arguments: Sequence[Size]) -> Size:
    text = arguments[0]
    pieces = text.total + 1
    return replace(text.repeated(pieces), bytes=pieces * _PIECE)


_SPECIAL: dict[str, Callable[[Sequence[Size]], Size]] = {
    **dict.fromkeys(("nodes", "relationships"), lambda _: PATH_ITEMS),
    **dict.fromkeys(("elementid", "type", "valuetype"), lambda _: SHORT_TEXT),
    "replace": _replaced,
    "split": _split,
    "head": lambda arguments: arguments[0].item,
    "last": lambda arguments: arguments[0].item,
    "tostring": lambda arguments: arguments[0].scaled(1, _PIECE),
    "tostringornull": lambda arguments: arguments[0].scaled(1, _PIECE),
}
