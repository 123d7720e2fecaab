"""The timeline, by mouse and without."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_brush_shows_the_years_between(visit: Visit) -> None:
    """Dragging over the strip asks for those years, and they are in the address."""
    page = visit("/timeline")
    everything = page.locator("#lanes-events-title + figure text.lane").count()
    strip = page.locator("#brush svg")
    box = strip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.99, box["y"] + 20, steps=4)
    expect(page.locator("#brush .chosen")).to_be_visible()
    page.mouse.up()
    page.wait_for_url("**start=20**")
    lanes = page.locator("#lanes-events-title + figure text.lane")
    assert 0 < lanes.count() < everything


def test_vague_dates_are_hatched(visit: Visit) -> None:
    """An event of which only the year is known is drawn as a hatched bar, without scripts too."""
    page = visit("/timeline?start=1990&end=1990", scripts=False)
    expect(page.locator("rect.bar.vague[fill^='url(#lanes-events']").first).to_be_visible()
    expect(page.locator("table").first).to_contain_text("1990")
