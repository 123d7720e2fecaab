"""The party's levels with the units known at each, as one look has them or as two differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any

from graph.model import Label

PREDICATES = ("UNIT_OF", "HOSTED_BY", "AT_TIER", "MAY_STAND_UNDER", "name")

Statement = Mapping[str, Any]


class Change(StrEnum):
    """How the second look has what is drawn, beside the first."""

    ONLY_AFTER = "only_after"
    ONLY_BEFORE = "only_before"
    MOVED = "moved"
    RENAMED = "renamed"
    DIFFERENTLY_KNOWN = "differently_known"
    SAME = "same"


@dataclass(frozen=True)
class Tie:
    """What a unit or level stands under.

    Attributes:
        predicate: How it does.
        kind: The label of what is above.
        id: Its id.
        name: Its name.
        change: How the second look has the tie.
    """

    predicate: str
    kind: str
    id: str
    name: str | None
    change: Change


@dataclass(frozen=True)
class Unit:
    """An organisation in the drawing.

    Attributes:
        id: Its id.
        name: Its name, in the second look where that has another.
        was: Its name in the first look, where that is another.
        changes: How the second look has it; nothing where both have the same.
        ties: What it stands under.
    """

    id: str
    name: str
    was: str
    changes: tuple[Change, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Band:
    """A level, or what is of none.

    Attributes:
        tier: The level's id; empty for what is of no level.
        name: The level's name.
        ties: The levels that it may stand under.
        changed: Its units that differ, by name.
        same: Its other units, by name.
    """

    tier: str
    name: str
    ties: tuple[Tie, ...]
    changed: tuple[Unit, ...]
    same: tuple[Unit, ...]

    @property
    def marks(self) -> set[Change]:
        """The changes that are drawn in it, for the legend."""
        ties = [tie for unit in self.changed for tie in unit.ties] + [*self.ties]
        found = {tie.change for tie in ties} | {
            change for unit in self.changed for change in unit.changes
        }
        return found - {Change.SAME}


def draw_levels(
    tiers: Iterable[Mapping[str, Any]],
    before: Sequence[Statement],
    after: Sequence[Statement] | None = None,
) -> list[Band]:
    """Bands from the highest level down, then the units of no level.

    Args:
        tiers: Rows of the catalogue's `tiers`.
        before: Rows of its `statements` of `PREDICATES`, through the first look.
        after: Those through the second; None draws the one look alone.
    """
    subjects = _by_subject(before, before if after is None else after)
    units: dict[str, list[Unit]] = defaultdict(list)
    for identifier, rows in subjects.items():
        if rows[0]["kind"] != Label.ORGANIZATION:
            continue
        unit = _unit(identifier, rows)
        levels = _ties(rows, "AT_TIER")
        if unit.ties or levels or unit.changes or after is None:
            # Where it stood is told by its ties; it is drawn where it stands.
            levels.sort(key=lambda tie: tie.change == Change.ONLY_BEFORE)
            units[levels[0].id if levels else ""].append(unit)
    bands = [
        _band(
            row["id"],
            row["name"] or row["id"],
            _ties(subjects.get(row["id"], ()), "MAY_STAND_UNDER"),
            units.pop(row["id"], []),
        )
        for row in tiers
    ]
    rest = [unit for own in units.values() for unit in own]
    return [*bands, _band("", "", (), rest)]


def _by_subject(
    before: Iterable[Statement], after: Iterable[Statement]
) -> dict[str, list[Statement]]:
    """What either look says, once, by its subject; with the row of each look that has it."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for side, rows in (("before", before), ("after", after)):
        for row in rows:
            key = (row["id"], row["predicate"], row["object"], str(row["value"]))
            found.setdefault(key, {**row, "before": None, "after": None})[side] = row
    subjects: dict[str, list[Statement]] = defaultdict(list)
    for statement in found.values():
        subjects[statement["id"]].append(statement)
    return subjects


def _change(statement: Statement) -> Change:
    before, after = statement["before"], statement["after"]
    if before is None:
        return Change.ONLY_AFTER
    if after is None:
        return Change.ONLY_BEFORE
    return Change.SAME if before["status"] == after["status"] else Change.DIFFERENTLY_KNOWN


def _ties(statements: Iterable[Statement], *predicates: str) -> list[Tie]:
    return [
        Tie(row["predicate"], row["object_kind"], row["object"], row["object_name"], _change(row))
        for row in statements
        if row["predicate"] in predicates
    ]


def _unit(identifier: str, statements: Sequence[Statement]) -> Unit:
    under = _ties(statements, "UNIT_OF", "HOSTED_BY")
    placed = {tie.change for tie in [*under, *_ties(statements, "AT_TIER")]}
    names = [(row["value"], _change(row)) for row in statements if row["predicate"] == "name"]
    # A name is mostly known without dates, so a unit is in a look where its place is.
    known = placed or {change for _, change in names}
    was, name = _renamed(names)
    changes: list[Change] = []
    if len(known) == 1 and known <= {Change.ONLY_AFTER, Change.ONLY_BEFORE}:
        changes += known
    elif {Change.ONLY_AFTER, Change.ONLY_BEFORE} <= placed:
        changes.append(Change.MOVED)
    elif placed - {Change.SAME}:
        changes.append(Change.DIFFERENTLY_KNOWN)
    if was and Change.DIFFERENTLY_KNOWN in changes:
        changes = [Change.RENAMED]
    elif was:
        changes.append(Change.RENAMED)
    found = name or statements[0]["name"] or identifier
    return Unit(identifier, found, was, tuple(changes), tuple(under))


def _renamed(names: Iterable[tuple[str, Change]]) -> tuple[str, str]:
    """A name that only the first look has, and the one for it in the second; else nothing."""
    gone, come = (
        [name for name, change in names if change == wanted]
        for wanted in (Change.ONLY_BEFORE, Change.ONLY_AFTER)
    )
    pairs = sorted(product(gone, come), key=lambda pair: pair[0].isascii() != pair[1].isascii())
    return pairs[0] if pairs else ("", "")


def _band(tier: str, name: str, ties: Iterable[Tie], units: Iterable[Unit]) -> Band:
    ordered = sorted(units, key=lambda unit: unit.name)
    return Band(
        tier,
        name,
        tuple(ties),
        tuple(unit for unit in ordered if unit.changes),
        tuple(unit for unit in ordered if not unit.changes),
    )
