"""A transaction that stays open over several statements; for a person at the console."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from neo4j import Session

from graph.database import Answer, Database, collect
from graph.driver_errors import our_errors


class OpenTransaction:
    """An explicit transaction: nothing is kept until `commit`.

    Args:
        database: Where.
        write: Whether it may write; in one that only reads each statement must have been admitted.

    Raises:
        DatabaseUnavailableError: Neo4j is away.
    """

    def __init__(self, database: Database, *, write: bool = True) -> None:
        self.write = write
        self._stack = ExitStack()
        with self._given_up_on_failure():
            session = self._stack.enter_context(database.session(write=write, warnings=True))
            assert isinstance(session, Session)  # noqa: S101  (it is for a thread)
            self._transaction = session.begin_transaction()

    def run(
        self, statement: str, parameters: Mapping[str, Any], *, limit: int | None = None
    ) -> Answer:
        """Run one statement in the transaction.

        Raises:
            CypherError: Neo4j refused it; the transaction is rolled back and cannot be used again.
            DatabaseUnavailableError: Neo4j is away, and so is the transaction.
        """
        began = time.perf_counter()
        with self._given_up_on_failure():
            return collect(self._transaction.run(statement, dict(parameters)), limit, began)

    def commit(self) -> None:
        """Keep what was done.

        Raises:
            CypherError: Neo4j refused; nothing is kept.
        """
        with self._given_up_on_failure():
            self._transaction.commit()
        self._stack.close()

    def rollback(self) -> None:
        """Undo what was done."""
        with self._given_up_on_failure():
            self._transaction.rollback()
        self._stack.close()

    @contextmanager
    def _given_up_on_failure(self) -> Iterator[None]:
        """Leave the session on any error, which comes out as one of ours."""
        try:
            with our_errors():
                yield
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise
