"""Names that a statement may have meant, for those that Neo4j does not know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.database import Database
from graph.errors import PartycellError
from graph.near_names import near_names
from graph.notices import Notice
from graph.statements import statement


def with_suggestions(database: Database, notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices, those about a name with names that are there and like it."""
    found = tuple(notices)
    if not any(notice.name for notice in found):
        return found
    try:
        rows = database.run(statement("admin/vocabulary")).records
    except PartycellError:
        return found
    known: dict[str, list[str]] = {}
    for kind, name in rows:
        known.setdefault(kind, []).append(name)
    return tuple(
        replace(notice, did_you_mean=near_names(notice.name, known.get(str(notice.kind), [])))
        if notice.name
        else notice
        for notice in found
    )
