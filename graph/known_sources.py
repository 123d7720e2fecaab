"""Whether sources that somebody names are there: through one that is none nothing would be seen."""

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
