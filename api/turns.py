"""A turn at the database for each request that asks it, waited for before any thread is taken."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.quota.queue import Queue
from graph.errors import BusyError, PartycellError


class TakeTurns:
    """A layer in which requests wait; the turn ends when the answer begins, for then it is known.

    Args:
        app: What answers.
        queue: Where they wait.
        asks: Whether what a path answers asks the database, in no other queue.
    """

    def __init__(self, app: ASGIApp, queue: Queue, asks: Callable[[str], bool]) -> None:
        self._app = app
        self._queue = queue
        self._asks = asks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, in its turn."""
        if scope["type"] != "http" or not self._asks(scope["path"]):
            await self._app(scope, receive, send)
            return
        try:
            turn = await self._queue.take(scope["state"]["client"])
        except BusyError as error:
            # In the form in which the path's errors are told: a page, or a problem document.
            tell = scope["app"].exception_handlers[PartycellError]
            answer = await tell(Request(scope, receive), error)
            await answer(scope, receive, send)
            return

        async def send_on(message: Message) -> None:
            turn.end()
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            turn.end()
