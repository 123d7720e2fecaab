"""`make screenshots`: the nine pages as they are, on the curated data.

One picture of each goes into docs/screenshots. Into build/screenshots, to be looked at, goes each
in every language, light and dark, on a phone and on a desk. They are made anew each time: nothing
in them is drawn by hand.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, Page

from console.output import open_database
from graph.paths import ROOT
from tests.browser.chromium import chromium, serving
from web.language import LANGUAGES

TARGET = ROOT / "docs" / "screenshots"
LOOKED_AT = ROOT / "build" / "screenshots"
_PATIENCE_MS = 120_000
_COLOURS = 256  # in a picture: these pages have few, and the repository stays small
_STATEMENT = """MATCH (t:Tier)-[r:MAY_STAND_UNDER]->(above:Tier)
RETURN t, r, above
ORDER BY t.rank"""


@dataclass(frozen=True)
class Shot:
    """One picture.

    Attributes:
        name: Of its file.
        path: The page.
        scheme: `light` or `dark`.
        clicks: What is clicked first, in order.
        wait: What must be there before the picture is taken.
        at: What is brought to the top; None is the page's top.
    """

    name: str
    path: str
    scheme: str = "light"
    clicks: tuple[str, ...] = ()
    wait: str = "h1"
    at: str | None = None


# What is opened in the hierarchy.
OPEN = (
    "kcna",
    "kcna-no5-bureau",
    "kangwon-public-security-bureau",
    "space-technology-committee",
)
SHOTS = (
    Shot("start", "/"),
    Shot("search", "/search?text=최룡해"),
    Shot("person", "/people/choe-ryong-hae"),
    Shot("hierarchy", f"/hierarchy?open={','.join(OPEN)}", wait=".hierarchy-stage", at="h1"),
    Shot("network", "/network", scheme="dark", wait="#network[data-layout=done]", at="#network"),
    Shot("timeline", "/timeline", at="h1"),
    Shot("contradictions", "/contested"),
    Shot(
        "console",
        f"/console?query={quote(_STATEMENT)}",
        clicks=("#console-form button[name=run]", "#tab-graph"),
        wait="#console-view [data-layout=done]",
        at="#console-form",
    ),
    Shot("analysis", "/analysis"),
)


@dataclass(frozen=True)
class View:
    """How pages are looked at: in which language, light or dark, and on how many pixels."""

    language: str = "en"
    scheme: str = "light"
    width: int = 1280
    height: int = 860


VIEWS = tuple(
    View(language, scheme, *size)
    for language, scheme, size in product(LANGUAGES, ("light", "dark"), ((360, 740), (1440, 900)))
)


def take(browser: Browser, site: str, shot: Shot, view: View, file: Path) -> None:
    """Take one picture and write it."""
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme="dark" if view.scheme == "dark" else "light",
        locale={"en": "en-US", "ko": "ko-KR"}[view.language],
        reduced_motion="reduce",
    )
    context.set_default_timeout(_PATIENCE_MS)
    page: Page = context.new_page()
    page.goto(site + shot.path)
    page.wait_for_load_state("networkidle")
    for click in shot.clicks:
        page.locator(click).click()
        page.wait_for_load_state("networkidle")
    page.wait_for_selector(shot.wait)
    if shot.at:
        page.locator(shot.at).first.evaluate("element => element.scrollIntoView()")
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    picture = Image.open(io.BytesIO(page.screenshot(caret="hide")))
    context.close()
    picture.convert("RGB").quantize(_COLOURS).save(file, optimize=True)
    sys.stderr.write(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB\n")


def main() -> None:
    """Take them all."""
    for folder in (TARGET, LOOKED_AT):
        folder.mkdir(parents=True, exist_ok=True)
    with open_database() as database, serving(database) as site, chromium() as browser:
        for shot in SHOTS:
            take(browser, site, shot, View(scheme=shot.scheme), TARGET / f"{shot.name}.png")
        for shot, view in product(SHOTS, VIEWS):
            name = f"{shot.name}-{view.language}-{view.scheme}-{view.width}.png"
            take(browser, site, shot, view, LOOKED_AT / name)


if __name__ == "__main__":
    main()
