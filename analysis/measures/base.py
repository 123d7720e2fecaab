"""What a measure is, and what it finds: a value, or a reason why there is none."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import networkx as nx

from graph.errors import UndefinedMeasureError

_DIGITS = 9

Value = float | Mapping[str, float | None] | None


class Level(StrEnum):
    """What a measure speaks of."""

    GRAPH = "network"  # one number
    NODE = "node"  # a number for each node


class Need(StrEnum):
    """What a network must have for a measure to mean something."""

    DIRECTED = "directed"
    EDGES = "edges"
    CONNECTED = "connected"
    RANKS = "ranks"
    GROUPS = "groups"


_REASONS = {
    Need.DIRECTED: "it wants a directed network, and this one is not",
    Need.EDGES: "the network has no edges",
    Need.CONNECTED: "the network is not connected",
    Need.RANKS: "no node has a rank",
    Need.GROUPS: "no node has a tier to group it by",
}


@dataclass(frozen=True)
class Measure:
    """A measure.

    Attributes:
        name: What it is called on the command line.
        title: What it is called in a report.
        function: From a network to the value; it may raise UndefinedMeasureError.
        level: Whether it gives one number or one for each node.
        references: Keys of `analysis/references.bib`, the definition's first.
        needs: What the network must have.
        seeded: Whether `function` takes a `seed`.
        lowest_first: Whether the least value is the one of note.
        engine: Which library computes it: `networkx`, `igraph` or `partycell`.
        compared: Whether it is set beside networks with the same degrees (`analysis.nulls`).
        is_partition: Whether its numbers name parts, so that none is more than another.
    """

    name: str
    title: str
    function: Callable[..., Any]
    level: Level
    references: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    seeded: bool = False
    lowest_first: bool = False
    engine: str = "networkx"
    is_partition: bool = False
    compared: bool = False

    @property
    def summary(self) -> str:
        """One line: what it measures."""
        return (self.function.__doc__ or "").strip().splitlines()[0]


@dataclass(frozen=True)
class Finding:
    """What a measure found.

    Attributes:
        value: A number, or a number for each node; None where there is none.
        reason: Why there is none; empty where there is one.
    """

    value: Value
    reason: str = ""


def evaluate(measure: Measure, network: nx.Graph[str], *, seed: int = 0) -> Finding:
    """A measure of a network: its value, or null with a reason; it never fails for the network."""
    if len(network) == 0:
        return Finding(None, "the network is empty")
    for need in measure.needs:
        if not _has(need, network):
            return Finding(None, _REASONS[need])
    options = {"seed": seed} if measure.seeded else {}
    try:
        value = measure.function(network, **options)
    except UndefinedMeasureError as error:
        return Finding(None, error.message)
    if isinstance(value, float) and not math.isfinite(value):
        return Finding(None, "its formula divides by zero on this network")
    if isinstance(value, Mapping):
        return Finding({node: _settled(number) for node, number in value.items()})
    return Finding(_settled(value))


def _settled(number: float | None) -> float | None:
    """The number without what differs by the order of sums only, so that equals rank equal."""
    return None if number is None else round(float(number), _DIGITS) + 0.0


def _has(need: Need, network: nx.Graph[str]) -> bool:
    if need is Need.DIRECTED:
        return network.is_directed()
    if need is Need.EDGES:
        return network.number_of_edges() > 0
    if need is Need.CONNECTED:
        return nx.is_connected(undirected(network))
    attribute = "rank" if need is Need.RANKS else "tier"
    return any(attribute in data for _, data in network.nodes(data=True))


def undirected(network: nx.Graph[str]) -> nx.Graph[str]:
    """The network without directions; the same one where it has none."""
    return network.to_undirected(as_view=True) if network.is_directed() else network


def pairs(number: int) -> int:
    """How many unordered pairs there are of so many things."""
    return number * (number - 1) // 2
