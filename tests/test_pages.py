"""The pages, over HTTP: what is on them, where they lead, and what becomes of bad input."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urldefrag, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from analysis.report.folder import analyse
from analysis.report.options import request
from exporters.formats import FORMATS
from graph.catalogue import catalogue
from graph.database import Database
from graph.lens import NAMES as LENS_NAMES
from graph.settings import settings
from graph.visible import escape_controls
from loaders.load import load
from tests.markup import BROWSER, Markup, parse
from web.language import LANGUAGES, load_messages
from web.paths import FOLDERS, FOOT, MENU, is_for_programs
from web.site import create_site

PAGES = [
    "/",
    "/search",
    "/search?text=kim",
    "/people",
    "/sources",
    "/contested",
    "/contested?kind=changed",
    "/analysis",
    "/tiers/party-cell",
    "/organizations/kcna-no5-bureau-no2-cell",
    "/organizations/workers-party-of-korea",
    "/people/kim-jong-un",
    "/roles/party-cell-head",
    "/posts/post-first-secretary-wpk",
    "/duties/cell-duty-militia",
    "/rules/rule-cell-size",
    "/events/secretaries-competition-2007",
    "/places/pyongyang",
    "/concepts/party-cell-of-loyalty",
    "/practices/practice-meetings",
    "/sources/kcna-2013-01-28",
    "/claims/c-0ea02ead15a17ddd",
    "/about",
    "/glossary",
    "/downloads",
]
# What is the same whatever the date and the sources.
WITHOUT_LENS = ["/about", "/glossary", "/analysis"]


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(
        create_site(database),
        headers=BROWSER,
        raise_server_exceptions=False,
        follow_redirects=False,
    ) as client:
        yield client


def read(client: TestClient, path: str, status: int = 200) -> Markup:
    """The page at a path, which must be built well."""
    answer = client.get(path)
    assert answer.status_code == status, f"{path}: {answer.status_code}"
    markup = parse(answer.text)
    assert markup.problems == [], path
    return markup


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole(path: str, language: str, client: TestClient) -> None:
    """Every kind of page is well built, in its language, with the date as its first control.

    Pages that are the same at every date have no such control.
    """
    markup = read(client, f"{path}{'&' if '?' in path else '?'}lang={language}&as_of=2018")
    assert next(markup.all("html")).attributes["lang"] == language
    fields = [tag.attributes["id"] for tag in markup.all("input") if "id" in tag.attributes]
    lens = [tag for tag in markup.all("input") if tag.attributes.get("id") == "lens-as_of"]
    if path in WITHOUT_LENS:
        assert lens == []
    else:
        assert [tag.attributes["value"] for tag in lens] == ["2018"]
        assert fields.index("lens-as_of") == 1, "the first control after the search"
    data = [tag for tag in markup.all("script") if tag.attributes["type"] != "module"]
    assert all(json.loads(tag.text) for tag in data)
    assert all(tag.text == "" for tag in markup.all("script") if tag not in data)


def test_every_link_leads_somewhere(client: TestClient, database: Database) -> None:
    """From the start page every page of the site is reached, and no link is dead.

    Of claims, of data for programs and of pages with parameters there are thousands that are alike:
    every twentieth is opened. A page seen through a lens has the links of the page itself, and is
    not gone on from.
    """
    claims = {row[0] for row in database.run("MATCH (c:Claim) RETURN c.id").records}
    seen: set[str] = set()
    waiting = ["/"]
    alike: Counter[str] = Counter()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        folder, _, name = urlsplit(path).path.strip("/").partition("/")
        assert folder != "claims" or name in claims
        if folder in {"claims", "v1"} or "?" in path:
            alike[folder] += 1
            if alike[folder] % 20 != 1:
                continue
        answer = client.get(path)
        if answer.status_code == 308:
            waiting.append(answer.headers["Location"])
            continue
        assert answer.status_code == 200, path
        if (
            is_for_programs(urlsplit(path).path)
            or "text/html" not in answer.headers["content-type"]
            or parse_qs(urlsplit(path).query).keys() & set(LENS_NAMES)
        ):
            continue
        for link in parse(answer.text).links:
            address = urldefrag(link).url
            parts = urlsplit(address)
            if parts.netloc == "testserver":
                address = address.partition("testserver")[2]
            elif parts.scheme or not address:
                continue
            if "lang=" in address or parts.path in {"/network", "/search", "/console"}:
                address = parts.path
            waiting.append(address)
    kinds = {path.split("/")[1] for path in seen if path.count("/") == 2}
    assert kinds >= set(FOLDERS.values())
    assert seen >= {*MENU.values(), *FOOT.values()} - {MENU["analysis"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_reference_of_the_interface_has_every_path(client: TestClient, language: str) -> None:
    """It is a page as all are, lists every path, and loads nothing from elsewhere."""
    address = f"/docs?lang={language}"
    markup, page = read(client, address), client.get(address).text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page
    own = page.replace("http://testserver", "")
    assert "http://" not in own
    assert "https://" not in own
    assert {"/", "/openapi.json", "/v1/tiers"} <= {urlsplit(link).path for link in markup.links}


@pytest.mark.parametrize("path", PAGES)
def test_page_says_what_it_is(path: str, client: TestClient) -> None:
    """Every page has a description, its address without lens and language, and its languages."""
    markup = read(client, f"{path}{'&' if '?' in path else '?'}as_of=2018&lang=ko")
    named = {
        tag.attributes.get("name") or tag.attributes.get("property"): tag.attributes.get("content")
        for tag in markup.all("meta")
    }
    assert named["description"]
    assert named["og:title"]
    linked = {
        (tag.attributes["rel"], tag.attributes.get("hreflang")): tag.attributes["href"]
        for tag in markup.all("link")
    }
    address = f"http://testserver{path}"
    assert linked["canonical", None] == named["og:url"] == address
    assert linked["alternate", "ko"] == f"{address}{'&' if '?' in path else '?'}lang=ko"


def test_crawlers_find_every_thing(client: TestClient) -> None:
    """robots.txt names the sitemap, which has the page of each thing and source."""
    robots = client.get("/robots.txt").text
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    text = client.get("/sitemap.xml").text
    addresses = re.findall("<loc>http://testserver(.*?)</loc>", text)
    assert {"/people/kim-jong-un", "/sources/kcna-2013-01-28", "/contested"} <= set(addresses)
    assert set(FOOT.values()) <= set(addresses)
    for path in ("/", addresses[-1], "/people/kim-jong-un"):
        assert client.get(path).status_code == 200
    assert client.get("/favicon.ico").status_code == 308


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_tells_of_each_load(language: str, client: TestClient, database: Database) -> None:
    """The feed, to which each page leads, is Atom with an entry for each load, the last first."""
    (path,) = [
        tag.attributes["href"]
        for tag in read(client, f"/people?lang={language}").all("link")
        if tag.attributes.get("type") == "application/atom+xml"
    ]
    answer = client.get(path)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    tagged = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(path, headers=tagged).status_code == 304
    feed = ElementTree.fromstring(answer.text)  # noqa: S314  (our own answer)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}author/{atom}name")
    loads = database.run(
        "MATCH (l:Load) WHERE l.version IS NOT NULL "
        "RETURN l.version, l.recorded ORDER BY l.number DESC LIMIT 50"
    ).records
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}id", "").rpartition("/")[2] for entry in entries] == [
        version for version, _ in loads
    ]
    for entry, (_, recorded) in zip(entries, loads, strict=True):
        assert datetime.fromisoformat(entry.findtext(f"{atom}updated", "")) == recorded.to_native()
    (link,) = entries[0].findall(f"{atom}link")
    assert client.get(link.attrib["href"]).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_help_is_where_it_is_said_to_be(path: str, client: TestClient) -> None:
    """Each link to a word or a mark that is explained leads to a place that is there."""
    led = {
        urldefrag(link)
        for link in read(client, f"{path}{'&' if '?' in path else '?'}as_of=2018").links
    }
    helped = {
        (urlsplit(url).path, place)
        for url, place in led
        if place and urlsplit(url).path in WITHOUT_LENS
    }
    assert helped or path in WITHOUT_LENS
    for page, place in helped:
        assert any(tag.attributes.get("id") == place for tag in read(client, page).tags), place


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "Dataset"),
        ("/glossary", "DefinedTermSet"),
        ("/people/kim-jong-un", "Person"),
        ("/sources/kcna-2013-01-28", "CreativeWork"),
        ("/claims/c-0ea02ead15a17ddd", "Claim"),
    ],
)
def test_page_says_to_machines_what_it_is_about(path: str, kind: str, client: TestClient) -> None:
    """A page has its subject in schema.org's terms, with its address."""
    markup = read(client, path)
    (data,) = [
        json.loads(tag.text)
        for tag in markup.all("script")
        if tag.attributes["type"] == "application/ld+json"
    ]
    assert (data["@type"], data["@id"]) == (kind, f"http://testserver{path}")


