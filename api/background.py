"""Blocking work for one request: it runs in a thread, and is stopped when the client goes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Awaitable,
    Callable,
    Generator,
    Iterable,
    Iterator,
)
from contextlib import asynccontextmanager, closing, suppress
from typing import Any, TypeVar

import anyio
import anyio.from_thread
from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from api.errors import ClientGoneError
from graph.database import Database
from graph.errors import TooLargeError
from graph.guard import stop

T = TypeVar("T")

MAX_BODY = 1_000_000
_STOP_AGAIN_SECONDS = 0.5
# A streamed answer: bytes of a piece, how long it may wait to be filled, and how many wait.
_PIECE = 32_768
_PIECE_SECONDS = 0.2
_WAITING = 4
# How long a client may take nothing of an answer that is streamed.
TAKE_SECONDS = 60.0


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
        BusyError: Too many are waiting.
    """
    async with _turn(request):
        return await _watched(request, database, work)


@asynccontextmanager
async def _turn(request: Request) -> AsyncGenerator[None]:
    """While a client's statement has its turn; waiting for it costs no query seconds."""
    client = request.state.client
    with request.app.state.share.statement(client) as begin:
        async with request.app.state.statements.turn(client):
            begin()
            yield


async def _watched(request: Request, database: Database, work: Callable[[], T]) -> T:
    doing = asyncio.ensure_future(run_in_threadpool(work))
    if await _awaited(request, doing):
        return doing.result()
    await _stopped(request, database, doing)
    raise ClientGoneError


async def streamed(
    request: Request, database: Database, work: Callable[[], Generator[bytes]]
) -> AsyncGenerator[bytes]:
    """Run `work` in a thread, and give its pieces as they are taken: few of them wait.

    To be closed by whoever takes them; closed early, it stops in the database what `work` runs.

    Args:
        request: Its body has been read.
        database: Where `work` runs statements, each under the id of the request.
        work: What blocks, and gives pieces.

    Raises:
        TooMuchError: The client has taken its share.
        BusyError: Too many are waiting.
    """
    async with _turn(request):
        ready, taken = anyio.create_memory_object_stream[bytes](_WAITING)

        def put_all() -> None:
            with closing(work()) as pieces:
                for piece in _joined(pieces):
                    anyio.from_thread.run(ready.send, piece)

        async def put() -> None:
            with ready:
                await run_in_threadpool(put_all)

        doing = asyncio.ensure_future(put())
        try:
            async for piece in taken:
                yield piece
            await doing
        finally:
            taken.close()
            with anyio.CancelScope(shield=True):
                await _stopped(request, database, doing)


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Small pieces together, as long as they come quickly."""
    waiting = bytearray()
    began = time.monotonic()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= _PIECE or time.monotonic() - began > _PIECE_SECONDS:
            yield bytes(waiting)
            waiting.clear()
            began = time.monotonic()
    yield bytes(waiting)


async def first_of(request: Request, pieces: AsyncGenerator[bytes]) -> bytes:
    """The first piece of what is `streamed`; what fails before it is raised here.

    Raises:
        ClientGoneError: The client has gone.
    """
    first = asyncio.ensure_future(anext(pieces))
    if await _awaited(request, first):
        return first.result()
    first.cancel()
    await asyncio.wait({first})
    raise ClientGoneError


class Streamed(StreamingResponse):
    """Pieces for a client that takes them: one that stops would keep a connection and a share.

    Args:
        content: The pieces.
        close: What is done in the end, whether they have all been taken or not.
        more: As of any response.
    """

    def __init__(
        self,
        content: AsyncIterable[bytes] | Iterable[bytes],
        close: Callable[[], Awaitable[None]],
        **more: Any,
    ) -> None:
        super().__init__(content, **more)
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, until a minute has passed in which nothing was taken."""

        async def taken(message: Message) -> None:
            with anyio.fail_after(TAKE_SECONDS):
                await send(message)

        try:
            with suppress(TimeoutError, ClientDisconnect):
                await super().__call__(scope, receive, taken)
        finally:
            with anyio.CancelScope(shield=True):
                await self._close()


async def _stopped(request: Request, database: Database, doing: asyncio.Future[Any]) -> None:
    """Stop what a request runs in the database; it may be between two statements, so again."""
    while not doing.done():
        await run_in_threadpool(stop, database, request_id(request))
        await asyncio.wait({doing}, timeout=_STOP_AGAIN_SECONDS)
    if not doing.cancelled():
        doing.exception()


async def _awaited(request: Request, doing: asyncio.Future[Any]) -> bool:
    """Wait until it is done, or the client has gone; whether it is done."""
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({doing, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
    return doing.done()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
