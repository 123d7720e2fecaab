"""Answers kept in memory for as long as the graph does not change, and headers for all answers.

Both stand around the application as plain ASGI: an answer that is kept costs but finding it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.watch import Watch
from graph.errors import DatabaseUnavailableError

_LARGEST = 1_000_000
# What an entry costs beside its body.
_OVERHEAD = 1_000
_PREFIX = "/v1/"

Headers = list[tuple[bytes, bytes]]
# Path, query, and what every header says that an answer depends on.
Asked = tuple[str, bytes, tuple[tuple[bytes, bytes], ...]]
_HEEDED = frozenset([b"accept"])


@dataclass
class _Answer:
    headers: Headers = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    kept: bool = False


class Cache:
    """Whole answers to GET under /v1, of one version of the graph, within so many bytes.

    A client that says `no-cache` or `no-store` gets an answer made for it.

    Args:
        app: What answers.
        watch: Which version it is.
        size: Bytes in all.
    """

    def __init__(self, app: ASGIApp, watch: Watch, size: int) -> None:
        self._app = app
        self._watch = watch
        self._size = size
        self._used = 0
        self._of: tuple[str, object, date] | None = None
        self._answers: OrderedDict[Asked, _Answer] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give the kept answer, or keep the one that the application gives."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or not scope["path"].startswith(_PREFIX)
        ):
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"])
        control = given.get(b"cache-control", b"").lower()
        if b"no-cache" in control or b"no-store" in control:
            await self._app(scope, receive, send)
            return
        try:
            latest = await self._watch.seen()
        except DatabaseUnavailableError:
            await self._app(scope, receive, send)
            return
        of = (latest.version, latest.until, datetime.now(UTC).date())
        if of != self._of:
            self._answers.clear()
            self._used, self._of = 0, of
        key = _asked(scope)
        answer = self._answers.get(key)
        if answer is None:
            await self._app(scope, receive, self._keeping(key, of, send))
            return
        self._answers.move_to_end(key)
        await _give(answer, given.get(b"if-none-match", b""), send)

    def _keeping(self, key: Asked, of: tuple[str, object, date], send: Send) -> Send:
        """Send it on, and keep it where it is whole, small and bears an ETag."""
        answer = _Answer()

        async def on(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = dict(message["headers"])
                answer.kept = (
                    message["status"] == 200
                    and b"etag" in said
                    and b"set-cookie" not in said
                    and b"no-store" not in said.get(b"cache-control", b"")
                )
                answer.headers = list(message["headers"])
            elif answer.kept:
                answer.body += message.get("body", b"")
                answer.kept = len(answer.body) <= _LARGEST
                if answer.kept and not message.get("more_body", False) and of == self._of:
                    self._keep(key, answer)
            await send(message)

        return on

    def _keep(self, key: Asked, answer: _Answer) -> None:
        size = len(answer.body) + _OVERHEAD
        if size > self._size or key in self._answers:
            return
        while self._used + size > self._size:
            _, oldest = self._answers.popitem(last=False)
            self._used -= len(oldest.body) + _OVERHEAD
        self._answers[key] = answer
        self._used += size


def _asked(scope: Scope) -> Asked:
    """All that the answer to a request depends on; a header that stands twice counts twice."""
    heeded = tuple((name, value) for name, value in scope["headers"] if name in _HEEDED)
    return scope["path"], scope["query_string"], heeded


async def _give(answer: _Answer, asked: bytes, send: Send) -> None:
    etag = next(value for name, value in answer.headers if name == b"etag")
    theirs = {tag.strip().removeprefix(b"W/") for tag in asked.split(b",")}
    if theirs & {etag, b"*"}:
        headers = [
            (name, value)
            for name, value in answer.headers
            if name not in {b"content-length", b"content-type"}
        ]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
    await send({"type": "http.response.body", "body": bytes(answer.body)})


class AddHeaders:
    """Headers for every answer that does not set them itself."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add them when the answer begins."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, on)
