"""The network: things and edges around one thing, or those of a query of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graph.catalogue import Rows, catalogue, find
from graph.dates import EARLIEST, LATEST
from graph.query_files import CatalogueQuery
from graph.relations import RELATIONS
from graph.settings import parts, settings
from web.footnotes import Footnotes
from web.legend import legend
from web.page import CachedPageDep, Page

router = APIRouter(include_in_schema=False)

LIMIT = 200  # edges asked for at once: as many as a person can still tell apart
_FOUND = 100  # things of a name
_DEFAULT = "participations"
_GEPHI_LITE = "https://lite.gephi.org"
_TIES = ("TOGETHER_AT", "SHARED_BY")  # what the script makes of participations in one mode


@router.get("/network")
def network(
    page: CachedPageDep,
    id: Annotated[str, Query(max_length=200)] = "",  # noqa: A002  (the interface's name)
    find_text: Annotated[str, Query(alias="find", max_length=1000)] = "",
    query: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """A drawing that grows by hand, and the same edges as a table."""
    found = Rows((), [])
    start = page.thing(id) if id else None
    if start and start["merged_into"]:
        return page.redirect(page.path, id=start["merged_into"])
    if find_text and not id:
        found = page.query("search", text=find_text, limit=_FOUND)
        if len(found.rows) == 1:
            id = found.rows[0]["id"]  # noqa: A001
            start = page.thing(id)
    chosen = find(query) if query and not id else None
    name = "neighborhood" if id else chosen.name if chosen else _DEFAULT
    parameters = {"id": id} if id else _parameters(page, chosen) if chosen else {}
    answer = (
        Rows((), []) if found.rows and not id else page.query(name, **_limited(name, parameters))
    )
    edges = [row for row in answer.rows if "start" in row and "end" in row]
    return page.render(
        "network.html",
        start=start,
        total=_total(page, id) if id else page.count(name, answer, **parameters),
        searched_for=find_text,
        found=found.rows,
        found_total=page.count("search", found, text=find_text),
        edges=edges,
        drawable=drawable(),
        chosen=name,
        footnotes=Footnotes(page, edges),
        data_address=page.links.data(f"/v1/queries/{name}", **_limited(name, parameters)),
        scripts=["network"],
        data={
            "words": page.messages.starting("network."),
            "legend": legend(page.messages),
            "relations": {name: page.phrases.predicate(name) for name in (*RELATIONS, *_TIES)},
            "roles": page.phrases.roles(),
            "statuses": page.phrases.statuses(),
            "start": id,
            "query": "" if id or found.rows else name,
            "parameters": _limited(name, parameters),
            "limit": LIMIT,
            "years": _years(page),
            "gephi_lite": _gephi_lite(page, name, parameters),
        },
    )


def _gephi_lite(page: Page, name: str, parameters: Mapping[str, str]) -> str | None:
    """The address that opens the same edges in Gephi Lite, where its pages may read answers.

    It tells a file's format by the end of its address.
    """
    if _GEPHI_LITE not in parts(settings().partycell_cors_origins):
        return None
    asked = {**page.lens.parameters(), "format": "gexf", "query": name, **parameters}
    file = page.links.whole("/v1/export", asked) + "#network.gexf"
    return f"{_GEPHI_LITE}/?file={quote(file, safe='')}"


def drawable() -> list[CatalogueQuery]:
    """The queries whose answers are edges, or things under one another, and need no argument."""
    return [
        query
        for query in catalogue().values()
        if {"start", "end", "type"} <= set(query.columns)
        and not any(parameter.required for parameter in query.parameters)
    ]


def _parameters(page: Page, query: CatalogueQuery) -> dict[str, str]:
    """The query's own parameters from the address; those of the page itself are left out."""
    own = {parameter.name for parameter in query.parameters}
    given = page.request.query_params
    return {name: given[name] for name in own if given.get(name)}


def _limited(name: str, parameters: Mapping[str, str]) -> dict[str, str]:
    """With the page's limit, where the query takes one."""
    takes = any(parameter.name == "limit" for parameter in find(name).parameters)
    return {**({"limit": str(LIMIT)} if takes else {}), **parameters}


def _total(page: Page, identifier: str) -> int:
    """How many edges a thing has in all."""
    return sum(row["count"] for row in page.query("connections", ids=[identifier]).rows)


def _years(page: Page) -> tuple[int, int] | None:
    """The first and last year of which an event is dated: what the time slider spans."""
    days = [
        day
        for row in page.query("timeline").rows
        for day in (date.fromisoformat(row["earliest"]), date.fromisoformat(row["latest"]))
        if EARLIEST < day < LATEST
    ]
    return (min(days).year, max(days).year) if days else None
