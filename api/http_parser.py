"""The parser of requests, for a server that stays with HTTP/1.1.

Some clients, Java's among them, offer another protocol with their first request (`Upgrade: h2c`). A
server may go on as if they had not (RFC 9110). httptools takes such a request as complete with its
head; here its body is read all the same.
"""

from __future__ import annotations

from typing import Any

import httptools

# Headers that say how long a body is.
_OF_LENGTH = frozenset([b"content-length", b"transfer-encoding"])


class _Callbacks:
    """Passes on what is parsed, but for a head that was passed on before."""

    def __init__(self, protocol: Any, parser: PlainParser) -> None:
        self._protocol = protocol
        self._parser = parser
        self.length: list[tuple[bytes, bytes]] = []
        self.is_known = False

    def on_message_begin(self) -> None:
        if not self.is_known:
            self.length.clear()
            self._protocol.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if not self.is_known:
            self._protocol.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.is_known:
            if name.lower() in _OF_LENGTH:
                self.length.append((name, value))
            self._protocol.on_header(name, value)

    def on_headers_complete(self) -> None:
        if not self.is_known:
            self._protocol.on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._protocol.on_body(body)

    def on_message_complete(self) -> None:
        if not self._parser.offers_another():
            self._protocol.on_message_complete()


class PlainParser:
    """httptools' parser of requests, but for what offers another protocol.

    Args:
        protocol: What is told of each part of a request, as by httptools.
    """

    def __init__(self, protocol: Any) -> None:
        self._callbacks = _Callbacks(protocol, self)
        self._parser = _new_parser(self._callbacks)

    def feed_data(self, data: bytes) -> None:
        """Parse what has arrived.

        Raises:
            httptools.HttpParserError: It is no HTTP.
        """
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._read_body()
            self.feed_data(data[upgrade.args[0] :])

    def offers_another(self) -> bool:
        """Whether the head that was parsed offers another protocol."""
        return bool(self._parser.should_upgrade())

    def should_upgrade(self) -> bool:
        """Whether another protocol is to be taken up: never."""
        return False

    def should_keep_alive(self) -> bool:
        """Whether the connection stays open."""
        return bool(self._parser.should_keep_alive())

    def get_http_version(self) -> str:
        """The version of HTTP."""
        return str(self._parser.get_http_version())

    def get_method(self) -> bytes:
        """The method."""
        return bytes(self._parser.get_method())

    def _read_body(self) -> None:
        """Go on with the body of a request whose head was passed on, and with what follows it."""
        callbacks = self._callbacks
        self._parser = _new_parser(callbacks)
        length = b"".join(b"%b: %b\r\n" % header for header in callbacks.length)
        callbacks.is_known = True
        self._parser.feed_data(b"POST / HTTP/1.1\r\n" + length + b"\r\n")
        callbacks.is_known = False


def _new_parser(callbacks: _Callbacks) -> httptools.HttpRequestParser:
    parser = httptools.HttpRequestParser(callbacks)
    # A request that follows one with `Connection: close` is not an error, as uvicorn has it.
    parser.set_dangerous_leniencies(lenient_data_after_close=True)
    return parser
