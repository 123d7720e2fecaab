"""One answer that is being made, for all who ask for the same meanwhile.

It is made beside those who wait, so that a client that takes its answer slowly, or goes, holds up
nobody. What is whole and small is given to all, and is of one version of the graph: where a load
ended meanwhile it is made anew. Of anything else the first gets it as it is made, and the others
ask for themselves.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.background import TAKE_SECONDS

LARGEST = 1_000_000
T = TypeVar("T")
# How often it is made where a load ends each time; then nobody may keep it.
_TRIES = 3
# Pieces of a long answer that wait for the client.
_PIECES = 4
# What says something of the one who asked, and nothing of the answer.
_PERSONAL = frozenset([401, 403, 429])


@dataclass
class Answer:
    """A whole answer."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)

    @property
    def has_tag(self) -> bool:
        """Whether it says of which version it is."""
        return any(name == b"etag" for name, _ in self.headers)

    @property
    def is_for_all(self) -> bool:
        """Whether whoever asks the same may have it."""
        said = dict(self.headers)
        return (
            self.status not in _PERSONAL
            and b"set-cookie" not in said
            and b"no-store" not in said.get(b"cache-control", b"")
        )


class Making:
    """An answer in the making; from its start there is one who waits for it.

    Args:
        app: What makes it.
        scope: The request of the first who asked.
        version: Of the graph, before it is made.
        look: Looks which version there is; None where nobody knows.

    Attributes:
        whole: The answer once it is whole; None where it is not for all, or too large, or failed.
    """

    def __init__(
        self,
        app: ASGIApp,
        scope: Scope,
        version: str,
        look: Callable[[], Awaitable[str | None]],
    ) -> None:
        self.whole: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._answer = Answer()
        self._pieces: deque[Message] = deque()
        self._ready = asyncio.Event()
        self._taken = asyncio.Event()
        self._is_whole = False
        self._ended = False
        self._waiting = 0
        self._left = asyncio.Event()
        self._task = asyncio.create_task(self._make(app, scope, version, look))

    async def give_first(self, receive: Receive, send: Send) -> None:
        """Send it once it is whole, or as it is made where it is for one alone."""
        await self._until_gone(receive, self._give(send))
        await self._task

    async def wait(self, receive: Receive) -> Answer | None:
        """The whole answer, where all may have it."""
        return await self._until_gone(receive, asyncio.shield(self.whole))

    async def _give(self, send: Send) -> None:
        while not self._ended or self._pieces:
            await self._ready.wait()
            self._ready.clear()
            while self._pieces:
                async with asyncio.timeout(TAKE_SECONDS):
                    await send(self._pieces.popleft())
                self._taken.set()

    async def _make(
        self,
        app: ASGIApp,
        scope: Scope,
        version: str,
        look: Callable[[], Awaitable[str | None]],
    ) -> None:
        try:
            for _ in range(_TRIES):
                self._pieces.clear()
                await app(dict(scope), from_start(self._until_left), self._send)
                if self.whole.done() or not self._answer.has_tag:
                    break
                before, now = version, await look()
                if now == before:
                    break
                version = now or before
            else:
                self._let_nobody_keep_it()
            if not self.whole.done():
                self.whole.set_result(self._answer if self._is_whole else None)
        except BaseException:
            if not self.whole.done():
                self._pieces.clear()  # half an answer, of which nothing has been sent
            raise
        finally:
            self._is_alone()
            self._ended = True
            self._ready.set()

    def _let_nobody_keep_it(self) -> None:
        """Of which version it is nobody knows."""
        if self.whole.done() or not self._pieces:
            return
        headers = [
            (name, value)
            for name, value in self._answer.headers
            if name not in {b"etag", b"cache-control"}
        ]
        self._pieces[0]["headers"] = [*headers, (b"cache-control", b"no-store")]
        self._is_alone()

    def _is_alone(self) -> None:
        """From here on it is for the first alone."""
        if not self.whole.done():
            self.whole.set_result(None)
            self._ready.set()

    async def _until_left(self) -> Message:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        answer = self._answer
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], list(message["headers"])
            answer.body.clear()
            if not answer.is_for_all:
                self._is_alone()
        elif not self.whole.done():
            answer.body += message.get("body", b"")
            if len(answer.body) > LARGEST:
                answer.body.clear()
                self._is_alone()
            else:
                self._is_whole = not message.get("more_body", False)
        self._pieces.append(message)
        if self.whole.done():
            self._ready.set()
        while self.whole.done() and len(self._pieces) > _PIECES and not self._left.is_set():
            self._taken.clear()
            await self._taken.wait()

    async def _until_gone(self, receive: Receive, waiting: Awaitable[T]) -> T | None:
        """What is waited for, or None once the client has gone, or has taken nothing for long."""
        self._waiting += 1
        doing = asyncio.ensure_future(waiting)
        gone = asyncio.ensure_future(_is_gone(receive))
        try:
            await asyncio.wait({doing, gone}, return_when=asyncio.FIRST_COMPLETED)
            return doing.result() if doing.done() else None
        except TimeoutError:
            return None
        finally:
            gone.cancel()
            doing.cancel()
            self._leave()

    def _leave(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self._left.set()
            self._taken.set()


def from_start(receive: Receive) -> Receive:
    """What an application receives of a GET whose request somebody else has received."""
    asked = False

    async def on() -> Message:
        nonlocal asked
        if asked:
            return await receive()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return on


async def _is_gone(receive: Receive) -> None:
    more = True
    while (message := await receive())["type"] != "http.disconnect":
        if not more:
            # The same again and again: the server's own visits, which never go.
            await asyncio.Event().wait()
        more = message.get("more_body", False)
