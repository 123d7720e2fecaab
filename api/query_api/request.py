"""Requests to the Query API, checked as strictly as Neo4j does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.query_api.parameters import UnsupportedParameterError, typed_parameters
from api.request_headers import negotiate

INVALID = "Neo.ClientError.Request.Invalid"
_TYPED = "application/vnd.neo4j.query"
# What a statement is sent with; and what is said once, of the transaction that it runs in.
_OF_STATEMENT = frozenset(["statement", "parameters", "includeCounters"])
_OF_TRANSACTION = frozenset(["bookmarks", "accessMode", "maxExecutionTime", "impersonatedUser"])
_BOOKMARK = re.compile(r"FB:[A-Za-z0-9+/]*={0,2}")
_LONG = range(-(2**63), 2**63)


class InvalidRequestError(Exception):
    """A request that is not one of the Query API's.

    Args:
        message: As Neo4j says it.
        status: The HTTP status.
        code: Neo4j's.
    """

    def __init__(self, message: str, status: int = 400, *, code: str = INVALID) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code


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
        statement: The statement; None where a transaction is only begun, kept open or committed.
        parameters: Its parameters as driver values.
        counters: Whether the answer has counters of changes, which are all 0 here.
        seconds: The time that the client allows; None for the server's own limit.
        bookmarks: Neo4j's, of what was written before; they are waited for.
    """

    statement: str | None
    parameters: Mapping[str, Any]
    counters: bool
    seconds: float | None
    bookmarks: tuple[str, ...]


def choose_media_type(accept: str) -> MediaType:
    """The best form for an Accept header.

    Raises:
        InvalidRequestError: None is accepted (406).
    """
    name = negotiate(accept, MEDIA_TYPES)
    if name is None:
        raise InvalidRequestError("Not Acceptable", 406)
    return MEDIA_TYPES[name]


def parse_request(
    content_type: str, body: bytes, *, begins: bool = True, needs_statement: bool = True
) -> QueryRequest:
    """The request in a body.

    Args:
        content_type: The header.
        body: The body; where no statement is needed it may be empty.
        begins: Whether it begins a transaction, of which it may say something.
        needs_statement: Whether there must be a statement.

    Raises:
        InvalidRequestError: It is not as it should be.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if not kind and not body and not needs_statement:
        kind = "application/json"
    if kind not in MEDIA_TYPES or MEDIA_TYPES[kind].lines:
        raise InvalidRequestError("Unsupported Media Type", 415)
    members = _parse_json(body)
    statement = members.get("statement") or None
    if statement is None and needs_statement:
        raise InvalidRequestError("statement cannot be null or empty")
    _check(members, _OF_STATEMENT | (_OF_TRANSACTION if begins else frozenset()))
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
    return QueryRequest(
        statement,
        values,
        bool(members.get("includeCounters")),
        members.get("maxExecutionTime"),
        tuple(members.get("bookmarks") or ()),
    )


def _parse_json(body: bytes) -> dict[str, Any]:
    try:
        members = {} if not body else json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidRequestError("Bad Request") from error
    if not isinstance(members, dict):
        raise InvalidRequestError("Bad Request")
    return members


def _check(members: Mapping[str, Any], known: frozenset[str]) -> None:
    for name, value in members.items():
        if name not in known:
            raise InvalidRequestError(
                f"Bad Request: there is no {name!r} here, but {', '.join(sorted(known))}."
            )
        wanted, is_valid = _RULES[name]
        if value is not None and not is_valid(value):
            raise InvalidRequestError(f"Bad Request: {name} should be {wanted}.")
    for bookmark in members.get("bookmarks") or ():
        if not _BOOKMARK.fullmatch(bookmark):
            raise InvalidRequestError(
                f"{bookmark!r} is no bookmark of Neo4j's.",
                code="Neo.ClientError.Transaction.InvalidBookmark",
            )


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


# What each member should be; null stands for one that is left out.
_RULES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "statement": ("a text", lambda value: isinstance(value, str)),
    "parameters": ("an object", lambda value: isinstance(value, dict)),
    "includeCounters": ("true or false", lambda value: isinstance(value, bool)),
    "accessMode": (
        "READ or WRITE",
        lambda value: isinstance(value, str) and value.lower() in {"read", "write"},
    ),
    "bookmarks": ("a list of texts", _is_texts),
    "maxExecutionTime": (
        "a number of seconds above 0",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
    ),
    "impersonatedUser": ("a text", lambda value: isinstance(value, str)),
}


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
