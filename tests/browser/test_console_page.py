"""The Cypher console page, and a catalogue query as a form."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

LEVELS = "MATCH (t:Tier)-[r:MAY_STAND_UNDER]->(above) RETURN t, r, above"
# No answer for a long time; what it computes fits into no memory at once.
ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a % (b + 1)) AS s"


def write(page: Page, statement: str) -> None:
    """Replace what stands in the editor."""
    editor = page.get_by_role("textbox", name="A Cypher statement")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(statement)


def test_statement_runs_by_keyboard_and_is_in_the_address(visit: Visit) -> None:
    """Ctrl+Enter runs; the rows, the time they took and the statement's link are there."""
    page = visit("/console")
    write(page, LEVELS)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#console-form[data-state=done]")).to_be_visible()
    expect(page.locator("#console-result tbody tr")).to_have_count(16)
    expect(page.locator("#console-form .chart-status")).to_contain_text(
        re.compile(r"16 rows in \d+ ms")
    )
    assert "query=MATCH" in page.url
    expect(page.locator("#console-runs li")).to_have_count(1)


def test_answer_has_four_views(visit: Visit) -> None:
    """The same answer is a table, a drawing, JSON and a plan."""
    page = visit(f"/console?query={quote(LEVELS)}")
    expect(page.locator("#console-result tbody tr")).to_have_count(0)
    expect(page.get_by_text("has not been run")).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("has not been run")).to_have_count(0)
    page.get_by_role("tab", name="Graph").click()
    expect(page.locator("#console-view canvas").first).to_be_attached()
    expect(page.locator("#console-view")).to_contain_text("16 edges")
    page.get_by_role("tab", name="JSON").click()
    expect(page.locator("#console-view pre")).to_contain_text("party-cell")
    page.get_by_role("tab", name="Plan").click()
    expect(page.locator("#console-view .plan")).to_contain_text("ProduceResults")


def test_parameters_become_fields(visit: Visit) -> None:
    """A name after $ is a field; what stands in it is bound."""
    page = visit("/console")
    write(page, "MATCH (t:Thing {id: $id}) RETURN t.name AS name, '$not' AS text")
    expect(page.locator("#console-fields input")).to_have_count(1)
    page.locator("#param-id").fill("party-cell")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#console-result tbody")).to_contain_text("Party cell")


def test_refusal_says_why_and_where(visit: Visit) -> None:
    """A statement that writes is refused, with the place; the page goes on working."""
    page = visit("/console", refused=True)
    write(page, "MATCH (n) SET n.name = 'x' RETURN n")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#console-refusal [role=alert]")).to_contain_text("not allowed")
    write(page, "MATCH (t:Tier) RETRUN t")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#console-refusal")).to_contain_text(re.compile(r"Line 1, column \d+"))
    expect(page.locator(".editor .cm-refused")).to_be_attached()
    write(page, "RETURN 1 AS one")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#console-result tbody")).to_have_text("1")
    expect(page.locator("#console-refusal")).to_be_empty()


def test_cancel_stops_a_statement(visit: Visit) -> None:
    """A statement that runs on can be cancelled, and the page says that it was."""
    page = visit("/console", refused=True)
    write(page, ENDLESS)
    page.keyboard.press("Control+Enter")
    page.locator("#console-cancel:enabled").click()
    expect(page.locator("#console-form[data-state=cancelled]")).to_be_visible()
    expect(page.locator("#console-form .chart-status")).to_contain_text("Cancelled")


def test_editor_proposes_the_schema(visit: Visit) -> None:
    """After a colon the editor proposes the graph's own labels."""
    page = visit("/console")
    write(page, "MATCH (t:")
    page.keyboard.type("Ti")
    expect(page.locator(".editor .cm-tooltip-autocomplete")).to_contain_text("Tier")


def test_refusal_without_scripts_marks_the_place(visit: Visit) -> None:
    """The server alone says why a statement was refused, and where."""
    page = visit(f"/console?query={quote('MATCH (t:Tier) RETRUN t')}", scripts=False, refused=True)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#console-refusal")).to_contain_text(re.compile(r"Line 1, column \d+"))
    expect(page.locator("#console-refusal mark")).to_contain_text("RETRUN")


def test_catalogue_query_is_a_form(visit: Visit) -> None:
    """A query's form has its parameters as fields, and the same views."""
    page = visit("/queries/duties")
    page.locator("#param-tier").fill("party-cell")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#console-result tbody tr")).not_to_have_count(0)
    assert "tier=party-cell" in page.url
