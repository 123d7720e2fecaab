"""What Krackhardt's four measures of hierarchy have in common.

Each is 1 - V / MaxV for one of the four conditions that only an out-tree meets, V counting what
violates it. Arcs go from superior to subordinate. Where MaxV is 0 a measure is undefined, not 1.

References:
    Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In Carley and
    Prietula (eds), Computational Organization Theory, 89-111.
    Everett, M., Krackhardt, D. (2012). A second look at Krackhardt's graph theoretical dimensions
    of informal organizations. Social Networks 34, 159-163. doi:10.1016/j.socnet.2011.10.006
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import networkx as nx

from analysis.measures.base import Level, Measure, Need, pairs
from graph.errors import UndefinedMeasureError


def krackhardt(name: str, title: str, function: Callable[..., Any]) -> Measure:
    """One of the four, by what it is called after him."""
    return Measure(
        f"krackhardt-{name}",
        f"{title} (Krackhardt)",
        function,
        Level.GRAPH,
        ("krackhardt1994", "everett2012"),
        (Need.DIRECTED,),
        engine="partycell",
    )


def reached_from(network: nx.DiGraph[str]) -> dict[str, int]:
    """For each node the set of nodes that reach it, itself among them, as the bits of a number.

    Bit `i` stands for the i-th node of the network. Time and memory grow with the square of the
    number of nodes, divided by the bits of a machine word.
    """
    position = {node: index for index, node in enumerate(network)}
    whole = nx.condensation(network)
    above: dict[int, int] = {}
    found: dict[str, int] = {}
    for part in nx.topological_sort(whole):
        members = whole.nodes[part]["members"]
        bits = 0
        for node in members:
            bits |= 1 << position[node]
        for before in whole.pred[part]:
            bits |= above[before]
        above[part] = bits
        for node in members:
            found[node] = bits
    return found


def is_out_forest(network: nx.DiGraph[str]) -> bool:
    """Whether every node has at most one superior and nobody is under himself."""
    return all(degree <= 1 for _, degree in network.in_degree()) and (
        nx.is_directed_acyclic_graph(network)
    )


def connectedness(network: nx.DiGraph[str]) -> float:
    """Share of pairs that are joined by some path, whatever its direction.

    One of Krackhardt's four conditions of an out-tree (1994): 1 - V / (n(n - 1)/2),
    where V counts the pairs in different weak components.

    Args:
        network: Arcs go from superior to subordinate; here their direction does not matter.

    Returns:
        From 0 (nobody joined) to 1 (one component).

    Raises:
        UndefinedMeasureError: There are fewer than two nodes, so no pair.

    References:
        Krackhardt (1994); Everett and Krackhardt (2012): see `analysis.measures.krackhardt`.

    Examples:
        >>> tree = nx.full_rary_tree(3, 40, create_using=nx.DiGraph)
        >>> connectedness(tree)
        1.0
        >>> tree.remove_edge(0, 1)
        >>> connectedness(tree)
        0.55
    """
    if len(network) < 2:
        raise UndefinedMeasureError("there are fewer than two nodes")
    joined = sum(pairs(len(part)) for part in nx.weakly_connected_components(network))
    return joined / pairs(len(network))


def hierarchy(network: nx.DiGraph[str]) -> float:
    """Share of pairs joined by directed paths where only one of the two reaches the other.

    One of Krackhardt's four conditions of an out-tree (1994): 1 - V / MaxV, where V
    counts the pairs that reach each other and MaxV those where at least one reaches the other.

    Args:
        network: Arcs go from superior to subordinate.

    Returns:
        From 0 (whoever reaches is reached) to 1 (no cycle).

    Raises:
        UndefinedMeasureError: Nobody reaches anybody, so MaxV is 0.

    Notes:
        Without a cycle the answer is 1 without counting; else time and memory grow with the square
        of the number of nodes.

    References:
        Krackhardt (1994); Everett and Krackhardt (2012): see `analysis.measures.krackhardt`.

    Examples:
        >>> tree = nx.full_rary_tree(3, 40, create_using=nx.DiGraph)
        >>> hierarchy(tree)
        1.0
        >>> tree.add_edge(30, 0)
        >>> round(hierarchy(tree), 4)
        0.9697
    """
    if not any(start != end for start, end in network.edges):
        raise UndefinedMeasureError("nobody reaches anybody, so there are no pairs to count")
    if nx.is_directed_acyclic_graph(network):
        return 1.0
    mutual = sum(pairs(len(part)) for part in nx.strongly_connected_components(network))
    # Each ordered reach, less the mutual ones that are counted from both sides.
    reaching = sum(bits.bit_count() - 1 for bits in reached_from(network).values()) - mutual
    return 1 - mutual / reaching


def efficiency(network: nx.DiGraph[str]) -> float:
    """How few arcs there are beyond those that hold each component together.

    One of Krackhardt's four conditions of an out-tree (1994): 1 - V / MaxV, where,
    summed over the weak components of n nodes, V counts the arcs beyond n - 1 and MaxV is
    n(n - 1) - (n - 1).

    Args:
        network: Arcs go from superior to subordinate; loops are not counted.

    Returns:
        From 0 (every arc there can be) to 1 (none to spare).

    Raises:
        UndefinedMeasureError: No component has two nodes, so MaxV is 0.

    References:
        Krackhardt (1994); Everett and Krackhardt (2012): see `analysis.measures.krackhardt`.

    Examples:
        >>> tree = nx.full_rary_tree(3, 40, create_using=nx.DiGraph)
        >>> efficiency(tree)
        1.0
        >>> tree.add_edges_from([(5, 2), (39, 7)])
        >>> round(efficiency(tree), 4)
        0.9987
    """
    sizes = [len(part) for part in nx.weakly_connected_components(network)]
    most = sum((size - 1) ** 2 for size in sizes)
    if most == 0:
        raise UndefinedMeasureError("no component has two nodes")
    arcs = sum(start != end for start, end in network.edges)
    return 1 - (arcs - sum(size - 1 for size in sizes)) / most


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
        Krackhardt (1994); Everett and Krackhardt (2012): see `analysis.measures.krackhardt`.

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


MEASURES = (
    krackhardt("connectedness", "Connectedness", connectedness),
    krackhardt("hierarchy", "Hierarchy", hierarchy),
    krackhardt("efficiency", "Efficiency", efficiency),
    krackhardt("lub", "Least-upper-boundedness", least_upper_boundedness),
)
