"""What runs in Neo4j at this moment."""

from __future__ import annotations

from graph.database import Database

_RUNNING = """\
SHOW TRANSACTIONS
YIELD currentQuery
WHERE currentQuery CONTAINS $mark
RETURN count(*)
"""


def running(database: Database, mark: str) -> bool:
    """Whether a statement runs in whose text a mark stands."""
    return bool(database.run(_RUNNING, {"mark": mark}).records[0][0])
