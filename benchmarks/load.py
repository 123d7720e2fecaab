"""Requests over HTTP as fast as a server takes them, by a client that costs next to nothing."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

import httptools
import uvloop

# Makes the request of a number; the number lets each ask for something else.
Requests = Callable[[int], bytes]


@dataclass(frozen=True)
class Measured:
    """What a server did in a while.

    Attributes:
        rate: Answers a second.
        p50: Milliseconds within which half of the answers had come.
        p99: Milliseconds within which 99 of 100 had.
        answers: How many answers there were.
        refused: How many times the server said to come back later, or ran out of time; not among
            the answers.
    """

    rate: float
    p50: float
    p99: float
    answers: int
    refused: int = 0


# An honest client comes back when it is told to, which is a second later at the soonest.
_LATER = frozenset([429, 503, 504])
_LATER_SECONDS = 1.0


class _Connection(asyncio.Protocol):
    """One connection that asks, waits for the whole answer, and asks again."""

    def __init__(
        self, following: Callable[[], bytes], statuses: frozenset[int], *, may_refuse: bool
    ) -> None:
        self.seconds: list[float] = []
        self.refused = 0
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.stopped = False
        self._following = following
        self._statuses = statuses
        self._sent = 0.0
        self._may_refuse = may_refuse

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        later = self._may_refuse and status in _LATER
        if later:
            self.refused += 1
        else:
            self.seconds.append(time.perf_counter() - self._sent)
        if status not in self._statuses and not later:
            self._end(RuntimeError(f"The server answered {status}."))
        elif self.stopped:
            self._end(None)
        elif later:
            asyncio.get_running_loop().call_later(_LATER_SECONDS, self._ask)
        else:
            # A parser of its own for each answer, made once this one has been left.
            asyncio.get_running_loop().call_soon(self._ask)

    def connection_lost(self, error: Exception | None) -> None:
        self._end(error or ConnectionError("The server closed the connection."))

    def _ask(self) -> None:
        if self.stopped:
            self._end(None)
            return
        self._parser = httptools.HttpResponseParser(self)
        self._sent = time.perf_counter()
        self._transport.write(self._following())

    def _end(self, error: Exception | None) -> None:
        if self.ended.done():
            return
        if error is None:
            self.ended.set_result(None)
        else:
            self.ended.set_exception(error)
        self._transport.close()


def fire(
    address: str,
    requests: Requests,
    *,
    connections: int,
    seconds: float,
    statuses: frozenset[int],
    first: int = 0,
    may_refuse: bool = False,
) -> Measured:
    """Ask over so many connections for a while; each asks again once it has its whole answer.

    Args:
        address: Where, as `http://host:port`.
        requests: What is sent, by number.
        connections: How many, kept open.
        seconds: How long new requests are sent.
        statuses: What the server may answer with.
        first: The first request's number.
        may_refuse: Whether it may also say to come back later, or that its time ran out; then the
            client waits a second.

    Raises:
        RuntimeError: An answer had another status.
        OSError: A connection failed.
    """
    return uvloop.run(
        _fire(address, requests, connections, seconds, statuses, first, may_refuse=may_refuse)
    )


async def _fire(
    address: str,
    requests: Requests,
    connections: int,
    seconds: float,
    statuses: frozenset[int],
    first: int,
    *,
    may_refuse: bool,
) -> Measured:
    numbers = iter(range(first, 2**63))
    where = urlsplit(address)
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    opened = [
        await loop.create_connection(
            lambda: _Connection(lambda: requests(next(numbers)), statuses, may_refuse=may_refuse),
            where.hostname or "127.0.0.1",
            where.port or 80,
        )
        for _ in range(connections)
    ]
    protocols = [protocol for _, protocol in opened]
    await asyncio.sleep(seconds)
    for protocol in protocols:
        protocol.stopped = True
    await asyncio.gather(*(protocol.ended for protocol in protocols))
    took = time.perf_counter() - began
    every = sorted(second for protocol in protocols for second in protocol.seconds)
    return Measured(
        rate=len(every) / took,
        p50=statistics.median(every) * 1000,
        p99=every[min(len(every) - 1, int(len(every) * 0.99))] * 1000,
        answers=len(every),
        refused=sum(protocol.refused for protocol in protocols),
    )
