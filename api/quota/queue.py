"""Permits to query the database: a fixed number, and a short queue that is fair to each client.

Waiting is apart from running: the time limit of a statement begins with its permit, and waiting has
a limit of its own. A request that would wait longer is refused at once, with the time to try again.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from api.quota.clients import Client
from graph.errors import BusyError
from graph.settings import settings

# Weight of the latest permit in the moving average of how long one is held.
_WEIGHT = 0.1


def permits_of_worker() -> int:
    """How many permits this worker has: all workers together have as many as is set."""
    chosen = settings()
    return math.ceil(chosen.partycell_concurrent_queries / chosen.partycell_workers)


def _share(client: Client, permits: int) -> int:
    """How many of the permits one client may have at a time."""
    return permits if client.keyed else (permits + 1) // 2


class Permit:
    """A client's permit; releasing it again does nothing."""

    def __init__(self, release: Callable[[], None]) -> None:
        self._release: Callable[[], None] | None = release

    def release(self) -> None:
        """Give it back, for the next request."""
        release, self._release = self._release, None
        if release is not None:
            release()


class FairQueue:
    """Permits in use, and requests that wait: clients in turn, each client's requests in order.

    A client without a key has at most half of the permits at a time, so that the others need not
    wait for all its slow queries.

    Args:
        clock: Monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._running: Counter[Client] = Counter()
        self._waiting: OrderedDict[Client, deque[asyncio.Future[None]]] = OrderedDict()
        self._average = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether any request waits."""
        return bool(self._waiting)

    async def acquire(self, client: Client) -> Permit:
        """Wait for a permit, which is the client's until it is released.

        Raises:
            BusyError: None is free in time, or will be; says when to try again.
        """
        if self._is_free_for(client):
            self._running[client] += 1
        else:
            await self._wait(client)
        began = self._clock()
        return Permit(lambda: self._release(client, began))

    @asynccontextmanager
    async def permit(self, client: Client) -> AsyncIterator[None]:
        """While a client has a permit.

        Raises:
            BusyError: None is free in time, or will be; says when to try again.
        """
        permit = await self.acquire(client)
        try:
            yield
        finally:
            permit.release()

    def _is_free_for(self, client: Client) -> bool:
        permits = permits_of_worker()
        return self._running.total() < permits and self._running[client] < _share(client, permits)

    async def _wait(self, client: Client) -> None:
        limit = settings().partycell_queue_seconds
        expected = self._expected(client)
        if expected > limit:
            raise BusyError("Too many requests are waiting.", retry_after=math.ceil(expected))
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(mine)
        try:
            # Not cancelled by the wait: a permit that is given is either used or given back.
            await asyncio.wait({mine}, timeout=limit)
        except asyncio.CancelledError:
            self._leave(client, mine)
            raise
        if not mine.done():
            self._leave(client, mine)
            raise BusyError(f"The database was busy for {limit:g} s.", retry_after=math.ceil(limit))

    def _expected(self, client: Client) -> float:
        """How long a client would wait, by the average; others are served in between."""
        own = len(self._waiting.get(client, ())) + 1
        others = sum(
            min(own, len(theirs)) for whose, theirs in self._waiting.items() if whose != client
        )
        permits = permits_of_worker()
        return max(own / _share(client, permits), (own + others) / permits) * self._average

    def _release(self, client: Client, began: float) -> None:
        self._average += _WEIGHT * (self._clock() - began - self._average)
        self._give_back(client)

    def _give_back(self, client: Client) -> None:
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        for waiting, theirs in list(self._waiting.items()):
            if self._is_free_for(waiting):
                self._running[waiting] += 1
                theirs[0].set_result(None)
                self._forget(waiting, theirs[0])

    def _leave(self, client: Client, mine: asyncio.Future[None]) -> None:
        if mine.done():
            self._give_back(client)
        else:
            self._forget(client, mine)

    def _forget(self, client: Client, one: asyncio.Future[None]) -> None:
        """One request waits no more; its client goes to the end of the queue."""
        theirs = self._waiting[client]
        theirs.remove(one)
        self._waiting.move_to_end(client)
        if not theirs:
            del self._waiting[client]