@pytest.mark.parametrize("path", ["/", "/people/kim-jong-un", "/timeline", "/nothing"])
def test_head_answers_as_get_without_a_body(path: str, client: TestClient) -> None:
    """Whoever checks a link gets the headers of the page."""
    asked, got = client.head(path), client.get(path)
    assert asked.content == b""
    assert (asked.status_code, asked.headers.get("ETag")) == (
        got.status_code,
        got.headers.get("ETag"),
    )


@pytest.mark.parametrize(
    ("style", "name", "parts"),
    [
        (
            "bibtex",
            "kim-jong-un.bib",
            ["year = {20", "{http://testserver/things/", "urldate"],
        ),
        ("ris", "kim-jong-un.ris", ["PY  - 20", "UR  - http://testserver/things/", "Y2  - 20"]),
        ("csl", "kim-jong-un.json", ['"URL": "http://testserver/things/', '"accessed"']),
        ("text", "", ["Partycell. (20", "http://testserver/things/kim-jong-un (accessed 20"]),
    ],
)
def test_page_can_be_cited(style: str, name: str, parts: list[str], client: TestClient) -> None:
    """A page leads to its citation in each form, with year, address, access and a file's name."""
    path = f"/v1/citations/kim-jong-un?style={style}"
    assert path in read(client, "/people/kim-jong-un").links
    answer = client.get(path)
    assert name in answer.headers.get("Content-Disposition", "")
    assert [part for part in parts if part not in answer.text] == []


