"""What holds for every page: all can read it, on every screen, with and without scripts."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE_MS, Visit
from tests.browser.pages import PAGES


def fits(page: Page) -> bool:
    """Whether nothing makes the page wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("path", PAGES)
def test_page_can_be_read_by_all(
    path: str, visit: Visit, accessible: Callable[[Page], None]
) -> None:
    """On a wide light and a narrow dark screen axe finds nothing, and nothing sticks out."""
    page = visit(path, refused=path == "/nothing")
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    assert fits(page)
    accessible(page)
    page.emulate_media(color_scheme="dark")
    assert fits(page)
    page.set_viewport_size({"width": 360, "height": 780})
    assert fits(page)
    accessible(page)
    page.emulate_media(color_scheme="light")
    assert fits(page)


CUT = """[...document.querySelectorAll('.scroll')].filter(
  (part) => !part.closest('.twin') && part.scrollHeight > part.clientHeight + 1).length"""
HIDDEN = """[...document.querySelectorAll('main details')].filter(
  (part) => [...part.children].some((child) => child.tagName !== 'SUMMARY'
    && !child.checkVisibility({contentVisibilityAuto: true}))).length"""


@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole_without_scripts(path: str, visit: Visit) -> None:
    """With JavaScript off a page has its words, no control that does nothing, and no cut part.

    No table has rows that one must scroll to; on paper what is folded is open.
    """
    page = visit(path, scripts=False, refused=path == "/nothing")
    assert page.locator("h1").inner_text().strip()
    assert len(page.locator("main").inner_text()) > 60
    assert page.locator("main button[type=button]:visible").count() == 0
    assert page.evaluate(CUT) == 0
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == 0
    # What is folded is laid out anew, a little later in a busy browser. Asked again from here:
    # where scripts are off, the page itself never looks a second time.
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while hidden := page.evaluate(HIDDEN):
        assert time.monotonic() < deadline, f"{hidden} folded parts are not on paper"


def test_first_page_is_light(visit: Visit) -> None:
    """The start page takes less than 100 kB over the wire, and no graph library."""
    page = visit("/")
    page.wait_for_load_state("networkidle")
    sizes = page.evaluate(
        "['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
        ".map(entry => [entry.name, entry.transferSize])"
    )
    assert sum(size for _, size in sizes) < 100_000, sizes
