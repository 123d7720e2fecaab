"""Sources: all of them, and each with everything it says and where it stands alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, quote, urlsplit

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from graph.catalogue import run
from graph.errors import BadParameterError, UnknownIdError
from web.footnotes import Footnotes
from web.grouping import MOST
from web.linked_data import source_data
from web.links import address
from web.page import CachedPageDep, page_headers

router = APIRouter(include_in_schema=False)

_ADDRESS = 10_000  # characters of a page's address


@router.get("/sources")
def sources(
    page: CachedPageDep,
    choose: Annotated[str, Query(max_length=_ADDRESS)] = "",
    then: Annotated[str, Query(max_length=_ADDRESS)] = "",
    into: Literal["sources", "to_sources"] = "sources",
) -> Response:
    """Every source, with how much of it is here; or a form to choose some of them.

    Args:
        page: The page.
        choose: The address of a page, of ours, for which sources are to be chosen.
        then: The address of a page to show by the sources that were chosen.
        into: Which of its parameters they are for: `to_sources` are those of a second look.

    Raises:
        BadParameterError: That is no address of ours.
    """
    if then:
        chosen = ",".join(dict.fromkeys(page.request.query_params.getlist("sources")))
        return RedirectResponse(_through("then", then, into, chosen), 303, page_headers())
    if not choose:
        return page.render("sources.html", rows=page.query("sources").rows, back="")
    chosen = ",".join(page.lens.sources or ())
    if into == "to_sources":
        chosen = dict(parse_qsl(urlsplit(choose).query)).get(into, "")
    back = _through("choose", choose, into, chosen)
    rows = page.query_through(replace(page.pinned_lens, sources=None), "sources").rows
    rows.sort(key=lambda row: (row["publisher"] or "").casefold())
    return page.render(
        "sources.html",
        rows=rows,
        back=back,
        into=into,
        chosen=set(chosen.split(",")),
        scripts=["sources"],
    )


def _through(name: str, text: str, into: str, sources: str) -> str:
    """The address of a page of ours, as seen through sources.

    Raises:
        BadParameterError: The text is no path on this server.
    """
    parts = urlsplit(text)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        raise BadParameterError(name, f"{name}={text!r} is no address of a page here.")
    parameters = {**dict(parse_qsl(parts.query)), into: sources}
    # Quoted, so that no browser reads what follows the slash as a host.
    return address(quote(f"/{parts.path.lstrip('/')}", safe="/%"), parameters)


@router.get("/sources/{identifier}")
def source(page: CachedPageDep, identifier: str) -> Response:
    """One source: what it is, everything it says, where it stands alone.

    Raises:
        UnknownIdError: No source has this id.
    """
    # What it is can be seen even where the lens looks through other sources.
    own = replace(page.pinned_lens, sources=(identifier,))
    found = run(page.database, "source", {"source": identifier}, own).rows
    if not found:
        raise UnknownIdError(f"source={identifier!r}: no source can be seen this way.")
    alone = page.query("alone", source=identifier, limit=MOST)
    questions = page.query("contested", source=identifier).rows
    facts = page.query("facts", source=identifier).rows
    footnotes = Footnotes(page, questions)
    return page.render(
        "source.html",
        linked=source_data(found[0], page.links.canonical),
        source=found[0],
        facts=facts,
        alone=alone.rows,
        alone_total=page.count("alone", alone, source=identifier),
        questions=[_with_isolation(row, identifier) for row in questions],
        footnotes=footnotes,
    )


def _with_isolation(question: dict[str, Any], identifier: str) -> dict[str, Any]:
    """A question, with whether the source stands alone on its side."""
    mine = [side for side in question["sides"] if identifier in side["sources"]]
    return {**question, "alone": bool(mine) and all(side["voices"] == 1 for side in mine)}
