"""What the rules provide for a cell that is too large or too small: a plan, changing nothing.

The rules of 2016 (article 42) and the founding text say what becomes of such units: those too
large form a primary party committee with cells beneath; those too small join a nearby cell, form
one with another, or, where they are as small as the rules have it, form a party group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from graph.catalogue import Rows, run
from graph.checks import VIOLATION, read_observations, run_checks
from graph.database import Database
from graph.fragments import expand
from graph.json_values import to_json
from graph.lens import EVERYTHING, Lens
from graph.statements import statement
from graph.version import pin

COLUMNS = ("unit", "name", "members", "bound", "action", "sizes", "other", "plan", "sources")


def proposals(database: Database, lens: Lens = EVERYTHING) -> Rows:
    """A plan for each cell that a size check finds in violation, one row for each way out.

    Args:
        database: Where.
        lens: What is let through, and as of which snapshot.

    Returns:
        Rows with `COLUMNS`; `sizes` are the members of the cells that come of it.

    Raises:
        BadParameterError: The lens cannot be read.
    """
    lens = pin(database, lens)
    largest = _bounds(database, "cell-size-maximum", lens)
    rows: list[dict[str, Any]] = []
    for found in _violations(database, "cell-size-maximum", lens):
        for bound, sources in found["bounds"].items():
            rows.append(_split(found, bound, sources))
    groups = _party_groups(database, lens)
    for found in _violations(database, "cell-size-minimum", lens):
        rows += _join(database, found, largest, groups, lens)
    return Rows(COLUMNS, rows)


def sizes_of_split(members: int, largest: int) -> list[int]:
    """The sizes of the fewest cells that hold so many members, as even as can be.

    Raises:
        ValueError: `largest` is not positive.
    """
    if largest < 1:
        raise ValueError("A cell holds at least one member.")
    cells = ceil(members / largest)
    small, larger = divmod(members, cells) if cells else (0, 0)
    return [small + 1] * larger + [small] * (cells - larger)


def _violations(database: Database, check: str, lens: Lens) -> list[dict[str, Any]]:
    """Units in violation, with their number of members and the bounds that they break."""
    found = run_checks(database, [check], lens, finding=VIOLATION)
    wrong = {row["unit"] for row in found.rows}
    units: dict[tuple[str, str], dict[str, Any]] = {}
    for row in read_observations(database, check, lens):
        members = row["high"] if row["op"] == ">=" else row["low"]
        if row["unit"] in wrong and members is not None:
            key = (row["unit"], str(row["since"]))
            unit = units.setdefault(
                key,
                {"unit": row["unit"], "name": row["name"], "members": members, "bounds": {}},
            )
            unit["bounds"].setdefault(row["bound"], set()).add(row["source"])
    return list(units.values())


def _bounds(database: Database, check: str, lens: Lens) -> int:
    rows = read_observations(database, check, lens)
    return max((row["bound"] for row in rows), default=0)


def _party_groups(database: Database, lens: Lens) -> dict[int, set[str]]:
    """How many members a party group may have by the rules that the lens sees, and who says so."""
    rules = run(database, "rules", {"tier": "party-group"}, lens)
    found: dict[int, set[str]] = {}
    for row in rules.rows:
        if (row["predicate"], row["op"]) == ("member_count", "<="):
            found.setdefault(int(row["value"]), set()).update(row["sources"])
    return found


def _split(found: Mapping[str, Any], bound: int, sources: set[str]) -> dict[str, Any]:
    sizes = sizes_of_split(int(found["members"]), bound)
    return _row(
        found,
        f"<= {bound}",
        "split",
        sources,
        sizes=sizes,
        plan=f"Split into {len(sizes)} cells of {_listed(sizes)} members under a primary party "
        "committee.",
    )


def _join(
    database: Database,
    found: Mapping[str, Any],
    largest: int,
    groups: Mapping[int, set[str]],
    lens: Lens,
) -> list[dict[str, Any]]:
    members = int(found["members"])
    bound, sources = max(found["bounds"].items())
    rows = []
    bound_lens = lens.bind()
    answer = database.run(
        expand(statement("admin/neighbouring_cells"), bound_lens),
        {"unit": found["unit"], "lens": bound_lens},
    )
    for record in answer.records:
        other, name, theirs = map(to_json, record)
        together = members + int(theirs) if theirs is not None else None
        if together is None or not bound <= together <= largest:
            continue
        action = "merge" if theirs < bound else "attach"
        plan = (
            f"Form one cell with {name}: {together} members."
            if action == "merge"
            else f"Join the cell {name}: {together} members."
        )
        rows.append(
            _row(found, f">= {bound}", action, sources, sizes=[together], other=other, plan=plan)
        )
    allowing = [said for most, said in groups.items() if members <= most]
    if allowing:
        plan = "Form a party group, under a member whom the city or county committee recommends."
        said = sources.union(*allowing)
        rows.append(_row(found, f">= {bound}", "party group", said, sizes=[members], plan=plan))
    if not rows:
        plan = "Join a nearby cell; none whose number of members is known has room."
        rows.append(_row(found, f">= {bound}", "attach", sources, plan=plan))
    return rows


def _row(
    found: Mapping[str, Any],
    bound: str,
    action: str,
    sources: set[str],
    *,
    plan: str,
    sizes: Sequence[int] = (),
    other: str | None = None,
) -> dict[str, Any]:
    return {
        "unit": found["unit"],
        "name": found["name"],
        "members": found["members"],
        "bound": bound,
        "action": action,
        "sizes": list(sizes),
        "other": other,
        "plan": plan,
        "sources": sorted(sources),
    }


def _listed(sizes: Sequence[int]) -> str:
    *first, last = [str(size) for size in sizes]
    return f"{', '.join(first)} and {last}" if first else last
