"""Equal questions under way: one answer is made, and no client holds up another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.cache import CacheMiddleware
from tests.test_caching import Graph, made

Respond = Callable[[Receive, Send], Awaitable[None]]


class Slow:
    """An application that answers once it is let; `respond` says how."""

    def __init__(self, respond: Respond | None = None) -> None:
        self.asked = 0
        self.go = asyncio.Event()
        self.told_gone = asyncio.Event()
        self._respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer when it may, or learn that nobody waits."""
        self.asked += 1
        number = self.asked
        assert (await receive())["type"] == "http.request"
        gone = asyncio.ensure_future(receive())
        go = asyncio.ensure_future(self.go.wait())
        await asyncio.wait({gone, go}, return_when=asyncio.FIRST_COMPLETED)
        go.cancel()
        if gone.done():
            self.told_gone.set()
            return
        gone.cancel()
        if self._respond is not None:
            await self._respond(receive, send)
            return
        await answer(send, body=b"answer %d" % number)


async def answer(
    send: Send, *, status: int = 200, control: bytes = b"no-cache", body: bytes = b""
) -> None:
    headers = [(b"etag", b'"a"'), (b"cache-control", control)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class Visitor:
    """A client: what it was sent, whether it is still there, whether it takes its answer."""

    def __init__(self, *, tag: bytes = b"") -> None:
        self.gone = asyncio.Event()
        self.takes = asyncio.Event()
        self.takes.set()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.body = b""
        self._tag = tag
        self.task: asyncio.Task[None] | None = None

    async def visit(self, cache: CacheMiddleware) -> None:
        """Ask, and go on once the request is under way."""
        headers = [(b"if-none-match", self._tag)] if self._tag else []
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/v1/tiers",
            "query_string": b"",
            "headers": headers,
        }
        self.task = asyncio.create_task(cache(scope, self._receive, self._send))
        await asyncio.sleep(0.01)

    async def end(self) -> tuple[int, bytes]:
        """Wait for the whole answer."""
        assert self.task is not None
        async with asyncio.timeout(5):
            await self.task
        return self.status, self.body

    async def _receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        await self.takes.wait()
        self.status = message.get("status", self.status)
        self.headers |= dict(message.get("headers", ()))
        self.body += message.get("body", b"")


