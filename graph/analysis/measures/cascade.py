"""The independent cascade: how far something spreads that each hands on with some chance."""

from __future__ import annotations

import random
from collections.abc import Collection
from statistics import fmean, quantiles

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need
from graph.errors import BadInputError

CHANCE = 0.1
RUNS = 200


def cascade(
    network: nx.Graph[str],
    seeds: Collection[str],
    *,
    chance: float = CHANCE,
    runs: int = RUNS,
    seed: int = 0,
) -> tuple[float, float, float]:
    """How many nodes an independent cascade reaches that starts at some nodes.

    Whoever is reached has one chance to hand it on to each neighbour that is not (Kempe, Kleinberg
    and Tardos 2003, section 2).

    Args:
        network: Arcs go from who hands on to who gets; without directions, both ways.
        seeds: Where it starts.
        chance: The probability that an edge hands on.
        runs: How many times it is simulated.
        seed: Of the random numbers; the same seed gives the same answer.

    Returns:
        The mean number reached, seeds among them, and the 5th and 95th percentile over the runs.

    Raises:
        BadInputError: A seed is not in the network, or `chance` is not a probability.

    References:
        Kempe, D., Kleinberg, J., Tardos, E. (2003). Maximizing the spread of influence through a
        social network. KDD '03, 137-146. doi:10.1145/956750.956769

    Examples:
        >>> cascade(nx.path_graph(4, create_using=nx.DiGraph), [1], chance=1)
        (3.0, 3.0, 3.0)
        >>> cascade(nx.path_graph(4), [1], chance=0)
        (1.0, 1.0, 1.0)
    """
    if not 0 <= chance <= 1:
        raise BadInputError(f"chance={chance} is not between 0 and 1.")
    for node in seeds:
        if node not in network:
            raise BadInputError(f"{node!r} is not in the network.")
    dice = random.Random(seed)  # noqa: S311  (a simulation, not a secret)
    reached = [_spread(network, seeds, chance, dice) for _ in range(runs)]
    if runs == 1:
        return float(reached[0]), float(reached[0]), float(reached[0])
    cuts = quantiles(reached, n=20, method="inclusive")
    return fmean(reached), cuts[0], cuts[-1]


def _spread(
    network: nx.Graph[str], seeds: Collection[str], chance: float, dice: random.Random
) -> int:
    known = dict.fromkeys(seeds)
    fresh = list(known)
    while fresh:
        told = []
        for node in fresh:
            for neighbour in network.adj[node]:
                if neighbour not in known and dice.random() < chance:
                    known[neighbour] = None
                    told.append(neighbour)
        fresh = told
    return len(known)


def spread(network: nx.Graph[str], seed: int = 0) -> dict[str, float]:
    """How many nodes something reaches, on average, that starts at a node and is handed on.

    `cascade` from each node alone, each edge handing on with a chance of 0.1, over 200 runs.

    Examples:
        >>> spread(nx.empty_graph(2))
        {0: 1.0, 1: 1.0}
    """
    return {node: cascade(network, [node], seed=seed)[0] for node in network}


MEASURE = Measure(
    "spread",
    "Spread of an independent cascade",
    spread,
    Level.NODE,
    ("kempe2003",),
    (Need.EDGES,),
    seeded=True,
    engine="partycell",
)
