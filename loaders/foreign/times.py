"""Dates and periods of foreign records as fields of claims: read, or kept as written and listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from graph.dates import LATEST, end_bounds, is_reversed
from loaders.foreign.report import Draft, join_notes, keep_original
from loaders.written_dates import WrittenDate, is_sound, read_date, read_end

Times = dict[str, Any]
Names = tuple[str, str]


def read_moment(text: str, field: str, draft: Draft) -> Times | None:
    """A date as the value of a claim; None, and told, where it cannot be read."""
    found = read_date(text, moment=True)
    if found.edtf is None:
        draft.warn(field, f"{text!r} is no date that can be read.")
        return None
    if found.doubt:
        draft.warn(field, found.doubt)
    return {"value": found.edtf} | (keep_original(text) if found.edtf != text else {})


def read_period(start: str | None, end: str | None, draft: Draft, names: Names) -> Times:
    """When a claim holds, by two dates of which either may be missing; nothing where both are."""
    (found,) = read_periods([start] if start else [], [end] if end else [], draft, names)
    return found


def read_periods(
    starts: Sequence[str], ends: Sequence[str], draft: Draft, names: Names
) -> list[Times]:
    """When a claim holds, by starts and ends as they are written; see `join_periods`."""
    first, last = ([_end(text) for text in texts] for texts in (starts, ends))
    return join_periods(first, last, draft, names)


def _end(text: str) -> WrittenDate:
    found = read_end(text)
    return found if found.edtf is not None else read_date(text)


def join_periods(
    starts: Sequence[WrittenDate], ends: Sequence[WrittenDate], draft: Draft, names: Names
) -> list[Times]:
    """When a claim holds, by several starts and ends: one claim for each period, or one for all.

    Starts and ends that follow one another are several periods. Others leave open which belongs to
    which, and a start that is some time itself when it was: then it held at some time between the
    first and the last of them.

    Args:
        starts: As they are written, with their EDTF: empty where unknown, None where not read.
        ends: The same; `..` where it goes on.
        draft: Told of what cannot be read.
        names: Of the fields they are in.

    Returns:
        For each claim its `holds`, or its `unread_time`, `original` and `note`; at least one.
    """
    if not starts and not ends:
        return [{}]
    sides = list(zip(names, (starts, ends), strict=True))
    written = "; ".join(
        f"{name} {', '.join(end.original for end in side)}" for name, side in sides if side
    )
    for name, side in sides:
        for end in side:
            if end.edtf is None:
                draft.warn(name, f"{end.original!r} is no date that can be read; kept as written.")
            elif end.doubt:
                draft.warn(name, end.doubt)
    vague = any(re.search(r"[\[{/]", end.edtf or "") for end in (*starts, *ends))
    if len(starts) < 2 and len(ends) < 2 and not vague:
        return [_one(starts, ends, written, draft, names)]
    texts = [[str(end.edtf) for end in side if end.edtf] for side in (starts, ends)]
    if [len(side) for side in texts] != [len(starts), len(ends)]:
        return [_unread(written, draft, names)]
    found = _several(texts[0], texts[1], written, in_turn=not vague)
    return found or [_unread(written, draft, names)]


def _unread(written: str, draft: Draft, names: Names) -> Times:
    draft.leave_unread(" and ".join(names), written)
    return {"unread_time": written}


def _one(
    starts: Sequence[WrittenDate],
    ends: Sequence[WrittenDate],
    written: str,
    draft: Draft,
    names: Names,
) -> Times:
    start, end = (side[0].edtf if side else "" for side in (starts, ends))
    if start == "" and end == "..":
        return {"note": written}  # it goes on, and nothing says since when
    if {start, end} <= {"", None, ".."}:
        return _unread(written, draft, names)
    holds = f"{start or ''}/{end or ''}"
    if not is_sound(holds):
        return _unread(written, draft, names)
    if start and end and is_reversed(holds):
        draft.warn(names[1], f"{holds!r} ends before it starts; kept and flagged.")
    if start is None or end is None:
        name, side = (names[0], starts) if start is None else (names[1], ends)
        draft.leave_unread(name, side[0].original)
        return {"holds": holds, "note": f"time as written: {written}"}
    texts = "/".join(side[0].original if side else "" for side in (starts, ends))
    return {"holds": holds} | (keep_original(texts.replace("/", " / ")) if texts != holds else {})


def _several(starts: list[str], ends: list[str], written: str, *, in_turn: bool) -> list[Times]:
    """The periods, or the one that they all lie in; none where they are no time."""
    note = {"note": f"time as written: {written}"}
    first, last = sorted(starts, key=_days), sorted(ends, key=_days)
    ordered = [edtf for pair in zip(first, last, strict=False) for edtf in pair]
    if (
        in_turn
        and len(starts) == len(ends)
        and all(_follows(_days(one), _days(other)) for one, other in pairwise(ordered))
    ):
        return [{"holds": f"{start}/{end}"} | note for start, end in zip(first, last, strict=True)]
    since = min((_days(edtf)[0] for edtf in starts), default=date.min)
    until = max((_days(edtf)[1] for edtf in ends), default=date.max)
    if (since, until) == (date.min, date.max) or since > until:
        return []
    shown = ["" if day in {date.min, date.max} else day.isoformat() for day in (since, until)]
    return [{"holds": "[{}..{}]".format(*shown)} | note]


def _days(edtf: str) -> tuple[date, date]:
    """The first and the last day that an end may mean."""
    if edtf == "..":
        return LATEST, LATEST
    first, last = end_bounds(edtf)
    return first.earliest, last.latest


def _follows(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[0] and one[1] <= other[1]


def merge_time(fields: dict[str, Any], time: Times) -> dict[str, Any]:
    """A claim's fields with its time; notes of both are kept."""
    note = join_notes(fields.get("note"), time.get("note"))
    return fields | time | ({"note": note} if note else {})
