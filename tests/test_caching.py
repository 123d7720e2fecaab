"""Answers that are kept: the same as fresh ones, gone with the graph they are of, and bounded."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from api.cache import CacheMiddleware
from api.snapshot_cache import SnapshotCache
from graph.lens import END_OF_RECORD, Snapshot


class Graph:
    """Stands where the watch stands: says which version there is."""

    def __init__(self) -> None:
        self.version = "one"

    async def get_async(self) -> Snapshot:
        """What has been loaded."""
        return Snapshot(END_OF_RECORD, None, self.version)

    async def refresh(self) -> Snapshot:
        """What has been loaded by now."""
        return await self.get_async()


class Answers:
    """An application that counts, and answers each path with its name and the count."""

    def __init__(self, size: int = 10, status: int = 200, control: bytes = b"no-cache") -> None:
        self.asked = 0
        self.control = control
        self.size = size
        self.status = status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in two pieces."""
        self.asked += 1
        headers = [(b"etag", b'"%s"' % scope["path"].encode()), (b"cache-control", self.control)]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        body = b"%d" % self.asked + b"." * self.size
        await send({"type": "http.response.body", "body": body[:5], "more_body": True})
        await send({"type": "http.response.body", "body": body[5:]})


def ask(
    cache: CacheMiddleware,
    path: str,
    *,
    method: str = "GET",
    tag: bytes = b"",
    control: bytes = b"",
    accept: bytes = b"",
    more: list[tuple[bytes, bytes]] | None = None,
) -> tuple[int, bytes]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [
            (name, value)
            for name, value in (
                (b"if-none-match", tag),
                (b"cache-control", control),
                (b"accept", accept),
            )
            if value
        ]
        + (more or []),
    }
    asyncio.run(cache(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], body


def made(app: Any, graph: Any, size: int = 100_000) -> CacheMiddleware:
    return CacheMiddleware(app, cast(SnapshotCache, graph), size)


def test_kept_answer_is_the_first_until_the_graph_changes() -> None:
    """The second request gets the first one's bytes; after a load the application is asked."""
    app, graph = Answers(), Graph()
    cache = made(app, graph)
    first = ask(cache, "/v1/tiers")
    assert ask(cache, "/v1/tiers") == first
    assert app.asked == 1
    graph.version = "two"
    assert ask(cache, "/v1/tiers") != first


def test_what_accepts_anything_is_what_says_nothing() -> None:
    """A request with `Accept: */*` and one without are the same, and one for CSV is another."""
    app = Answers()
    cache = made(app, Graph())
    first = ask(cache, "/v1/a")
    assert ask(cache, "/v1/a", accept=b"*/*") == first
    assert ask(cache, "/v1/a", accept=b"text/csv") != first
    several = [(b"accept", b"*/*"), (b"accept", b"text/csv")]
    assert ask(cache, "/v1/a", more=several) != ask(cache, "/v1/a", accept=b"text/csv")


def test_kept_answer_knows_its_etag() -> None:
    """Whoever has the answer already is told so, without its body."""
    cache = made(Answers(), Graph())
    ask(cache, "/v1/tiers")
    assert ask(cache, "/v1/tiers", tag=b'W/"/v1/tiers"') == (304, b"")
    assert ask(cache, "/v1/tiers", tag=b'"other"')[0] == 200


def test_only_whole_good_answers_to_reads_are_kept() -> None:
    """Errors, other methods, other paths and very long answers are asked anew each time."""
    for app, path, method in (
        (Answers(status=404), "/v1/tiers", "GET"),
        (Answers(), "/v1/cypher", "POST"),
        (Answers(), "/healthz", "GET"),
        (Answers(size=2_000_000), "/v1/tiers", "GET"),
    ):
        cache = made(app, Graph(), size=10_000_000)
        ask(cache, path, method=method)
        ask(cache, path, method=method)
        assert app.asked == 2


def test_nobody_is_given_or_kept_what_they_do_not_want() -> None:
    """`no-cache` and `no-store` of a client, and `no-store` of an answer, are heeded."""
    app = Answers()
    cache = made(app, Graph())
    first = ask(cache, "/v1/tiers")
    for control in (b"no-cache", b"No-Store, max-age=0"):
        assert ask(cache, "/v1/tiers", control=control) != first
    assert ask(cache, "/v1/tiers", control=b"max-age=0") == first
    cache = made(Answers(control=b"no-store"), Graph())
    assert ask(cache, "/v1/tiers") != ask(cache, "/v1/tiers")


@given(st.lists(st.integers(0, 40), max_size=120), st.integers(0, 30_000))
def test_memory_is_bounded(numbers: list[int], size: int) -> None:
    """However much is asked, what is kept stays within the size, and every answer is right."""
    app = Answers(size=700)
    cache = made(app, Graph(), size=size)
    for number in numbers:
        status, body = ask(cache, f"/v1/{number}")
        assert status == 200
        assert body.endswith(b"." * 700)
        kept = SimpleNamespace(**vars(cache))._responses.values()
        assert sum(len(answer.body) + 1_000 for answer in kept) <= size
