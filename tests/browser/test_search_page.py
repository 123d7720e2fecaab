"""Search, as a person uses it, in each script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit


@pytest.mark.parametrize("name", ["Choe Ryong Hae", "Ch'oe Ryong-hae", "choe ryong", "최룡해"])
@pytest.mark.usefixtures("hangul")
def test_name_is_found_in_any_script(name: str, visit: Visit) -> None:
    """By any romanisation, by Hangul and by a name's beginning the same person is found."""
    page = visit("/")
    box = page.locator("#find")
    box.fill(name)
    box.press("Enter")
    page.wait_for_url("**/search?*")
    link = page.locator("ol.results a[href*='/people/choe-ryong-hae']").first
    link.click()
    expect(page.locator("h1")).to_contain_text("Choe Ryong")


def test_pages_speak_korean(visit: Visit) -> None:
    """A browser that asks for Korean gets it, in the words of scripts too."""
    page = visit("/network?id=kim-jong-un", language="ko-KR")
    assert page.locator("html").get_attribute("lang") == "ko"
    expect(page.locator("#network-things > summary")).to_contain_text("그려진 점")
