"""Names that a statement may have meant, for those that Neo4j does not know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.database import Database
from graph.errors import PartycellError
from graph.notices import Notice
from graph.statements import statement

# How like a name must be, of 100, to be meant; and how many are named.
_LIKE = 60
_MOST = 3


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
        replace(notice, did_you_mean=_like(notice, known)) if notice.name else notice
        for notice in found
    )


def _like(notice: Notice, known: dict[str, list[str]]) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (seldom needed)

    names = known.get(str(notice.kind), [])
    best = process.extract(
        str(notice.name),
        names,
        scorer=fuzz.ratio,
        processor=str.casefold,
        limit=_MOST,
        score_cutoff=_LIKE,
    )
    return tuple(name for name, _, _ in best)
