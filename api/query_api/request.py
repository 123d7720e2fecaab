"""What a request to the Query API asks for, checked as strictly as Neo4j does."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.query_api.parameters import UnsupportedParameterError, typed_parameters

INVALID = "Neo.ClientError.Request.Invalid"
_TYPED = "application/vnd.neo4j.query"
_MEMBERS = {
    "statement",
    "parameters",
    "includeCounters",
    "bookmarks",
    "accessMode",
    "maxExecutionTime",
    "impersonatedUser",
}
_MEDIA = re.compile(
    r"application/(?:json|(?P<lines>jsonl)"
    r"|vnd\.neo4j\.query(?:\.(?P<version>v1\.[01]))?(?P<typed_lines>\+jsonl)?)"
)
_LONG = range(-(2**63), 2**63)


class InvalidRequestError(Exception):
    """A request that is not one of the Query API's.

    Args:
        message: As Neo4j says it.
        status: The HTTP status.
    """

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True)
class Form:
    """The form of an answer.

    Attributes:
        media_type: As it was asked for.
        typed: Whether values say their type.
        vectors: Whether the version has vectors.
        lines: Whether it is a sequence of events.
    """

    media_type: str
    typed: bool
    vectors: bool
    lines: bool


@dataclass(frozen=True)
class Asked:
    """What is asked for.

    Attributes:
        statement: The statement.
        parameters: Its parameters as driver values.
        counters: Whether the answer is to say what was changed: nothing, here.
        seconds: The time that the client allows; None for ours.
    """

    statement: str
    parameters: Mapping[str, Any]
    counters: bool
    seconds: float | None


def form_of(accept: str) -> Form:
    """The first form of the Accept header that there is.

    Raises:
        InvalidRequestError: There is none (406).
    """
    for part in accept.split(",") if accept else ["*/*"]:
        kind = part.partition(";")[0].strip().lower()
        if kind in {"*/*", "application/*", ""}:
            return Form("application/json", typed=False, vectors=True, lines=False)
        found = _MEDIA.fullmatch(kind)
        if found is not None:
            typed = kind.startswith(_TYPED)
            return Form(
                kind,
                typed=typed,
                vectors=not typed or found["version"] == "v1.1",
                lines=bool(found["lines"] or found["typed_lines"]),
            )
    raise InvalidRequestError("Not Acceptable", 406)


def asked(content_type: str, body: bytes) -> Asked:
    """The request in a body.

    Raises:
        InvalidRequestError: It is not as it should be.
    """
    kind = content_type.partition(";")[0].strip().lower()
    found = _MEDIA.fullmatch(kind)
    if found is None or found["lines"] or found["typed_lines"]:
        raise InvalidRequestError("Unsupported Media Type", 415)
    given = _read(body)
    statement = given.get("statement")
    if statement is None or statement == "":
        raise InvalidRequestError("statement cannot be null or empty")
    _check(given)
    if given.get("impersonatedUser") is not None:
        raise InvalidRequestError("Impersonation is not possible here: there are no users.")
    parameters = given.get("parameters") or {}
    try:
        values = typed_parameters(parameters) if kind.startswith(_TYPED) else _plain(parameters)
    except UnsupportedParameterError as error:
        raise InvalidRequestError(str(error)) from error
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise InvalidRequestError("Bad Request") from error
    seconds = given.get("maxExecutionTime")
    return Asked(str(statement), values, bool(given.get("includeCounters")), seconds)


def _read(body: bytes) -> dict[str, Any]:
    try:
        given = {} if not body else json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidRequestError("Bad Request") from error
    if not isinstance(given, dict):
        raise InvalidRequestError("Bad Request")
    return given


def _check(given: Mapping[str, Any]) -> None:
    mode = given.get("accessMode")
    bookmarks = given.get("bookmarks")
    seconds = given.get("maxExecutionTime")
    right = (
        set(given) <= _MEMBERS
        and isinstance(given["statement"], str)
        and isinstance(given.get("parameters") or {}, dict)
        and given.get("includeCounters") in {None, True, False}
        and (mode is None or (isinstance(mode, str) and mode.lower() in {"read", "write"}))
        and (bookmarks is None or isinstance(bookmarks, list))
        and all(isinstance(bookmark, str) for bookmark in bookmarks or [])
        and (seconds is None or (isinstance(seconds, int) and seconds > 0))
    )
    if not right:
        raise InvalidRequestError("Bad Request")


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _plain(value: Any) -> Any:
    """Plain JSON values; numbers that Neo4j has no room for are refused."""
    if isinstance(value, int) and value not in _LONG:
        raise ValueError("an integer of more than 64 bits")
    if isinstance(value, float) and value in {float("inf"), float("-inf")}:
        raise ValueError("a number that is too large")
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
