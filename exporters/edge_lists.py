"""Pajek .net and UCINET DL, streamed: nodes by number, an edge a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporters.base import UNMARKED, Format
from exporters.columns import Row
from exporters.content import Content
from exporters.names import RESERVED, unique_texts
from exporters.text import encode_chunks, header_lines


def write_pajek(content: Content) -> Iterator[bytes]:
    """The file, piece by piece; the numbers of the nodes are kept in memory."""
    return encode_chunks(_pajek_lines(content))


def _pajek_lines(content: Content) -> Iterator[str]:
    for line in header_lines(content.about, PAJEK.loses):
        yield f"% {line}\n"
    numbers = number_nodes(content)
    yield f"*Vertices {len(numbers)}\n"
    # Readers take the label for the node: two nodes never share one.
    labels = unique_texts(((key, _pajek_label(key)) for key in numbers), ())
    for identifier, number in numbers.items():
        yield f'{number} "{labels[identifier]}"\n'
    yield "*Arcs\n" if content.directed else "*Edges\n"
    for row in content.edges():
        kind = row.get("type")
        label = f' l "{_pajek_label(str(kind))}"' if kind else ""
        yield f"{numbers[row['start']]} {numbers[row['end']]} {edge_weight(row)}{label}\n"


def number_nodes(content: Content) -> dict[str, int]:
    """Each node's number, from 1."""
    return {row["id"]: number for number, row in enumerate(content.nodes(), start=1)}


def edge_weight(row: Row) -> float:
    """An edge's edge_weight, 1 where it has none."""
    found = row.get("weight")
    return found if isinstance(found, int | float) else 1


def _pajek_label(text: str) -> str:
    """No quotation mark and no line end inside a label: the format knows no escape."""
    return " ".join(text.replace('"', "'").split())


_SEPARATORS = re.compile(r'[\s,"]+')


def write_dl(content: Content) -> Iterator[bytes]:
    """The file, piece by piece; the numbers of the nodes are kept in memory."""
    return encode_chunks(_dl_lines(content))


def _dl_lines(content: Content) -> Iterator[str]:
    numbers = number_nodes(content)
    yield f"DL n={len(numbers)}\nformat = edgelist1\nlabels:\n"
    labels = ((key, _SEPARATORS.sub("_", key)) for key in numbers)
    for label in unique_texts(labels, RESERVED["dl"].texts).values():
        yield f"{label}\n"
    yield "data:\n"
    for row in content.edges():
        start, end = numbers[row["start"]], numbers[row["end"]]
        yield f"{start} {end} {edge_weight(row)}\n"
        if not content.directed and start != end:
            yield f"{end} {start} {edge_weight(row)}\n"


PAJEK = Format(
    "pajek",
    "Pajek .net",
    ".net",
    "text/plain",
    "nodes by id, arcs with their type as label and their weight",
    ("names and other attributes of nodes", "dates", "claims and sources", UNMARKED),
    "Pajek, networkx.read_pajek, igraph, R's network",
    write_pajek,
    purpose="networks",
    header=True,
    memory="the nodes' numbers",
)


DL = Format(
    "dl",
    "UCINET DL",
    ".dl",
    "text/plain",
    "nodes by id, edges with their weight",
    (
        "names and other attributes of nodes",
        "types of edges (choose them by relations)",
        "dates",
        "claims and sources",
        UNMARKED,
    ),
    "UCINET, igraph.Graph.Read_DL, NetDraw",
    write_dl,
    purpose="networks",
    memory="the nodes' numbers",
)
