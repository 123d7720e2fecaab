"""The hierarchy page, by mouse and by keyboard."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_arrow_keys_walk_and_open_the_tree(visit: Visit) -> None:
    """The chart is a tree to the keyboard: right opens and goes down, left goes up and closes."""
    page = visit("/hierarchy")
    tree = page.get_by_role("tree")
    tree.locator("[data-id=kcna]").focus()
    page.keyboard.press("ArrowRight")
    expect(tree.locator("[data-id=kcna-no5-bureau]")).to_be_visible()
    expect(tree.locator("[data-id=kcna]")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowRight")
    expect(tree.locator("[data-id=kcna-no5-bureau]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tree.locator("[data-id=kcna-no5-bureau-no2-cell]")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(tree.locator("[data-id=kcna-no5-bureau-no2-cell]")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    expect(tree.locator("[data-id=kcna]")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/kcna")


def test_click_opens_and_the_table_follows(visit: Visit) -> None:
    """What is opened in the chart stands in its table too."""
    page = visit("/hierarchy")
    page.get_by_role("tree").locator("[data-id=kcna]").click()
    expect(page.locator("#hierarchy-table tbody")).to_contain_text("KCNA No. 5 Bureau")


def test_parts_of_a_level_are_asked_for(visit: Visit) -> None:
    """Under an organisation the page shows what stands there, and the way up."""
    page = visit("/hierarchy?organization=kcna-no5-bureau")
    expect(page.get_by_role("tree").locator("[data-id=kcna-no5-bureau-no2-cell]")).to_be_visible()
    page.get_by_role("link", name="the whole chart").click()
    page.wait_for_url("**/hierarchy")
