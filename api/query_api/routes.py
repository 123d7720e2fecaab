"""The routes: a statement by itself, and transactions that read."""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from api import background
from api.query_api import encoding
from api.query_api.request import (
    MEDIA_TYPES,
    InvalidRequestError,
    MediaType,
    QueryRequest,
    choose_media_type,
    parse_request,
)
from api.query_api.transactions import OpenTransaction, OpenTransactions
from graph.database import Database
from graph.errors import (
    BusyError,
    PartycellError,
    StatementRefusedError,
    TooMuchError,
    UnknownIdError,
)
from graph.guard import Limits, Stream, read

router = APIRouter(prefix="/db/{name}/query/v2", tags=["query api"])
older_router = APIRouter(prefix="/db/{name}/tx", include_in_schema=False)

Name = Annotated[str, Path(description="The database: there is one.", max_length=200)]

TransactionId = Annotated[
    str, Path(description="The transaction, as its beginning named it.", max_length=200)
]

STATEMENT_MEMBERS: dict[str, Any] = {
    "statement": {"type": "string", "description": "One Cypher statement that reads."},
    "parameters": {"type": "object", "description": "Its parameters, plain or typed."},
    "includeCounters": {"type": "boolean", "description": "Whether to count changes: all are 0."},
}
QUERY_MEMBERS: dict[str, Any] = {
    **STATEMENT_MEMBERS,
    "accessMode": {
        "type": "string",
        "enum": ["READ", "WRITE"],
        "description": "Accepted; everything here reads.",
    },
    "bookmarks": {
        "type": "array",
        "items": {"type": "string"},
        "description": "Neo4j's, of what was written before; they are waited for.",
    },
    "maxExecutionTime": {"type": "integer", "description": "Seconds that a statement may run."},
}


def _body(members: Mapping[str, Any], *, required: bool) -> dict[str, Any]:
    """The body of a request in the OpenAPI document; where it is required it has a statement."""
    schema = {"type": "object", "properties": members}
    if required:
        schema["required"] = ["statement"]
    return {
        "requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}
    }


_ERROR_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["errors"],
    "properties": {
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {
                        "type": "string",
                        "examples": ["Neo.ClientError.Statement.SyntaxError"],
                    },
                    "message": {"type": "string"},
                },
            },
        }
    },
}
_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"description": text, "content": {"application/json": {"schema": _ERROR_SCHEMA}}}
    for code, text in (
        (400, "The request or the statement is wrong, or the statement writes."),
        (401, "An API key is required."),
        (403, "The statement is not allowed."),
        (404, "There is no such database."),
        (406, "None of the accepted media types is available."),
        (413, "The body is too large."),
        (415, "The body has an unsupported media type."),
        (422, "The path is wrong."),
        (429, "The client has used up its quota."),
        (503, "The database is unavailable."),
        (504, "The time limit was reached before the first row."),
    )
}
_PLAIN = MEDIA_TYPES["application/json"]
_PING = "calldb.ping()"

# What is done with a request once its form is known.
_Work = Callable[[MediaType], Awaitable[Response]]


class UnknownDatabaseError(UnknownIdError):
    """There is no database of this name."""


@router.post(
    "",
    status_code=202,
    operation_id="query",
    openapi_extra=_body(QUERY_MEMBERS, required=True),
    responses={202: {"description": "The rows, in Neo4j's form."}, **_ERRORS},
)
async def query(request: Request, name: Name) -> Response:
    """Neo4j's Query API: its drivers and clients work by changing the address."""

    async def answer(media_type: MediaType) -> Response:
        wanted = await _parse(request)
        if name.lower() == "system":
            _check_ping(wanted)
        else:
            _check_name(request, name)
        return await _run(request, wanted, media_type, _autocommitted, wanted.bookmarks)

    return await _in_form(request, answer)


