"""What crawlers and browsers ask for by themselves: robots.txt, the sitemap, the icon."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from graph.model import Label
from graph.parameters import MAX_IDS
from web import assets
from web.page import CachedPageDep, Page, PageDep
from web.paths import FOLDERS, FOOT, MENU, thing_path

router = APIRouter(include_in_schema=False)

_MOST = 50_000  # addresses in one sitemap, by its protocol
# What has no page worth finding: answers of forms, and what takes the database long.
_NOT_CRAWLED = (
    *("/v1/", "/db/", "/search", "/console", "/queries/"),
    *("/*?*as_of=", "/*?*sources=", "/*?*choose="),
)


@router.get("/robots.txt")
def robots(page: PageDep) -> Response:
    """What crawlers may read, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {page.links.at(path)}" for path in _NOT_CRAWLED)]
    lines.append(f"Sitemap: {page.links.whole('/sitemap.xml')}")
    return Response("\n".join(lines) + "\n", media_type="text/plain; charset=utf-8")


@router.get("/sitemap.xml")
def sitemap(page: CachedPageDep) -> Response:
    """The pages of the menu, and of each thing and source; of a synthetic party the first."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>']
    parts.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    addresses = [page.links.whole(path) for path in islice(_paths(page), _MOST)]
    parts += [f"<url><loc>{escape(address)}</loc></url>" for address in addresses]
    text = "\n".join([*parts, "</urlset>"]) + "\n"
    return Response(text, media_type="application/xml", headers={"Cache-Control": "no-cache"})


@router.get("/favicon.ico")
def favicon(page: PageDep) -> Response:
    """The icon, for whoever does not read the page's link to it."""
    return RedirectResponse(page.links.at(assets.static("icon.svg")), 308)


def _paths(page: Page) -> Iterator[str]:
    yield "/"
    yield from (path for name, path in MENU.items() if name not in {"console", "analysis"})
    yield from FOOT.values()
    for label in Label:
        yield f"/{FOLDERS[label]}"
        for skip in range(0, _MOST, MAX_IDS):
            rows = page.query("things", kind=label, skip=skip, limit=MAX_IDS).rows
            yield from (thing_path(row["kind"], row["id"]) for row in rows)
            if len(rows) < MAX_IDS:
                break
    for row in page.query("sources").rows:
        yield thing_path("Source", row["id"])
