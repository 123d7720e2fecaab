"""Errors as problem documents (RFC 9457), one shape everywhere, never a traceback."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from graph.errors import (
    BadInputError,
    BadParameterError,
    CypherError,
    DatabaseUnavailableError,
    PartycellError,
    QueryTimeoutError,
    RefusedError,
    UnknownIdError,
)

log = logging.getLogger(__name__)

RETRY_SECONDS = "5"

# Most specific first: error, status, title.
_STATUSES: tuple[tuple[type[PartycellError], int, str], ...] = (
    (UnknownIdError, 404, "Unknown id"),
    (BadParameterError, 422, "Bad parameter"),
    (CypherError, 500, "A statement of ours failed"),
    (BadInputError, 422, "Bad input"),
    (RefusedError, 403, "Not allowed"),
    (DatabaseUnavailableError, 503, "The database is away"),
    (QueryTimeoutError, 504, "The time limit was reached"),
    (PartycellError, 500, "It failed"),
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


RESPONSES: dict[int | str, dict[str, Any]] = {
    code: {
        "model": Problem,
        "description": title,
        "content": {"application/problem+json": {}},
    }
    for code, title in (
        (404, "Unknown id"),
        (422, "Bad parameter"),
        (503, "The database is away"),
        (504, "The time limit was reached"),
    )
}


def problem(
    request: Request, status: int, title: str, detail: str, parameter: str | None = None
) -> Response:
    """A problem document as an answer."""
    body = Problem(
        type="about:blank",
        title=title,
        status=status,
        detail=detail,
        instance=request.url.path,
        parameter=parameter,
    )
    return JSONResponse(
        body.model_dump(exclude_none=True),
        status,
        headers={"Retry-After": RETRY_SECONDS} if status == 503 else None,
        media_type="application/problem+json",
    )


def status_of(error: PartycellError) -> tuple[int, str]:
    """The HTTP status and title of an error of ours."""
    return next((code, text) for kind, code, text in _STATUSES if isinstance(error, kind))


def install(app: FastAPI) -> None:
    """Let every error of the app become a problem document."""
    app.add_exception_handler(PartycellError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, PartycellError)  # noqa: S101  (narrows for the type checker)
    status, title = status_of(error)
    if status == 500:
        log.error("%s failed", request.url.path, exc_info=error)
    parameter = error.name if isinstance(error, BadParameterError) else None
    return problem(request, status, title, str(error), parameter)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  (narrows for the type checker)
    first = error.errors()[0]
    name = str(first["loc"][-1])
    return problem(request, 422, "Bad parameter", f"{name}: {first['msg']}.", name)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    answer = problem(request, error.status_code, str(error.detail), f"{error.detail}.")
    answer.headers.update(error.headers or {})
    return answer


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s failed", request.url.path, exc_info=error)
    return problem(request, 500, "It failed", "Something went wrong here; the log says what.")
