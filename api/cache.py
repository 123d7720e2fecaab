"""Answers kept in memory for as long as the graph does not change, and headers for all answers.

Both stand around the application as plain ASGI: an answer that is kept costs but finding it, and
one that several ask for at once is made once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.graph_version import Watch
from api.single_flight import Answer, Making, from_start
from graph.errors import DatabaseUnavailableError, PartycellError

# What an entry costs beside its body.
_OVERHEAD = 1_000

# Path, query, and what every header says that an answer depends on.
Asked = tuple[str, bytes, tuple[tuple[bytes, bytes], ...]]
# Which graph, up to when, on which day.
Of = tuple[str, object, date]
_HEEDED = frozenset([b"accept", b"accept-language"])


def _under_v1(path: str) -> bool:
    return path.startswith("/v1/")


class Cache:
    """Whole answers to GET, of one version of the graph, within so many bytes.

    A client that says `no-cache` or `no-store` gets an answer made for it.

    Args:
        app: What answers.
        watch: Which version it is.
        size: Bytes in all.
        kept: Whether what a path answers depends on the graph and the request alone.
    """

    def __init__(
        self,
        app: ASGIApp,
        watch: Watch,
        size: int,
        kept: Callable[[str], bool] = _under_v1,
    ) -> None:
        self._app = app
        self._watch = watch
        self._size = size
        self._is_kept = kept
        self._used = 0
        self._of: Of | None = None
        self._answers: OrderedDict[Asked, Answer] = OrderedDict()
        self._making: dict[tuple[Asked, bytes, Of], Making] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give the kept answer, or the one that is being made, or have it made."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._is_kept(scope["path"]):
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"])
        control = given.get(b"cache-control", b"").lower()
        try:
            latest = await self._watch.seen()
        except DatabaseUnavailableError:
            await self._app(scope, receive, send)
            return
        of = (latest.version, latest.until, datetime.now(UTC).date())
        if of != self._of:
            self._answers.clear()
            self._used, self._of = 0, of
        if b"no-cache" in control or b"no-store" in control:
            own = Making(self._app, scope, latest.version, self._version)
            await own.give_first(receive, send)
            return
        asked = _asked(scope)
        theirs = given.get(b"if-none-match", b"")
        answer = self._answers.get(asked)
        if answer is not None:
            self._answers.move_to_end(asked)
            await _give(answer, theirs, send)
            return
        key = (asked, theirs, of)
        making = self._making.get(key)
        if making is None:
            await self._make(key, scope).give_first(receive, send)
            return
        answer = await making.wait(receive)
        if answer is None:
            await self._app(scope, from_start(receive), send)
        else:
            await _give(answer, b"", send)

    def _make(self, key: tuple[Asked, bytes, Of], scope: Scope) -> Making:
        """Have it made, and keep it where it is good and bears an ETag."""
        version = key[2][0]
        making = self._making[key] = Making(self._app, scope, version, self._version)

        def keep(_: object) -> None:
            del self._making[key]
            asked, _, of = key
            answer = making.whole.result()
            if answer is not None and answer.status == 200 and answer.has_tag and of == self._of:
                self._keep(asked, answer)

        making.whole.add_done_callback(keep)
        return making

    async def _version(self) -> str | None:
        """The graph's version by now; None where the database is away."""
        try:
            return (await self._watch.now()).version
        except PartycellError:
            return None

    def _keep(self, asked: Asked, answer: Answer) -> None:
        size = len(answer.body) + _OVERHEAD
        if size > self._size or asked in self._answers:
            return
        while self._used + size > self._size:
            _, oldest = self._answers.popitem(last=False)
            self._used -= len(oldest.body) + _OVERHEAD
        self._answers[asked] = answer
        self._used += size


def _asked(scope: Scope) -> Asked:
    """All that the answer to a request depends on; a header that stands twice counts twice."""
    heeded = tuple((name, value) for name, value in scope["headers"] if name in _HEEDED)
    return scope["path"], scope["query_string"], heeded


async def _give(answer: Answer, asked: bytes, send: Send) -> None:
    """Send it, or that the client has it already."""
    tags = {value.removeprefix(b"W/") for name, value in answer.headers if name == b"etag"}
    theirs = {tag.strip().removeprefix(b"W/") for tag in asked.split(b",")}
    if theirs & {*tags, b"*"}:
        headers = [
            (name, value)
            for name, value in answer.headers
            if name not in {b"content-length", b"content-type"}
        ]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    headers = list(answer.headers)
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
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
