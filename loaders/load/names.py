"""What a thing is called, and found by, worked out from the claims on its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.hangul import is_hangul
from graph.name_languages import is_in_hangul, place_in_order
from graph.names import search_text
from graph.romanisation import System, romanise
from graph.spelling import spellings


def name_properties(
    identifier: str, names: Iterable[Mapping[str, Any]], *, person: bool
) -> dict[str, Any]:
    """The properties of a thing that are made of its names.

    Args:
        identifier: Its id.
        names: Each with `name`, `preferred`, `languages`, `voices`, `since` and `claim`, as
            `cypher/load/names.cypher` gives them.
        person: Whether it is a person.

    Returns:
        `name`, which is shown; `name_ko`, which is shown to who reads Korean; `names`, the best
        first; and `search` and `spellings` for the indexes.
    """
    rows = list(names)
    ordered = [row["name"] for row in sorted(rows, key=lambda row: _rank(row, "en", person=person))]
    korean = min(rows, key=lambda row: _rank(row, "ko", person=person))
    hangul = [
        row["name"]
        for row in rows
        if any(is_in_hangul(row["name"], tag) for tag in row["languages"] or [None])
    ]
    return {
        "id": identifier,
        "name": ordered[0],
        "name_ko": korean["name"] if korean["name"] in hangul else None,
        "names": ordered,
        "search": search_text([*ordered, *_romanised(ordered, person=person)]),
        "spellings": spellings(ordered),
    }


def _rank(
    row: Mapping[str, Any], reader: str, *, person: bool
) -> tuple[int, int, int, int, str, int, str]:
    """Preferred, then by language, then most voices, then the earliest, then the longest."""
    tags = row["languages"] or [None]
    place = min(place_in_order(row["name"], tag, reader, person=person) for tag in tags)
    preferred = row["preferred"] and (reader == "en" or place == 0)
    return (
        -int(preferred),
        place,
        -row["voices"],
        int(row["since"] is None),
        row["since"] or "",
        -len(row["name"]),
        row["claim"],
    )


def _romanised(names: Iterable[str], *, person: bool) -> list[str]:
    """What each system writes of the names that are in Hangul."""
    return [
        romanise(name, system, person=person)
        for name in names
        if is_hangul(name.replace(" ", ""))
        for system in System
    ]
