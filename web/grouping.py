"""Statements about a thing, grouped by predicate; more than a page shows are counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.relations import RELATIONS
from graph.vocabulary import PROPERTIES

MOST = 100


@dataclass(frozen=True)
class Group:
    """The statements of one predicate, in one direction.

    Attributes:
        key: Of its words: `predicate.NAME`, or `inverse.NAME` where the thing is the object.
        predicate: The predicate.
        rows: Those that the page shows.
        total: How many there are.
    """

    key: str
    predicate: str
    rows: list[dict[str, Any]]
    total: int


def group_statements(
    statements: Iterable[Mapping[str, Any]], skip: Collection[str] = ()
) -> list[Group]:
    """Groups in the model's order, what the thing is said to be before what others say of it.

    Args:
        statements: Rows of the catalogue's `describe`.
        skip: Keys of groups that the page shows elsewhere.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for row in statements:
        way = "predicate" if row["direction"] == "out" else "inverse"
        found.setdefault(f"{way}.{row['predicate']}", []).append(dict(row))
    order = {name: place for place, name in enumerate([*PROPERTIES, *RELATIONS])}
    keys = sorted(
        found,
        key=lambda key: (key.startswith("inverse"), order.get(key.partition(".")[2], 999)),
    )
    return [
        Group(key, key.partition(".")[2], found[key][:MOST], len(found[key]))
        for key in keys
        if key not in skip
    ]


def select(
    statements: Iterable[Mapping[str, Any]], predicate: str, direction: str = "out"
) -> list[dict[str, Any]]:
    """The statements of one predicate and direction."""
    return [
        dict(row)
        for row in statements
        if row["predicate"] == predicate and row["direction"] == direction
    ]