def test_permalink_keeps_the_record(client: TestClient) -> None:
    """The permalink names when the record was so, resolves `today`, and opens."""
    markup = read(client, "/people/kim-jong-un?as_of=today")
    (link,) = [t for t in markup.all("a") if t.attributes.get("rel") == "bookmark"]
    assert "recorded_at=" in link.attributes["href"]
    assert "today" not in link.attributes["href"]
    assert client.get(link.attributes["href"]).status_code == 200


def test_every_format_can_be_downloaded(client: TestClient) -> None:
    """The page of downloads has each format, through its lens and with its choice."""
    forms = [form for form in FORMATS.values() if not form.of_source]
    for language in LANGUAGES:
        links = read(client, f"/downloads?as_of=2016&contested=all&lang={language}").links
        wanted = {f"/v1/export?as_of=2016&format={form.name}&contested=all" for form in forms}
        assert wanted <= set(links)
    answer = client.get("/v1/export?as_of=2016&format=csv&contested=all&table=edges")
    assert answer.status_code == 200
    of_source = "/v1/export?format=xlsx&source=kcna-2013-01-28"
    assert of_source in read(client, "/sources/kcna-2013-01-28").links


def test_page_may_load_nothing_from_elsewhere(client: TestClient) -> None:
    """The policy that a page is sent with allows scripts and styles of ours alone."""
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_page_is_small(path: str, client: TestClient) -> None:
    """A page takes less than 200 kB, and 30 kB as it goes over the wire."""
    content = client.get(path).content
    assert len(content) < 200_000
    assert len(gzip.compress(content)) < 30_000


def test_page_has_not_changed_until_it_has(client: TestClient) -> None:
    """A page's tag gives 304 for the same page, and not for another language or date."""
    first = client.get("/people/kim-jong-un")
    asked = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/people/kim-jong-un", headers=asked).status_code == 304
    assert client.get("/people/kim-jong-un?as_of=2018", headers=asked).status_code == 200
    korean = {**asked, "Accept-Language": "ko"}
    assert client.get("/people/kim-jong-un", headers=korean).status_code == 200


# What a page says is what programs are told


def test_person_page_says_what_programs_are_told(client: TestClient) -> None:
    """Every thing that HTTP relates to a person is linked from their page, every source cited."""
    for as_of in ("", "as_of=2014"):
        markup = read(client, f"/people/choe-ryong-hae?{as_of}")
        data = client.get(f"/v1/people/choe-ryong-hae?{as_of}").json()["data"]
        paths = {urlsplit(link).path for link in markup.links}
        related = {(row["kind"], row["object"]) for row in data["statements"] if row["object"]}
        assert {f"/{FOLDERS[kind]}/{item}" for kind, item in related} <= paths
        sources = {source for row in data["statements"] for source in row["sources"]}
        assert {f"/sources/{source}" for source in sources} <= paths


def test_duties_are_those_of_the_rules(client: TestClient) -> None:
    """A level's page has its duties in the order and words that HTTP gives, numbered where so."""
    markup = read(client, "/tiers/party-cell")
    rows = client.get("/v1/tiers/party-cell/duties").json()["data"]
    ordered = [row for row in rows if row["ordinal"] is not None]
    numbered = [tag for tag in markup.all("li") if "value" in tag.attributes]
    assert [tag.attributes["value"] for tag in numbered] == [str(row["ordinal"]) for row in ordered]
    for tag, row in zip(numbered, ordered, strict=True):
        assert tag.text.startswith(row["text"])
    shown = {tag.text for tag in markup.all("bdi")}
    assert len(rows) > len(ordered)
    assert shown >= {row["text"] for row in rows}


def test_no_side_of_a_question_is_left_out(client: TestClient) -> None:
    """Each question that HTTP gives stands on the pages of contradictions with as many sides."""
    rows = client.get("/v1/contested?limit=1000").json()["data"]
    addresses, articles, sides = ["/contested"], [], []
    for address in addresses:
        markup = read(client, address)
        addresses += [
            t.attributes["href"] for t in markup.all("a") if t.attributes.get("rel") == "next"
        ]
        articles += [tag.attributes["id"] for tag in markup.all("article")]
        parts = markup.all("section")
        sides += [tag for tag in parts if "side" in tag.attributes.get("class", "").split()]
    assert len(addresses) > 1
    assert sorted(articles) == sorted(quote(row["question"]) for row in rows)
    assert len(sides) == sum(len(row["sides"]) for row in rows)


