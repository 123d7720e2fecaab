"""Two looks side by side: what only one of them has, and what differs, part by part."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graph.compare import DIFFERENTLY_KNOWN, PARTS, PREFIX, compare, second_look
from graph.errors import BadInputError, BadParameterError
from graph.known_sources import name_sources
from graph.lens import Lens
from web.error_words import explain
from web.figures.levels import PREDICATES, Band, Change, draw_levels
from web.footnotes import Footnotes
from web.page import CachedPageDep, Page, readable

router = APIRouter(include_in_schema=False)

_DRAWN = ("", "hierarchy", "names")  # parts of which the drawing shows something
_ROWS = 500  # differences of one part and kind on the page: all are in the data for programs


@router.get("/compare")
def comparison(
    page: CachedPageDep,
    to_as_of: Annotated[str, Query(max_length=100)] = "",
    to_known_at: Annotated[str, Query(max_length=100)] = "",
    to_sources: Annotated[str, Query(max_length=10_000)] = "",
    part: Annotated[str, Query(max_length=100)] = "",
    thing: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """What differs between the page's lens and a second one.

    Raises:
        UnknownIdError: Nothing has the thing's id.
    """
    texts = {"as_of": to_as_of.strip(), "known_at": to_known_at, "sources": to_sources.strip()}
    asked = {PREFIX + name: text for name, text in texts.items()} | {"part": part, "thing": thing}
    wrong: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    address: dict[str, str | None] = {}
    second: Lens | None = None
    is_asked = any(texts.values())
    if is_asked:
        try:
            address = _readable(texts)
            second = second_look(page.pinned_lens, address)
            found = compare(
                page.database, page.pinned_lens, second, part=part or None, thing=thing or None
            )
            rows = page.with_names(found.rows)
        except BadParameterError as error:
            wrong[error.name] = explain(error, page.language)
        except BadInputError as error:
            wrong[""] = explain(error, page.language)
    whole = bool(part or thing)
    groups: dict[str, list[tuple[str, list[dict[str, Any]], int]]] = {}
    known: dict[str, int] = {}
    for name, group in _by(rows, "part"):
        changes = _by(group, "change")
        known[name] = sum(len(found) for change, found in changes if change == DIFFERENTLY_KNOWN)
        groups[name] = [
            (change, found[:_ROWS], len(found))
            for change, found in changes
            if whole or change != DIFFERENTLY_KNOWN
        ]
    shown = [row for group in groups.values() for _, found, _ in group for row in found]
    cited = [
        {"claims": row["before_claims"] + row["after_claims"], "resolved_by": "unanimous"}
        for row in shown
    ]
    is_drawn = bool(rows) and part in _DRAWN and not thing
    bands = _bands(page, second) if is_drawn and second else []
    return page.render(
        "compare.html",
        status=422 if wrong else 200,
        asked=asked,
        is_asked=is_asked,
        wrong=wrong,
        parts=tuple(PARTS),
        second_sources=_names(page, second),
        groups=groups,
        differently_known=known,
        bands=bands,
        marks=[change for change in Change if any(change in band.marks for band in bands)],
        whole=whole,
        footnotes=Footnotes(page, cited, also=second),
        data_address=page.links.data(
            "/v1/compare", **address, part=part or None, thing=thing or None
        ),
    )


def _names(page: Page, second: Lens | None) -> list[tuple[str, str]]:
    """Title and publisher of the sources that the second look is through."""
    chosen = second.sources if second is not None else None
    return list(name_sources(page.database, chosen).values()) if chosen else []


def _bands(page: Page, second: Lens) -> list[Band]:
    """The levels with what differs at each; nothing where all that is drawn is the same."""
    if page.is_synthetic:  # of millions of units no drawing shows what differs
        return []
    looks = [
        page.query_through(lens, "statements", predicates=PREDICATES).rows
        for lens in (page.pinned_lens, second)
    ]
    bands = draw_levels(page.query("tiers").rows, *looks)
    return bands if any(band.marks for band in bands) else []


def _readable(texts: dict[str, str]) -> dict[str, str | None]:
    """The second look's parameters, dates as a person writes them read; None for what is empty."""
    found = {}
    for name, text in texts.items():
        try:
            found[PREFIX + name] = readable(name, text) if text else None
        except BadParameterError as error:
            raise BadParameterError(PREFIX + name, error.message) from error
    return found


def _by(rows: list[dict[str, Any]], column: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows in groups; they are in their order already."""
    return [(name, list(group)) for name, group in groupby(rows, lambda row: str(row[column]))]
