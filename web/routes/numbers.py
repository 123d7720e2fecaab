"""Numbers through time: how many members, cells or delegates sources count, as figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graph.errors import BadParameterError
from graph.model import Label
from graph.vocabulary import COUNTS
from web.error_words import explain
from web.figures.counts import HEIGHT, CountFigure, draw_counts
from web.footnotes import Footnotes
from web.page import CachedPageDep, Page

router = APIRouter(include_in_schema=False)

MOST = 12  # figures: more are not looked at; the table has all
_ROWS = 500  # rows of the table


@router.get("/numbers")
def numbers(
    page: CachedPageDep,
    property_: Annotated[str, Query(alias="property", max_length=100)] = "",
    thing: Annotated[str, Query(max_length=100)] = "",
    start: Annotated[str, Query(max_length=100)] = "",
    end: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """What sources count, when: a figure for what has several numbers, and all in a table.

    Raises:
        UnknownIdError: Nothing has the thing's id.
    """
    asked = {"property": property_, "thing": thing, "start": start, "end": end}
    wrong: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    try:
        rows = page.query("numbers", **{name: text or None for name, text in asked.items()}).rows
    except BadParameterError as error:
        wrong[error.name] = explain(error, page.language)
    figures = _figures(page, rows)
    shown = rows[:_ROWS]
    return page.render(
        "numbers.html",
        status=422 if wrong else 200,
        wrong=wrong,
        asked=asked,
        properties=COUNTS,
        ground=HEIGHT,
        named=_name(page, thing) if thing else "",
        figures=figures[:MOST],
        figures_total=len(figures),
        rows=shown,
        total=len(rows),
        footnotes=Footnotes(page, shown),
        data_address=page.links.data("/v1/queries/numbers", **asked),
    )


def _name(page: Page, identifier: str) -> str:
    known = page.thing(identifier)
    return page.phrases.name(known["kind"], known["id"], known["name"])


def _figures(page: Page, rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, CountFigure]]:
    """A figure with its title for each thing and property of which several numbers have a date.

    Events have one date each, so that those of one property are in one figure. What is counted
    comes before what rules allow.
    """
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        whose = "" if row["kind"] == Label.EVENT else row["id"]
        groups.setdefault((row["predicate"], whose), []).append(row)
    order = {name: place for place, name in enumerate(COUNTS)}
    found = []
    for (name, whose), group in sorted(
        groups.items(),
        key=lambda item: (item[1][0]["kind"] == Label.RULE, order[item[0][0]], -len(item[1])),
    ):
        figure = draw_counts(group)
        if figure is None or len(figure.marks) < 2:
            continue
        title = page.phrases.predicate(name)
        if whose:
            title = f"{page.phrases.name(group[0]['kind'], whose, group[0]['name'])}: {title}"
        found.append((title, figure))
    return found
