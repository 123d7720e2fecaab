"""A permit for each request that queries the catalogue, waited for before any thread is taken."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.quota.queue import FairQueue
from graph.errors import BusyError, PartycellError


class QueueMiddleware:
    """Holds requests back until they have a permit, which ends when the response starts.

    Args:
        app: The application.
        queue: Where requests wait.
        is_queued: Whether a response queries the database, in no other queue.
    """

    def __init__(self, app: ASGIApp, queue: FairQueue, is_queued: Callable[[Scope], bool]) -> None:
        self._app = app
        self._queue = queue
        self._is_queued = is_queued

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request once it has a permit."""
        if scope["type"] != "http" or not self._is_queued(scope):
            await self._app(scope, receive, send)
            return
        try:
            permit = await self._queue.acquire(scope["state"]["client"])
        except BusyError as error:
            # As the path's errors are shown: a page, or a problem document.
            handle = scope["app"].exception_handlers[PartycellError]
            response = await handle(Request(scope, receive), error)
            await response(scope, receive, send)
            return

        async def release_and_send(message: Message) -> None:
            permit.release()
            await send(message)

        try:
            await self._app(scope, receive, release_and_send)
        finally:
            permit.release()