@router.post(
    "/tx",
    status_code=202,
    operation_id="begin_transaction",
    openapi_extra=_body(QUERY_MEMBERS, required=False),
    responses={202: {"description": "The transaction's id, and rows where it runs."}, **_ERRORS},
)
async def begin(request: Request, name: Name) -> Response:
    """Begin a transaction that reads; a statement may be run at once."""

    async def answer(media_type: MediaType) -> Response:
        wanted = await _parse(request, needs_statement=False)
        _check_name(request, name)
        transactions = _transactions(request)
        open_one = transactions.begin(
            request.state.client, name.lower(), wanted.seconds, wanted.bookmarks
        )
        try:
            return await _go_on(request, open_one, wanted, media_type)
        except BaseException:
            transactions.end(open_one.id)
            raise

    return await _in_form(request, answer)


@router.post(
    "/tx/{transaction}",
    status_code=202,
    operation_id="run_in_transaction",
    openapi_extra=_body(STATEMENT_MEMBERS, required=False),
    responses={202: {"description": "The rows, in Neo4j's form."}, **_ERRORS},
)
async def run(request: Request, name: Name, transaction: TransactionId) -> Response:
    """Run a statement in a transaction, or only keep it open."""

    async def answer(media_type: MediaType) -> Response:
        wanted = await _parse(request, begins=False, needs_statement=False)
        _check_name(request, name)
        open_one = _transactions(request).use(request.state.client, name.lower(), transaction)
        if wanted.statement is None:
            return _without_rows(media_type, {"transaction": open_one.described()})
        return await _go_on(request, open_one, wanted, media_type)

    return await _in_form(request, answer)


@router.post(
    "/tx/{transaction}/commit",
    status_code=202,
    operation_id="commit_transaction",
    openapi_extra=_body(STATEMENT_MEMBERS, required=False),
    responses={202: {"description": "Bookmarks, and rows of a last statement."}, **_ERRORS},
)
async def commit(request: Request, name: Name, transaction: TransactionId) -> Response:
    """End a transaction; a last statement may be run in it."""

    async def answer(media_type: MediaType) -> Response:
        wanted = await _parse(request, begins=False, needs_statement=False)
        _check_name(request, name)
        transactions = _transactions(request)
        open_one = transactions.use(request.state.client, name.lower(), transaction)
        transactions.end(transaction)
        if wanted.statement is None:
            return _without_rows(media_type, {"bookmarks": list(open_one.bookmarks)})
        wanted = replace(wanted, seconds=open_one.seconds)
        return await _run(request, wanted, media_type, _autocommitted, open_one.bookmarks)

    return await _in_form(request, answer)


@router.delete(
    "/tx/{transaction}",
    operation_id="roll_back_transaction",
    responses={200: {"description": "It has ended."}, **_ERRORS},
)
async def roll_back(request: Request, name: Name, transaction: TransactionId) -> Response:
    """End a transaction."""

    async def answer(media_type: MediaType) -> Response:
        _check_name(request, name)
        transactions = _transactions(request)
        transactions.use(request.state.client, name.lower(), transaction)
        transactions.end(transaction)
        return _without_rows(media_type, {}, 200)

    return await _in_form(request, answer)


async def _in_form(request: Request, answer: _Work) -> Response:
    """The answer, or what is wrong, in the form that the request accepts."""
    media_type = _PLAIN
    try:
        media_type = choose_media_type(request.headers.get("accept", ""))
        return await answer(media_type)
    except InvalidRequestError as error:
        return encoding.error_response(
            {"code": error.code, "message": error.message}, error.status, media_type
        )
    except UnknownDatabaseError as error:
        code = "Neo.ClientError.Database.DatabaseNotFound"
        return encoding.error_response({"code": code, "message": str(error)}, 404, media_type)
    except PartycellError as error:
        return encoding.partycell_error_response(error, media_type)


async def _parse(request: Request, **expected: bool) -> QueryRequest:
    content_type = request.headers.get("content-type", "")
    return parse_request(content_type, await background.read_body(request), **expected)


def _check_name(request: Request, name: str) -> None:
    database: Database = request.app.state.database()
    if name.lower() != database.name.lower():
        raise UnknownDatabaseError(f"Graph not found: {name}")