def test_contested_page_beyond_the_end_is_the_first(client: TestClient) -> None:
    """Another lens has fewer questions: it begins anew, and never says that there is none."""
    first = [tag.attributes["id"] for tag in read(client, "/contested").all("article")]
    beyond = read(client, "/contested?skip=3000")
    assert [tag.attributes["id"] for tag in beyond.all("article")] == first
    hidden = [t.attributes for t in beyond.all("input") if t.attributes.get("type") == "hidden"]
    assert "skip" not in {attributes.get("name") for attributes in hidden}


def test_side_is_what_is_claimed(client: TestClient) -> None:
    """Where each source is a side of its own, the side is in its words and not its id."""
    markup = read(client, "/contested")
    sources = {row["id"] for row in client.get("/v1/sources?limit=1000").json()["data"]}
    headings = [tag.text.strip() for tag in markup.all("h4")]
    assert [text for text in headings if sources & set(text.split())] == []
    assert any(text.endswith("is in charge of the cell") for text in headings)


def test_dispute_about_dates_is_drawn(client: TestClient) -> None:
    """Dates that contest each other are lanes, in their box too; what begins as one stands as one.

    By an editorial it opened on 26 October 2007, by the founding text on the 27th; the month fits.
    """
    dates = ["26 October 2007", "from 26 October 2007; when it ended is not said"]
    other = ["27 October 2007", "27–28 October 2007"]
    markup = read(client, "/contested?question=opening-2007")
    lanes = [tag.text for tag in markup.all("div") if tag.attributes.get("class") == "lane"]
    assert lanes == [*dates, *other, "October 2007"]
    groups = [t.text for t in markup.all("div") if t.attributes.get("class") == "group"]
    assert [
        all(text in group for text in side)
        for side, group in zip((dates, other, ["fits all", "October 2007"]), groups, strict=True)
    ] == [True] * 3
    event = read(client, "/events/secretaries-competition-2007")
    (box,) = [t for t in event.all("details") if t.attributes.get("id") == "contested-opening-2007"]
    assert all(box.text.count(text) > 1 for text in lanes)


def test_contested_value_opens_in_place(client: TestClient) -> None:
    """A value that others contest can be opened where it stands, and has each side inside."""
    markup = read(client, "/rules/rule-cell-size")
    opened = [t for t in markup.all("details") if "contested" in t.attributes.get("class", "")]
    assert any("at most 30" in tag.text and "at most 20" in tag.text for tag in opened)


def test_members_have_their_dates(client: TestClient) -> None:
    """Each member of an organisation stands with the times that sources say; the latest first."""
    markup = read(client, "/organizations/political-bureau-presidium")
    (table,) = [
        tag for tag in markup.all("table") if "Choe Yong Rim" in tag.text and "When" in tag.text
    ]
    assert table.text.index("Jo Yong Won") < table.text.index("Choe Yong Rim")
    members = client.get("/v1/organizations/political-bureau-presidium/members").json()["data"]
    rows = [tag.text for tag in markup.all("tr")]
    for member in members:
        row = next(text for text in rows if text.strip().startswith(member["name"]))
        assert re.search(r"\b(19|20)\d\d|no date is said", row), row


def test_rumour_is_nowhere_certain(client: TestClient) -> None:
    """What is only rumoured says so wherever it stands, and its bar is hollow."""
    for path in ("/people/jang-song-thaek?as_of=2013-01-28", "/contested"):
        markup = read(client, path)
        assert any("rumoured" in tag.attributes.get("class", "") for tag in markup.all("span"))
    markup = read(client, "/people/jang-song-thaek?as_of=2013-01-28")
    bars = [tag.attributes.get("class", "") for tag in markup.all("rect")]
    assert "bar doubtful" in bars
    (box,) = [t for t in markup.all("details") if "contested" in t.attributes.get("class", "")]
    assert "rumoured" in box.text


def test_names_in_another_language_say_so(client: TestClient) -> None:
    """Hangul on an English page is marked as Korean, Latin letters on a Korean one as English."""
    for language, path, name, tongue in (
        ("en", "/people/choe-ryong-hae", "최룡해", "ko"),
        ("ko", "/people/choe-ryong-hae", "Choe Ryong Hae", "en"),
    ):
        markup = read(client, f"{path}?lang={language}")
        marked = {tag.text: tag.attributes.get("lang", "") for tag in markup.all("bdi")}
        assert marked[name] == tongue


def test_lists_say_more_than_names(client: TestClient) -> None:
    """Levels stand from the top down, and events have their dates."""
    names = [
        t.text for t in read(client, "/tiers").all("a") if t.attributes.get("class") == "thing"
    ]
    ranked = [row["name"] for row in client.get("/v1/tiers").json()["data"] if row["rank"]]
    assert names[: len(ranked)] == ranked
    entries = [tag.text for tag in read(client, "/events").all("li")]
    (entry,) = [
        text for text in entries if text.startswith("Party cell secretaries competition of 2007")
    ]
    assert "October 2007" in entry


