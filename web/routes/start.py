"""The start page: what this is, and a way into everything."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graph.version import graph_state
from web.evidence import Evidence
from web.figures.strip import strip
from web.page import Visit

_MOST = 16
COUNTED = ("Person", "Organization", "Post", "Event", "Place", "Rule", "Duty", "Concept")

router = APIRouter(include_in_schema=False)


@router.get("/")
def start(page: Visit) -> Response:
    """What this is, the levels, the events, what is contested, how much there is."""
    fresh = page.fresh()
    if fresh is not None:
        return fresh
    state = graph_state(page.database)
    page.latest = state.snapshot  # all of the page is of the moment of its counts
    tiers = page.ask("tiers").rows
    events = page.ask("timeline").rows
    questions = page.ask("contested").rows
    return page.render(
        "start.html",
        tiers=tiers,
        events=events,
        strip=strip(events),
        questions=questions,
        open_questions=[row for row in questions if row["disputed"]][:_MOST],
        counts=page.ask("counts").rows,
        sources=len(page.ask("sources").rows),
        state=state,
        plurals=COUNTED,
        evidence=Evidence(page, tiers, events[:_MOST]),
    )
