"""The last resort: a statement that Neo4j goes on with although its transaction was terminated.

What may run is bounded before it runs. Should a statement get by all the same, the thread that
waits for it is released two seconds after the time limit, and a watchdog thread checks whether it
still runs in Neo4j. Neo4j cannot stop a thread of its own, so that a local Neo4j is killed and
started again: by whoever needs it next, or by the server that watches it. One that answers nothing
at all may only be busy, and is given longer. A remote Neo4j is left alone.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from graph import local
from graph.database import Database
from graph.errors import (
    DatabaseUnavailableError,
    NoAnswerError,
    PartycellError,
    QueryTimeoutError,
)
from graph.statements import statement as ours

log = logging.getLogger(__name__)

# How long a statement may go on after nobody waits for it, and how long Neo4j may not even say
# whether it does; how often that is checked, and how long the check itself may take.
GRACE_SECONDS = 8.0
SILENCE_SECONDS = 40.0
_POLL_SECONDS = 1.0
_CHECK_SECONDS = 3.0


def transaction_metadata(request: str | None) -> dict[str, str]:
    """The metadata of a transaction: an id of its own, and the request it runs for."""
    own = {"statement": uuid.uuid4().hex}
    return own if request is None else {**own, "request": request}


@contextmanager
def terminate_if_stuck(database: Database, metadata: Mapping[str, str]) -> Iterator[None]:
    """Make sure that a statement which Neo4j does not answer in time ends all the same.

    Args:
        database: Where it runs.
        metadata: Its transaction's, by `transaction_metadata`.

    Raises:
        NoAnswerError: It was not answered.
    """
    try:
        yield
    except NoAnswerError:
        threading.Thread(
            target=_terminate, args=(database, metadata["statement"]), daemon=True
        ).start()
        raise


def _terminate(database: Database, identifier: str) -> None:
    began = time.monotonic()
    while (running := _is_running(database, identifier)) is not False:
        patience = SILENCE_SECONDS if running is None else GRACE_SECONDS
        if time.monotonic() - began < patience:
            time.sleep(_POLL_SECONDS)
            continue
        if not database.owned:
            log.error("Neo4j at %s goes on with a terminated statement.", database.uri)
            return
        log.error("Neo4j goes on with a terminated statement, and is killed.")
        local.kill(database.uri)
        return


def _is_running(database: Database, identifier: str) -> bool | None:
    """Whether Neo4j lists a statement; None where it does not answer, or greet."""
    parameters = {"statement": identifier}
    try:
        answer = database.run(
            ours("admin/terminate_statement"), parameters, time_limit=_CHECK_SECONDS
        )
    except (QueryTimeoutError, DatabaseUnavailableError):
        return None
    except PartycellError as error:
        log.warning("Whether a terminated statement still runs was not learnt: %s", error)
        return False
    return bool(answer.records[0][0])
