"""The path itself; explicit transactions have theirs, and are refused."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from api.background import Streamed, first_of, read_body, request_id, streamed, watched
from api.query_api.answers import events, failure, refusal, write
from api.query_api.request import INVALID, Asked, Form, InvalidRequestError, asked, form_of
from graph.database import Database
from graph.errors import PartycellError
from graph.guard import Limits, Stream, read

router = APIRouter(prefix="/db/{name}/query/v2", tags=["query api"])

Name = Annotated[str, Path(description="The database: there is one.", max_length=200)]

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["statement"],
                    "properties": {
                        "statement": {"type": "string"},
                        "parameters": {"type": "object"},
                        "includeCounters": {"type": "boolean"},
                        "accessMode": {"enum": ["READ", "WRITE"]},
                        "bookmarks": {"type": "array", "items": {"type": "string"}},
                        "maxExecutionTime": {"type": "integer"},
                    },
                }
            }
        },
    }
}
_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"description": text}
    for code, text in (
        (400, "The request or the statement is wrong, or the statement writes."),
        (403, "The statement is not allowed."),
        (404, "There is no such database."),
        (406, "There is no such form of answer."),
        (413, "The body is too large."),
        (415, "There is no such form of request."),
        (503, "The database is away."),
        (504, "The time limit was reached before the first row."),
    )
}
_PLAIN = "application/json"


@router.post(
    "",
    status_code=202,
    openapi_extra=_BODY,
    responses={202: {"description": "The rows, in Neo4j's form."}, **_ERRORS},
)
async def query(request: Request, name: Name) -> Response:
    """Neo4j's Query API: clients of it work by changing the address."""
    try:
        form = form_of(request.headers.get("accept", ""))
    except InvalidRequestError as error:
        return _invalid(error, _PLAIN, lines=False)
    try:
        wanted = asked(request.headers.get("content-type", ""), await read_body(request))
        return await _answer(request, name, wanted, form)
    except InvalidRequestError as error:
        return _invalid(error, form.media_type, lines=form.lines)
    except PartycellError as error:
        return refusal(error, form.media_type, lines=form.lines)


async def _answer(request: Request, name: str, wanted: Asked, form: Form) -> Response:
    database: Database = request.app.state.database()
    if name.lower() != database.name.lower():
        error = {
            "code": "Neo.ClientError.Database.DatabaseNotFound",
            "message": f"Graph not found: {name}",
        }
        return failure(error, 404, form.media_type, lines=form.lines)
    limits = Limits.of_settings()
    if wanted.seconds is not None:
        limits = Limits(limits.rows, limits.bytes, min(wanted.seconds, limits.seconds))
    identifier = request_id(request)
    request.state.statement, request.state.parameters = wanted.statement, dict(wanted.parameters)

    @contextmanager
    def answered() -> Iterator[Stream]:
        with read(
            database,
            wanted.statement,
            wanted.parameters,
            limits,
            request=identifier,
            warnings=True,
        ) as answer:
            yield answer
        request.state.rows, request.state.truncated = answer.rows, answer.truncated

    def whole() -> bytes:
        with answered() as answer:
            return write(form, answer, counters=wanted.counters)

    def lines() -> Generator[bytes]:
        with answered() as answer:
            yield from events(form, answer, counters=wanted.counters)

    if not form.lines:
        body = await watched(request, database, whole)
        return Response(body, 202, media_type=form.media_type)
    pieces = streamed(request, database, lines)
    first = await first_of(request, pieces)

    async def every() -> AsyncGenerator[bytes]:
        yield first
        async for piece in pieces:
            yield piece

    return Streamed(every(), pieces.aclose, status_code=202, media_type=form.media_type)


@router.api_route("/tx", methods=["POST"], include_in_schema=False)
@router.api_route("/tx/{rest:path}", methods=["POST", "DELETE"], include_in_schema=False)
def transaction(name: Name, rest: str = "") -> Response:
    """Explicit transactions are refused: there is nothing to write here."""
    del name, rest
    error = {
        "code": INVALID,
        "message": "Explicit transactions are not offered here: this server only reads. "
        "Send each statement to /db/{name}/query/v2.",
    }
    return failure(error, 400, _PLAIN, lines=False)


def _invalid(error: InvalidRequestError, media_type: str, *, lines: bool) -> Response:
    return failure(
        {"code": INVALID, "message": error.message}, error.status, media_type, lines=lines
    )
