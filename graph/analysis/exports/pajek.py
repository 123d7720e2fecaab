"""Pajek .net, streamed: vertices by number, one arc an edge, its type as the arc's label."""

from __future__ import annotations

from collections.abc import Iterator

from graph.analysis.exports.content import Content, Row
from graph.analysis.exports.formats import export_format
from graph.analysis.exports.text import comment, gathered


def chunks(content: Content) -> Iterator[bytes]:
    """The file, piece by piece; the numbers of the nodes are kept in memory."""
    return gathered(_pieces(content))


def _pieces(content: Content) -> Iterator[str]:
    for line in comment(content.about, export_format("pajek").loses):
        yield f"% {line}\n"
    numbers = numbered(content)
    yield f"*Vertices {len(numbers)}\n"
    for identifier, number in numbers.items():
        yield f'{number} "{_quoted(identifier)}"\n'
    yield "*Arcs\n" if content.directed else "*Edges\n"
    for row in content.edges():
        kind = row.get("type")
        label = f' l "{_quoted(str(kind))}"' if kind else ""
        yield f"{numbers[row['start']]} {numbers[row['end']]} {weight(row)}{label}\n"


def numbered(content: Content) -> dict[str, int]:
    """Each node's number, from 1."""
    return {row["id"]: number for number, row in enumerate(content.nodes(), start=1)}


def weight(row: Row) -> float:
    """An edge's weight, 1 where it has none."""
    found = row.get("weight")
    return found if isinstance(found, int | float) else 1


def _quoted(text: str) -> str:
    """No quotation mark and no line end inside a label: the format knows no escape."""
    return " ".join(text.replace('"', "'").split())