def test_timeline_says_what_and_when(client: TestClient) -> None:
    """A lane has its predicate, titles are titles only, and each row of the table has its time."""
    markup = read(client, "/timeline")
    lanes = [t.text for t in markup.all("div") if t.attributes.get("class") == "lane"]
    assert "Size of a party cell: no" not in lanes
    when = re.compile(r"\d{4}|not said|unknown|no date|always|at all times")
    rows = [tag.text for tag in markup.all("tr") if not tag.text.startswith("When")]
    assert [row for row in rows if not when.search(row)] == []


def test_contested_names_what_it_is_about(client: TestClient) -> None:
    """Whatever a question is about stands there by its name, also where it is several things."""
    for row in client.get("/v1/contested?limit=1000").json()["data"]:
        assert len(row["names"]) == len(row["about"])
        markup = read(client, f"/contested?question={quote(row['question'])}")
        texts = {tag.text.strip() for tag in markup.all("a")}
        assert set(row["names"]) <= texts


def test_same_question_opens_once_on_a_page(client: TestClient) -> None:
    """Values that one question is about share one box; the marks after the first lead to it."""
    markup = read(client, "/tiers/party-cell")
    boxes = [tag.attributes["id"] for tag in markup.all("details") if "id" in tag.attributes]
    assert len(boxes) == len(set(boxes)) > 3
    again = [t for t in markup.all("a") if "dispute" in t.attributes.get("class", "")]
    assert again
    assert {unquote(tag.attributes["href"][1:]) for tag in again} <= set(boxes)


@pytest.mark.parametrize("path", PAGES)
def test_mark_leads_to_its_claim(path: str, client: TestClient) -> None:
    """Each mark is of one claim, says whose and where, and its source's note leads back to it."""
    markup = read(client, path)
    marks = [t for t in markup.all("a") if re.fullmatch(r"[0-9]+[a-z]+", t.text)]
    cited = [tag for tag in marks if tag.attributes["href"].startswith("/claims/")]
    by_text: dict[str, set[str]] = {}
    for tag in cited:
        assert tag.attributes["title"]
        by_text.setdefault(tag.text, set()).add(tag.attributes["href"])
    assert all(len(found) == 1 for found in by_text.values())
    named = {t.text for t in cited if t.attributes.get("role") == "doc-noteref"}
    back = {t.text for t in marks if t.attributes.get("role") == "doc-backlink"}
    assert by_text.keys() == named == back


def test_claim_leads_to_the_article(client: TestClient) -> None:
    """A claim has its article's address; the editors' words are no quotation, the source's are."""
    markup = read(client, "/claims/c-0ea02ead15a17ddd")
    claim = client.get("/v1/claims/c-0ea02ead15a17ddd").json()["data"]
    source = client.get(f"/v1/sources/{claim['source']}").json()["data"]
    assert source["url"] in markup.links
    quoted = [tag.text.strip() for tag in markup.all("blockquote")]
    assert quoted == ([claim["original"]] if claim["original"] else [])


def test_claim_names_the_work_that_first_said_it(client: TestClient) -> None:
    """Where a voice is a work of several editions, its title stands there and not its id."""
    markup = read(client, "/claims/c-914022a16bf002f9")
    (row,) = [t.text for t in markup.all("div") if t.text.startswith("First said by")]
    assert row.endswith("The Party Cell")


def test_two_parts_of_a_chain_stay_apart(client: TestClient) -> None:
    """A cell's page has the institution above it, and the party's levels as units not known."""
    markup = read(client, "/organizations/kcna-no5-bureau-no2-cell")
    steps = [t for t in markup.all("li") if t.attributes.get("class") == "unknown"]
    assert len(steps) == 6
    assert "/organizations/kcna" in markup.links


def test_lens_is_carried_on_every_link(client: TestClient) -> None:
    """Whoever looks at a date stays at it: links to other pages and formats keep it."""
    markup = read(client, "/people/kim-jong-un?as_of=2013&lang=ko")
    inside = [link for link in markup.links if link[:1] == "/" and not is_for_programs(link)]
    kept = [link for link in inside if "as_of=2013" in link]
    assert len(kept) >= len(inside) - 2, set(inside) - set(kept)
    assert "/v1/queries/describe?as_of=2013&id=kim-jong-un" in markup.links


def test_korean_page_has_names_in_hangul(client: TestClient) -> None:
    """A Korean page calls people as Hangul has it, and an English one as the North spells it."""
    for language, name in (("ko", "최룡해"), ("en", "Choe Ryong Hae")):
        page = read(client, f"/people/choe-ryong-hae?lang={language}")
        assert [tag.text.strip() for tag in page.all("h1")] == [name]
        linked = read(client, f"/organizations/political-bureau-presidium?lang={language}")
        assert name in {tag.text.strip() for tag in linked.all("a")}


# Search


@pytest.mark.parametrize("text", ["Choe Ryong Hae", "Ch'oe Ryong-hae", "최룡해", "choe ryonghae"])
def test_search_finds_by_any_script(text: str, client: TestClient) -> None:
    """Whatever way a name is written, the search page has the person."""
    assert "/people/choe-ryong-hae" in read(client, f"/search?text={quote(text)}").links


