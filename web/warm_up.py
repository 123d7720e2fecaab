"""Warm-up after a start: each kind of page is requested once, so that no visitor waits for plans.

Neo4j plans a statement when it first comes, by the types of its parameters; the pages' statements
take it some seconds together. The pages are requested one after another, in the background;
nothing waits for it, and its errors are logged for debugging only.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from starlette.types import ASGIApp, Message

from api.app import Lifespan
from api.quota.clients import Client
from graph.catalogue import run
from graph.database import Database
from graph.errors import PartycellError
from graph.model import Label
from web.paths import FOLDERS, MENU, thing_path

log = logging.getLogger(__name__)

SECONDS = 120  # in all: a database that takes longer is busy, and should be left alone


def warm_up_lifespan(database: Database) -> Lifespan:
    """A lifespan in which the application's pages are requested once, in the background."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with run_in_background(lambda: request_pages(app, database)):
            yield

    return lifespan


@asynccontextmanager
async def run_in_background(work: Callable[[], Coroutine[Any, Any, object]]) -> AsyncIterator[None]:
    """Run `work` beside the body: bounded in time, cancelled with it, its errors suppressed."""

    async def bounded() -> None:
        try:
            async with asyncio.timeout(SECONDS):
                await work()
        except Exception as error:  # nothing depends on it
            log.debug("The warm-up ended early: %s", error)

    task = asyncio.create_task(bounded())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def request_pages(site: ASGIApp, database: Database) -> dict[str, int]:
    """Request each kind of page once; the status of each, by its path."""
    lists = [f"/{FOLDERS[label]}" for label in Label]
    things = await to_thread.run_sync(lambda: list(_thing_paths(database)))
    # A date brings other statements.
    dated = [f"{path}{'&' if '?' in path else '?'}as_of=2013" for path in ("/", *things)]
    paths = ["/", *MENU.values(), "/search?text=a", *lists, *things, *dated]
    return {path: await _request(site, path) for path in paths}


def _thing_paths(database: Database) -> list[str]:
    """The path of one thing of each kind, and of it in the hierarchy and the network."""
    found: list[str] = []
    for label in Label:
        with suppress(PartycellError):
            for row in run(database, "things", {"kind": label.value, "limit": 1}).rows:
                found.append(thing_path(label, row["id"]))
                if label is Label.ORGANIZATION:
                    found += [f"/hierarchy?organization={row['id']}", f"/network?id={row['id']}"]
    return found


async def _request(site: ASGIApp, address: str) -> int:
    path, _, query = address.partition("?")
    status = 0

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [
            (b"host", b"localhost"),
            (b"accept", b"text/html"),
            (b"user-agent", b"partycell-warm-up"),
        ],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
        "state": {"client": Client("warm-up", keyed=True)},
    }
    await site(scope, receive, send)
    return status
