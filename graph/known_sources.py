"""Sources that somebody names: whether they are there, and what they are called.

Through a source that is none nothing would be seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.database import Database
from graph.errors import BadParameterError
from graph.near_names import ask_whether_meant, near_names
from graph.statements import statement


def require_sources(database: Database, sources: Sequence[str] | None) -> None:
    """Refuse ids that no source has; None names none.

    Raises:
        BadParameterError: One of them has never been loaded; names like it are told.
    """
    if sources is None:
        return
    answer = database.run(statement("admin/known_sources"), {"ids": list(sources)})
    known = {record[0] for record in answer.records}
    unknown = [source for source in sources if source not in known]
    if not unknown:
        return
    answer = database.run(statement("admin/source_ids"))
    there = [record[0] for record in answer.records]
    near = dict.fromkeys(name for source in unknown for name in near_names(source, there))
    raise BadParameterError(
        "sources",
        f"sources: there is no source {' or '.join(map(repr, unknown))}.",
        hint=ask_whether_meant(near) or "The query `sources` lists those there are.",
    )


def name_sources(database: Database, sources: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Title and publisher of some sources by id; one that is none is left out."""
    answer = database.run(statement("admin/known_sources"), {"ids": list(sources)})
    return {
        identifier: (title or identifier, publisher or "")
        for identifier, title, publisher in answer.records
    }
