"""Blocking work for one request: it runs in a thread, and is stopped when the client goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from api.errors import ClientGoneError
from api.guard import stop
from graph.database import Database
from graph.errors import TooLargeError

T = TypeVar("T")

MAX_BODY = 1_000_000
_STOP_AGAIN_SECONDS = 0.5


def request_id(request: Request) -> str:
    """The request's id: in its log line, in its answer's headers, in Neo4j's transactions."""
    return str(request.state.id)


async def read_body(request: Request) -> bytes:
    """The body, as long as it is not too large.

    Raises:
        TooLargeError: It has more than 1,000,000 bytes.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY:
            raise TooLargeError(f"The body has more than {MAX_BODY:,} bytes.")
    return bytes(body)


async def watched(request: Request, database: Database, work: Callable[[], T]) -> T:
    """Run `work` in a thread; if the client goes, stop in the database what it started there.

    Args:
        request: Its body has been read.
        database: Where `work` runs statements, each under the id of the request.
        work: What blocks.

    Raises:
        ClientGoneError: The client has gone.
        TooMuchError: It has taken its share.
    """
    with request.app.state.share.statement(request.state.client):
        return await _watched(request, database, work)


async def _watched(request: Request, database: Database, work: Callable[[], T]) -> T:
    doing = asyncio.ensure_future(run_in_threadpool(work))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({doing, gone}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            return doing.result()
        # It may be between two statements: so again, until it has ended.
        while not doing.done():
            await run_in_threadpool(stop, database, request_id(request))
            await asyncio.wait({doing}, timeout=_STOP_AGAIN_SECONDS)
        doing.exception()
        raise ClientGoneError
    finally:
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
