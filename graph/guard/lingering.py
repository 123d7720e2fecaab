"""The last resort: a statement that Neo4j goes on with although it was told to end.

What may run is bounded before it runs. Should a statement get by all the same, the thread that
waits for it is free two seconds after its time; what is left of it in Neo4j is looked at from here.
Neo4j cannot stop a thread of its own, so that a local Neo4j is ended and started again: by whoever
needs it next, or by the server that watches it. A Neo4j of somebody else's is left alone.
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
from graph.errors import NoAnswerError, PartycellError, QueryTimeoutError
from graph.statements import statement as ours

log = logging.getLogger(__name__)

# How long a statement may stay after nobody waits for it, how often it is looked at meanwhile, and
# how long an answer to that is waited for.
LINGER_SECONDS = 8.0
_LOOK_SECONDS = 1.0
_ANSWER_SECONDS = 3.0


def named(request: str | None) -> dict[str, str]:
    """What a transaction says of itself: a name of its own, and the request it runs for."""
    name = {"statement": uuid.uuid4().hex}
    return name if request is None else {**name, "request": request}


@contextmanager
def watched(database: Database, metadata: Mapping[str, str]) -> Iterator[None]:
    """See to it that what is left unanswered here does end.

    Args:
        database: Where it runs.
        metadata: What its transaction says of itself, by `named`.

    Raises:
        NoAnswerError: It was left unanswered.
    """
    try:
        yield
    except NoAnswerError:
        threading.Thread(
            target=_see_to_its_end, args=(database, metadata["statement"]), daemon=True
        ).start()
        raise


def _see_to_its_end(database: Database, name: str) -> None:
    place = database.uri
    deadline = time.monotonic() + LINGER_SECONDS
    while _is_there(database, name):
        if time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
            continue
        if not database.owned:
            log.error("Neo4j at %s goes on with a statement that was to end.", place)
            return
        log.error("Neo4j goes on with a statement that was to end, and is ended itself.")
        local.kill(place)
        return


def _is_there(database: Database, name: str) -> bool:
    """Whether a statement runs, by Neo4j's word; a Neo4j that does not answer may well run it."""
    parameters = {"statement": name}
    try:
        answer = database.run(ours("admin/lingering"), parameters, time_limit=_ANSWER_SECONDS)
    except QueryTimeoutError:
        return True
    except PartycellError:
        return False
    return bool(answer.records[0][0])
