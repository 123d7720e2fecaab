"""Turns at the database: so many at a time, each client in its turn, nobody for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from api.quota.clients import Client
from api.quota.queue import FairQueue
from graph.errors import BusyError
from graph.settings import settings

ANA, BOB, KEYED = (Client("1.1.1.1", False), Client("2.2.2.2", False), Client("ana", True))


@pytest.fixture(autouse=True)
def four(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Four turns, and a short time to wait for one."""
    monkeypatch.setenv("PARTYCELL_CONCURRENT_QUERIES", "4")
    monkeypatch.setenv("PARTYCELL_QUEUE_SECONDS", "0.2")
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


class Work:
    """Requests that keep their turn until they are let go; says who has one, in order."""

    def __init__(self, queue: FairQueue) -> None:
        self.queue = queue
        self.had: list[str] = []
        self._go: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def ask(self, name: str, client: Client) -> None:
        """One more request."""
        self._go[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(self._one(name, client))
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def _one(self, name: str, client: Client) -> None:
        async with self.queue.permit(client):
            self.had.append(name)
            await self._go[name].wait()

    async def end(self, name: str) -> None:
        """Let one end, and the next begin."""
        self._go[name].set()
        await self._tasks[name]
        await asyncio.sleep(0.01)

    async def leave(self, name: str) -> None:
        """One goes away, waiting or not."""
        self._tasks[name].cancel()
        await asyncio.wait({self._tasks[name]})
        await asyncio.sleep(0.01)

    async def refusal(self, name: str) -> BusyError:
        """Why one got no turn."""
        with pytest.raises(BusyError) as caught:
            await self._tasks[name]
        return caught.value


def tried(story: Callable[[Work], Coroutine[Any, Any, None]]) -> None:
    """Run a story in a loop of its own; nothing is left of it."""

    async def run() -> None:
        queue = FairQueue()
        work = Work(queue)
        await story(work)
        for name, task in work._tasks.items():
            if not task.done():
                work._go[name].set()
                await asyncio.wait({task})
        assert not queue.is_busy
        assert queue._running.total() == 0

    asyncio.run(run())


def test_one_client_has_half_of_the_turns() -> None:
    """Without a key at most half; a key may have all; what is over waits."""

    async def story(work: Work) -> None:
        for number in range(3):
            await work.ask(f"a{number}", ANA)
        assert work.had == ["a0", "a1"]
        await work.ask("b0", BOB)
        assert work.had == ["a0", "a1", "b0"]
        for number in range(2):
            await work.ask(f"k{number}", KEYED)
        assert work.had == ["a0", "a1", "b0", "k0"]

    tried(story)


def test_clients_have_their_turns_one_after_another(four: pytest.MonkeyPatch) -> None:
    """Whoever asks much waits for its own requests, not others for them."""
    four.setenv("PARTYCELL_CONCURRENT_QUERIES", "1")
    settings.cache_clear()

    async def story(work: Work) -> None:
        for number in range(4):
            await work.ask(f"a{number}", ANA)
        await work.ask("b0", BOB)
        await work.ask("b1", BOB)
        for name in ("a0", "a1", "b0", "a2", "b1"):
            assert work.had[-1] == name
            await work.end(name)
        assert work.had == ["a0", "a1", "b0", "a2", "b1", "a3"]

    tried(story)


def test_nobody_waits_longer_than_is_said() -> None:
    """Who gets no turn in time is told when to come back, and takes no place any more."""

    async def story(work: Work) -> None:
        for number in range(3):
            await work.ask(f"a{number}", ANA)
        assert (await work.refusal("a2")).retry_after == 1
        assert not work.queue.is_busy
        await work.end("a0")
        await work.ask("a3", ANA)
        assert work.had == ["a0", "a1", "a3"]

    tried(story)


def test_who_would_wait_too_long_is_told_at_once() -> None:
    """Turns that take long are remembered: with many in front nobody is let wait in vain."""
    now = [0.0]

    async def story(work: Work) -> None:
        work.queue._clock = lambda: now[0]
        await work.ask("slow", ANA)
        now[0] = 100
        await work.end("slow")
        for number in range(3):
            await work.ask(f"a{number}", ANA)
        assert (await work.refusal("a2")).retry_after > 1

    tried(story)


def test_who_leaves_gives_its_turn_back() -> None:
    """A client that goes while it waits, or while it has its turn, holds up nobody."""

    async def story(work: Work) -> None:
        for number in range(4):
            await work.ask(f"a{number}", ANA)
        await work.leave("a2")
        await work.leave("a0")
        assert work.had == ["a0", "a1", "a3"]

    tried(story)


def test_turn_that_ends_twice_ends_once() -> None:
    """An answer that has begun, and then ended, gives one turn back."""

    async def story(work: Work) -> None:
        first = await work.queue.acquire(ANA)
        await work.queue.acquire(ANA)
        first.release()
        first.release()
        assert work.queue._running[ANA] == 1
        work.queue._running.clear()

    tried(story)
