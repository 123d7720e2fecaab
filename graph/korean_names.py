"""Names of things in Hangul in the rows of an answer, where they are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.database import Database
from graph.statements import statement

_ENDS = ("start", "end", "object", "before", "after")


def with_korean_names(
    database: Database, rows: Sequence[Mapping[str, Any]], known: dict[str, str | None]
) -> list[dict[str, Any]]:
    """Rows of a query whose things have their names in Hangul; others keep theirs.

    Args:
        database: Where the names are.
        rows: Rows with ids and names, as the catalogue's queries give them.
        known: Names by id that have been looked up, None where there is none; new ones are added,
            so that each thing is asked for once.
    """
    ids = sorted({identifier for row in rows for identifier, _ in _named(row)} - known.keys())
    if ids:
        found = dict(database.run(statement("admin/korean_names"), {"ids": ids}).records)
        known |= {identifier: found.get(identifier) for identifier in ids}
    return [_renamed(row, known) for row in rows]


def _named(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each id of a thing in a row, with the column of its name."""
    if "name" in row:
        whose = "subject" if "subject" in row else "object" if "direction" in row else "id"
        if isinstance(row.get(whose), str):
            yield row[whose], "name"
    for end in _ENDS:
        if f"{end}_name" in row and isinstance(row.get(end), str):
            yield row[end], f"{end}_name"


def _renamed(row: Mapping[str, Any], names: Mapping[str, str | None]) -> dict[str, Any]:
    new = {column: name for identifier, column in _named(row) if (name := names[identifier])}
    return {**row, **new}
