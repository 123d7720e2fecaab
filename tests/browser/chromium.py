"""A browser and a server for it, shared by the tests and by `make screenshots`."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from graph.database import Database
from graph.errors import PartycellError
from web.site import create_site

FLAGS = [
    "--no-sandbox",  # a container's root has no other way
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # WebGL without a graphics card.
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium where there is one, else Playwright's own.

    Raises:
        PartycellError: There is none, or Playwright cannot start.
    """
    try:
        playwright = sync_playwright().start()
    except Exception as error:  # Playwright has nothing more exact for it
        raise PartycellError(
            f"Playwright cannot start its driver: {error}",
            hint="`playwright install-deps` as root, or on Debian `apt-get install libatomic1`.",
        ) from error
    try:
        own = playwright.chromium.executable_path
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), own)
        if not Path(found).exists():
            raise PartycellError(
                "There is no Chromium.", hint="`apt-get install chromium`, or `playwright install`."
            )
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
    finally:
        playwright.stop()


@contextmanager
def serving(database: Database) -> Iterator[str]:
    """The address of a server with the pages, on a free port."""
    started = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            started.set()

    server = Server(uvicorn.Config(create_site(database), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(60)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
