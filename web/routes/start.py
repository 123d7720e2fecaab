"""The start page: what this is, and a way into everything."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graph.catalogue import known_ids
from graph.citations import TITLE
from graph.version import graph_state
from web.figures.strip import strip
from web.footnotes import Footnotes
from web.linked_data import dataset_data
from web.page import CachedPageDep, Page

_MOST = 16
COUNTED_LABELS = ("Person", "Organization", "Post", "Event", "Place", "Rule", "Duty", "Concept")

# Questions to begin with: the key of its words, a thing that must be known, the page, the lens.
EXAMPLES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("with", "kim-jong-un", "/people/kim-jong-un", {"as_of": "2013-01"}),
    ("size", "rule-cell-size", "/rules/rule-cell-size", {}),
    ("bureau", "political-bureau", "/organizations/political-bureau", {"as_of": "2016-05"}),
    ("titles", "party-cell-head", "/roles/party-cell-head", {}),
)

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
        examples=_known_examples(page),
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


def _known_examples(page: Page) -> list[tuple[str, str]]:
    """The example questions that this graph can answer: the key of their words, and the page."""
    known = known_ids(page.database, (identifier for _, identifier, _, _ in EXAMPLES))
    return [
        (f"start.example_{key}", page.links.to(path, **lens))
        for key, identifier, path, lens in EXAMPLES
        if identifier in known
    ]
