"""Whether a graph is a made-up party: one is never beside what is real."""

from __future__ import annotations

from graph.database import Database
from graph.errors import RefusedError
from graph.statements import statement


def is_made_up(database: Database) -> bool:
    """Whether a graph holds a made-up party, its load finished or not."""
    return bool(database.run(statement("admin/made_up"), time_limit=0).records)


def refuse_made_up(database: Database) -> None:
    """Raise RefusedError for a graph that holds a made-up party."""
    if is_made_up(database):
        raise RefusedError(
            f"The graph at {database.uri} is a made-up party: real data may not be beside it.",
            hint="Set PARTYCELL_HOME or NEO4J_URI to another one.",
        )
