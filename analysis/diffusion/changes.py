"""What if: a unit is dissolved, or two become one."""

from __future__ import annotations

import networkx as nx

from graph.errors import BadParameterError, UnknownIdError


def remove_unit(network: nx.DiGraph[str], unit: str) -> nx.DiGraph[str]:
    """The hierarchy without a unit; what stood under it stands under its superiors.

    Its own members are in no unit any more.

    Raises:
        UnknownIdError: It is not in the hierarchy.
        BadParameterError: Nothing is above it, so that what is under it would stand alone.
    """
    _known(network, unit)
    above = list(network.predecessors(unit))
    if not above:
        raise BadParameterError("without", f"{unit} has no superior that could take its units.")
    changed = network.copy()
    for superior in above:
        for subordinate in network.successors(unit):
            if superior != subordinate:
                changed.add_edge(superior, subordinate, **network.edges[unit, subordinate])
    changed.remove_node(unit)
    return changed


def merge_units(network: nx.DiGraph[str], kept: str, taken: str) -> nx.DiGraph[str]:
    """The hierarchy where one unit has taken over another, with its subordinates and members.

    It stands where it stood; edges between the two are gone.

    Raises:
        UnknownIdError: One of them is not in the hierarchy.
        BadParameterError: They are the same.
    """
    _known(network, kept)
    _known(network, taken)
    if kept == taken:
        raise BadParameterError("merge", f"{kept} cannot be merged with itself.")
    changed = network.copy()
    for subordinate in network.successors(taken):
        if subordinate != kept:
            changed.add_edge(kept, subordinate, **network.edges[taken, subordinate])
    superiors = [one for one in network.predecessors(kept) if one != taken]
    if not superiors:
        for superior in network.predecessors(taken):
            changed.add_edge(superior, kept, **network.edges[superior, taken])
    members = [network.nodes[unit].get("members") for unit in (kept, taken)]
    if None not in members:
        changed.nodes[kept]["members"] = sum(members)
    changed.remove_node(taken)
    return changed


def _known(network: nx.DiGraph[str], unit: str) -> None:
    if unit not in network:
        raise UnknownIdError(f"{unit!r}: the hierarchy has no such unit.")
