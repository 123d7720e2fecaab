"""Graphs to files that other tools read; a file appears whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import networkx as nx

from graph.errors import BadInputError

FORMATS = ("graphml", "json")


def check_format(name: str) -> None:
    """Raise BadInputError unless there is this format."""
    if name not in FORMATS:
        raise BadInputError(
            f"There is no format {name!r}.", hint=f"There are: {', '.join(FORMATS)}."
        )


def write_graph(network: nx.MultiDiGraph[str], file: Path, how: str) -> None:
    """Write a graph; NetworkX reads the same nodes, edges and attributes back.

    GraphML has no lists: there they are JSON text.

    Raises:
        BadInputError: The format is unknown, or the file cannot be written.
    """
    check_format(how)
    try:
        descriptor, temporary = tempfile.mkstemp(dir=file.resolve().parent, prefix=f".{file.name}.")
    except OSError as error:
        raise BadInputError(f"{file} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "wb") as stream:
            if how == "graphml":
                nx.write_graphml(_flat(network), stream)
            else:
                data = nx.node_link_data(network, edges="edges")
                stream.write(json.dumps(data, ensure_ascii=False, indent=1).encode())
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _flat(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        flat.add_node(node, **_scalars(data))
    for start, end, data in network.edges(data=True):
        flat.add_edge(start, end, **_scalars(data))
    return flat


def _scalars(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for name, value in data.items()
    }
