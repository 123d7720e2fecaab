"""Names that other programs take for something else, and what attributes are called instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class ReservedNames:
    """Names that an attribute of a file cannot have; case is of no account.

    Attributes:
        who: Which programs take them, and for what.
        nodes: Those of nodes.
        edges: Those of edges.
        graph: Those of the graph itself.
        texts: Whole texts that a label cannot be.
    """

    who: str
    nodes: frozenset[str] = frozenset()
    edges: frozenset[str] = frozenset()
    graph: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# By format. What a format writes itself under such a name (an id, a label, a weight) is meant so.
RESERVED: dict[str, ReservedNames] = {
    "graphml": ReservedNames(
        "igraph takes `id` for a node's id and `name` for a key that is unique; Gephi, Cytoscape "
        "and yEd take `label` for what is shown, and the ends for the ends",
        nodes=_words("id name label selected SUID") | {"shared name"},
        edges=_words("id name source target selected SUID interaction") | {"shared interaction"},
        graph=_words("claims sources"),
    ),
    "gexf": ReservedNames(
        "Gephi has these columns itself",
        nodes=_words("id label timeset interval"),
        edges=_words("id label timeset interval source target type kind weight"),
    ),
    "json": ReservedNames(
        "NetworkX and d3 take these for the node, the ends and parallel edges; Cytoscape.js takes "
        "`parent` for a group",
        nodes=_words("id parent"),
        edges=_words("id source target key"),
        graph=_words("claims sources questions"),
    ),
    "gephi": ReservedNames(
        "Gephi's spreadsheet import has these columns itself",
        nodes=_words("id label timeset interval"),
        edges=_words("id label timeset interval source target type kind weight"),
    ),
    "dl": ReservedNames(
        "UCINET and igraph take these for the parts of the file",
        texts=_words("dl n= nm= nr= nc= format= labels: labels data: data embedded matrix"),
    ),
    "neo4j": ReservedNames(
        "neo4j-admin takes what follows a colon for a type",
        nodes=_words("id :label :ignore"),
        edges=_words(":start_id :end_id :type :ignore"),
    ),
    "csv": ReservedNames(
        "R's `make.names` changes these",
        nodes=_words("if else repeat while function for next break true false null inf nan na"),
        edges=_words("if else repeat while function for next break true false null inf nan na"),
    ),
}


def written_names(columns: Iterable[str], reserved: Collection[str]) -> dict[str, str]:
    """What each attribute is called in a file: as it is, or with `_` behind it until it is free.

    Example:
        >>> written_names(["name", "rank", "name_"], {"name"})
        {'name': 'name__', 'rank': 'rank', 'name_': 'name_'}
    """
    known = list(columns)
    taken = {word.casefold() for word in reserved}
    found: dict[str, str] = {}
    for name in known:
        free = name
        while free.casefold() in taken or (free != name and free in known):
            free += "_"
        found[name] = free
        if free != name:
            taken.add(free.casefold())
    return found


def unique_texts(texts: Iterable[tuple[str, str]], reserved: Collection[str]) -> dict[str, str]:
    """Labels by what they stand for, each once; a second one of a kind has a number behind it.

    Args:
        texts: Pairs of what is labelled and its label.
        reserved: What a label cannot be; case is of no account.
    """
    taken = {word.casefold() for word in reserved}
    found: dict[str, str] = {}
    for key, label in texts:
        free, number = label or "_", 1
        while free.casefold() in taken:
            number += 1
            free = f"{label}_{number}"
        taken.add(free.casefold())
        found[key] = free
    return found
