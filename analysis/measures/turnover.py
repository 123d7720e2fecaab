"""Turnover between two slices: who and what is in both, and whether they rank alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import networkx as nx

from graph.errors import UndefinedMeasureError


def jaccard(one: Collection[object], other: Collection[object]) -> float:
    """Share of what is in either that is in both (Jaccard 1912).

    Raises:
        UndefinedMeasureError: Both are empty.

    References:
        Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11,
        37-50. doi:10.1111/j.1469-8137.1912.tb05611.x

    Examples:
        >>> jaccard("ab", "bc")
        0.3333333333333333
    """
    either = set(one) | set(other)
    if not either:
        raise UndefinedMeasureError("both are empty")
    return len(set(one) & set(other)) / len(either)


def node_turnover(one: nx.Graph[str], other: nx.Graph[str]) -> float:
    """Share of the nodes of either network that are in both.

    Examples:
        >>> node_turnover(nx.path_graph(2), nx.path_graph(4))
        0.5
    """
    return jaccard(one.nodes, other.nodes)


def edge_turnover(one: nx.Graph[str], other: nx.Graph[str]) -> float:
    """Share of the edges of either network that are in both.

    Examples:
        >>> edge_turnover(nx.path_graph(3), nx.path_graph(4))
        0.6666666666666666
    """
    return jaccard(_edges(one), _edges(other))


def rank_correlation(one: Mapping[str, float | None], other: Mapping[str, float | None]) -> float:
    """Spearman's rank correlation of a measure over the nodes that have it in both slices.

    Raises:
        UndefinedMeasureError: Fewer than three nodes have both, or one side is all equal.

    References:
        Spearman, C. (1904). The proof and measurement of association between two things. American
        Journal of Psychology 15, 72-101. doi:10.2307/1412159

    Examples:
        >>> rank_correlation({"a": 1, "b": 2, "c": 3}, {"a": 9, "b": 5, "c": 1, "d": 0})
        -1.0
    """
    both = [node for node in one if one[node] is not None and other.get(node) is not None]
    if len(both) < 3:
        raise UndefinedMeasureError(
            f"{len(both)} nodes are in both slices, and a rank correlation wants three"
        )
    mine, theirs = [one[node] for node in both], [other[node] for node in both]
    if len(set(mine)) == 1 or len(set(theirs)) == 1:
        raise UndefinedMeasureError("all nodes that are in both slices rank equal in one of them")
    from scipy import stats  # noqa: PLC0415 - a second, which lists of measures do without

    return round(float(stats.spearmanr(mine, theirs).statistic), 12)


def _edges(network: nx.Graph[str]) -> list[object]:
    if network.is_directed():
        return list(network.edges)
    return [frozenset(edge) for edge in network.edges]
