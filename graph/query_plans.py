"""The catalogue's queries planned by Neo4j before anybody waits for one."""

from __future__ import annotations

from contextlib import suppress

from graph.catalogue import bind, catalogue, read_rows
from graph.database import Database
from graph.errors import BadInputError, QueryTimeoutError
from graph.lens import EVERYTHING
from graph.settings import settings
from graph.version import pin


def warm_query_plans(database: Database) -> None:
    """Ask every query of the catalogue once, with its example: Neo4j keeps the plans.

    Args:
        database: Where; a plan is kept there until much has changed.

    Raises:
        DatabaseUnavailableError: It is away.
    """
    lens = pin(database, EVERYTHING)
    limit = settings().partycell_time_limit
    for query in catalogue().values():
        # What is too much for this graph has been planned all the same.
        with suppress(BadInputError, QueryTimeoutError):
            bound = bind(query, query.example, lens)
            read_rows(database.with_time_limit(limit), query, bound, 1)