def _check_ping(wanted: QueryRequest) -> None:
    """At `system` drivers ask whether the server is there, and nothing else is answered."""
    text = "".join(str(wanted.statement).lower().split()).removesuffix(";")
    if text != _PING:
        raise StatementRefusedError(
            "The statement", "at system only CALL db.ping() is answered", hint="Ask another graph."
        )


def _transactions(request: Request) -> OpenTransactions:
    found: OpenTransactions = request.app.state.transactions
    return found


def _without_rows(media_type: MediaType, ending: Mapping[str, Any], status: int = 202) -> Response:
    body = encoding.encode_ending(media_type, ending)
    return Response(body, status, media_type=media_type.name)


def _autocommitted(answer: Stream) -> Mapping[str, Any]:
    return {"bookmarks": answer.bookmarks}


async def _go_on(
    request: Request, open_one: OpenTransaction, wanted: QueryRequest, media_type: MediaType
) -> Response:
    """Run a statement in a transaction, or a ping where it begins without; a failure ends it."""
    transactions = _transactions(request)

    def ending(answer: Stream) -> Mapping[str, Any]:
        transactions.set_bookmarks(open_one.id, answer.bookmarks)
        return {"transaction": open_one.described()}

    def failed() -> None:
        transactions.end(open_one.id)

    own = replace(wanted, seconds=open_one.seconds)
    try:
        if wanted.statement is None:
            ping = replace(own, statement="RETURN 1")
            await _run(request, ping, _PLAIN, ending, open_one.bookmarks, failed)
            return _without_rows(media_type, {"transaction": open_one.described()})
        return await _run(request, own, media_type, ending, open_one.bookmarks, failed)
    except (TooMuchError, BusyError):
        # It was not run, and may be sent again.
        raise
    except BaseException:
        failed()
        raise


async def _run(
    request: Request,
    wanted: QueryRequest,
    media_type: MediaType,
    ending: Callable[[Stream], Mapping[str, Any]],
    bookmarks: Sequence[str],
    failed: Callable[[], None] = lambda: None,
) -> Response:
    """Run a statement, once the database has reached the bookmarks.

    Args:
        request: The request.
        wanted: The statement, and its limits.
        media_type: The form of the answer.
        ending: What the answer says of its transaction.
        bookmarks: What is waited for.
        failed: Called where an answer that has begun breaks off.
    """
    database: Database = request.app.state.database()
    limits = Limits.of_settings()
    if wanted.seconds is not None:
        limits = Limits(limits.rows, limits.bytes, min(wanted.seconds, limits.seconds))
    identifier = background.request_id(request)
    statement = str(wanted.statement)
    request.state.statement, request.state.parameters = statement, dict(wanted.parameters)

    @contextmanager
    def rows() -> Iterator[Stream]:
        with read(
            database,
            statement,
            wanted.parameters,
            limits,
            request=identifier,
            warnings=True,
            bookmarks=bookmarks,
            streamed=media_type.lines,
        ) as answer:
            yield answer
        request.state.rows, request.state.truncated = answer.rows, answer.truncated
        if answer.summary is None:
            failed()

    def document() -> bytes:
        with rows() as answer:
            return encoding.encode(
                media_type, answer, partial(ending, answer), counters=wanted.counters
            )

    def events() -> Generator[bytes]:
        with rows() as answer:
            yield from encoding.encode_events(
                media_type, answer, partial(ending, answer), counters=wanted.counters
            )

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


@older_router.api_route("", methods=["GET", "POST", "PUT", "DELETE"])
@older_router.api_route("/{rest:path}", methods=["GET", "POST", "PUT", "DELETE"])
def older(name: Name, rest: str = "") -> Response:
    """Neo4j's older HTTP API is not offered; who asks for it is told what is."""
    del rest
    raise UnknownIdError(
        "Neo4j's older HTTP API is not offered here.",
        hint=f"Send the statement to /db/{name}/query/v2 (the Query API).",
    )
