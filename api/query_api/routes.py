"""The route; those of explicit transactions are refused."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from api import background
from api.query_api import encoding
from api.query_api.request import (
    INVALID,
    MEDIA_TYPES,
    InvalidRequestError,
    MediaType,
    QueryRequest,
    choose_media_type,
    parse_request,
)
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
        (406, "None of the accepted media types is available."),
        (413, "The body is too large."),
        (415, "The body has an unsupported media type."),
        (503, "The database is unavailable."),
        (504, "The time limit was reached before the first row."),
    )
}
_PLAIN = MEDIA_TYPES["application/json"]


@router.post(
    "",
    status_code=202,
    openapi_extra=_BODY,
    responses={202: {"description": "The rows, in Neo4j's form."}, **_ERRORS},
)
async def query(request: Request, name: Name) -> Response:
    """Neo4j's Query API: clients of it work by changing the address."""
    media_type = _PLAIN
    try:
        media_type = choose_media_type(request.headers.get("accept", ""))
        content_type = request.headers.get("content-type", "")
        wanted = parse_request(content_type, await background.read_body(request))
        return await _answer(request, name, wanted, media_type)
    except InvalidRequestError as error:
        return encoding.error_response(
            {"code": INVALID, "message": error.message}, error.status, media_type
        )
    except PartycellError as error:
        return encoding.partycell_error_response(error, media_type)


async def _answer(
    request: Request, name: str, wanted: QueryRequest, media_type: MediaType
) -> Response:
    database: Database = request.app.state.database()
    if name.lower() != database.name.lower():
        error = {
            "code": "Neo.ClientError.Database.DatabaseNotFound",
            "message": f"Graph not found: {name}",
        }
        return encoding.error_response(error, 404, media_type)
    limits = Limits.of_settings()
    if wanted.seconds is not None:
        limits = Limits(limits.rows, limits.bytes, min(wanted.seconds, limits.seconds))
    identifier = background.request_id(request)
    request.state.statement, request.state.parameters = wanted.statement, dict(wanted.parameters)

    @contextmanager
    def run() -> Iterator[Stream]:
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

    def document() -> bytes:
        with run() as answer:
            return encoding.encode(media_type, answer, counters=wanted.counters)

    def events() -> Generator[bytes]:
        with run() as answer:
            yield from encoding.encode_events(media_type, answer, counters=wanted.counters)

    if not media_type.lines:
        body = await background.run_cancellable(request, database, document)
        return Response(body, 202, media_type=media_type.name)
    chunks = background.stream_cancellable(request, database, events)
    first = await background.first_chunk(request, chunks)

    async def all_chunks() -> AsyncGenerator[bytes]:
        yield first
        async for chunk in chunks:
            yield chunk

    return background.TimedStreamingResponse(
        all_chunks(), chunks.aclose, status_code=202, media_type=media_type.name
    )


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
    return encoding.error_response(error, 400, _PLAIN)
