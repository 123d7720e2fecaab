"""The driver's exceptions as errors of ours, most specific first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from neo4j.exceptions import (
    AuthError,
    BrokenRecordError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import (
    BadInputError,
    BusyError,
    CypherError,
    DatabaseUnavailableError,
    NoAnswerError,
    QueryTimeoutError,
)
from graph.settings import settings
from graph.wire import MAX_MESSAGE, is_too_large, is_too_late

_TIMEOUT_HINT = "Ask for less, or raise PARTYCELL_TIME_LIMIT."
_NO_INDEX = "There is no such fulltext schema index"
_OUT_OF_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
# The setting that bounds all transactions together; each has a bound of its own.
_IN_ALL = "dbms.memory.transaction.total.max"
_TIMEOUT_CODES = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    "Neo.TransientError.Transaction.Terminated",
)


@contextmanager
def our_errors() -> Iterator[None]:
    """Map the driver's exceptions to ours, most specific first."""
    try:
        yield
    except AuthError as error:
        raise DatabaseUnavailableError(
            f"Neo4j refused the user name or password: {_text(error)}",
            hint="Check NEO4J_USERNAME and NEO4J_PASSWORD."
            if settings().neo4j_uri is not None
            else "`partycell db reset-password` gives the local Neo4j a new password.",
        ) from error
    except (ServiceUnavailable, SessionExpired) as error:
        if is_too_large(error):
            raise BadInputError(
                f"A row of the answer has more than {MAX_MESSAGE:,} bytes, or too many values.",
                hint="Return less.",
            ) from error
        if is_too_late(error):
            raise NoAnswerError(
                "Neo4j did not answer in time, and was not waited for any longer.",
                hint=_TIMEOUT_HINT,
            ) from error
        raise DatabaseUnavailableError(
            f"Neo4j cannot be reached: {_text(error)}",
            hint=_where_to_look(),
        ) from error
    except (ClientError, TransientError, Neo4jError) as error:
        if error.code in _TIMEOUT_CODES:
            raise QueryTimeoutError(
                "Neo4j stopped the statement: it ran longer than allowed.",
                hint=_TIMEOUT_HINT,
            ) from error
        if error.code == _OUT_OF_MEMORY and _IN_ALL in _text(error):
            raise BusyError(
                "Neo4j's memory is taken by what else runs at this moment.", retry_after=1
            ) from error
        raise _cypher_error(error) from error
    except BrokenRecordError as error:
        raise BadInputError(
            f"The answer has a value that cannot be held here: {_text(error.__cause__ or error)}.",
            hint="toString(...) gives the text of any value.",
        ) from error
    except (ConfigurationError, ValueError, OverflowError) as error:
        raise BadInputError(f"The driver refused: {_text(error)}") from error
    except DriverError as error:
        raise DatabaseUnavailableError(f"The Neo4j driver failed: {_text(error)}") from error


def _where_to_look() -> str:
    if settings().neo4j_uri is not None:
        return "Check NEO4J_URI."
    return (
        "`partycell db status` says whether the local Neo4j runs; `partycell db start` starts it."
    )


def _text(error: BaseException) -> str:
    return (getattr(error, "message", None) or str(error)).strip()


def _cypher_error(error: Neo4jError) -> CypherError:
    line, column = _place(error)
    code = error.code or ""
    hint = ""
    if "OutOfMemory" in code:
        hint = "Ask for less: fewer things, fewer steps, or a page."
    elif _NO_INDEX in _text(error):
        hint = "`partycell load` brings the schema of an older graph up to date."
    return CypherError(_text(error), code=code, line=line, column=column, hint=hint)


def _place(error: Neo4jError) -> tuple[int | None, int | None]:
    """Where in the statement the error is, from its GQL diagnostics or its text."""
    cause: Any = error
    while cause is not None:
        position = getattr(cause, "diagnostic_record", {}).get("_position")
        if position and "line" in position:
            return int(position["line"]), int(position["column"])
        cause = getattr(cause, "gql_cause", None) or getattr(cause, "__cause__", None)
    found = re.search(r"\(line (\d+), column (\d+)", _text(error))
    return (int(found[1]), int(found[2])) if found else (None, None)
