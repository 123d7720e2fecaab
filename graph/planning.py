"""The catalogue's queries planned by Neo4j before anybody waits for one."""

from __future__ import annotations

from contextlib import suppress

from graph.catalogue import bind, catalogue
from graph.database import Database
from graph.errors import CypherError, QueryTimeoutError


def plan_catalogue(database: Database) -> None:
    """Ask every query of the catalogue once, with its example: Neo4j keeps the plans.

    Args:
        database: Where; a plan is kept there until much has changed.

    Raises:
        DatabaseUnavailableError: It is away.
    """
    for query in catalogue().values():
        # What is too much for this graph has been planned all the same.
        with suppress(CypherError, QueryTimeoutError):
            database.run(query.text, bind(query, query.example), limit=1)
