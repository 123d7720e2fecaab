"""The hierarchy page, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.database import Database
from graph.paths import ROOT
from loaders.load import load
from tests.browser.conftest import Visit

MADE_UP = ROOT / "tests" / "examples" / "made-up-party.yaml"
WIDE = 450  # units under one: more than two levels' worth of what is asked for at once


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


def test_what_is_opened_is_in_the_address(visit: Visit) -> None:
    """A click shows the unit with its page and who says so; the address brings all of it back."""
    page = visit("/hierarchy")
    page.get_by_role("tree").locator("[data-id=kcna]").click()
    page.wait_for_url(lambda url: "open=kcna" in url and "unit=kcna" in url)
    page.get_by_role("tree").locator("[data-id=kcna-no5-bureau]").click()
    page.wait_for_url(lambda url: "open=kcna%2Ckcna-no5-bureau" in url)
    page.reload()
    card = page.locator(".unit-card")
    expect(card.get_by_role("link", name="KCNA No. 5 Bureau", exact=True)).to_have_attribute(
        "href", "/organizations/kcna-no5-bureau"
    )
    expect(card.locator("ol.claims li").first).to_be_visible()
    expect(page.get_by_role("tree").locator("[data-id=kcna-no5-bureau-no2-cell]")).to_be_visible()


def test_parts_of_a_level_are_asked_for(visit: Visit) -> None:
    """Under an organisation the page shows what stands there, and the way up."""
    page = visit("/hierarchy?organization=kcna-no5-bureau")
    expect(page.get_by_role("tree").locator("[data-id=kcna-no5-bureau-no2-cell]")).to_be_visible()
    page.get_by_role("link", name="the whole chart").click()
    page.wait_for_url("**/hierarchy")


def wide_party(folder: Path) -> Path:
    """A source that says of many units that they stand under one, the last of all by its name."""
    units = [f"wide-unit-{number:03}" for number in range(WIDE)]
    things = [f"  - {{id: {unit}, label: Organization}}" for unit in ("wide-top", *units)]
    claims = [
        "      - {about: wide-top, predicate: name, value: Zone of many units}",
        *(f"      - {{about: {unit}, predicate: name, value: Unit {unit}}}" for unit in units),
        *(f"      - {{about: {unit}, predicate: UNIT_OF, object: wide-top}}" for unit in units),
    ]
    lines = [
        "source:",
        "  {id: wide-party, title: A wide party, publisher: Nobody, language: en,",
        "   published: 2026-01-01, kind: made up, trust: Made up for tests.}",
        "things:",
        *things,
        "facts:",
        "  - id: 1",
        "    locator: all of it",
        "    gist: What stands under one.",
        "    claims:",
        *claims,
    ]
    file = folder / "wide-party.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.writes
def test_wide_level_comes_in_parts_and_failing_units_are_marked(
    database: Database, visit: Visit, tmp_path: Path
) -> None:
    """Of 450 units 200 are loaded at a time, few are drawn, and what fails a check is marked."""
    load(database, [MADE_UP, wide_party(tmp_path)])
    page = visit("/hierarchy")
    tree = page.get_by_role("tree")
    marked = tree.locator(".unit:has(.mark)").first
    expect(marked).to_be_visible()
    assert "fails" in (marked.locator("title").text_content() or "")
    marked.focus()
    page.keyboard.press("End")
    expect(tree.locator("[data-id=wide-top]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#hierarchy .chart-status")).to_contain_text("200 of 450")
    assert tree.get_by_role("treeitem").count() < 100
    page.keyboard.press("End")
    expect(tree.locator("[data-id='more:wide-top']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#hierarchy .chart-status")).to_contain_text("400 of 450")


def test_chart_is_narrowed_by_name_and_level(visit: Visit) -> None:
    """What is called so, or is at a level, is in the chart and its table, and nothing else is."""
    page = visit("/hierarchy")
    page.get_by_label("Called").fill("news agency")
    page.get_by_role("button", name="Show", exact=True).last.click()
    page.wait_for_url("**text=news*")
    tree = page.get_by_role("tree")
    expect(tree.locator("[data-id=kcna]")).to_be_visible()
    expect(page.locator("#hierarchy-table tbody tr")).to_have_count(1)
    page.get_by_role("link", name="all units", exact=True).click()
    expect(page.locator("#hierarchy-table tbody tr").nth(1)).to_be_visible()
