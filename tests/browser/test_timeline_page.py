"""The timeline, by mouse and without."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_brush_shows_the_years_between(visit: Visit) -> None:
    """Dragging over the strip asks for those years, and they are in the address."""
    page = visit("/timeline")
    everything = page.locator("#lanes-events-title + figure .lane").count()
    strip = page.locator("#brush svg")
    box = strip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.99, box["y"] + 20, steps=4)
    expect(page.locator("#brush .chosen")).to_be_visible()
    page.mouse.up()
    page.wait_for_url("**start=20**")
    lanes = page.locator("#lanes-events-title + figure .lane")
    assert 0 < lanes.count() < everything


def test_vague_dates_are_hatched(visit: Visit) -> None:
    """An event of which only the year is known is drawn as a hatched bar, without scripts too."""
    page = visit("/timeline?start=1990&end=1990", scripts=False)
    expect(page.locator("rect.bar.vague[fill^='url(#lanes-events']").first).to_be_visible()
    expect(page.locator("table").first).to_contain_text("1990")


def test_bar_says_when_and_opens_its_claim(visit: Visit) -> None:
    """Over a bar stands what its claim says of the time, and a click opens the claim in place."""
    page = visit("/roles/party-cell-head")
    bar = page.locator("a.bar-mark[href*='/claims/']").last
    words = bar.locator("title").text_content() or ""
    assert re.search(r"\d{4}", words)
    bar.click()
    card = page.locator(".claim-card")
    expect(card).to_be_visible()
    expect(card.locator("a[href*='/sources/']").first).to_be_visible()