def told(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def test_equal_questions_are_asked_once() -> None:
    """Twenty who ask the same at once get the same bytes of one answer."""

    async def story() -> None:
        app = Slow()
        cache = made(app, Graph())
        visitors = [Visitor() for _ in range(20)]
        for visitor in visitors:
            await visitor.visit(cache)
        app.go.set()
        assert {await visitor.end() for visitor in visitors} == {(200, b"answer 1")}
        assert app.asked == 1

    told(story)


def test_other_version_is_another_question() -> None:
    """Who asks after a load gets no answer that was begun before it."""

    async def story() -> None:
        app, graph = Slow(), Graph()
        cache = made(app, graph)
        before, after, later = Visitor(), Visitor(), Visitor()
        await before.visit(cache)
        graph.version = "two"
        await after.visit(cache)
        app.go.set()
        assert await after.end() == (200, b"answer 2")
        assert await before.end() == (200, b"answer 3")  # made anew
        await later.visit(cache)
        assert (await later.end())[1] in {b"answer 2", b"answer 3"}

    told(story)


def test_answer_is_made_anew_where_the_graph_changed_meanwhile() -> None:
    """A load that ends while it is made: it is made of the new version, for all who wait."""

    async def story() -> None:
        graph = Graph()

        async def changing(_: Receive, send: Send) -> None:
            body = graph.version.encode()
            if graph.version == "one":
                graph.version = "two"
            await answer(send, body=body)

        app = Slow(changing)
        cache = made(app, graph)
        first, second = Visitor(), Visitor()
        await first.visit(cache)
        await second.visit(cache)
        app.go.set()
        assert await first.end() == await second.end() == (200, b"two")
        assert app.asked == 2

    told(story)


def test_answer_of_no_version_is_nobodys_to_keep() -> None:
    """Where loads end again and again it has no ETag, and is not kept."""

    async def story() -> None:
        graph = Graph()

        async def changing(_: Receive, send: Send) -> None:
            graph.version += "."
            await answer(send, body=b"some")

        app = Slow(changing)
        cache = made(app, graph)
        visitor = Visitor()
        await visitor.visit(cache)
        app.go.set()
        assert await visitor.end() == (200, b"some")
        assert b"etag" not in visitor.headers
        assert visitor.headers[b"cache-control"] == b"no-store"
        before = app.asked
        again = Visitor()
        await again.visit(cache)
        await again.end()
        assert app.asked > before

    told(story)


def test_who_has_an_answer_is_another_who_asks() -> None:
    """A client that has an older answer is not given another's 200 or 304 in its place."""

    async def story() -> None:
        app = Slow()
        cache = made(app, Graph())
        has, has_not = Visitor(tag=b'"old"'), Visitor()
        await has.visit(cache)
        await has_not.visit(cache)
        assert app.asked == 2
        app.go.set()
        await has.end()
        await has_not.end()

    told(story)


def test_slow_reader_holds_up_nobody() -> None:
    """The first who asked takes nothing: the others, and the cache, have the answer."""

    async def story() -> None:
        app = Slow()
        cache = made(app, Graph())
        first, second, third = Visitor(), Visitor(), Visitor()
        first.takes.clear()
        await first.visit(cache)
        await second.visit(cache)
        app.go.set()
        assert await second.end() == (200, b"answer 1")
        await third.visit(cache)
        assert await third.end() == (200, b"answer 1")
        first.takes.set()
        assert await first.end() == (200, b"answer 1")

    told(story)


def test_first_who_goes_does_not_end_it_for_others() -> None:
    """What is made is told that nobody waits once all have gone, and not before."""

    async def story() -> None:
        app = Slow()
        cache = made(app, Graph())
        first, second = Visitor(), Visitor()
        await first.visit(cache)
        await second.visit(cache)
        first.gone.set()
        await asyncio.sleep(0.01)
        assert not app.told_gone.is_set()
        second.gone.set()
        async with asyncio.timeout(5):
            await app.told_gone.wait()

    told(story)


def test_answer_for_one_is_given_to_one() -> None:
    """A refusal of the one who asked, `no-store` and a very long answer are no others' answers."""

    async def refusal(_: Receive, send: Send) -> None:
        await answer(send, status=429, body=b"you")

    async def chance(_: Receive, send: Send) -> None:
        await answer(send, control=b"no-store", body=b"chance")

    async def long(_: Receive, send: Send) -> None:
        await answer(send, body=b"." * 1_000_001)

    async def story() -> None:
        for respond, whole in ((refusal, b"you"), (chance, b"chance"), (long, b"." * 1_000_001)):
            app = Slow(respond)
            cache = made(app, Graph(), size=10_000_000)
            first, second = Visitor(), Visitor()
            await first.visit(cache)
            await second.visit(cache)
            assert app.asked == 1
            app.go.set()
            got = [(await visitor.end())[1] for visitor in (first, second)]
            assert [len(body) for body in got] == [len(whole)] * 2
            assert app.asked == 2

    told(story)


def test_failure_is_not_waited_for() -> None:
    """Where the one answer fails, each of the others asks for itself."""

    async def failing(_: Receive, __: Send) -> None:
        raise RuntimeError("it fails")

    async def story() -> None:
        app = Slow(failing)
        cache = made(app, Graph())
        first, second = Visitor(), Visitor()
        await first.visit(cache)
        await second.visit(cache)
        app.go.set()
        for visitor in (first, second):
            with pytest.raises(RuntimeError, match="it fails"):
                await visitor.end()
        assert app.asked == 2

    told(story)


def test_long_answer_is_made_as_it_is_taken() -> None:
    """Of an answer without end little waits in memory; it ends with its reader."""
    sent = 0

    async def endless(receive: Receive, send: Send) -> None:
        nonlocal sent
        await send({"type": "http.response.start", "status": 200, "headers": []})
        gone = asyncio.ensure_future(receive())
        while not gone.done():
            await send({"type": "http.response.body", "body": b"." * 100_000, "more_body": True})
            sent += 1
            await asyncio.sleep(0)

    async def story() -> None:
        app = Slow(endless)
        cache = made(app, Graph())
        reader = Visitor()
        reader.takes.clear()
        await reader.visit(cache)
        app.go.set()
        await asyncio.sleep(0.1)
        assert sent < 20
        reader.gone.set()
        reader.takes.set()
        assert (await reader.end())[0] == 200

    told(story)
