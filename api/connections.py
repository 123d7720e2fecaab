"""Connections: how long each may take, how much a request's head may have, how many there may be.

All of it is decided before a request reaches the application, and costs no thread: a connection
that says nothing, or says it slowly, or takes nothing, is closed; where one address or all together
have as many as there may be, the one that has been idle longest makes place.
"""

from __future__ import annotations

import asyncio
import http
import ipaddress
from collections import Counter, OrderedDict
from functools import lru_cache
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.errors import problem_body
from graph.settings import parts, settings

# Seconds for a request's first line and headers, and as long between requests; for its body; and
# for a client that takes nothing of its answer.
HEAD_SECONDS = 10.0
BODY_SECONDS = 30.0
TAKE_SECONDS = 60.0
# How long a client that was refused may take to read why.
_LINGER_SECONDS = 1.0
# Bytes of the address, as many as the parser takes; and of the headers.
MOST_ADDRESS = 65_535
MOST_HEADERS = 65_536
MOST_HEADER_LINES = 100
# Connections of a worker, and of one address.
MOST = 2_000
MOST_OF_ONE = 500


class HeadError(Exception):
    """A request's head is more than is read."""


class Connections:
    """The open connections of this process; those that keep us waiting, longest first."""

    def __init__(self) -> None:
        self._idle: OrderedDict[Connection, str] = OrderedDict()
        self._of: Counter[str] = Counter()

    def admit(self, new: Connection, address: str) -> bool:
        """Count a new connection; whether there is place for it, made by closing idle ones."""
        many = self._of[address] >= MOST_OF_ONE and not _is_proxy(address)
        if (many and not self._make_place(address)) or (
            self._of.total() >= MOST and not self._make_place(None)
        ):
            return False
        self._of[address] += 1
        self._idle[new] = address
        return True

    def leave(self, gone: Connection, address: str) -> None:
        """A connection that was admitted has been closed."""
        self._idle.pop(gone, None)
        self._of[address] -= 1
        if not self._of[address]:
            del self._of[address]

    def is_idle(self, connection: Connection, address: str) -> None:
        """A connection keeps us waiting: for its request, or to take its answer."""
        self._idle[connection] = address

    def is_busy(self, connection: Connection) -> None:
        """A connection has sent its request, or taken what waited."""
        self._idle.pop(connection, None)

    def _make_place(self, address: str | None) -> bool:
        """Close the longest idle connection, of an address or of whoever has most of them."""
        if address is None:
            most = Counter(self._idle.values()).most_common(1)
            if not most:
                return False
            address = most[0][0]
        for idle, whose in self._idle.items():
            if whose == address:
                idle.leave()
                return True
        return False


@lru_cache
def _is_proxy(address: str) -> bool:
    """Whether connections of many come from there."""
    proxies = parts(settings().partycell_forwarded_allow_ips)
    return any(ipaddress.ip_address(address) in ipaddress.ip_network(name) for name in proxies)


_connections = Connections()


class Connection(HttpToolsProtocol):
    """One connection, within its times and sizes; as uvicorn makes it for `Config(http=...)`."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._timer: asyncio.TimerHandle | None = None
        self._taking: asyncio.TimerHandle | None = None
        self._address: str | None = None
        self._in_head = True
        self._in_body = False
        self._read = 0
        self._header_bytes = 0
        self._refused = False
        self._wrong = (400, "The request is no HTTP.")

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Admit it, or say that there are too many."""
        super().connection_made(cast(asyncio.Transport, transport))
        address = self.client[0] if self.client else ""
        if not _connections.admit(self, address):
            self._refuse(503, "Too many connections are open.")
            return
        self._address = address
        self._within(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self.leave()
        super().connection_lost(exc)

    def leave(self) -> None:
        """Close it, and make its place free at once."""
        for timer in (self._timer, self._taking):
            if timer is not None:
                timer.cancel()
        if self._address is not None:
            _connections.leave(self, self._address)
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
        """Say what is wrong with a request that is not read any further."""
        del msg
        self._refuse(*self._wrong)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._header_bytes = 0

    def on_url(self, url: bytes) -> None:
        """The address has come, or a part of it."""
        super().on_url(url)
        if len(self.url) > MOST_ADDRESS:
            self._stop_reading(414, f"The address has more than {MOST_ADDRESS:,} bytes.")

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header has come."""
        super().on_header(name, value)
        if len(self.headers) > MOST_HEADER_LINES:
            self._stop_reading(431, f"There are more than {MOST_HEADER_LINES} headers.")
        self._header_bytes += len(name) + len(value)
        if self._header_bytes > MOST_HEADERS:
            self._stop_reading(431, f"The headers have more than {MOST_HEADERS:,} bytes.")

    def on_headers_complete(self) -> None:
        """The head has come; the body has a time of its own."""
        self._in_head, self._in_body, self._read = False, True, 0
        self._within(BODY_SECONDS)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """All of the request has come: the rest takes as long as the answer does."""
        self._in_head, self._in_body = True, False
        _connections.is_busy(self)
        self._within(None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The answer has been given: the next request has its time."""
        super().on_response_complete()
        if self.transport.is_closing() or self._in_body or self.pipeline:
            return
        self._wait()
        self._within(HEAD_SECONDS)

    def pause_writing(self) -> None:
        """The client takes its answer more slowly than it comes."""
        super().pause_writing()
        self._wait()
        self._taking = self.loop.call_later(TAKE_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has taken what waited."""
        super().resume_writing()
        _connections.is_busy(self)
        if self._taking is not None:
            self._taking.cancel()

    def _wait(self) -> None:
        if self._address is not None:
            _connections.is_idle(self, self._address)

    def _within(self, seconds: float | None) -> None:
        """Wait for what comes next so long, and no longer; None waits for ever."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._late)

    def _late(self) -> None:
        if self._refused or (self._in_head and not self._read):
            self.leave()
        else:
            self._refuse(408, "The request came too slowly.")

    def _stop_reading(self, status: int, detail: str) -> None:
        self._wrong = (status, detail)
        raise HeadError

    def _refuse(self, status: int, detail: str) -> None:
        """Answer without the application, and close."""
        self._refused = True
        if self.cycle is not None and not self.cycle.response_complete and not self._in_body:
            self.leave()  # an answer to an earlier request is on its way
            return
        phrase = http.HTTPStatus(status).phrase
        body = problem_body("", status, phrase, detail)
        self.transport.write(
            f"HTTP/1.1 {status} {phrase}\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode()
            + body
        )
        if self._address is None or self._in_body:
            self.leave()
            return
        # Closed at once, what the client still sends would take the answer away from it.
        self.transport.write_eof()
        self._wait()
        self._within(_LINGER_SECONDS)
