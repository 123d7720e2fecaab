"""Krackhardt's least-upper-boundedness."""

from __future__ import annotations

from itertools import combinations

import networkx as nx

from graph.analysis.measures.krackhardt import krackhardt
from graph.analysis.measures.measure import pairs
from graph.analysis.measures.reach import is_out_forest, reached_from
from graph.errors import UndefinedMeasureError


def least_upper_boundedness(network: nx.DiGraph[str]) -> float:
    """Share of pairs that have one closest superior in common.

    One of Krackhardt's four conditions of an out-tree (1994): 1 - V / MaxV, where V
    counts the pairs within a weak component that have no least upper bound, and MaxV is
    (n - 1)(n - 2)/2 summed over the components. A least upper bound of two nodes reaches both (one
    of them may be it), and is reached by all others that reach both.

    Args:
        network: Arcs go from superior to subordinate; the other way round the measure is another.

    Returns:
        From 0 to 1 in the graphs that the paper has in mind; less than 0 where more pairs lack a
        bound than MaxV counts.

    Raises:
        UndefinedMeasureError: No component has three nodes, so MaxV is 0.

    Notes:
        The nodes that reach both are the common part of two sets; they have a least one exactly
        where that part is the set of some node. In an out-forest the answer is 1 without counting;
        else time grows with the cube of the number of nodes, divided by a machine word.

    References:
        Krackhardt (1994); Everett and Krackhardt (2012): see `graph.analysis.measures.krackhardt`.

    Examples:
        >>> tree = nx.full_rary_tree(3, 40, create_using=nx.DiGraph)
        >>> least_upper_boundedness(tree)
        1.0
        >>> round(least_upper_boundedness(tree.reverse()), 3)
        0.085
    """
    parts = [list(part) for part in nx.weakly_connected_components(network)]
    most = sum(pairs(len(part) - 1) for part in parts)
    if most == 0:
        raise UndefinedMeasureError("no component has three nodes")
    if is_out_forest(network):
        return 1.0
    above = reached_from(network)
    bounded = set(above.values())
    lacking = sum(
        above[one] & above[other] not in bounded
        for part in parts
        for one, other in combinations(part, 2)
    )
    return 1 - lacking / most


MEASURE = krackhardt("lub", "Least-upper-boundedness", least_upper_boundedness)
