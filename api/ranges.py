"""HEAD for whatever can be got, and parts of responses by `Range` (RFC 9110, 9.3.2 and 14).

Both want the length of a response before its body. One that is streamed, as an export is, is
written to a file for that, and kept there: who reads it part by part, as readers of Parquet do,
has it made once for each version of the graph.
"""

from __future__ import annotations

import re
import tempfile
import threading
from dataclasses import dataclass
from typing import IO

from cachetools import LRUCache
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.root_path import root_path

_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.IGNORECASE)
# Bytes of a body that stay in memory, bytes of all that are kept on disk, and of a chunk.
_IN_MEMORY = 1_000_000
_KEPT = 500_000_000
_CHUNK = 65_536

# Path, query, and the request headers that a response depends on.
_Key = tuple[str, bytes, tuple[tuple[bytes, bytes], ...]]
_VARY = frozenset([b"host", b"accept", b"accept-language", b"accept-encoding"])


@dataclass
class _Body:
    """A complete response whose body can be read from anywhere; threads may share it."""

    status: int
    headers: MutableHeaders
    file: IO[bytes]
    size: int
    lock: threading.Lock

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from somewhere."""
        with self.lock:
            self.file.seek(start)
            return self.file.read(size)


class RangeMiddleware:
    """Answers HEAD as GET without the body, and `Range` with the part that is asked for.

    Args:
        app: The application, which answers GET.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: LRUCache[_Key, _Body] = LRUCache(_KEPT, lambda body: body.size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        headers = MutableHeaders(raw=list(scope["headers"]))
        wanted = _RANGE.fullmatch(headers.get("range", "").replace(" ", ""))
        if scope["method"] == "GET" and (wanted is None or wanted[1] == wanted[2] == ""):
            await self._app(scope, receive, _say_ranges(send))
            return
        if_range = headers.get("if-range")
        for name in ("range", "if-range"):
            del headers[name]
        if wanted is not None:
            # A part is one of the response itself: parts of compressed ones fit nothing.
            del headers["accept-encoding"]
        body = await self._body({**scope, "method": "GET"}, headers, receive, send)
        if body is None:
            return
        if wanted is not None and if_range in {None, body.headers.get("etag")}:
            await _send_part(body, wanted, send, head=scope["method"] == "HEAD")
        else:
            await _send_part(body, None, send, head=scope["method"] == "HEAD")

    async def _body(
        self, scope: Scope, headers: MutableHeaders, receive: Receive, send: Send
    ) -> _Body | None:
        """The complete response; None where one without a body of interest was sent at once."""
        key = (
            root_path(scope) + scope["path"],
            scope["query_string"],
            tuple(sorted(item for item in headers.raw if item[0] in _VARY)),
        )
        # Whether it is still of the graph's version is for the application to say.
        kept = None if "if-none-match" in headers else self._kept.get(key)
        if kept is not None:
            headers["if-none-match"] = kept.headers["etag"]
        collected = _Collected(send)
        await self._app({**scope, "headers": headers.raw}, receive, collected.take)
        if collected.status == 304 and kept is not None:
            return kept
        body = collected.body()
        if body is None:
            await collected.pass_on()
        elif "etag" in body.headers and body.status == 200 and body.size <= self._kept.maxsize:
            self._kept[key] = body
        return body


class _Collected:
    """A response as it comes, its body in a file; one that is no success is passed on."""

    def __init__(self, send: Send) -> None:
        self.status = 0
        self._send = send
        self._headers = MutableHeaders()
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._size = 0

    async def take(self, message: Message) -> None:
        """Take one message of it."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._headers = MutableHeaders(raw=list(message["headers"]))
        elif message["type"] == "http.response.body":
            chunk = message.get("body", b"")
            self._size += len(chunk)
            if self._size > _IN_MEMORY:
                await run_in_threadpool(self._file.write, chunk)
            else:
                self._file.write(chunk)

    def body(self) -> _Body | None:
        """The response, where it is one that has parts."""
        if self.status == 304 or not self.status:
            return None
        return _Body(self.status, self._headers, self._file, self._size, threading.Lock())

    async def pass_on(self) -> None:
        """Send it as it came: it has no body."""
        if self.status:
            start = {"type": "http.response.start", "status": self.status}
            await self._send({**start, "headers": self._headers.raw})
            await self._send({"type": "http.response.body", "body": b""})


async def _send_part(body: _Body, wanted: re.Match[str] | None, send: Send, *, head: bool) -> None:
    """Send a response, or the part of it that is wanted; for HEAD without its bytes."""
    headers = MutableHeaders(raw=list(body.headers.raw))
    status, start, end = body.status, 0, body.size
    if status == 200:
        headers["accept-ranges"] = "bytes"
        if wanted is not None:
            status, start, end = _bounds(wanted, body.size)
            headers["content-range"] = (
                f"bytes */{body.size}" if status == 416 else f"bytes {start}-{end - 1}/{body.size}"
            )
    headers["content-length"] = str(end - start)
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    if head:
        await send({"type": "http.response.body", "body": b""})
        return
    while start < end:
        chunk = await run_in_threadpool(body.read, start, min(_CHUNK, end - start))
        start += len(chunk)
        await send({"type": "http.response.body", "body": chunk, "more_body": start < end})
    if end == 0 or status == 416:
        await send({"type": "http.response.body", "body": b""})


def _bounds(wanted: re.Match[str], size: int) -> tuple[int, int, int]:
    """The status, the first byte and the one after the last of what is wanted."""
    first, last = wanted.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1 if last else size, size)
    return (206, start, end) if start < end else (416, 0, 0)


def _say_ranges(send: Send) -> Send:
    """Say of each success that parts of it can be asked for."""

    async def say(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            MutableHeaders(scope=message).setdefault("accept-ranges", "bytes")
        await send(message)

    return say
