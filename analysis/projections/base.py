"""What a projection is: which edges it reads, how it makes a graph of them, what it is good for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from analysis.projections.conflicts import WeightedEdge
from analysis.projections.evidence import Evidence, read_evidence
from graph.database import Database
from graph.lens import Lens

# What people ask of who stands over whom.
OF_HIERARCHIES = (
    "krackhardt-connectedness",
    "krackhardt-hierarchy",
    "krackhardt-efficiency",
    "krackhardt-lub",
    "depth",
    "span-of-control",
    "skipped-tiers",
    "flow-hierarchy",
    "reaching-centrality",
)


@dataclass(frozen=True)
class Projection:
    """A way to see the graph as a network.

    Attributes:
        name: What it is called.
        title: What a report on it is called.
        summary: One sentence.
        types: Which edges it reads.
        labels: Of which kinds its nodes are, for their names.
        build: The graph, from the edges that count and the evidence.
        nodes: The attributes of a node, and what they mean.
        edges: The attributes of an edge, and what they mean.
        measures: The measures that answer what it is usually asked for.
        directed: Whether an edge has a direction.
        two_mode: Whether it has two kinds of nodes, with `bipartite` 0 and 1.
        caveats: What a report on it warns of, in sentences.
        references: Keys of `analysis/references.bib`, for its weights.
        unfold: For a one-mode projection of a two-mode network: that network.
        fold: From such a network to the projection's own.
        read: Where its evidence is from, if not from edges of `types`.
    """

    name: str
    title: str
    summary: str
    types: tuple[str, ...]
    labels: tuple[str, ...]
    build: Callable[[Iterable[WeightedEdge], Evidence], nx.Graph[str]]
    nodes: Mapping[str, str]
    edges: Mapping[str, str]
    measures: tuple[str, ...]
    directed: bool = False
    two_mode: bool = False
    caveats: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    unfold: Callable[[Iterable[WeightedEdge], Evidence], nx.Graph[str]] | None = None
    fold: Callable[[nx.Graph[str]], nx.Graph[str]] | None = None
    read: Callable[..., Evidence] | None = None

    def evidence(self, database: Database, lens: Lens, *, all_possible: bool = False) -> Evidence:
        """All that it may be made of; see `read_evidence`."""
        if self.read is not None:
            return self.read(database, lens, all_possible=all_possible)
        return read_evidence(
            database, lens, types=self.types, labels=self.labels, all_possible=all_possible
        )
