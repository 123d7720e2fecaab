"""Work for one request, in a task or a thread; cancelled when the client disconnects."""

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
from graph.tasks import run_in_task

T = TypeVar("T")

MAX_BODY = 1_000_000
_STOP_RETRY_SECONDS = 0.5
# Bytes of a request up to which weighing it takes less than others may wait: some 20 ms.
_SMALL = 4_000
# Most statements have ended by then; only with those that have not is the client watched.
_UNWATCHED_SECONDS = 0.1
# A streamed response: bytes of a chunk, how long it may take to fill, and how many are buffered.
_CHUNK_BYTES = 32_768
_CHUNK_SECONDS = 0.2
_BUFFERED_CHUNKS = 4
# How long a client may take to receive a chunk.
SEND_TIMEOUT = 60.0


def request_id(request: Request) -> str:
    """The request's id: in its log line, in its answer's headers, in Neo4j's transactions."""
    return str(request.state.id)


async def read_body(request: Request) -> bytes:
    """The body, as long as it is not too large.

    Raises:
        TooLargeError: It has more than 1,000,000 bytes.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise TooLargeError(f"The body has more than {MAX_BODY:,} bytes.")
    return bytes(body)


async def run_cancellable(request: Request, database: Database, work: Callable[[], T]) -> T:
    """Run `work` in a task; if the client disconnects, stop what it runs in the database.

    A request with a long statement or large parameters, which take a while to be read and weighed,
    is for a thread.

    Args:
        request: Its body has been read.
        database: Where `work` runs statements, each under the id of the request.
        work: A function that waits for the database and for nothing else.

    Raises:
        ClientGoneError: The client has disconnected.
        TooMuchError: It has used up its quota.
        BusyError: Too many requests are waiting.
    """
    async with _permit(request):
        is_task = _is_small(request)
        task = asyncio.ensure_future(run_in_task(work) if is_task else run_in_threadpool(work))
        try:
            await asyncio.wait({task}, timeout=_UNWATCHED_SECONDS)
            if task.done() or await _finishes(request, task):
                return task.result()
        finally:
            if not task.done():
                with anyio.CancelScope(shield=True):
                    if is_task:
                        # The connection ends, and with it the statement.
                        task.cancel()
                    await _stop(request, database, task)
        raise ClientGoneError


def _is_small(request: Request) -> bool:
    """Whether its body, or its query, is known to be small."""
    if request.method == "GET":
        return len(request.scope["query_string"]) <= _SMALL
    length = request.headers.get("content-length", "")
    return length.isdecimal() and int(length) <= _SMALL


@asynccontextmanager
async def _permit(request: Request) -> AsyncGenerator[None]:
    """While a client's statement may run; waiting for the permit costs no query seconds."""
    client = request.state.client
    with request.app.state.statement_quota.acquire(client) as start:
        async with request.app.state.statement_queue.permit(client):
            start()
            yield


async def stream_cancellable(
    request: Request, database: Database, work: Callable[[], Generator[bytes]]
) -> AsyncGenerator[bytes]:
    """Run `work` in a thread, and yield its chunks; few of them are buffered.

    The caller closes it; closed early, it stops what `work` runs in the database.

    Args:
        request: Its body has been read.
        database: Where `work` runs statements, each under the id of the request.
        work: A blocking generator of chunks.

    Raises:
        TooMuchError: The client has used up its quota.
        BusyError: Too many requests are waiting.
    """
    async with _permit(request):
        sender, receiver = anyio.create_memory_object_stream[bytes](_BUFFERED_CHUNKS)

        def put_all() -> None:
            with closing(work()) as chunks:
                for chunk in _merge(chunks):
                    anyio.from_thread.run(sender.send, chunk)

        async def put() -> None:
            with sender:
                await run_in_threadpool(put_all)

        task = asyncio.ensure_future(put())
        try:
            async for chunk in receiver:
                yield chunk
            await task
        finally:
            receiver.close()
            with anyio.CancelScope(shield=True):
                await _stop(request, database, task)


def _merge(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Small chunks merged, as long as they come quickly."""
    merged = bytearray()
    began = time.monotonic()
    for chunk in chunks:
        merged += chunk
        if len(merged) >= _CHUNK_BYTES or time.monotonic() - began > _CHUNK_SECONDS:
            yield bytes(merged)
            merged.clear()
            began = time.monotonic()
    yield bytes(merged)


async def first_chunk(request: Request, chunks: AsyncGenerator[bytes]) -> bytes:
    """The first chunk of `stream_cancellable`; what fails before it is raised here.

    Raises:
        ClientGoneError: The client has disconnected.
    """
    first = asyncio.ensure_future(anext(chunks))
    if await _finishes(request, first):
        return first.result()
    first.cancel()
    await asyncio.wait({first})
    raise ClientGoneError


class TimedStreamingResponse(StreamingResponse):
    """A streaming response that ends when the client receives nothing for a minute.

    Otherwise a client that stalls would keep a database connection and a part of its quota.

    Args:
        content: The chunks.
        close: Called in the end, whether all chunks have been sent or not.
        more: Arguments of `StreamingResponse`.
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
        """Send the response."""

        async def send_in_time(message: Message) -> None:
            with anyio.fail_after(SEND_TIMEOUT):
                await send(message)

        try:
            with suppress(TimeoutError, ClientDisconnect):
                await super().__call__(scope, receive, send_in_time)
        finally:
            with anyio.CancelScope(shield=True):
                await self._close()


async def _stop(request: Request, database: Database, task: asyncio.Future[Any]) -> None:
    """Stop what a request runs in the database; it may be between two statements, so again."""
    while not task.done():
        await run_in_task(stop, database, request_id(request))
        await asyncio.wait({task}, timeout=_STOP_RETRY_SECONDS)
    if not task.cancelled():
        task.exception()


async def _finishes(request: Request, task: asyncio.Future[Any]) -> bool:
    """Wait until it is done, or the client has disconnected; whether it is done."""
    disconnect = asyncio.ensure_future(_wait_for_disconnect(request))
    try:
        await asyncio.wait({task, disconnect}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        disconnect.cancel()
    return task.done()


async def _wait_for_disconnect(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