def test_search_has_kinds_as_facets(client: TestClient) -> None:
    """A kind narrows what is found, and the count of each kind is that of its results."""
    everything = read(client, "/search?text=party")
    facets = {
        link: int(tag.text.split()[-1])
        for tag in everything.all("a")
        if "kind=" in (link := tag.attributes["href"]) and tag.text.split()[-1].isdigit()
    }
    assert len(facets) > 1
    for link, count in facets.items():
        page = read(client, link)
        lists = sum(tag.attributes.get("class") == "results" for tag in page.all("ol"))
        links = [tag for tag in page.all("a") if tag.attributes.get("class") == "thing"]
        assert (lists, len(links)) == (1, count)


@pytest.mark.parametrize(("text", "status"), [("(((", 422), ("xyzzy", 200), ("x" * 2000, 422)])
def test_search_for_nothing_says_so(text: str, status: int, client: TestClient) -> None:
    """What finds nothing, or cannot be searched for, is said on the page."""
    markup = read(client, f"/search?text={quote(text)}", status)
    classes = {tag.attributes.get("class") for tag in markup.all("p")}
    assert ("wrong" if status == 422 else "empty") in classes


# Bad input


def test_address_of_another_kind_leads_to_the_right_page(client: TestClient) -> None:
    """An id under another kind's path redirects for good, its parameters kept."""
    answer = client.get("/people/secretaries-competition-2007?as_of=2008")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/events/secretaries-competition-2007?as_of=2008"


def test_errors_of_programs_stay_problem_documents(client: TestClient) -> None:
    """What is for programs answers as without the pages."""
    answer = client.get("/v1/people/nobody")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_unknown_id_has_near_matches(client: TestClient) -> None:
    """An id of nothing is a 404 page that names who may have been meant."""
    assert "/people/kim-jong-un" in read(client, "/people/kim-jong-um", 404).links


@pytest.mark.parametrize(
    "path", ["/nothing", "/claims/nothing", "/sources/nothing", "/people/%00", "/people/a%2Fb"]
)
def test_address_of_nothing_is_a_page(path: str, client: TestClient) -> None:
    """Whatever is asked for, what is not there is a page that says so."""
    answer = client.get(path)
    assert answer.status_code in {404, 422}
    assert parse(answer.text).problems == []


@pytest.mark.parametrize("name", ["as_of", "known_at", "recorded_at", "certainty", "carry"])
def test_broken_lens_keeps_the_page(name: str, client: TestClient) -> None:
    """A field that cannot be read says what is wrong with it, and the page stays as without it."""
    markup = read(client, f"/people/kim-jong-un?{name}=soon", 422)
    (wrong,) = [tag for tag in markup.all("strong") if tag.attributes.get("class") == "wrong"]
    assert "soon" in wrong.text
    assert wrong.attributes["id"] in markup.values("aria-describedby")
    assert "/posts/post-first-secretary-wpk" in markup.links


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("March 1994", "1994-03"),
        ("27.10.2007", "2007-10-27"),
        ("2007년 10월", "2007-10"),
        ("1990s", "199X"),
        ("27 October 2007", "2007-10-27"),
    ],
)
def test_lens_takes_dates_as_people_write_them(written: str, edtf: str, client: TestClient) -> None:
    """A date in words stays in its field as written, and goes with every link as EDTF."""
    markup = read(client, f"/people/kim-jong-un?as_of={quote(written)}")
    (field,) = [tag for tag in markup.all("input") if tag.attributes.get("id") == "lens-as_of"]
    assert field.attributes["value"] == written
    assert f"/sources?as_of={edtf}" in markup.links


def test_sources_are_chosen_from_a_list(client: TestClient) -> None:
    """The lens names its sources, and leads to all of them as boxes, which lead back by those."""
    chosen = ["kcna-2013-01-28", "nklw-2013-01-25"]
    page = read(client, f"/people/kim-jong-un?as_of=2013&sources={','.join(chosen)}")
    (form,) = [t for t in page.all("form") if t.attributes.get("class") == "lens"]
    assert "Fourth Meeting of Secretaries of Cells of WPK Opens" in form.text
    (link,) = [link for link in page.links if "choose=" in link]
    boxes = [t for t in read(client, link).all("input") if t.attributes["type"] == "checkbox"]
    sources = client.get("/v1/sources?limit=1000").json()["data"]
    assert {tag.attributes["value"] for tag in boxes} == {row["id"] for row in sources}
    ticked = [tag.attributes["value"] for tag in boxes if "checked" in tag.attributes]
    assert sorted(ticked) == chosen
    then = quote("/people/kim-jong-un?as_of=2013&sources=other", safe="")
    answer = client.get(f"/sources?then={then}&sources={chosen[0]}&sources={chosen[1]}")
    assert answer.status_code == 303
    assert answer.headers["Location"] == (
        f"/people/kim-jong-un?as_of=2013&sources={'%2C'.join(chosen)}"
    )


