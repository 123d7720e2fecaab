"""Compressed responses: negotiated, with ETags of their own (RFC 9110, 8.8.3.3).

The application knows nothing of it: a client's ETag of a compressed response is told to it as that
of the response itself.
"""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.request_headers import matches, parse_qualities

# Responses of so many bytes and more are compressed.
_MINIMUM = 1_000
_LEVEL = 6
_SUFFIX = "-gzip"
_OF_COMPRESSED = re.compile(rf'("[^"]*){_SUFFIX}"')


class ContentEncodingMiddleware:
    """Compresses responses for clients that accept it."""

    def __init__(self, app: ASGIApp) -> None:
        self._gzip = GZipMiddleware(app, minimum_size=_MINIMUM, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._gzip(scope, receive, send)
            return
        request = MutableHeaders(raw=list(scope["headers"]))
        accepted = parse_qualities(", ".join(request.getlist("accept-encoding")))
        del request["accept-encoding"]
        if accepted.get("gzip", accepted.get("*", 0)) > 0:
            request["accept-encoding"] = "gzip"
        given = request.get("if-none-match", "")
        if _SUFFIX in given:
            request["if-none-match"] = _OF_COMPRESSED.sub(r'\1"', given)

        async def send_as_encoded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _mark(MutableHeaders(scope=message), message["status"], given)
            await send(message)

        await self._gzip({**scope, "headers": request.raw}, receive, send_as_encoded)


def _mark(headers: MutableHeaders, status: int, given: str) -> None:
    """Say that a response depends on the accepted encodings, and tell its ETags apart."""
    add_vary(headers, "Accept-Encoding")
    etag = headers.get("etag", "")
    if not etag.startswith('"'):
        return  # there is none, or it is weak, and the same for all encodings
    compressed = f'{etag[:-1]}{_SUFFIX}"'
    if "content-encoding" in headers or (status == 304 and matches(given, compressed)):
        headers["etag"] = compressed


def add_vary(headers: MutableHeaders, name: str) -> None:
    """Name a request header in `Vary`, once."""
    named = [part.strip() for part in headers.get("vary", "").split(",") if part.strip()]
    if name.lower() not in {part.lower() for part in named}:
        headers["vary"] = ", ".join([*named, name])
