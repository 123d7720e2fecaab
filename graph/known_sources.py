"""Whether the sources that a lens names are there: nobody says nothing, so it would be empty."""

from __future__ import annotations

from graph.database import Database
from graph.errors import BadParameterError
from graph.lens import Lens
from graph.near_names import ask_whether_meant, near_names
from graph.statements import statement


def require_sources(database: Database, lens: Lens) -> None:
    """Refuse a lens that looks through a source that is none.

    Raises:
        BadParameterError: One of its sources has never been loaded; names like it are told.
    """
    if lens.sources is None:
        return
    answer = database.run(statement("admin/known_sources"), {"ids": list(lens.sources)})
    known = {record[0] for record in answer.records}
    unknown = [source for source in lens.sources if source not in known]
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
