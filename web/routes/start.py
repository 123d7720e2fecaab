"""The start page: what this is, and a way into everything."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graph.citations import TITLE
from graph.version import graph_state
from web.figures.strip import strip
from web.footnotes import Footnotes
from web.linked_data import dataset_data
from web.page import CachedPageDep

_MOST = 16
COUNTED_LABELS = ("Person", "Organization", "Post", "Event", "Place", "Rule", "Duty", "Concept")

router = APIRouter(include_in_schema=False)


@router.get("/")
def start(page: CachedPageDep) -> Response:
    """What this is, the levels, the events, what is contested, how much there is."""
    state = graph_state(page.database)
    page.snapshot = state.snapshot  # all of the page is of the moment of its counts
    tiers = page.query("tiers").rows
    events = page.query("timeline").rows
    questions = page.query("contested").rows
    disputed = [row for row in questions if row["disputed"]]
    return page.render(
        "start.html",
        linked=dataset_data(
            TITLE, page.messages("start.lead"), state.version, page.links.canonical
        ),
        tiers=tiers,
        events=events,
        strip=strip(events),
        questions=questions,
        open_questions=disputed[:_MOST],
        open_total=len(disputed),
        counts=page.query("counts").rows,
        sources=len(page.query("sources").rows),
        state=state,
        plurals=COUNTED_LABELS,
        footnotes=Footnotes(page, tiers, events[:_MOST]),
    )
