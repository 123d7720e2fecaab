"""The timeline: events by their vague dates, and lanes for what titles and rules said when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graph.errors import BadParameterError
from web.error_words import explain
from web.figures.lanes import Figure, LaneData, Span, lanes
from web.figures.strip import strip
from web.footnotes import Footnotes
from web.page import CachedPageDep, Page
from web.thing_pages import claim_span, claims_of, when

router = APIRouter(include_in_schema=False)

MOST = 60  # lanes of a kind: more cannot be read as a figure; the table has them
_ROWS = 500  # rows of a table


@router.get("/timeline")
def timeline(
    page: CachedPageDep,
    start: Annotated[str, Query(max_length=100)] = "",
    end: Annotated[str, Query(max_length=100)] = "",
    kind: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """What happened and what was in force between two dates."""
    whole = page.query("timeline").rows
    wrong: dict[str, str] = {}
    events, versions = whole, []
    try:
        span = {"start": start or None, "end": end or None}
        if start or end or kind:
            events = page.query("timeline", **span, kind=kind or None).rows
        versions = page.query("versions", **span).rows
    except BadParameterError as error:
        wrong[error.name] = explain(error, page.language)
    titles = [row for row in versions if row["predicate"] == "title"]
    listed = versions[:_ROWS]
    claims = claims_of(page, listed)
    for row in listed:
        row["when"] = when(row, claims)
    groups = {
        "events": [_event(page, row) for row in events],
        "titles": _lanes(page, titles, claims),
        "rules": _lanes(page, [row for row in versions if row["predicate"] != "title"], claims),
    }
    all_of_time = strip(whole)
    return page.render(
        "timeline.html",
        status=422 if wrong else 200,
        start=start,
        end=end,
        kind=kind,
        wrong=wrong,
        kinds=sorted({row["kind"] for row in whole if row["kind"]}),
        strip=all_of_time,
        figures=_figures({name: rows[:MOST] for name, rows in groups.items()}),
        totals={name: (min(len(rows), MOST), len(rows)) for name, rows in groups.items()},
        events=events[:_ROWS],
        versions=listed,
        totals_of_tables=(len(events), len(versions)),
        footnotes=Footnotes(page, events[:_ROWS], listed),
        scripts=["timeline"],
        data_address=page.links.data("/v1/queries/timeline", start=start, end=end, kind=kind),
        data={
            "words": page.messages.starting("timeline."),
            "ticks": all_of_time.ticks if all_of_time else (),
        },
    )


def _event(page: Page, row: Mapping[str, Any]) -> LaneData:
    """An event's lane: a bar for every date that a source gives."""
    # That nobody says when it ended does not make it go on.
    spans = [
        Span.from_date(text, page.phrases.date(text)).without_open_ends for text in row["dates"]
    ]
    return LaneData(row["name"] or row["id"], page.links.thing("Event", row["id"]), "", spans)


def _lanes(
    page: Page, rows: Sequence[Mapping[str, Any]], claims: Mapping[str, Mapping[str, Any]]
) -> list[LaneData]:
    """A lane for each thing, predicate and value, with all claims of it."""
    found: dict[tuple[str, ...], LaneData] = {}
    for row in rows:
        key = (row["id"], row["predicate"], row["op"] or "", str(row["value"]))
        said = page.phrases.value(row)
        if row["predicate"] != "title":
            said = f"{page.phrases.predicate(row['predicate'])} {said}"
        name = f"{row['name'] or row['id']}: {said}"
        lane = found.setdefault(key, LaneData(name, page.links.thing(row["kind"], row["id"])))
        claim = claims.get(row["claims"][0])
        lane.spans.append(claim_span(page, claim) if claim else Span.from_claim(row))
    return list(found.values())


def _figures(groups: Mapping[str, Sequence[LaneData]]) -> dict[str, Figure]:
    """A figure for each group that has a date, all over one axis."""
    whole = lanes([row for rows in groups.values() for row in rows])
    found: dict[str, Figure] = {}
    first = 0
    for name, rows in groups.items():
        own = lanes(rows)
        if whole is None or own is None:
            continue
        last = first + len(own.lanes)
        found[name] = replace(whole, lanes=whole.lanes[first:last], left_out=own.left_out)
        first = last
    return found
