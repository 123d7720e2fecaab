"""What a mapping makes of its tables, before anything is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.dates import AT_ALL_TIMES
from graph.model import Time
from graph.vocabulary import predicate
from loaders.dataset.schema import TIME_FIELDS
from loaders.foreign.report import Draft, ImportNote, Tally
from loaders.foreign.tables.drafts import make_drafts
from loaders.foreign.tables.mapping import read_mapping
from loaders.foreign.tables.opening import open_tables

_SHOWN = ("row", "about", "predicate", "op", "answer", "when", "role", "note", "problem")


@dataclass(frozen=True)
class Preview:
    """What a mapping makes of its tables.

    Attributes:
        columns: Of the claims.
        claims: Of the first rows of each table, a row a claim; `when` says when each will hold.
        tallies: What is odd about all rows, each kind of remark once.
    """

    columns: tuple[str, ...]
    claims: list[dict[str, Any]]
    tallies: list[Tally]


def preview_claims(table: Path | None, mapping_file: Path, rows: int) -> Preview:
    """What a mapping makes of the first rows of its tables, and what is odd in all of them.

    Args:
        table: None where the mapping names its tables.
        mapping_file: Which.
        rows: Of how many rows of each table the claims are shown.

    Raises:
        DatasetError: The mapping or a table is wrong.
    """
    mapping = read_mapping(mapping_file)
    found: list[dict[str, Any]] = []
    tallies: dict[tuple[str, str], Tally] = {}
    for mapped in open_tables(table, mapping_file, mapping):
        for count, draft in enumerate(make_drafts(mapped)):
            for note in _remarks(draft, mapping.source.published):
                # What differs from row to row stands between quotation marks.
                key = (note.field, re.sub(r"'[^']*'", "'...'", note.message))
                known = tallies.get(key) or Tally(note.field, note.message, 0, note.place)
                tallies[key] = replace(known, count=known.count + 1)
            if count < rows:
                found += _shown(draft, mapping.source.published)
    order = sorted(tallies.values(), key=lambda tally: -tally.count)
    return Preview(_SHOWN, found, order)


def _shown(draft: Draft, published: str) -> Iterator[dict[str, Any]]:
    row = {"row": draft.place.removeprefix("row ")}
    for claim in draft.claims:
        answer = claim.get("object", claim.get("value"))
        yield claim | row | {"answer": answer, "when": _when(claim, published)}
    for note in draft.leftovers:
        yield row | {"predicate": "leftover", "answer": f"{note.field} = {note.message}"}
    if draft.problem is not None:
        yield row | {"problem": draft.problem.message}


def _when(claim: dict[str, Any], published: str) -> str:
    """When a claim will hold."""
    if claim.get("holds") == AT_ALL_TIMES or _is_timeless(claim):
        return "at all times"
    if "unread_time" in claim:
        return f"not known: {claim['unread_time']}"
    if "attested" in claim:
        return f"attested {claim['attested']}"
    return str(claim.get("holds") or f"attested {published}: the source's date")


def _is_timeless(claim: dict[str, Any]) -> bool:
    return predicate(claim["predicate"]).time is Time.ALWAYS and "holds" not in claim


def _remarks(draft: Draft, published: str) -> Iterator[ImportNote]:
    """What is odd about a row, and which claims take the source's date for want of their own."""
    if draft.problem is not None:
        yield replace(draft.problem, message=f"refused: {draft.problem.message}")
    yield from draft.warnings
    for claim in draft.claims:
        dated = claim.keys() & TIME_FIELDS
        if not dated and predicate(claim["predicate"]).time is Time.SOURCE:
            yield ImportNote(
                draft.place,
                claim["predicate"],
                f"has no time of its own: taken as attested at the source's date ({published}).",
            )
    for note in draft.leftovers:
        yield replace(note, message="has no place in the model: left over")
