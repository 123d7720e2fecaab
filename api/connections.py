"""Connections: their timeouts, the size of a request's head, and how many may be open.

All of it is checked before a request reaches the application, and takes no thread: a connection
that is idle, slow, or does not receive its response is closed; where one address or all together
have as many as allowed, the one that has been idle longest is closed for a new one.
"""

from __future__ import annotations

import asyncio
import http
import ipaddress
from collections import Counter, OrderedDict
from functools import lru_cache
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.errors import error_document
from api.http_parser import PlainParser
from api.root_path import FORWARDED
from graph.settings import parts, settings

# Timeouts in seconds: for a request's first line and headers, and between requests; for its body;
# and for a client that receives nothing of its response.
HEAD_SECONDS = 10.0
BODY_SECONDS = 30.0
SEND_SECONDS = 60.0
# How long a refused client may take to read why.
_LINGER_SECONDS = 1.0
# Bytes of the address, as many as the parser takes; and of the headers.
MOST_ADDRESS = 65_535
MOST_HEADERS = 65_536
MOST_HEADER_LINES = 100
# Connections of a worker, and of one address.
MOST = 2_000
MOST_PER_ADDRESS = 500


class HeadError(Exception):
    """A request's head is too large."""


class Connections:
    """The open connections of this process; the idle ones in order, longest idle first."""

    def __init__(self) -> None:
        self._idle: OrderedDict[Connection, str] = OrderedDict()
        self._per_address: Counter[str] = Counter()

    def admit(self, new: Connection, address: str) -> bool:
        """Count a new connection; False where there is no room, even by closing idle ones."""
        many = self._per_address[address] >= MOST_PER_ADDRESS and not _is_proxy(address)
        if (many and not self._make_room(address)) or (
            self._per_address.total() >= MOST and not self._make_room(None)
        ):
            return False
        self._per_address[address] += 1
        self._idle[new] = address
        return True

    def remove(self, closed: Connection, address: str) -> None:
        """A connection that was admitted has been closed."""
        self._idle.pop(closed, None)
        self._per_address[address] -= 1
        if not self._per_address[address]:
            del self._per_address[address]

    def mark_idle(self, connection: Connection, address: str) -> None:
        """The server waits for a connection: for its request, or for it to receive."""
        self._idle[connection] = address

    def mark_busy(self, connection: Connection) -> None:
        """A connection has sent its request, or received what was buffered."""
        self._idle.pop(connection, None)

    def _make_room(self, address: str | None) -> bool:
        """Close the longest idle connection of an address, or of the one with most of them."""
        if address is None:
            most = Counter(self._idle.values()).most_common(1)
            if not most:
                return False
            address = most[0][0]
        for idle, owner in self._idle.items():
            if owner == address:
                idle.close()
                return True
        return False


def _is_proxy(address: str) -> bool:
    """Whether it is a proxy, with the connections of many clients."""
    return _is_within(address, settings().partycell_forwarded_allow_ips)


@lru_cache
def _is_within(address: str, networks: str) -> bool:
    """Whether an address is one of a list of addresses and networks."""
    return any(
        ipaddress.ip_address(address) in ipaddress.ip_network(name) for name in parts(networks)
    )


_connections = Connections()


