"""Exports: one module a format, all streamed from rows; `docs/exports.md` says what each holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.analysis.exports.content import Content, count_edges, from_database, from_network
from graph.analysis.exports.files import save, write_whole
from graph.analysis.exports.formats import FORMATS, TABLES, Format, chunks, export_format, losses

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "FORMATS",
    "TABLES",
    "Content",
    "Format",
    "chunks",
    "count_edges",
    "export_format",
    "from_database",
    "from_network",
    "losses",
    "network_chunks",
    "save",
    "write_graph",
    "write_whole",
]


def network_chunks(network: nx.Graph[Any], name: str) -> Iterator[bytes]:
    """The bytes of a NetworkX graph in a format, piece by piece; for answers over HTTP.

    Raises:
        BadInputError: There is no such format, or it is made from claims.
    """
    return chunks(from_network(network), name)


def write_graph(network: nx.Graph[Any], stream: BinaryIO, name: str) -> None:
    """Write a NetworkX graph, computed or drawn, to an open binary file.

    Raises:
        BadInputError: There is no such format, or it is made from claims.
    """
    for piece in network_chunks(network, name):
        stream.write(piece)
