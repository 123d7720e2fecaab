"""Which rows of an answer are wanted: bound as a query takes it, and how to get the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# More rows than any answer has.
ALL = 2**31 - 2


@dataclass(frozen=True)
class RowWindow:
    """Which rows of an answer are wanted, whatever limit the query itself has.

    Attributes:
        skip: How many rows of the answer come before.
        take: How many are wanted.
        after: The `id` of the last row before, for a query that takes `after`; it goes on there.
    """

    skip: int = 0
    take: int = ALL
    after: str = ""


# All rows, whatever limit the query itself has.
WHOLE = RowWindow()


def narrow(
    own: Mapping[str, int | None],
    bound: dict[str, Any],
    page: RowWindow | None,
    *,
    paged: bool,
) -> tuple[int, int]:
    """Bind which rows are wanted, and one more, which shows whether there is a next one.

    Args:
        own: The query's own parameters, with the greatest value of each.
        bound: What is bound so far; changed.
        page: Which rows; None takes as many as the query's own limit says.
        paged: Whether the query takes `$page`.

    Returns:
        How many rows of the answer come before those that are wanted, and how many are wanted.
    """
    if page is None:
        if "limit" not in own:
            return 0, ALL
        keep = bound["limit"]
        bound["limit"] += 1
        return 0, keep
    if paged:
        bound["page"] = {"skip": page.skip, "take": page.take + 1}
    elif "after" in own:
        bound |= {"after": page.after or bound["after"], "limit": page.take + 1}
    elif "skip" in own:
        bound |= {"skip": bound["skip"] + page.skip, "limit": page.take + 1}
    else:
        bound["limit"] = page.skip + page.take + 1
        return page.skip, page.take
    return 0, page.take


def rest_of(
    own: Mapping[str, int | None],
    bound: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    *,
    is_own: bool,
    recorded_at: str,
) -> str:
    """How to get the rows after these, in words.

    Args:
        own: The query's own parameters, with the greatest value of each.
        bound: What was bound.
        rows: The rows that there are.
        is_own: Whether the query's own limit left the others out, and not the setting.
        recorded_at: The record that was read: the rows before stay the same in it, whatever is
            loaded meanwhile.
    """
    ways = []
    if "limit" in own and is_own:
        ways.append(f"limit={own['limit']} gives more")
    if "after" in own and rows:
        ways.append(f"after={rows[-1]['id']} gives the next")
    elif "skip" in own:
        following = bound["skip"] + len(rows)
        ways.append(f"skip={following} recorded_at={recorded_at} gives the next")
    if not is_own:
        ways.append("PARTYCELL_ROW_LIMIT sets how many there may be")
    return "; ".join(ways)
