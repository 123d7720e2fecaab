"""The network page, as a person uses it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from graph.settings import settings
from tests.browser.conftest import PATIENCE_MS, Visit
from tests.gephi import gephi_reads


def settled(page: Page) -> None:
    """Wait until the layout has stopped by itself."""
    page.wait_for_selector("#network[data-layout=done]", timeout=PATIENCE_MS)


def choose(page: Page, name: str) -> None:
    """Choose a thing in the drawing's twin."""
    if not page.locator("#network-things[open]").count():
        page.locator("#network-things > summary").click()
    page.get_by_role("button", name=f"Choose: {name}", exact=True).click()


def drawn(page: Page) -> tuple[int, int]:
    """How many things and edges the tables say are drawn."""
    words = [
        page.locator(f"#network-{part} > summary").inner_text() for part in ("things", "edges")
    ]
    things, edges = (int(re.sub(r"\D", "", text)) for text in words)
    return things, edges


def test_expanding_adds_what_was_not_drawn(visit: Visit) -> None:
    """A thing that has more edges than are drawn says so, and shows them when asked."""
    page = visit("/network?id=kcna-no5-bureau-no2-cell")
    settled(page)
    before = drawn(page)
    choose(page, "Letter of the KCNA No. 5 Bureau No. 2 Cell")
    side = page.locator(".network-side")
    expect(side).to_contain_text(re.compile(r"1 of [2-9]"))
    side.get_by_role("button", name="Show more").click()
    expect(page.locator("#network .chart-status")).to_contain_text(re.compile(r"(\d+) of \1"))
    after = drawn(page)
    assert after[0] > before[0]
    assert after[1] > before[1]


def test_korean_reader_sees_names_in_hangul(visit: Visit) -> None:
    """On the Korean page things have their names in Hangul where they are known, grown ones too."""
    page = visit("/network?id=kim-jong-un&lang=ko", language="ko-KR")
    settled(page)
    page.locator("#network-things > summary").click()
    table = page.locator("#network-things")
    expect(table.get_by_role("rowheader", name="김정은", exact=True)).to_be_visible()
    assert table.get_by_role("rowheader", name="Kim Jong Un", exact=True).count() == 0
    assert table.get_by_role("cell", name="인물", exact=True).count() > 0
    assert table.get_by_role("cell", name="Person", exact=True).count() == 0


def test_korean_reader_sees_statuses_and_roles_in_korean(visit: Visit) -> None:
    """The table of edges tells in Korean how each stands to the date, and in which role it is."""
    page = visit("/network?id=kim-jong-un&as_of=2013-01-28&lang=ko", language="ko-KR")
    settled(page)
    page.locator("#network-edges > summary").click()
    edges = page.locator("#network-edges")
    expect(edges.get_by_role("cell", name="그날에").first).to_be_visible()
    for english in ("on that day", "last attested", "(attended)", "(member)", "(spoke)"):
        assert edges.get_by_text(english).count() == 0


def test_status_with_a_date_is_told_as_the_page_tells_it(visit: Visit) -> None:
    """A status of several words has its date once, in the words of the table below."""
    page = visit("/network?id=rule-cell-secretaries-meeting&as_of=2026-06")
    settled(page)
    page.locator("#network-edges > summary").click()
    page.locator("#network-first > summary").click()
    told = "not known whether kept"
    drawn = page.locator("#network-edges").get_by_text(told).first.inner_text()
    assert re.fullmatch(rf"{told}, last attested \d+ [A-Z][a-z]+ \d{{4}}( – .+)?", drawn)
    assert drawn in page.locator("#network-first").inner_text()


def test_path_between_two_things(visit: Visit) -> None:
    """From a thing to another chosen one a path is drawn, with each step in words."""
    page = visit("/network?id=kim-jong-un")
    settled(page)
    choose(page, "4th Meeting of Party Cell Secretaries")
    page.get_by_role("button", name="Path from here").click()
    choose(page, "Sixth Conference of Cell Secretaries")
    expect(page.locator(".network-side ol.path > li")).to_have_count(2)
    expect(page.locator(".network-side")).to_contain_text("Kim Jong Un")