def test_sources_of_a_second_look_are_chosen_from_a_list(client: TestClient) -> None:
    """Those that a date is compared by are named, ticked in the list, and lead back as they are."""
    chosen = ["kcna-2013-01-28", "nklw-2013-01-25"]
    page = read(client, f"/compare?as_of=2013&to_sources={','.join(chosen)}")
    assert any("Fourth Meeting of Secretaries" in tag.text for tag in page.all("li"))
    (link,) = [link for link in page.links if "into=to_sources" in link]
    form = read(client, link)
    ticked = [t.attributes["value"] for t in form.all("input") if "checked" in t.attributes]
    assert sorted(ticked) == chosen
    (then,) = [
        t.attributes["value"] for t in form.all("input") if t.attributes.get("name") == "then"
    ]
    answer = client.get(
        "/sources", params={"then": then, "into": "to_sources", "sources": chosen[0]}
    )
    assert answer.headers["Location"] == f"/compare?as_of=2013&to_sources={chosen[0]}"


def test_questions_are_put_in_korean(client: TestClient) -> None:
    """A Korean page has the editors' questions in Korean, an English one in English."""
    for language, asks in (
        ("ko", "2007년 세포비서대회는 언제 열렸는가?"),
        ("en", "When did the secretaries' competition of 2007 open?"),
    ):
        page = read(client, f"/contested?question=opening-2007&lang={language}")
        assert asks in {tag.text for tag in page.all("h3")}


@pytest.mark.parametrize("address", ["//example.org/", "https://example.org/", "/\t/example.org"])
@pytest.mark.parametrize("name", ["choose", "then"])
def test_choosing_sources_leads_nowhere_else(name: str, address: str, client: TestClient) -> None:
    """Whoever chooses sources comes back to a page of ours alone."""
    read(client, f"/sources?{name}={quote(address, safe='')}", 422)


def test_unread_date_says_what_can_be_written(client: TestClient) -> None:
    """In each language the field says how a date may be written."""
    for language, said in (("en", "cannot be read as a date"), ("ko", "읽을 수 없습니다")):
        markup = read(client, f"/people?as_of=soon&lang={language}", 422)
        (wrong,) = [tag for tag in markup.all("strong") if tag.attributes.get("class") == "wrong"]
        assert said in wrong.text


def test_start_page_has_no_heading_over_nothing(client: TestClient) -> None:
    """By a source that tells of no level beside the others, nothing is said to be beside them."""
    classes = read(client, "/?sources=kcna-2013-01-28").values("class")
    assert "tiers" in classes
    assert "beside-levels" not in classes


def test_start_page_asks_questions_that_have_answers(client: TestClient) -> None:
    """The start page has four questions to begin with, and each leads to a page that has rows."""
    markup = read(client, "/")
    for language in LANGUAGES:
        messages = load_messages(language)
        questions = [
            messages[f"start.example_{key}"] for key in ("with", "size", "bureau", "titles")
        ]
        assert len(set(questions)) == 4
    english = load_messages("en")
    texts = {english[key] for key in english if key.startswith("start.example_")}
    links = [tag.attributes["href"] for tag in markup.all("a") if tag.text in texts]
    assert len(links) == 4
    for link in links:
        assert list(read(client, link).all("table")) or list(read(client, link).all("dl"))


def test_database_away_is_a_page_that_tries_again() -> None:
    """Without its database each page says so, and asks again by itself."""
    away = Database("bolt://127.0.0.1:1", "neo4j", "none")
    with TestClient(create_site(away), headers=BROWSER, raise_server_exceptions=False) as client:
        for path in ("/", "/people/kim-jong-un", "/contested"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) > 0
            markup = parse(answer.text)
            assert markup.problems == []
            assert any("refresh" in tag.attributes.values() for tag in markup.all("meta"))
            assert "Traceback" not in answer.text


