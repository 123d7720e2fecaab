"""What functions make of what they are given, as sizes; one that is not here adds it together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from graph.guard.sizes import NUMBER, SHORT_TEXT, TEXT, WAY, Size, together


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Those that look at a list or text without going through it.
LIGHT = _names(
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
# How many times as long a text can become: one letter of Unicode is decomposed into eighteen.
_GROWTH = {"toupper": 3, "upper": 3, "tolower": 3, "lower": 3, "normalize": 18, "format": 12}
# What a text takes in Java that is a piece of another.
_PIECE = 56


def made(name: str, arguments: Sequence[Size], rows: float) -> Size:
    """What a function gives at most.

    Args:
        name: In lower case.
        arguments: What it is given.
        rows: How many rows are gathered, where it gathers rows.
    """
    if name in _TO_NUMBER or not arguments:
        return NUMBER
    if name in _SPECIAL:
        return _SPECIAL[name](arguments)
    if name in {"collect", "collect_list"}:
        return arguments[0].collected(rows)
    return together(arguments).grown(_GROWTH[name]) if name in _GROWTH else together(arguments)


def work(name: str, arguments: Sequence[Size]) -> float:
    """Steps that grow with the product of what a function is given, not with the sum."""
    if name in {"replace", "split", "string.indexof", "btrim", "ltrim", "rtrim", "trim"}:
        return arguments[0].letters * sum(size.letters for size in arguments[1:2])
    return 0.0


def _replaced(arguments: Sequence[Size]) -> Size:
    text, put_in = arguments[0], together(arguments[2:])
    return together(arguments).grown(0, (text.all + 1) * max(put_in.all - TEXT, 1) + text.all)


def _split(arguments: Sequence[Size]) -> Size:
    text = arguments[0]
    pieces = text.all + 1
    return replace(text.listed(pieces), bytes=pieces * _PIECE)


_SPECIAL: dict[str, Callable[[Sequence[Size]], Size]] = {
    **dict.fromkeys(("nodes", "relationships"), lambda _: WAY),
    **dict.fromkeys(("elementid", "type", "valuetype"), lambda _: SHORT_TEXT),
    "replace": _replaced,
    "split": _split,
    "head": lambda arguments: arguments[0].item,
    "last": lambda arguments: arguments[0].item,
    "tostring": lambda arguments: arguments[0].grown(1, _PIECE),
    "tostringornull": lambda arguments: arguments[0].grown(1, _PIECE),
}
