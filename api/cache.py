"""Responses cached in memory until the graph changes, and default headers for all responses.

Both are plain ASGI middleware: a cached response costs no more than finding it, and one that
several clients request at once is made once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from cachetools import LRUCache
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.request_headers import matches
from api.root_path import root_path
from api.single_flight import BufferedResponse, PendingResponse, replay_request
from api.snapshot_cache import SnapshotCache
from graph.errors import DatabaseUnavailableError, PartycellError

# Bytes that an entry takes beside its body.
_OVERHEAD = 1_000
# Headers about a body, which a 304 has not.
_BODY_HEADERS = frozenset([b"content-length", b"content-type"])

# Where it is served, path, query, and the headers that a response depends on.
CacheKey = tuple[str, str, bytes, tuple[tuple[bytes, bytes], ...]]
# Version of the graph, end of its last load, day, and what else responses depend on.
State = tuple[str, object, date, object]
_VARY = frozenset([b"accept", b"accept-language"])
_ANY = b"*/*"  # as if there were no such header


def _is_under_v1(scope: Scope) -> bool:
    return bool(scope["path"].startswith("/v1/"))


def _size(response: BufferedResponse) -> int:
    return len(response.body) + _OVERHEAD


class CacheMiddleware:
    """Caches complete responses to GET, of one version of the graph.

    A client that sends `no-cache` or `no-store` gets a response made for it.

    Args:
        app: The application.
        snapshots: Which version the graph has.
        size: Bytes in all.
        is_cached: Whether a response depends on the graph, the path, the query and the headers of
            `_VARY` alone.
        beside: What responses depend on beside the graph; all are dropped when it changes.
    """

    def __init__(
        self,
        app: ASGIApp,
        snapshots: SnapshotCache,
        size: int,
        is_cached: Callable[[Scope], bool] = _is_under_v1,
        beside: Callable[[], object] = lambda: None,
    ) -> None:
        self._app = app
        self._snapshots = snapshots
        self._is_cached = is_cached
        self._beside = beside
        self._state: State | None = None
        self._responses: LRUCache[CacheKey, BufferedResponse] = LRUCache(size, _size)
        self._pending: dict[tuple[CacheKey, bytes, State], PendingResponse] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the cached response, or the one in progress, or have it made."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._is_cached(scope):
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        control = headers.get(b"cache-control", b"").lower()
        try:
            snapshot = await self._snapshots.get_async()
        except DatabaseUnavailableError:
            await self._app(scope, receive, send)
            return
        today = datetime.now(UTC).date()
        state = (snapshot.version, snapshot.until, today, self._beside())
        if state != self._state:
            self._responses.clear()
            self._state = state
        if b"no-cache" in control or b"no-store" in control:
            own = PendingResponse(self._app, scope, snapshot.version, self._version)
            await own.send_to_first(receive, send)
            return
        key = _key(scope)
        if_none_match = headers.get(b"if-none-match", b"")
        response = self._responses.get(key)
        if response is not None:
            await _send(response, if_none_match, send)
            return
        request = (key, if_none_match, state)
        pending = self._pending.get(request)
        if pending is None:
            await self._start(request, scope).send_to_first(receive, send)
            return
        response = await pending.wait(receive)
        if response is None:
            await self._app(scope, replay_request(receive), send)
        else:
            await _send(response, b"", send)

    def _start(self, request: tuple[CacheKey, bytes, State], scope: Scope) -> PendingResponse:
        """Have a response made, and cache it where it is good and has an ETag."""
        key, _, state = request
        pending = PendingResponse(self._app, scope, state[0], self._version)
        self._pending[request] = pending

        def store(_: object) -> None:
            del self._pending[request]
            response = pending.complete.result()
            if (
                response is not None
                and response.status == 200
                and response.has_etag
                and state == self._state
                and _size(response) <= self._responses.maxsize
            ):
                self._responses.setdefault(key, response)

        pending.complete.add_done_callback(store)
        return pending

    async def _version(self) -> str | None:
        """The graph's version by now; None where Neo4j is unreachable."""
        try:
            return (await self._snapshots.refresh()).version
        except PartycellError:
            return None


def _key(scope: Scope) -> CacheKey:
    """All that the response to a request depends on; a repeated header is another request."""
    headers = tuple((name, value) for name, value in scope["headers"] if name in _VARY)
    if [value for name, value in headers if name == b"accept"] == [_ANY]:
        headers = tuple(header for header in headers if header[0] != b"accept")
    # A page or a citation has its whole address in it, another answer the root path alone.
    place = root_path(scope)
    if not _is_under_v1(scope) or scope["path"].startswith("/v1/citations/"):
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        place = f"{scope['scheme']}://{host}{place}"
    return place, scope["path"], scope["query_string"], headers


async def _send(response: BufferedResponse, if_none_match: bytes, send: Send) -> None:
    """Send a response, or 304 where the client has it already."""
    etag = dict(response.headers).get(b"etag", b"").decode("latin-1")
    status, headers, body = response.status, list(response.headers), bytes(response.body)
    if etag and matches(if_none_match.decode("latin-1"), etag):
        status, body = 304, b""
        headers = [item for item in headers if item[0] not in _BODY_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class DefaultHeadersMiddleware:
    """Adds headers to every response that does not set them itself."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add them when the response starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
