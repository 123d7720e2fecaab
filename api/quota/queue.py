"""Turns at the database: so many at a time, and a short queue in which each client has its turn.

Waiting is apart from running: the time limit of a statement begins with its turn, and waiting has a
limit of its own. Who would wait longer than that is told at once, with the time to come back.
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

# How much the latest turn counts in how long one usually takes.
_LATEST = 0.1


def _own(client: Client, turns: int) -> int:
    """How many of the turns one client may have at a time."""
    return turns if client.keyed else (turns + 1) // 2


class Turn:
    """A client's turn, until it ends; ending it twice is ending it once."""

    def __init__(self, end: Callable[[], None]) -> None:
        self._end: Callable[[], None] | None = end

    def end(self) -> None:
        """Let the next one have its turn."""
        end, self._end = self._end, None
        if end is not None:
            end()


class Queue:
    """Who is at work, and who waits: clients in turn, each client's requests in order.

    A client without a key has at most half of the turns at a time, so that nobody waits for all
    the long questions of one.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._running: Counter[Client] = Counter()
        self._waiting: OrderedDict[Client, deque[asyncio.Future[None]]] = OrderedDict()
        self._usual = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether anybody waits."""
        return bool(self._waiting)

    async def take(self, client: Client) -> Turn:
        """Wait for a turn, which is the client's until it ends it.

        Raises:
            BusyError: It did not come in time, or would not; says when to return.
        """
        if self._is_free_for(client):
            self._running[client] += 1
        else:
            await self._wait(client)
        began = self._clock()
        return Turn(lambda: self._end(client, began))

    @asynccontextmanager
    async def turn(self, client: Client) -> AsyncIterator[None]:
        """While a client has its turn.

        Raises:
            BusyError: It did not come in time, or would not; says when to return.
        """
        turn = await self.take(client)
        try:
            yield
        finally:
            turn.end()

    def _is_free_for(self, client: Client) -> bool:
        turns = settings().partycell_turns
        return self._running.total() < turns and self._running[client] < _own(client, turns)

    async def _wait(self, client: Client) -> None:
        limit = settings().partycell_queue_seconds
        expected = self._expected(client)
        if expected > limit:
            raise BusyError("Too many are waiting.", retry_after=math.ceil(expected))
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(mine)
        try:
            # Waited for without being cancelled: a turn that is given is either had or given back.
            await asyncio.wait({mine}, timeout=limit)
        except asyncio.CancelledError:
            self._leave(client, mine)
            raise
        if not mine.done():
            self._leave(client, mine)
            raise BusyError(f"No turn came within {limit:g} s.", retry_after=math.ceil(limit))

    def _expected(self, client: Client) -> float:
        """How long a client would wait, as turns usually go: others have theirs in between."""
        own = len(self._waiting.get(client, ())) + 1
        others = sum(
            min(own, len(theirs)) for whose, theirs in self._waiting.items() if whose != client
        )
        turns = settings().partycell_turns
        return max(own / _own(client, turns), (own + others) / turns) * self._usual

    def _end(self, client: Client, began: float) -> None:
        self._usual += _LATEST * (self._clock() - began - self._usual)
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
        """One waits no more; its client goes to the end of all."""
        theirs = self._waiting[client]
        theirs.remove(one)
        self._waiting.move_to_end(client)
        if not theirs:
            del self._waiting[client]
