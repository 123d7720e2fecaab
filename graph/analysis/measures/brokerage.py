"""Gould and Fernandez' brokerage."""

from __future__ import annotations

import networkx as nx

from graph.analysis.measures.measure import Level, Measure, Need
from graph.errors import UndefinedMeasureError

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def brokerage_roles(network: nx.Graph[str], group: str = "tier") -> dict[str, dict[str, int]]:
    """How often each node stands between two others, by whose groups it joins.

    A node v brokers from a to b where there are arcs a -> v and v -> b but not a -> b (Gould and
    Fernandez 1989). It is then coordinator (all three in one group), itinerant (a and b in one, v
    in another), gatekeeper (v and b in one, a outside), representative (a and v in one, b outside)
    or liaison (three groups).

    Args:
        network: Where it has no directions each edge counts both ways.
        group: The node attribute that says which group a node is in; a node without it is in none,
            and takes no part.

    Returns:
        For each node in a group the count by role, and `total`.

    Raises:
        UndefinedMeasureError: No node has a group.

    Notes:
        Time grows with the sum of in-degree times out-degree. Expected values and z-scores are in
        `brokerage_z`.

    References:
        Gould, R. V., Fernandez, R. M. (1989). Structures of mediation: a formal approach to
        brokerage in transaction networks. Sociological Methodology 19, 89-126. doi:10.2307/270949

    Examples:
        >>> path = nx.DiGraph([("a", "v"), ("v", "b")])
        >>> nx.set_node_attributes(path, {"a": 1, "v": 1, "b": 2}, "tier")
        >>> brokerage_roles(path)["v"]["representative"]
        1
    """
    groups = {
        node: data[group] for node, data in network.nodes(data=True) if data.get(group) is not None
    }
    if not groups:
        raise UndefinedMeasureError(f"no node has a {group} to group it by")
    arcs = network.to_directed(as_view=True)
    found = {}
    for broker, own in groups.items():
        counts = dict.fromkeys((*ROLES, "total"), 0)
        for source in arcs.pred[broker]:
            for target in arcs.succ[broker]:
                if (
                    len({source, broker, target}) == 3
                    and {source, target} <= groups.keys()
                    and not arcs.has_edge(source, target)
                ):
                    counts[_role(groups[source], own, groups[target])] += 1
                    counts["total"] += 1
        found[broker] = counts
    return found


def brokerage(network: nx.Graph[str]) -> dict[str, float]:
    """How often a node stands between two others that are not joined directly.

    The total over the roles of `brokerage_roles`, groups being tiers.

    Examples:
        >>> path = nx.DiGraph([("a", "v"), ("v", "b")])
        >>> nx.set_node_attributes(path, 1, "tier")
        >>> brokerage(path)["v"]
        1.0
    """
    return {node: float(counts["total"]) for node, counts in brokerage_roles(network).items()}


def _role(source: object, broker: object, target: object) -> str:
    if source == broker == target:
        return "coordinator"
    if source == target:
        return "itinerant"
    if broker == target:
        return "gatekeeper"
    if source == broker:
        return "representative"
    return "liaison"


MEASURE = Measure(
    "brokerage",
    "Brokerage between tiers (Gould and Fernandez)",
    brokerage,
    Level.NODE,
    ("gould1989",),
    (Need.GROUPS,),
    engine="partycell",
)
