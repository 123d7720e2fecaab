"""Errors as pages for people, or as problem documents for programs, by the path."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.errors import RETRY_SECONDS, retry_after, status_of
from api.methods import allowed_methods
from graph.errors import BusyError, PartycellError, UnknownIdError
from web.error_words import explain, in_english
from web.page import Page
from web.paths import is_for_programs
from web.suggestions import near_matches

log = logging.getLogger(__name__)

_Handler = Callable[[Request, Exception], Awaitable[Response]]
# Until a page that took too long is asked for again: its plan is kept by then.
_SECONDS_AFTER_TIMEOUT = 20
_KNOWN = {404, 422, 503, 504}


def install(app: FastAPI) -> None:
    """Let errors at the paths of pages become pages; the others stay as they are."""
    for kind in (PartycellError, RequestValidationError, HTTPException, Exception):
        default = cast("_Handler", app.exception_handlers[kind])
        app.add_exception_handler(kind, _by_path(default))


def _by_path(default: _Handler) -> _Handler:
    async def handle(request: Request, error: Exception) -> Response:
        if is_for_programs(request.scope["path"]):
            return await default(request, error)
        return await run_in_threadpool(error_page, request, error)

    return handle


def error_page(request: Request, error: Exception) -> Response:
    """The page that says what went wrong, and what to do."""
    page = Page(request)
    snapshot = request.app.state.snapshots.last_known()
    page.permalink, page.version = page.links.canonical, ""
    page.is_synthetic = snapshot is not None and snapshot.run is not None
    status = 500
    detail: str = ""
    if isinstance(error, PartycellError):
        status = status_of(error)[0]
        detail = explain(error, page.language)
    elif isinstance(error, RequestValidationError):
        status = 422
        said = "; ".join(f"{item['loc'][-1]}: {item['msg']}" for item in error.errors())
        detail = in_english(said, page.language)
    elif isinstance(error, HTTPException):
        status = error.status_code
    if status >= 500 and status not in _KNOWN:
        log.error("%s failed", request.scope["path"], exc_info=error)
        detail = ""
    if status == 504:
        detail = ""  # what it says is for whoever runs the server
    near: list[dict[str, Any]] = []
    # Suggestions take queries: none while requests wait.
    idle = not request.app.state.catalogue_queue.is_busy
    if idle and status == 404 and isinstance(error, UnknownIdError | HTTPException):
        near = near_matches(page)
    kind = "busy" if isinstance(error, BusyError) else str(status)
    kind = kind if kind == "busy" or status in _KNOWN else "other"
    retry = retry_after(error) if isinstance(error, PartycellError) else RETRY_SECONDS
    if status == 504:
        retry = str(_SECONDS_AFTER_TIMEOUT)
    answer = page.render(
        "error.html", status=status, kind=kind, detail=detail, near=near, retry=retry
    )
    if status == 405:
        answer.headers["Allow"] = ", ".join(allowed_methods(request.scope))
    if status in {429, 503}:
        answer.headers["Retry-After"] = retry
    return answer
