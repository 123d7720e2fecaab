"""Two looks at the same things side by side: what only one of them has, and what differs.

The two may differ in their dates, in the sources that are heard, or in what had been published by
then. Nothing is concluded from silence. What only the earlier of two dates has was ended or
replaced since, by what sources say; what only the later one has was attested first since, and may
be older.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from graph.catalogue import Rows, run
from graph.database import Database
from graph.errors import BadInputError, BadParameterError
from graph.known_sources import require_sources
from graph.lens import NAMES, Lens
from graph.model import Label
from graph.settings import settings
from graph.vocabulary import PROPERTIES, predicate

PARTS: dict[str, tuple[str, ...]] = {
    "hierarchy": ("UNIT_OF", "HOSTED_BY", "AT_TIER", "MAY_STAND_UNDER", "in_use"),
    "members": (
        *("MEMBER_OF", "HOLDS", "AFFILIATED_WITH"),
        *("member_count", "members_total", "cells_total", "alternate_count"),
    ),
    "posts": ("PROVIDES_FOR", "POST_IN", "HAS_ROLE", "title", "seats", "paid"),
    "rules": (
        "APPLIES_TO",
        "HAS_DUTY",
        *(item.name for item in PROPERTIES.values() if {Label.RULE, Label.DUTY} & {*item.labels}),
    ),
    "names": ("name",),
}
ONLY_BEFORE, ONLY_AFTER = "only before", "only after"
CHANGED, DIFFERENTLY_KNOWN = "changed", "differently known"
CHANGES = (CHANGED, ONLY_BEFORE, ONLY_AFTER, DIFFERENTLY_KNOWN)
# Of these, too, one thing has mostly one at a time: a move or a new name is a change.
_MOSTLY_ONE = ("UNIT_OF", "HOSTED_BY", "name")
# The second look's parameters are the lens's, with this before them.
PREFIX = "to_"
COLUMNS = (
    "part",
    "change",
    "id",
    "name",
    "kind",
    "predicate",
    "role",
    "before",
    "before_name",
    "before_kind",
    "before_status",
    "before_claims",
    "after",
    "after_name",
    "after_kind",
    "after_status",
    "after_claims",
    "disputed",
)


def second_look(first: Lens, arguments: Mapping[str, Any]) -> Lens:
    """The lens of the second look: as the first, but for what is given; if nothing is, as of today.

    Args:
        first: The lens of the first look.
        arguments: `to_as_of`, `to_known_at`, `to_recorded_at`, `to_certainty`, `to_sources` and
            `to_carry`, as a person writes them; None is not given.

    Raises:
        BadParameterError: One is unknown or cannot be read, or both looks are one.
    """
    given = {
        name.removeprefix(PREFIX): text for name, text in arguments.items() if text is not None
    } or {"as_of": "today"}
    for name in given:
        if name not in NAMES:
            raise BadParameterError(
                PREFIX + name,
                f"There is no parameter {PREFIX + name!r}.",
                hint=f"There are: {', '.join(PREFIX + known for known in NAMES)}.",
            )
    try:
        parsed = Lens.parse(given)
    except BadParameterError as error:
        raise BadParameterError(PREFIX + error.name, PREFIX + error.message) from error
    own = {field.name: getattr(parsed, field.name) for field in fields(Lens) if field.name in given}
    second = replace(first, **own)
    if second == first:
        raise BadParameterError(
            "to_as_of",
            "The two looks are one.",
            hint="Give another date with to_as_of, or other sources with to_sources.",
        )
    return second


def compare(
    database: Database,
    first: Lens,
    second: Lens,
    *,
    part: str | None = None,
    thing: str | None = None,
    change: str | None = None,
) -> Rows:
    """What differs between two looks, one row a difference, by part, kind of change and name.

    `before` and `after` are a value, or the id of a thing, whose name and kind stand beside it. A
    change is one of a thing's values for which another stands, where there is but one at a time.

    Args:
        database: Where.
        first: The lens of the first look.
        second: That of the second.
        part: Only this of `PARTS`.
        thing: Only statements about this thing, or that relate another to it.
        change: Only differences of this kind, of `CHANGES`.

    Raises:
        BadParameterError: There is no such part or change, or no such source to look through.
        UnknownIdError: Nothing has the thing's id.
        BadInputError: There is more to compare than an answer may have.
    """
    _require("part", part, PARTS)
    _require("change", change, CHANGES)
    for lens in (first, second):
        require_sources(database, lens.sources)
    began = time.perf_counter()
    parts = {part: PARTS[part]} if part else PARTS
    looks = [_statements(database, lens, parts, thing) for lens in (first, second)]
    rows = [row for row in _differences(*looks) if change in {None, row["change"]}]
    order = {name: place for place, name in enumerate((*PARTS, *CHANGES))}
    rows.sort(key=lambda row: (order[row["part"]], order[row["change"]], row["name"] or row["id"]))
    return Rows(COLUMNS, rows, seconds=time.perf_counter() - began)


def _require(name: str, given: str | None, known: Iterable[str]) -> None:
    if given is not None and given not in known:
        raise BadParameterError(
            name, f"{name}={given!r} is none.", hint=f"There are: {', '.join(known)}."
        )


Statement = Mapping[str, Any]
# What tells a statement from others: subject, predicate, bound, value or object, role.
Key = tuple[Any, ...]


def _statements(
    database: Database, lens: Lens, parts: Mapping[str, Sequence[str]], thing: str | None
) -> dict[Key, Statement]:
    most = settings().partycell_row_limit
    wanted = sorted({name for names in parts.values() for name in names})
    arguments = {"predicates": wanted, **({"thing": thing} if thing else {})}
    answer = run(database, "statements", arguments, lens, limit=most)
    if answer.truncated:
        raise BadInputError(
            f"There are more than {most:,} statements to compare.",
            hint=f"Name a thing, or one part: {', '.join(PARTS)}.",
        )
    return {_key(row): row for row in answer.rows if _part(row) in parts}


def _part(row: Statement) -> str | None:
    """The part that a statement belongs to: what is said of rules and duties is of the rules."""
    if row["kind"] in {Label.RULE, Label.DUTY} or row["predicate"] == "HAS_DUTY":
        return None if row["predicate"] == "name" else "rules"
    return next((name for name, known in PARTS.items() if row["predicate"] in known), None)


def _key(row: Statement) -> Key:
    return (row["id"], row["predicate"], row["op"], str(row["value"]), row["object"], row["role"])


def _differences(
    first: Mapping[Key, Statement], second: Mapping[Key, Statement]
) -> Iterable[dict[str, Any]]:
    """Rows as `compare` gives them, in no order."""
    for key in first.keys() & second.keys():
        before, after = first[key], second[key]
        if (before["status"], before["disputed"]) != (after["status"], after["disputed"]):
            yield _row(DIFFERENTLY_KNOWN, before, after)
    places: dict[Key, tuple[list[Statement], list[Statement]]] = defaultdict(lambda: ([], []))
    for side, own, other in ((0, first, second), (1, second, first)):
        for key in own.keys() - other.keys():
            places[_place(own[key])][side].append(own[key])
    for gone, come in places.values():
        # Where several stand for several, which one stands for which is not known.
        if len(gone) == len(come) == 1:
            yield _row(CHANGED, gone[0], come[0])
            continue
        for statement in gone:
            yield _row(ONLY_BEFORE, statement, None)
        for statement in come:
            yield _row(ONLY_AFTER, None, statement)


def _place(row: Statement) -> Key:
    """What one statement holds of at a time; the statement itself where several may hold."""
    if not (row["predicate"] in _MOSTLY_ONE or predicate(row["predicate"]).single):
        return _key(row)
    return (row["id"], row["predicate"], row["op"] if row["op"] != "~" else "=")


def _row(change: str, before: Statement | None, after: Statement | None) -> dict[str, Any]:
    known = after or before
    assert known is not None  # noqa: S101  (there is one of them)
    sides: dict[str, Any] = {}
    for name, side in (("before", before), ("after", after)):
        sides |= {
            name: side and _said(side),
            f"{name}_name": side and side["object_name"],
            f"{name}_kind": side and side["object_kind"],
            f"{name}_status": side and side["status"],
            f"{name}_claims": side["claims"] if side else [],
        }
    row = {
        "part": _part(known),
        "change": change,
        **{name: known[name] for name in ("id", "name", "kind", "predicate", "role")},
        **sides,
        "disputed": any(side["disputed"] for side in (before, after) if side),
    }
    return {name: row[name] for name in COLUMNS}


def _said(statement: Statement) -> Any:
    if statement["object"] is not None:
        return statement["object"]
    op, value = statement["op"], statement["value"]
    return value if op in {None, "="} else f"{op} {value}"
