"""Compressed responses: negotiated, with ETags of their own (RFC 9110, 8.8.3.3).

The application knows nothing of it: a client's ETag of a compressed response is told to it as that
of the response itself.
"""

from __future__ import annotations

import re

import brotli
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.request_headers import matches, parse_qualities

# Responses of so many bytes and more are compressed.
_MINIMUM = 1_000
_GZIP_LEVEL = 6
# Takes as long as gzip does at its level, for a sixth fewer bytes.
_BROTLI_QUALITY = 4
# The encodings, the best one first.
_ENCODINGS = ("br", "gzip")
_SUFFIX = re.compile(rf'-({"|".join(_ENCODINGS)})"')


class ContentEncodingMiddleware:
    """Compresses responses for clients that accept it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = MutableHeaders(raw=list(scope["headers"]))
        accepted = parse_qualities(", ".join(request.getlist("accept-encoding")))
        del request["accept-encoding"]
        given = request.get("if-none-match", "")
        if given:
            request["if-none-match"] = _SUFFIX.sub('"', given)

        async def send_as_encoded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _mark(MutableHeaders(scope=message), message["status"], given)
            await send(message)

        responder = self._responder(accepted)
        await responder({**scope, "headers": request.raw}, receive, send_as_encoded)

    def _responder(self, accepted: dict[str, float]) -> ASGIApp:
        """What compresses as the client likes best; of what it likes alike, the best."""
        qualities = {name: accepted.get(name, accepted.get("*", 0)) for name in _ENCODINGS}
        best = max(_ENCODINGS, key=lambda name: qualities[name])
        if qualities[best] <= 0:
            return IdentityResponder(self._app, _MINIMUM)
        if best == "gzip":
            return GZipResponder(self._app, _MINIMUM, compresslevel=_GZIP_LEVEL)
        return _BrotliResponder(self._app, _MINIMUM)


class _BrotliResponder(IdentityResponder):
    """Compresses one response by Brotli (RFC 7932)."""

    content_encoding = "br"

    def __init__(self, app: ASGIApp, minimum_size: int) -> None:
        super().__init__(app, minimum_size)
        self._compressor = brotli.Compressor(quality=_BROTLI_QUALITY)

    async def apply_compression(self, body: bytes, *, more_body: bool) -> bytes:
        """The compressed bytes of a part, as far as there are any yet."""
        compressed: bytes = self._compressor.process(body)
        return compressed if more_body else compressed + bytes(self._compressor.finish())


def _mark(headers: MutableHeaders, status: int, given: str) -> None:
    """Say that a response depends on the accepted encodings, and tell its ETags apart."""
    add_vary(headers, "Accept-Encoding")
    etag = headers.get("etag", "")
    if not etag.startswith('"'):
        return  # there is none, or it is weak, and the same for all encodings
    if "content-encoding" in headers:
        headers["etag"] = _etag_of(etag, headers["content-encoding"])
    elif status == 304 and given.strip() != "*":
        known = [_etag_of(etag, name) for name in _ENCODINGS]
        headers["etag"] = next((one for one in known if matches(given, one)), etag)


def _etag_of(etag: str, encoding: str) -> str:
    """The ETag of a response when it is so encoded."""
    return f'{etag[:-1]}-{encoding}"'


def add_vary(headers: MutableHeaders, name: str) -> None:
    """Name a request header in `Vary`, once."""
    named = [part.strip() for part in headers.get("vary", "").split(",") if part.strip()]
    if name.lower() not in {part.lower() for part in named}:
        headers["vary"] = ", ".join([*named, name])
