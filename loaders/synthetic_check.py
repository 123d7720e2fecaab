"""Whether a graph is a synthetic party: one is never beside what is real."""

from __future__ import annotations

from graph.database import Database
from graph.errors import RefusedError
from graph.statements import statement


def is_synthetic(database: Database) -> bool:
    """Whether a graph holds a synthetic party, its load finished or not."""
    return bool(database.run(statement("synthetic/find_run"), time_limit=0).records)


def refuse_synthetic(database: Database) -> None:
    """Raise RefusedError for a graph that holds a synthetic party."""
    if is_synthetic(database):
        raise RefusedError(
            f"The graph at {database.uri} is a synthetic party: real data may not be beside it.",
            hint="Set PARTYCELL_HOME or NEO4J_URI to another one.",
        )