def test_over_the_time_limit_is_a_page(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page whose question takes too long says so, asks again, and names no setting."""
    from graph import catalogue as module

    slow = catalogue()["tiers"]
    text = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b) AS rank"
    changed = {**catalogue(), "tiers": replace(slow, template=text)}
    monkeypatch.setattr(module, "find", changed.__getitem__)
    monkeypatch.setattr(database, "time_limit", 0.5)
    markup = read(client, "/", 504)
    assert any("refresh" in tag.attributes.values() for tag in markup.all("meta"))
    assert "PARTYCELL_TIME_LIMIT" not in " ".join(tag.text for tag in markup.all("main"))


NAMES = {
    "script": "<script>alert(1)</script>",
    "quotes": "\"; DROP ' & <b onmouseover=x>",
    "long": "가" + "x" * 10_000,
    "reversed": "\u202eorder of letters",
    "marks": "Z\u0351\u0301\u0321a\u0321\u0301l\u0301g\u0351o",
}


def test_hostile_names_stay_text(empty: Database, tmp_path: Path) -> None:
    """Names that look like markup, or are too long, stay names; what turns the writing is shown."""
    things = "".join(f"  - {{id: {name}, label: Person}}\n" for name in NAMES)
    claims = "".join(
        f"      - {{about: {name}, predicate: name, value: {json.dumps(text[:1000])}, "
        f"language: {'ko-Hang' if '가' in text else 'en'}}}\n"
        for name, text in NAMES.items()
    )
    file = tmp_path / "hostile.yaml"
    file.write_text(
        "source: {id: hostile, title: '<i>T</i>', publisher: P, language: en, published: 2000, "
        f"kind: press, trust: made up}}\nthings:\n{things}facts:\n  - id: 1\n    locator: '<hr>'\n"
        f"    gist: '<u>'\n    claims:\n{claims}",
        encoding="utf-8",
    )
    load(empty, [file])
    # A loader refuses a name as long as the longest here; another program may have written it.
    empty.run(
        "MATCH (t:Person {id: 'long'})<-[:SUBJECT]-(c:Claim) SET t.name = $name, c.says = $name",
        {"name": NAMES["long"]},
        write=True,
    )
    with TestClient(create_site(empty), headers=BROWSER, raise_server_exceptions=False) as client:
        for name, text in NAMES.items():
            markup = read(client, f"/people/{name}")
            heading = next(tag for tag in markup.all("h1"))
            assert heading.text == escape_controls(unicodedata.normalize("NFC", text))
            assert {tag.name for tag in markup.tags} & {"i", "hr", "u"} == set()
            assert not any("onmouseover" in tag.attributes for tag in markup.tags)
        listed = read(client, "/people")
        isolated = {tag.text for tag in listed.all("bdi")}
        shown = (unicodedata.normalize("NFC", text) for text in NAMES.values())
        assert set(map(escape_controls, shown)) <= isolated
        read(client, "/sources/hostile")


def test_empty_graph_says_what_to_do(empty: Database) -> None:
    """Where nothing is loaded, the start page names the command that loads."""
    with TestClient(create_site(empty), headers=BROWSER, raise_server_exceptions=False) as client:
        assert "partycell load" in next(read(client, "/").all("main")).text
        for path in ("/people", "/sources", "/contested", "/search?text=kim"):
            read(client, path)


# The analysis


def shown_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str] | None = None
) -> None:
    """Let the pages look for the latest run in a folder with these files."""
    for name, text in (files or {}).items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    chosen = settings().model_copy(update={"partycell_analysis": folder})
    for module in ("web.routes.analysis", "web.analysis_runs"):
        monkeypatch.setattr(f"{module}.settings", lambda: chosen)


def test_analysis_without_a_run_names_the_command(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no analysis has run, the page says which command to run, and no menu has it."""
    shown_run(tmp_path, monkeypatch)
    assert "/analysis" not in read(client, "/").links
    assert "partycell analyse" in next(read(client, "/analysis").all("main")).text


def test_analysis_shows_the_run(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run's figures and tables are on the page, and its files are served without running."""
    shown_run(
        tmp_path,
        monkeypatch,
        {
            "run.json": '{"seed": 7, "arguments": {"as_of": "2018"}}',
            "figures/ties.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "tables/degree.csv": 'person,degree\n"<b>A</b>",3\n',
            "secret.key": "no",
        },
    )
    assert "/analysis" in read(client, "/").links
    markup = read(client, "/analysis")
    assert [tag.attributes["src"] for tag in markup.all("img")] == [
        "/analysis/files/figures/ties.svg"
    ]
    assert "<b>A</b>" in [tag.text for tag in markup.all("td")]
    figure = client.get("/analysis/files/figures/ties.svg")
    assert figure.status_code == 200
    assert "sandbox" in figure.headers["Content-Security-Policy"]
    for name in ("secret.key", "../run.json", "%2e%2e/run.json", "nothing.csv"):
        assert client.get(f"/analysis/files/{name}").status_code == 404


def test_what_a_report_links_to_is_served(
    client: TestClient, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file that the page or the report of a real run links to is there, and as it was."""
    folder = tmp_path / "run"
    analyse(database, request(projection="tiers", names=["depth"], formats=["dl"]), folder)
    shown_run(folder, monkeypatch)
    links = {
        f"/analysis/files/{link}"
        for tag in parse(client.get("/analysis/files/report.html").text).all("a")
        if not (link := tag.attributes["href"]).startswith(("http", "#"))
    }
    links |= {
        link
        for tag in read(client, "/analysis").all("a")
        if (link := tag.attributes["href"]).startswith("/analysis/files/")
    }
    assert {link.rpartition(".")[2] for link in links} >= {"parquet", "csv", "png", "bib", "dl"}
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer.content == (folder / link.removeprefix("/analysis/files/")).read_bytes()


def test_broken_run_is_a_page(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that cannot be read is said to be so."""
    shown_run(tmp_path, monkeypatch, {"run.json": "{"})
    assert "partycell analyse" in next(read(client, "/analysis", 422).all("main")).text
