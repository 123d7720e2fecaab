"""One response in progress, shared by all clients that send the same request meanwhile.

It is made in a task of its own, so that a slow client, or one that disconnects, delays nobody. A
complete and small response is shared, and is of one version of the graph: where a load ended
meanwhile it is made again. Any other is streamed to the first client, and the others send the
request for themselves.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

T = TypeVar("T")
LARGEST = 1_000_000
# How often it is made where a load ends each time; then it may not be cached.
_TRIES = 3
# Messages of a streamed response that wait for the client.
_BUFFERED = 4
# Statuses that are about the client, not about the resource.
_PERSONAL = frozenset([401, 403, 429])


@dataclass
class BufferedResponse:
    """A complete response."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)

    @property
    def has_etag(self) -> bool:
        """Whether it has an ETag."""
        return any(name == b"etag" for name, _ in self.headers)

    @property
    def is_shareable(self) -> bool:
        """Whether every client that sends the same request may have it."""
        headers = dict(self.headers)
        return (
            self.status not in _PERSONAL
            and b"set-cookie" not in headers
            and b"no-store" not in headers.get(b"cache-control", b"")
        )


class PendingResponse:
    """A response in progress; at least one client waits for it from the start.

    Args:
        app: The application that makes it.
        scope: The first client's request.
        version: The graph's, before it is made.
        current_version: Queries the graph's version; gives None where it cannot be had.

    Attributes:
        complete: The response once it is complete; None where it is not shareable, too large or
            failed.
    """

    def __init__(
        self,
        app: ASGIApp,
        scope: Scope,
        version: str,
        current_version: Callable[[], Awaitable[str | None]],
    ) -> None:
        self.complete: asyncio.Future[BufferedResponse | None] = (
            asyncio.get_running_loop().create_future()
        )
        self._response = BufferedResponse()
        self._messages: deque[Message] = deque()
        self._ready = asyncio.Event()
        self._drained = asyncio.Event()
        self._is_complete = False
        self._ended = False
        self._waiting = 0
        self._abandoned = asyncio.Event()
        self._task = asyncio.create_task(self._make(app, scope, version, current_version))

    async def send_to_first(self, receive: Receive, send: Send) -> None:
        """Send it once it is complete, or stream it where it is not shareable."""
        await self._until_disconnect(receive, self._stream(send))
        await self._task

    async def wait(self, receive: Receive) -> BufferedResponse | None:
        """The complete response, where it is shareable."""
        return await self._until_disconnect(receive, asyncio.shield(self.complete))

    async def _stream(self, send: Send) -> None:
        while not self._ended or self._messages:
            await self._ready.wait()
            self._ready.clear()
            while self._messages:
                await send(self._messages.popleft())
                self._drained.set()

    async def _make(
        self,
        app: ASGIApp,
        scope: Scope,
        version: str,
        current_version: Callable[[], Awaitable[str | None]],
    ) -> None:
        try:
            for _ in range(_TRIES):
                self._messages.clear()
                await app(dict(scope), replay_request(self._receive_disconnect), self._send)
                if self.complete.done() or not self._response.has_etag:
                    break
                before, now = version, await current_version()
                if now == before:
                    break
                version = now or before
            else:
                self._forbid_caching()
            if not self.complete.done():
                self.complete.set_result(self._response if self._is_complete else None)
        except BaseException:
            if not self.complete.done():
                self._messages.clear()  # half a response, of which nothing has been sent
            raise
        finally:
            self._stop_sharing()
            self._ended = True
            self._ready.set()

    def _forbid_caching(self) -> None:
        """Its version is unknown: no ETag, no cache."""
        if self.complete.done() or not self._messages:
            return
        headers = [
            (name, value)
            for name, value in self._response.headers
            if name not in {b"etag", b"cache-control"}
        ]
        self._messages[0]["headers"] = [*headers, (b"cache-control", b"no-store")]
        self._stop_sharing()

    def _stop_sharing(self) -> None:
        """From here on it is for the first client alone."""
        if not self.complete.done():
            self.complete.set_result(None)
            self._ready.set()

    async def _receive_disconnect(self) -> Message:
        await self._abandoned.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        response = self._response
        if message["type"] == "http.response.start":
            response.status, response.headers = message["status"], list(message["headers"])
            response.body.clear()
            if not response.is_shareable:
                self._stop_sharing()
        elif not self.complete.done():
            response.body += message.get("body", b"")
            if len(response.body) > LARGEST:
                response.body.clear()
                self._stop_sharing()
            else:
                self._is_complete = not message.get("more_body", False)
        self._messages.append(message)
        if self.complete.done():
            self._ready.set()
        while (
            self.complete.done()
            and len(self._messages) > _BUFFERED
            and not self._abandoned.is_set()
        ):
            self._drained.clear()
            await self._drained.wait()

    async def _until_disconnect(self, receive: Receive, waiting: Awaitable[T]) -> T | None:
        """What is waited for; None once the client has disconnected."""
        self._waiting += 1
        doing = asyncio.ensure_future(waiting)
        gone = asyncio.ensure_future(_wait_for_disconnect(receive))
        try:
            await asyncio.wait({doing, gone}, return_when=asyncio.FIRST_COMPLETED)
            return doing.result() if doing.done() else None
        finally:
            gone.cancel()
            doing.cancel()
            self._leave()

    def _leave(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self._abandoned.set()
            self._drained.set()


def replay_request(receive: Receive) -> Receive:
    """A `receive` that begins with the body of a GET, which has been received already."""
    replayed = False

    async def receive_again() -> Message:
        nonlocal replayed
        if replayed:
            return await receive()
        replayed = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive_again


async def _wait_for_disconnect(receive: Receive) -> None:
    more = True
    while (message := await receive())["type"] != "http.disconnect":
        if not more:
            # The same again and again: the warm-up's requests, which never disconnect.
            await asyncio.Event().wait()
        more = message.get("more_body", False)
