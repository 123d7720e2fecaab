"""Searching and reading, as a person does."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


@pytest.mark.parametrize("text", ["Choe Ryong Hae", "ch'oe ryong-h", "최룡해"])
def test_names_are_suggested_while_one_types(text: str, visit: Visit) -> None:
    """Each script and romanisation suggests the person; keys alone choose and open the page."""
    page = visit("/")
    field = page.locator("#find")
    field.press_sequentially(text)
    option = page.get_by_role("option", name="Choe Ryong Hae")
    expect(option).to_be_visible()
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page.locator("h1")).to_have_text("Choe Ryong Hae")
    assert urlsplit(page.url).path == "/people/choe-ryong-hae"


def test_suggestions_go_and_the_form_stays(visit: Visit) -> None:
    """Escape closes the suggestions, and Enter then searches as without scripts."""
    page = visit("/?as_of=2018")
    field = page.locator("#find")
    field.press_sequentially("kim")
    expect(page.locator("#suggestions")).to_be_visible()
    field.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    field.press("Enter")
    page.wait_for_url("**/search?*")
    assert "text=kim" in page.url
    assert "as_of=2018" in page.url


@pytest.mark.parametrize("scripts", [True, False])
def test_disagreement_opens_where_it_stands(scripts: bool, visit: Visit) -> None:
    """A contested value opens in place, with or without scripts, and shows each side."""
    page = visit("/rules/rule-cell-size", scripts=scripts)
    opened = page.locator("details.contested", has_text="at most 20").first
    expect(opened.locator(".sides")).to_be_hidden()
    opened.locator("summary").click()
    expect(opened.locator(".sides")).to_be_visible()
    expect(opened.locator(".sides li")).to_have_count(3)


def test_mark_opens_its_claim_in_place(visit: Visit, accessible: Callable[[Page], None]) -> None:
    """A mark's claim opens beside it by key and by click, and Escape leads back to the mark."""
    page = visit("/organizations/kcna-no5-bureau-no2-cell")
    mark, card = page.locator(".cites a").first, page.get_by_role("dialog")
    mark.press("Enter")
    for words in ("KCNA No. 5 Bureau", "In our words", "paragraph 8", "Daily NK", "First said by"):
        expect(card).to_contain_text(words, ignore_case=True)
    expect(card.get_by_role("link", name="article")).to_be_visible()
    expect(card).to_be_focused()
    accessible(page)
    card.get_by_role("button", name="copy citation").click()
    expect(card.get_by_role("status")).to_contain_text("(accessed 20")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()
    mark.click()
    expect(card).to_contain_text("Daily NK")
    mark.click()
    expect(card).to_have_count(0)
    assert urlsplit(page.url).path == "/organizations/kcna-no5-bureau-no2-cell"


def test_mark_leads_to_its_claim_without_scripts(visit: Visit) -> None:
    """Without scripts a mark is a link to the page of its claim."""
    page = visit("/organizations/kcna-no5-bureau-no2-cell", scripts=False)
    page.locator(".cites a").first.click()
    expect(page.locator("h1")).to_contain_text("Unit of Chosun Central News Agency")
    assert urlsplit(page.url).path.startswith("/claims/")


def test_date_is_asked_by_a_form(visit: Visit) -> None:
    """A date goes into the address and changes what is shown, without any script."""
    page = visit("/roles/party-cell-head", scripts=False)
    page.locator("#lens-as_of").fill("2018")
    page.locator("form.lens button").click()
    assert "as_of=2018" in page.url
    titles = page.locator("section[aria-labelledby=titles] tbody th")
    expect(titles).to_contain_text(["chairperson"] * 3)


def test_sources_are_narrowed_and_ticked(visit: Visit) -> None:
    """Letters narrow the list, what is shown can be ticked at once, and the page comes by it."""
    page = visit("/people/kim-jong-un?as_of=2013")
    page.locator("form.lens summary").click()
    page.get_by_role("link", name="choose from a list").click()
    page.get_by_label("Narrow the list").fill("kbs-2013-01-31")
    expect(page.locator("#choose tbody tr:visible")).to_have_count(1)
    page.get_by_role("button", name="Tick all shown", exact=True).click()
    expect(page.locator("#choose .chart-status")).to_contain_text("1 ticked")
    page.get_by_role("button", name="Show by these").click()
    expect(page.locator("h1")).to_have_text("Kim Jong Un")
    assert "as_of=2013&sources=kbs-2013-01-31" in page.url


@pytest.mark.parametrize(
    ("language", "words"), [("ko-KR", "엇갈리는 주장"), ("en-GB", "Contradictions")]
)
def test_language_is_the_browsers_until_switched(language: str, words: str, visit: Visit) -> None:
    """The browser's language is taken, and the switch goes with every link."""
    page = visit("/", language=language)
    expect(page.locator(".menu")).to_contain_text(words)
    page.locator(".languages a[hreflang=ko]").click()
    page.locator(".menu a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_print_has_the_page_and_no_controls(visit: Visit) -> None:
    """On paper there is the content, and nothing to click on."""
    page = visit("/people/kim-jong-un")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".notes")).to_be_visible()
    for part in (".menu", ".search", ".alternates"):
        expect(page.locator(f"{part}:visible")).to_have_count(0)
