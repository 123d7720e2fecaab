"""What a Neo4j that has started is asked before it is called ready."""

from __future__ import annotations

from graph.errors import LocalDatabaseError
from graph.statements import statement

_ANSWERED = ("admin/migrations", "synthetic/find_run", "admin/curated", "admin/graph_version")
# Planned only: Java is slow with the first, whichever it is.
_PLANNED = ("queries/tiers", "queries/thing")


def ask_first(uri: str, auth: tuple[str, str]) -> None:
    """Have it answer what everybody asks first, so that nobody waits for that.

    Raises:
        LocalDatabaseError: It does not answer, or refuses the password.
    """
    from neo4j import GraphDatabase, Query  # noqa: PLC0415  (slow; the host does not need it)
    from neo4j.exceptions import AuthError, DriverError, Neo4jError  # noqa: PLC0415

    with GraphDatabase.driver(uri, auth=auth, notifications_min_severity="OFF") as driver:
        try:
            with driver.session(database="neo4j") as session:
                for name in _ANSWERED:
                    session.run(Query(statement(name))).consume()
                for name in _PLANNED:
                    session.run(Query(f"EXPLAIN {statement(name)}")).consume()
        except AuthError as error:
            raise LocalDatabaseError(
                "The local Neo4j refuses the password in its password file.",
                hint="`partycell db reset-password` gives it a new one; its data stay.",
            ) from error
        except (Neo4jError, DriverError) as error:
            raise LocalDatabaseError(f"The local Neo4j does not answer: {error}.") from error
