"""Served under a path of a site, and behind a proxy: every link leads back to the server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from benchmarks.measuring import served
from graph.database import Database
from graph.errors import BadInputError
from graph.settings import settings
from tests.markup import BROWSER
from tests.test_reach import ask
from web.paths import MENU
from web.site import create_site

ROOT = "/partycell"
PAGES = [
    "/",
    *MENU.values(),
    "/people",
    "/people/kim-yong-il",
    "/organizations/workers-party-of-korea",
    "/search?text=kim",
    "/queries",
    "/queries/tiers",
    "/claims/c-0ea02ead15a17ddd",
    "/sources/kcna-2013-01-28",
    "/nothing",
]
_LINK = re.compile(r'(?:href|src|action|data-href)="(/[^"]*)"')


@pytest.fixture
def under(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The site under a path."""
    monkeypatch.setenv("PARTYCELL_ROOT_PATH", ROOT)
    settings.cache_clear()
    with TestClient(create_site(database), headers=BROWSER, follow_redirects=False) as client:
        yield client
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_has_the_path(path: str, under: TestClient) -> None:
    """No link, form, script or style of any page leaves the path that the site gave us."""
    page = under.get(ROOT + path).text
    links = _LINK.findall(page)
    assert links
    assert [link for link in links if not link.startswith(f"{ROOT}/")] == []
    assert f'data-root="{ROOT}"' in page
    # A proxy that takes the path off itself has the same page.
    assert under.get(path).text == page


def test_links_of_a_page_lead_somewhere(under: TestClient) -> None:
    """What a page links to is there, under the path."""
    links = set(_LINK.findall(under.get(ROOT + "/people/kim-yong-il").text))
    for link in sorted(links)[:40]:
        assert under.get(link.replace("&amp;", "&")).status_code in {200, 308}, link


def test_answers_for_programs_have_the_path(under: TestClient) -> None:
    """Next pages, redirects, discovery, problem documents and the OpenAPI document have it too."""
    answer = under.get(ROOT + "/v1/sources?format=csv&limit=2")
    assert answer.headers["link"].startswith(f"<{ROOT}/v1/sources?")
    following = answer.headers["link"][1:].partition(">")[0]
    assert under.get(following).status_code == 200
    assert under.get(following.removeprefix(ROOT)).status_code == 200
    assert under.get(ROOT + "/v1/tiers/none").json()["instance"] == ROOT + "/v1/tiers/none"
    discovered = under.get(ROOT + "/", headers={"Accept": "application/json"}).json()
    assert urlsplit(discovered["query"]).path.startswith(f"{ROOT}/db/")
    assert under.get(ROOT + "/openapi.json").json()["servers"] == [{"url": ROOT}]
    moved = under.get(ROOT + "/things/party-cell")
    assert moved.headers["location"].startswith(f"{ROOT}/tiers/party-cell")
    export = under.head(ROOT + "/v1/export?format=graphml")
    assert export.headers["link"].startswith(f"<{ROOT}/v1/export/formats>")


def test_drivers_work_under_the_path(under: TestClient) -> None:
    """Statements are run under the path, and errors there have Neo4j's form."""
    path = f"{ROOT}/db/neo4j/query/v2"
    assert under.post(path, json={"statement": "RETURN 1 AS x"}).status_code == 202
    assert "errors" in under.get(path).json()


@pytest.mark.parametrize("text", ["partycell", "/", "/a/", "/a//b", "/a b", "//evil.example"])
def test_root_path_is_a_path(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PARTYCELL_ROOT_PATH takes a path without a slash at its end."""
    settings.cache_clear()
    monkeypatch.setenv("PARTYCELL_ROOT_PATH", text)
    with pytest.raises(BadInputError, match="PARTYCELL_ROOT_PATH"):
        settings()
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def proxied(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The site on a socket, behind a proxy on this machine that is believed."""
    monkeypatch.setenv("PARTYCELL_HOSTS", "example.org")
    monkeypatch.setenv("PARTYCELL_FORWARDED_ALLOW_IPS", "127.0.0.1")
    settings.cache_clear()
    with served(database, create_site) as found:
        yield urlsplit(found).netloc
    monkeypatch.undo()
    settings.cache_clear()


def test_proxy_says_where_the_server_is(proxied: str) -> None:
    """The permalink has the scheme and the host that the proxy tells, all links its prefix."""
    path = "/people/kim-yong-il"
    outside = {"Host": "example.org", "X-Forwarded-Proto": "https"}
    for _ in range(2):  # made, and kept
        page = ask(proxied, path, outside)[2].decode()
        assert f'href="https://example.org{path}?recorded_at=' in page
        under = ask(proxied, path, {**outside, "X-Forwarded-Prefix": ROOT})[2].decode()
        assert f'href="https://example.org{ROOT}{path}?recorded_at=' in under
        assert [link for link in _LINK.findall(under) if not link.startswith(f"{ROOT}/")] == []
        inside = ask(proxied, path, {"Host": "localhost:8000"})[2].decode()
        assert f'href="http://localhost:8000{path}?recorded_at=' in inside
        assert not any(link.startswith(f"{ROOT}/") for link in _LINK.findall(inside))


@pytest.mark.parametrize("prefix", ["//evil.example", '/a"b', "evil", "/a/../b?x", "/<b>"])
def test_odd_prefix_is_none(prefix: str, proxied: str) -> None:
    """What is no path is as if no proxy had said anything."""
    page = ask(proxied, "/tiers", {"X-Forwarded-Prefix": prefix})[2].decode()
    assert "evil" not in page
    assert 'href="/tiers' in page


def test_nobody_else_says_where_the_server_is(database: Database) -> None:
    """Without a proxy that is believed the header means nothing."""
    with served(database, create_site) as address:
        page = ask(urlsplit(address).netloc, "/tiers", {"X-Forwarded-Prefix": ROOT})[2]
    assert ROOT.encode() not in page


def test_only_a_proxy_says_the_path(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A prefix is believed from the proxies that the settings name, and from nobody else."""
    prefix = {"X-Forwarded-Prefix": ROOT}
    for proxies, is_believed in (("", False), ("127.0.0.1", True), ("192.0.2.0/24", False)):
        monkeypatch.setenv("PARTYCELL_FORWARDED_ALLOW_IPS", proxies)
        settings.cache_clear()
        with served(database) as found:
            problem = ask(urlsplit(found).netloc, "/v1/tiers/none", prefix)[2].decode()
        assert (ROOT in problem) == is_believed, proxies
    monkeypatch.undo()
    settings.cache_clear()