class Connection(HttpToolsProtocol):
    """One connection, within its times and sizes; as uvicorn makes it for `Config(http=...)`."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.parser = PlainParser(self)  # type: ignore[assignment]
        self._timer: asyncio.TimerHandle | None = None
        self._send_timer: asyncio.TimerHandle | None = None
        self._address: str | None = None
        self._in_head = True
        self._in_body = False
        self._read = 0
        self._header_bytes = 0
        self._refused = False
        self._error = (400, "The request is not valid HTTP.")

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Admit it, or refuse it where there are too many."""
        super().connection_made(cast(asyncio.Transport, transport))
        address = self.client[0] if self.client else ""
        if not _connections.admit(self, address):
            self._refuse(503, "Too many connections are open.")
            return
        self._address = address
        self._set_timeout(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self.close()
        super().connection_lost(exc)

    def close(self) -> None:
        """Close it, and count it as closed at once."""
        for timer in (self._timer, self._send_timer):
            if timer is not None:
                timer.cancel()
        if self._address is not None:
            _connections.remove(self, self._address)
            self._address = None
        if not self.transport.is_closing():
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        """Read on, as long as the head is not too large."""
        if self._refused or self.transport.is_closing():
            return
        if self._in_head:
            self._read += len(data)
        super().data_received(data)
        if self._in_head and self._read > MOST_ADDRESS + MOST_HEADERS:
            self._refuse(431, "The request's head is too large.")

    def send_400_response(self, msg: str) -> None:
        """Refuse a request that is not read any further."""
        del msg
        self._refuse(*self._error)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._header_bytes = 0

    def on_url(self, url: bytes) -> None:
        """The address, or a part of it, has arrived."""
        super().on_url(url)
        if len(self.url) > MOST_ADDRESS:
            self._stop_reading(414, f"The address has more than {MOST_ADDRESS:,} bytes.")

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header has arrived; whoever is no proxy of ours cannot say where we are served."""
        if name.lower() != FORWARDED or (self.client and _is_proxy(self.client[0])):
            super().on_header(name, value)
        if len(self.headers) > MOST_HEADER_LINES:
            self._stop_reading(431, f"There are more than {MOST_HEADER_LINES} headers.")
        self._header_bytes += len(name) + len(value)
        if self._header_bytes > MOST_HEADERS:
            self._stop_reading(431, f"The headers have more than {MOST_HEADERS:,} bytes.")

    def on_headers_complete(self) -> None:
        """The head is complete; the body has a timeout of its own."""
        self._in_head, self._in_body, self._read = False, True, 0
        self._set_timeout(BODY_SECONDS)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is complete: no timeout until the response is."""
        self._in_head, self._in_body = True, False
        _connections.mark_busy(self)
        self._set_timeout(None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The response is complete: the next request has its timeout."""
        super().on_response_complete()
        if self.transport.is_closing() or self._in_body or self.pipeline:
            return
        self._mark_idle()
        self._set_timeout(HEAD_SECONDS)

    def pause_writing(self) -> None:
        """The client receives more slowly than the response is made."""
        super().pause_writing()
        self._mark_idle()
        self._send_timer = self.loop.call_later(SEND_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has received what was buffered."""
        super().resume_writing()
        _connections.mark_busy(self)
        if self._send_timer is not None:
            self._send_timer.cancel()

    def _mark_idle(self) -> None:
        if self._address is not None:
            _connections.mark_idle(self, self._address)

    def _set_timeout(self, seconds: float | None) -> None:
        """Set the timeout for what comes next; None for no timeout."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._time_out)

    def _time_out(self) -> None:
        if self._refused or (self._in_head and not self._read):
            self.close()
        else:
            self._refuse(408, "The request came too slowly.")

    def _stop_reading(self, status: int, detail: str) -> None:
        self._error = (status, detail)
        raise HeadError

    def _refuse(self, status: int, detail: str) -> None:
        """Answer without the application, and close."""
        self._refused = True
        if self.cycle is not None and not self.cycle.response_complete and not self._in_body:
            self.close()  # the response to an earlier request is being sent
            return
        phrase = http.HTTPStatus(status).phrase
        media_type, body = error_document("", status, phrase, detail)
        self.transport.write(
            f"HTTP/1.1 {status} {phrase}\r\ncontent-type: {media_type}\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode()
            + body
        )
        if self._address is None or self._in_body:
            self.close()
            return
        # Closed at once, data still sent would reset it before the client reads the response.
        self.transport.write_eof()
        self._mark_idle()
        self._set_timeout(_LINGER_SECONDS)
