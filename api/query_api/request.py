"""Requests to the Query API, checked as strictly as Neo4j does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.query_api.parameters import UnsupportedParameterError, typed_parameters
from api.request_headers import negotiate

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
class MediaType:
    """A form in which the Query API answers.

    Attributes:
        name: As in the Accept header.
        typed: Whether values say their type.
        vectors: Whether the version has vectors.
        lines: Whether it is a sequence of events, one a line.
    """

    name: str
    typed: bool = False
    vectors: bool = True
    lines: bool = False


MEDIA_TYPES = {
    media_type.name: media_type
    for media_type in (
        MediaType("application/json"),
        MediaType("application/jsonl", lines=True),
        *(
            MediaType(f"{_TYPED}{version}{suffix}", True, version == ".v1.1", suffix != "")
            for version in ("", ".v1.0", ".v1.1")
            for suffix in ("", "+jsonl")
        ),
    )
}


@dataclass(frozen=True)
class QueryRequest:
    """A request to the Query API.

    Attributes:
        statement: The statement.
        parameters: Its parameters as driver values.
        counters: Whether the answer has counters of changes, which are all 0 here.
        seconds: The time that the client allows; None for the server's own limit.
    """

    statement: str
    parameters: Mapping[str, Any]
    counters: bool
    seconds: float | None


def choose_media_type(accept: str) -> MediaType:
    """The best form for an Accept header.

    Raises:
        InvalidRequestError: None is accepted (406).
    """
    name = negotiate(accept, MEDIA_TYPES)
    if name is None:
        raise InvalidRequestError("Not Acceptable", 406)
    return MEDIA_TYPES[name]


def parse_request(content_type: str, body: bytes) -> QueryRequest:
    """The request in a body.

    Raises:
        InvalidRequestError: It is not as it should be.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in MEDIA_TYPES or MEDIA_TYPES[kind].lines:
        raise InvalidRequestError("Unsupported Media Type", 415)
    members = _parse_json(body)
    statement = members.get("statement")
    if statement is None or statement == "":
        raise InvalidRequestError("statement cannot be null or empty")
    _check(members)
    if members.get("impersonatedUser") is not None:
        raise InvalidRequestError("Impersonation is not possible here: there are no users.")
    parameters = members.get("parameters") or {}
    try:
        typed = MEDIA_TYPES[kind].typed
        values = typed_parameters(parameters) if typed else _plain(parameters)
    except UnsupportedParameterError as error:
        raise InvalidRequestError(str(error)) from error
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise InvalidRequestError("Bad Request") from error
    seconds = members.get("maxExecutionTime")
    return QueryRequest(str(statement), values, bool(members.get("includeCounters")), seconds)


def _parse_json(body: bytes) -> dict[str, Any]:
    try:
        members = {} if not body else json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidRequestError("Bad Request") from error
    if not isinstance(members, dict):
        raise InvalidRequestError("Bad Request")
    return members


def _check(members: Mapping[str, Any]) -> None:
    mode = members.get("accessMode")
    bookmarks = members.get("bookmarks")
    seconds = members.get("maxExecutionTime")
    valid = (
        set(members) <= _MEMBERS
        and isinstance(members["statement"], str)
        and isinstance(members.get("parameters") or {}, dict)
        and members.get("includeCounters") in {None, True, False}
        and (mode is None or (isinstance(mode, str) and mode.lower() in {"read", "write"}))
        and (bookmarks is None or isinstance(bookmarks, list))
        and all(isinstance(bookmark, str) for bookmark in bookmarks or [])
        and (seconds is None or (isinstance(seconds, int) and seconds > 0))
    )
    if not valid:
        raise InvalidRequestError("Bad Request")


def _refuse_constant(name: str) -> None:
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
