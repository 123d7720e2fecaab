"""Everything that can go wrong, as one tree: each error says what, where, and what to do."""

from __future__ import annotations


class PartycellError(Exception):
    """The root of our own errors.

    Args:
        message: What is wrong, and where.
        hint: What to do about it, if there is something.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class BadInputError(PartycellError):
    """What was asked for cannot be understood: a parameter, a statement, a file."""


class BadParameterError(BadInputError):
    """One named parameter is unknown, missing or of the wrong type."""

    def __init__(self, name: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.name = name


class CypherError(BadInputError):
    """Neo4j refused a statement; `code` is Neo4j's own, `line` and `column` count from 1."""

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        self.line = line
        self.column = column


class UndefinedMeasureError(BadInputError):
    """A measure has no value for this network; the message is the reason."""


class StatementError(CypherError):
    """Neo4j refused or failed a statement that is not ours."""


class NotAcceptableError(BadInputError):
    """A client accepts no form in which there is an answer."""


class TooLargeError(BadInputError):
    """A request is larger than is read."""


class UnknownIdError(PartycellError):
    """No thing, source or query has this id."""


class RefusedError(PartycellError):
    """Understood, and not allowed: a write where only reads are, a foreign database."""


class NotAuthorizedError(PartycellError):
    """An API key is wanted, or the one that was shown is none."""


class TooMuchError(PartycellError):
    """A client has taken its share; `retry_after` is seconds."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(
            message, hint=f"Try again in {retry_after} s; an API key has a larger share."
        )
        self.retry_after = retry_after


class BusyError(PartycellError):
    """Too many ask at this moment; `retry_after` is seconds."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message, hint=f"Try again in {retry_after} s.")
        self.retry_after = retry_after


class StatementRefusedError(RefusedError):
    """The guard does not let a statement run.

    Args:
        operator: The plan's operator, the procedure, function, clause or bound that is refused.
        reason: Why, in a few words.
        line: Where in the statement, from 1, if that is known.
        column: Where in the line, from 1, if that is known.
        writes: Whether it is refused because it would write.
    """

    def __init__(
        self,
        operator: str,
        reason: str,
        *,
        writes: bool = False,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
    ) -> None:
        place = "" if line is None else f" (line {line}, column {column})"
        super().__init__(f"{operator} is not allowed{place}: {reason}.", hint=hint)
        self.operator = operator
        self.writes = writes
        self.reason = reason
        self.line = line
        self.column = column


class MissingExtraError(PartycellError):
    """Something asked for needs an optional package that is not installed."""


class DatabaseUnavailableError(PartycellError):
    """Neo4j cannot be reached, or does not let us in."""


class QueryTimeoutError(PartycellError):
    """Neo4j stopped a statement because it ran longer than allowed."""


class NoAnswerError(QueryTimeoutError):
    """Neo4j has neither answered in time nor stopped the statement; the connection was given up."""


class BookmarksNotReachedError(NoAnswerError):
    """The database has not reached in time what a statement's bookmarks stand for."""


class LocalDatabaseError(DatabaseUnavailableError):
    """The local Neo4j cannot be fetched, started, stopped, dumped or restored."""


class DiskFullError(PartycellError):
    """A disk has not the room for what was to be written."""


class LoadLostError(PartycellError):
    """A load was given to somebody else meanwhile, or its database replaced: nothing is kept."""