def test_year_asks_for_the_graph_of_that_time(visit: Visit) -> None:
    """Moving the slider asks anew, keeps the year in the address, and `any time` takes it back."""
    page = visit("/network?id=kim-jong-un")
    settled(page)
    whole = drawn(page)
    page.locator("#network-year").fill("1991")
    page.wait_for_url("**as_of=1991**")
    expect(page.locator("#network .chart-status")).to_contain_text(re.compile("drawn|known"))
    page.wait_for_function(
        "edges => Number(document.querySelector('#network-edges > summary').innerText"
        ".replace(/\\D/g, '')) < edges",
        arg=whole[1],
    )
    page.locator("[data-act=any-time]").click()
    page.wait_for_url(lambda url: "as_of" not in url)
    page.wait_for_function(
        "edges => Number(document.querySelector('#network-edges > summary').innerText"
        ".replace(/\\D/g, '')) === edges",
        arg=whole[1],
    )


def test_edge_opens_its_claims(visit: Visit) -> None:
    """An edge's claims are shown with their source, in place."""
    page = visit("/network?id=kcna")
    settled(page)
    page.locator("#network-edges > summary").click()
    page.locator("#network-edges tbody button").first.click()
    claims = page.locator(".network-side ol.claims li")
    expect(claims.first).to_be_visible()
    assert claims.first.locator("a[href^='/claims/']").count() == 1
    assert claims.first.locator("a[href^='/sources/']").count() == 1


def test_modes_show_people_and_events(visit: Visit) -> None:
    """The one-mode view ties two people by the events at which both were, and counts them."""
    page = visit("/network?query=participations")
    settled(page)
    page.locator("#network-mode").select_option("people")
    page.locator("#network-things > summary").click()
    kinds = page.locator("#network-things tbody td:nth-child(2)").all_inner_texts()
    assert set(kinds) == {"Person"}
    page.locator("#network-mode").select_option("two")
    kinds = page.locator("#network-things tbody td:nth-child(2)").all_inner_texts()
    assert set(kinds) == {"Person", "Event"}


def test_address_brings_back_what_is_seen(visit: Visit, tmp_path: Path) -> None:
    """Mode, choice and what is left out are in the address; ties without direction have none."""
    page = visit("/network?query=participations&mode=people&chosen=kim-jong-un")
    settled(page)
    expect(page.locator("#network-mode")).to_have_value("people")
    expect(page.locator(".network-side h2")).to_have_text("Kim Jong Un")
    expect(page.locator(".network-side ol.claims li").first).to_be_visible()
    page.locator(".menu > summary").click()
    with page.expect_download() as download:
        page.locator("[data-file=graphml]").click()
    download.value.save_as(tmp_path / "network.graphml")
    graph = nx.read_graphml(tmp_path / "network.graphml")
    assert not graph.is_directed()
    assert graph.number_of_edges() == drawn(page)[1]
    page.locator("#network-mode").select_option("all")
    page.locator("[data-part=Organization]").uncheck()
    page.wait_for_url(lambda url: "without=Organization" in url and "mode" not in url)
    fewer = drawn(page)
    page.reload()
    settled(page)
    assert drawn(page) == fewer
    expect(page.locator("[data-part=Organization]")).not_to_be_checked()


def test_size_and_colour_are_measures_of_what_is_drawn(visit: Visit, tmp_path: Path) -> None:
    """Betweenness and modularity are NetworkX's of the same ties, in legend, table and download."""
    page = visit("/network?query=participations&size=betweenness&color=community")
    settled(page)
    expect(page.locator("#network-size")).to_have_value("betweenness")
    page.locator(".menu > summary").click()
    with page.expect_download() as download:
        page.locator("[data-file=graphml]").click()
    download.value.save_as(tmp_path / "network.graphml")
    drawn_graph = nx.read_graphml(tmp_path / "network.graphml", force_multigraph=True)
    simple: nx.Graph[str] = nx.Graph(drawn_graph.to_undirected())
    expected = nx.betweenness_centrality(simple)
    for node, data in drawn_graph.nodes(data=True):
        assert data["betweenness"] == pytest.approx(expected[node], abs=1e-9)
    groups: dict[float, set[str]] = {}
    for node, data in drawn_graph.nodes(data=True):
        groups.setdefault(data["community"], set()).add(node)
    modularity = nx.community.modularity(simple, groups.values())
    legend = page.locator("fieldset.legend")
    expect(legend).to_contain_text(f"modularity {modularity:.3g}")
    expect(legend.locator(".groups > span:not(.quiet)")).to_have_count(len(groups))
    page.locator("#network-things > summary").click()
    first = page.locator("#network-things tbody tr").first
    assert first.get_attribute("data-id") == max(expected, key=lambda node: expected[node])
    assert float(first.locator("td").nth(2).inner_text()) == pytest.approx(
        max(expected.values()), rel=0.01
    )
    page.locator("#network-size").select_option("degree")
    page.locator("#network-color").select_option("kind")
    page.wait_for_url(lambda url: "size" not in url and "color" not in url)
    expect(legend).not_to_contain_text("modularity")


