"""On paper stands what the page has: nothing is cut, folded away or left on the screen."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter

import pypdf
import pytest

from tests.browser.conftest import PATIENCE_MS, Visit

PAGES = [
    "/",
    "/people/kim-jong-un",
    "/organizations/kcna-no5-bureau-no2-cell",
    "/events/secretaries-competition-2007",
    "/tiers/party-cell",
    "/rules/rule-cell-size",
    "/claims/c-f7cfa28d25918393",
    "/sources/dailynk-en-party-cell",
    "/contested",
    "/timeline",
    "/numbers?thing=workers-party-of-korea",
    "/compare?as_of=2013-01-28&to_as_of=2021-04-08",
    "/hierarchy",
    "/network?id=kim-jong-un",
    "/glossary",
]
# The words of a page on paper, with all that is folded: those that only screen readers hear, and
# those that a reader reads elsewhere, are none.
WORDS = """() => {
  const main = document.querySelector('main');
  for (const part of main.querySelectorAll('details')) part.open = true;
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const isShown = parent.checkVisibility({visibilityProperty: true});
    if (isShown && !parent.closest('.hidden, title, script')) {
      words.push(...walker.currentNode.data.split(/\\s+/).filter((word) => word));
    }
  }
  return words;
}"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("hangul")
def test_paper_has_what_the_page_has(path: str, visit: Visit) -> None:
    """Each word of the page is in the text of its printed PDF, as often, with where it is from."""
    page = visit(path)
    page.wait_for_load_state("networkidle")
    if "/network" in path:
        page.wait_for_selector("#network[data-layout=done]", timeout=PATIENCE_MS)
    page.emulate_media(media="print")
    shown = Counter(page.evaluate(WORDS))
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = "".join(sheet.extract_text() for sheet in sheets)
    printed = _plain("".join(text.split()))
    # Words that a line's end divides stand together again.
    missing = {
        word: (count, printed.count(word))
        for word, count in shown.items()
        if printed.count(_plain(word)) < count
    }
    assert not missing
    address = page.locator("footer .printed").inner_text()
    assert _plain("".join(address.split())) in printed


def _plain(text: str) -> str:
    """Without ligatures, capitals and another middle dot, which fonts and styles make."""
    return unicodedata.normalize("NFKC", text).casefold().replace("\u2027", "\u30fb")
