"""One server and one browser for all tests of the pages; each visit is a profile of its own.

A visit fails its test on an error in the browser's console and on any request to another host.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from graph.database import Database
from graph.errors import PartycellError
from graph.paths import ROOT
from tests.browser.chromium import chromium, serving
from tests.missing import missing
from web.assets import script

AXE = ROOT / "web" / "scripts" / "node_modules" / "axe-core" / "axe.min.js"
# Rules of WCAG 2.2 up to AA, by the tags that axe has for them.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATIENCE_MS = 180_000


class Visit(Protocol):
    """Opens a page in a profile of its own; see `visit`."""

    def __call__(
        self,
        path: str,
        *,
        width: int = 1440,
        scheme: str = "light",
        scripts: bool = True,
        language: str = "en-US",
        refused: bool = False,
    ) -> Page:
        """A page that has been opened."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The one browser of the run."""
    if script("network") is None:
        missing("The pages' scripts have not been built: run `make install`.")
    expect.set_options(timeout=PATIENCE_MS)
    try:
        with chromium() as started:
            yield started
    except PartycellError as error:
        missing(str(error))


@pytest.fixture(scope="package")
def hangul() -> None:
    """A font with Hangul, without which a picture of a page says little."""
    listed = shutil.which("fc-list")
    fonts = (
        subprocess.run([listed, ":lang=ko"], capture_output=True, check=True) if listed else None
    )
    if fonts is None or not fonts.stdout.strip():
        missing("There is no font with Hangul: `apt-get install fonts-noto-cjk`.")


@pytest.fixture(scope="package")
def _site(shared: Database) -> Iterator[str]:
    with serving(shared) as address:
        yield address


@pytest.fixture
def site(request: pytest.FixtureRequest, database: Database) -> Iterator[str]:
    """The address of a server with the pages, on the curated data; one for all who only read."""
    if request.node.get_closest_marker("writes") is None:
        yield request.getfixturevalue("_site")
        return
    with serving(database) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Open pages; at the end of the test none may have failed, or asked another host.

    With `refused`, answers with an error status are part of what is tested.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(
        path: str,
        *,
        width: int = 1440,
        scheme: Any = "light",
        scripts: bool = True,
        language: str = "en-US",
        refused: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale=language,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)

        def elsewhere(route: Route) -> None:
            wrong.append(f"asked {route.request.url}")
            route.abort()

        context.route(lambda url: not url.startswith((site, "blob:", "data:")), elsewhere)
        page = context.new_page()

        def heard(kind: str, text: str) -> None:
            if kind == "error" and not (refused and text.startswith("Failed to load resource")):
                wrong.append(f"{path}: {text}")

        page.on("console", lambda message: heard(message.type, message.text))
        page.on("pageerror", lambda error: wrong.append(f"{path}: {error}"))
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Asserts that axe finds nothing on a page."""
    if not AXE.exists():
        missing("axe-core is not installed: run `make install-dev`.")
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(source)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, "
            "resultTypes: ['violations']})",
            RULES,
        )
        problems = [
            f"{item['id']}: {node['target']} {node['failureSummary']}"
            for item in found["violations"]
            for node in item["nodes"]
        ]
        assert not problems, f"{page.url}\n" + "\n".join(problems)

    return check
