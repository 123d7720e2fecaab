"""UCINET DL, an edge list with labels, streamed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.analysis.exports.content import Content
from graph.analysis.exports.pajek import numbered, weight
from graph.analysis.exports.text import gathered

_SEPARATORS = re.compile(r'[\s,"]+')


def chunks(content: Content) -> Iterator[bytes]:
    """The file, piece by piece; the numbers of the nodes are kept in memory."""
    return gathered(_pieces(content))


def _pieces(content: Content) -> Iterator[str]:
    numbers = numbered(content)
    yield f"DL n={len(numbers)}\nformat = edgelist1\nlabels:\n"
    for identifier in numbers:
        yield f"{_SEPARATORS.sub('_', identifier)}\n"
    yield "data:\n"
    for row in content.edges():
        start, end = numbers[row["start"]], numbers[row["end"]]
        yield f"{start} {end} {weight(row)}\n"
        if not content.directed and start != end:
            yield f"{end} {start} {weight(row)}\n"