def test_legend_counts_what_is_drawn(visit: Visit) -> None:
    """In one mode the ties that are made are counted; of what they are made of none is drawn."""
    page = visit("/network?query=participations&mode=people")
    settled(page)
    legend = page.locator("fieldset.legend")
    expect(legend).to_contain_text(f"({drawn(page)[1]:,})")
    expect(legend.locator("label:has([data-part=Event])")).to_contain_text("(0 of ")


def test_name_is_suggested_to_begin_from(visit: Visit) -> None:
    """The field to begin from suggests things, and begins from the one that is chosen."""
    page = visit("/network?as_of=2013")
    box = page.locator("#network-find")
    # What was typed before the last letter has suggestions of its own, which come first.
    with page.expect_response(re.compile(r"kim(%20|\+)jong(%20|\+)un")):
        box.press_sequentially("kim jong un")
    first = page.locator("#network-find-suggestions [role=option]").first
    expect(first).to_contain_text("Kim Jong Un")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(re.compile(r"/network\?id=kim-jong-un&as_of=2013"))
    settled(page)


def test_page_can_be_embedded_where_the_server_allows_it(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a frame stands the drawing with a way back; no site may frame a page unless it is set."""
    page = visit("/network?as_of=2013")
    assert page.locator(".embed").count() == 0
    monkeypatch.setenv("PARTYCELL_EMBED_ORIGINS", "https://example.org")
    settings.cache_clear()
    try:
        page = visit("/network?as_of=2013")
        code = page.locator(".embed code").text_content() or ""
        address = re.search(r'src="([^"]*)"', code)
        assert address is not None
        assert "embed=true" in address[1]
        assert "as_of=2013" in address[1]
        answer = page.goto(address[1])
        assert answer is not None
        assert "frame-ancestors https://example.org" in answer.headers["content-security-policy"]
        settled(page)
        assert page.locator("header.top, .lens").count() == 0
        back = page.locator("footer a").get_attribute("href") or ""
        assert "as_of=2013" in back
        assert "embed" not in back
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_wheel_scrolls_the_page(visit: Visit) -> None:
    """Over the drawing the wheel scrolls the page; only with Ctrl does it zoom."""
    page = visit("/network?id=kcna")
    settled(page)
    page.locator(".network-stage").hover()
    before = page.evaluate("window.scrollY")
    page.mouse.wheel(0, 50)
    page.wait_for_function("before => window.scrollY > before", arg=before)


def test_downloads_hold_what_is_drawn(visit: Visit, toolkit: Path, tmp_path: Path) -> None:
    """SVG, GraphML, GEXF and CSV have as many things or edges as the page, and PNG is a picture.

    The GEXF is read by Gephi's own toolkit.
    """
    page = visit("/network?query=participations")
    settled(page)
    things, edges = drawn(page)

    def fetched(kind: str) -> Path:
        page.locator(".menu > summary").click()
        with page.expect_download() as download:
            page.locator(f"[data-file={kind}]").click()
        file = tmp_path / f"network.{kind}"
        download.value.save_as(file)
        return file

    graph = nx.read_graphml(fetched("graphml"), force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (things, edges)
    read = gephi_reads(toolkit, fetched("gexf"))
    assert set(read["nodes"].values()) >= {"Person", "Event"}
    assert len(read["nodes"]) == things
    assert {(edge["start"], edge["type"], edge["end"]) for edge in read["edges"]} == {
        (start, data["relation"], end) for start, end, data in graph.edges(data=True)
    }
    assert all(edge["claims"] for edge in read["edges"])
    svg = ElementTree.parse(fetched("svg")).getroot()  # noqa: S314  (our own file)
    assert len(svg.findall("{http://www.w3.org/2000/svg}circle")) == things
    rows = list(csv.DictReader(io.StringIO(fetched("csv").read_text(encoding="utf-8"))))
    assert len(rows) == edges
    assert all(row["claims"].startswith("c-") for row in rows)
    assert fetched("png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
