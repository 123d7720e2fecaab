"""What chance would give: the same measure over networks with the same degrees, drawn at random.

A projection of people who took part in the same events is drawn anew from its two-mode network: who
took part in how many events, and how many took part in each, stay (curveball), and the one-mode
network is made again. Else edges change their ends in pairs, so that every degree stays, in- and
outdegree where edges have a direction. A number that is the same over all of them follows from the
degrees alone, and is no finding.

References:
    Strona, G., Nappo, D., Boccacci, F., Fattorini, S., San-Miguel-Ayanz, J. (2014). A fast and
    unbiased procedure to randomize ecological binary matrices with fixed row and column totals.
    Nature Communications 5, 4114. doi:10.1038/ncomms5114
    Maslov, S., Sneppen, K. (2002). Specificity and stability in topology of protein networks.
    Science 296, 910-913. doi:10.1126/science.1065103
    Fosdick, B. K., Larremore, D. B., Nishimura, J., Ugander, J. (2018). Configuring random graph
    models with fixed degree sequences. SIAM Review 60, 315-355. doi:10.1137/16M1087175
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Any

import networkx as nx

from analysis.measures import Measure, evaluate
from analysis.projections import Projection

DRAWS = 100
# Above it measures of a hundred networks would take longer than anybody waits.
MOST_EDGES = 2_000
# How often, for each edge or node, two are taken that may swap.
_TRADES = 10
_SWAPS = 10
TWO_MODE, ONE_MODE = "strona2014", "maslov2002"

Neighbours = dict[str, set[str]]
Ends = tuple[str, str]
Weighted = tuple[str, str, float]
_VOUCHED: dict[str, Any] = {"claims": (), "voices": (), "disputed": False}


@dataclass(frozen=True)
class Comparison:
    """A number beside those of networks with the same degrees.

    Attributes:
        mean: Their mean.
        z: How many of their standard deviations the number lies above it; None where all are one.
        percentile: Share of them that lie below it, half of those that equal it, in [0, 1].
    """

    mean: float
    z: float | None
    percentile: float

    @property
    def is_fixed(self) -> bool:
        """Whether all of them have one number, so that it follows from the degrees alone."""
        return self.z is None


def null_networks(
    projection: Projection, network: nx.Graph[str], *, draws: int = DRAWS, seed: int = 0
) -> list[tuple[nx.Graph[str], int]]:
    """Networks with the degrees of this one, each that differs with how often it was drawn.

    Args:
        projection: What the network is of; one with `fold` is folded after it was drawn.
        network: It, or, for a projection with `fold`, the two-mode network that it is folded from.
        draws: How many.
        seed: Of the random numbers.

    Returns:
        None drawn where the network has more edges than `MOST_EDGES`.
    """
    if network.number_of_edges() > MOST_EDGES:
        return []
    dice = random.Random(seed)  # noqa: S311  (a simulation, not a secret)
    two_mode = projection.two_mode or projection.fold is not None
    draw = _trade if two_mode else _swap
    found = Counter(frozenset(draw(network, dice)) for _ in range(draws))
    drawn = sorted(found.items(), key=lambda item: sorted(item[0]))
    return [(_made(projection, network, edges), count) for edges, count in drawn]


def _made(
    projection: Projection, network: nx.Graph[str], edges: frozenset[Weighted]
) -> nx.Graph[str]:
    made: nx.Graph[str] = network.__class__()
    made.add_nodes_from(network.nodes(data=True))
    for start, end, weight in sorted(edges):
        made.add_edge(start, end, **_VOUCHED, evidence=weight, weight=weight)
    return made if projection.fold is None else projection.fold(made)


def _swap(network: nx.Graph[str], dice: random.Random) -> list[Weighted]:
    """Edges with swapped ends; each keeps its weight."""
    weights = [network.edges[edge].get("weight", 1.0) for edge in _sorted_edges(network)]
    return [(*edge, weight) for edge, weight in zip(swap_ends(network, dice), weights, strict=True)]


def _trade(network: nx.Graph[str], dice: random.Random) -> list[Weighted]:
    rows: Neighbours = {
        node: set(network[node])
        for node, data in network.nodes(data=True)
        if data["bipartite"] == 0
    }
    return [
        (node, other, 1.0) for node, others in curveball(rows, dice).items() for other in others
    ]


def curveball(rows: Mapping[str, set[str]], dice: random.Random) -> Neighbours:
    """A two-mode network drawn anew, so that every node of both modes keeps its degree.

    Two rows at a time trade what only one of them has, by Strona and others (2014).

    Args:
        rows: For each node of one mode its neighbours, which are of the other.
        dice: Where chance comes from.

    Examples:
        >>> curveball({"a": {"x"}, "b": {"x"}}, random.Random(1))
        {'a': {'x'}, 'b': {'x'}}
    """
    found = {node: set(others) for node, others in sorted(rows.items())}
    nodes = list(found)
    if len(nodes) < 2:
        return found
    for _ in range(_TRADES * len(nodes)):
        one, other = dice.sample(nodes, 2)
        shared = found[one] & found[other]
        mine = found[one] - shared
        pool = sorted((found[one] | found[other]) - shared)
        dice.shuffle(pool)
        found[one] = shared | set(pool[: len(mine)])
        found[other] = shared | set(pool[len(mine) :])
    return found


def swap_ends(network: nx.Graph[str], dice: random.Random) -> list[Ends]:
    """The edges of a network drawn anew, so that every node keeps its degree.

    Two edges at a time change ends, unless an edge would then be there twice or join a node with
    itself (Maslov and Sneppen 2002; tries that fail count, as Fosdick and others 2018 have it).
    With directions in- and outdegree stay. Edges that join a node with itself stay as they are.

    Returns:
        As many edges, in the order of those that they were made from, which is alphabetical.

    Examples:
        >>> sorted(swap_ends(nx.Graph([("a", "b"), ("b", "c")]), random.Random(1)))
        [('a', 'b'), ('b', 'c')]
    """
    directed = network.is_directed()
    edges = _sorted_edges(network)
    there = set(edges)
    for _ in range(_SWAPS * len(edges) if len(edges) > 1 else 0):
        first, second = dice.sample(range(len(edges)), 2)
        (a, b), (c, d) = edges[first], edges[second]
        if not directed and dice.random() < 0.5:
            c, d = d, c
        new = _ends(a, d, directed=directed), _ends(c, b, directed=directed)
        if a in {b, d} or c in {b, d} or new[0] == new[1] or there & set(new):
            continue
        there -= {edges[first], edges[second]}
        there |= set(new)
        edges[first], edges[second] = new
    return edges


def _sorted_edges(network: nx.Graph[str]) -> list[Ends]:
    directed = network.is_directed()
    return sorted(_ends(start, end, directed=directed) for start, end in network.edges())


def _ends(start: str, end: str, *, directed: bool) -> Ends:
    return (start, end) if directed or start <= end else (end, start)


def compare(
    measure: Measure,
    network: nx.Graph[str],
    drawn: Sequence[tuple[nx.Graph[str], int]],
    *,
    seed: int = 0,
) -> Comparison | dict[str, Comparison] | None:
    """A measure beside its values over networks with the same degrees.

    Args:
        measure: Which.
        network: The network itself, whose value is compared.
        drawn: As `null_networks` gives them.
        seed: For measures that draw.

    Returns:
        One, or one for each node; None where there is no value to compare.
    """
    value = evaluate(measure, network, seed=seed).value
    if value is None:
        return None
    others = [(evaluate(measure, other, seed=seed).value, count) for other, count in drawn]
    if not isinstance(value, Mapping):
        numbers = [
            number for number, count in others if isinstance(number, float) for _ in range(count)
        ]
        return _comparison(value, numbers)
    found = {}
    for node, mine in value.items():
        theirs = [
            number
            for values, count in others
            if isinstance(values, Mapping) and (number := values.get(node)) is not None
            for _ in range(count)
        ]
        if mine is not None and (one := _comparison(mine, theirs)) is not None:
            found[node] = one
    return found or None


def _comparison(value: float, others: Sequence[float]) -> Comparison | None:
    if not others:
        return None
    mean, deviation = fmean(others), pstdev(others)
    below = sum(number < value for number in others)
    equal = sum(number == value for number in others)
    # Equal numbers may differ in their last bits where they are added up.
    z = None if min(others) == max(others) else (value - mean) / deviation
    return Comparison(mean, z, (below + equal / 2) / len(others))
