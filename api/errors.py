"""Errors as problem documents (RFC 9457), one shape everywhere, never a traceback."""

from __future__ import annotations

import logging
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.types import Scope, Send

from api.methods import allowed_methods
from api.request_headers import NotModified, not_modified
from api.root_path import root_path
from graph.errors import (
    BadInputError,
    BadParameterError,
    BusyError,
    CypherError,
    DatabaseUnavailableError,
    MissingExtraError,
    NotAcceptableError,
    NotAuthorizedError,
    PartycellError,
    QueryTimeoutError,
    RefusedError,
    StatementError,
    StatementRefusedError,
    TooLargeError,
    TooMuchError,
    UnknownIdError,
)

log = logging.getLogger(__name__)

RETRY_SECONDS = "5"
_CLIENT_CLOSED = 499  # for the log; nobody receives it
NOT_AUTHORIZED = "An API key is required"
# Below this Neo4j's clients expect errors in Neo4j's form.
NEO4J_PATHS = "/db/"
_NEO4J_CODES = {
    401: "Neo.ClientError.Security.Unauthorized",
    403: "Neo.ClientError.Security.Forbidden",
    429: "Neo.TransientError.Request.NoThreadsAvailable",
    503: "Neo.TransientError.General.DatabaseUnavailable",
    504: "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
}

# Most specific first: error, status, title.
_STATUSES: tuple[tuple[type[PartycellError], int, str], ...] = (
    (UnknownIdError, 404, "Unknown id"),
    (BadParameterError, 422, "Bad parameter"),
    (StatementError, 400, "Neo4j refused the statement"),
    (CypherError, 500, "An internal statement failed"),
    (NotAuthorizedError, 401, NOT_AUTHORIZED),
    (TooMuchError, 429, "Too many requests"),
    (TooLargeError, 413, "Too large"),
    (NotAcceptableError, 406, "Not acceptable"),
    (BadInputError, 422, "Bad input"),
    (StatementRefusedError, 403, "Statement not allowed"),
    (RefusedError, 403, "Not allowed"),
    (MissingExtraError, 501, "Not installed"),
    (DatabaseUnavailableError, 503, "Database unavailable"),
    (BusyError, 503, "Too many requests are waiting"),
    (QueryTimeoutError, 504, "Time limit reached"),
    (PartycellError, 500, "Internal error"),
)


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = Field("about:blank", description="Kind of problem.")
    title: str = Field(description="The kind in words.", examples=["Unknown id"])
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(
        description="What is wrong and what to do.", examples=["tier='cell': nothing has this id."]
    )
    instance: str = Field(description="The path that was asked for.", examples=["/v1/tiers/cell"])
    parameter: str | None = Field(None, description="Which parameter is wrong, if one is.")
    operator: str | None = Field(
        None, description="Which operator, procedure, function or clause is not allowed."
    )
    reason: str | None = Field(None, description="Why it is not allowed.")
    code: str | None = Field(None, description="Neo4j's code for what is wrong in a statement.")
    line: int | None = Field(None, description="Where in the statement, from 1.")
    column: int | None = Field(None, description="Where in the line, from 1.")


_PROBLEM = {"$ref": "#/components/schemas/Problem"}
RESPONSES: dict[int | str, dict[str, Any]] = {
    code: {
        "description": title,
        "content": {"application/problem+json": {"schema": _PROBLEM}},
    }
    for code, title in (
        (403, "Not allowed"),
        (404, "Unknown id"),
        (401, NOT_AUTHORIZED),
        (422, "Bad parameter"),
        (429, "Too many requests"),
        (503, "Database unavailable, or too many requests"),
        (504, "Time limit reached"),
    )
}


def problem(
    request: Request, status: int, title: str, detail: str, **more: str | int | None
) -> Response:
    """A problem document as an answer; `more` are its other members."""
    path = request.scope["path"]
    media_type, body = error_document(
        path, status, title, detail, instance=root_path(request.scope) + path, **more
    )
    return Response(body, status, media_type=media_type)


def error_document(
    path: str, status: int, title: str, detail: str, **more: str | int | None
) -> tuple[str, bytes]:
    """An error's media type and bytes: a problem document, or below `/db` Neo4j's form.

    Args:
        path: What was asked for.
        status: The HTTP status.
        title: The kind in words.
        detail: What is wrong and what to do.
        more: Other members of a problem document.
    """
    if path.startswith(NEO4J_PATHS):
        message = detail if detail.startswith(title) else f"{title}: {detail}"
        error = {"code": str(more.get("code") or neo4j_code(status)), "message": message}
        return "application/json", orjson.dumps({"errors": [error]})
    members: dict[str, Any] = {"instance": path, **more}
    body = Problem(type="about:blank", title=title, status=status, detail=detail, **members)
    return "application/problem+json", body.model_dump_json(exclude_none=True).encode()


def neo4j_code(status: int) -> str:
    """Neo4j's code for an error of which only the HTTP status is known."""
    return _NEO4J_CODES.get(
        status,
        "Neo.DatabaseError.General.UnknownError"
        if status >= 500
        else "Neo.ClientError.Request.Invalid",
    )


async def send_problem(
    scope: Scope,
    send: Send,
    status: int,
    title: str,
    detail: str,
    *more: tuple[bytes, bytes],
) -> None:
    """Send an error from a middleware; `more` are its other headers."""
    path = scope["path"]
    instance = root_path(scope) + path
    media_type, body = error_document(path, status, title, detail, instance=instance)
    headers = [
        (b"content-type", media_type.encode()),
        (b"content-length", str(len(body)).encode()),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def status_of(error: PartycellError) -> tuple[int, str]:
    """The HTTP status and title of an error."""
    return next((code, text) for kind, code, text in _STATUSES if isinstance(error, kind))


def retry_after(error: PartycellError) -> str:
    """After how many seconds to try again."""
    return str(error.retry_after) if isinstance(error, TooMuchError | BusyError) else RETRY_SECONDS


class ClientGoneError(Exception):
    """The client has disconnected."""


def install(app: FastAPI) -> None:
    """Let every error of the app become a problem document."""
    app.add_exception_handler(PartycellError, _partycell_error)
    app.add_exception_handler(ClientGoneError, _gone)
    app.add_exception_handler(NotModified, not_modified)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _partycell_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PartycellError)  # noqa: S101  (narrows for the type checker)
    status, title = status_of(error)
    if status == 500:
        log.error("%s failed", request.scope["path"], exc_info=error)
    answer = problem(request, status, title, str(error), **_more(error))
    if status in {429, 503}:
        answer.headers["Retry-After"] = retry_after(error)
    return answer


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=_CLIENT_CLOSED)


def _more(error: PartycellError) -> dict[str, str | int | None]:
    """What a problem document says beside the words."""
    match error:
        case BadParameterError():
            return {"parameter": error.name}
        case StatementRefusedError():
            place = {"line": error.line, "column": error.column}
            return {"operator": error.operator, "reason": error.reason, **place}
        case StatementError():
            return {"code": error.code, "line": error.line, "column": error.column}
    return {}


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  (narrows for the type checker)
    first = error.errors()[0]
    name = str(first["loc"][-1])
    return problem(request, 422, "Bad parameter", f"{name}: {first['msg']}.", parameter=name)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    answer = problem(request, error.status_code, str(error.detail), f"{error.detail}.")
    answer.headers.update(error.headers or {})
    if error.status_code == 405:
        answer.headers["Allow"] = ", ".join(allowed_methods(request.scope))
    return answer


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s failed", request.scope["path"], exc_info=error)
    return problem(request, 500, "Internal error", "The log says what went wrong.")
