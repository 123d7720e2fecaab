"""Contradictions: every question that sources answer differently, side by side."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graph.model import Disagreement
from web.evidence import Evidence
from web.page import Visit

router = APIRouter(include_in_schema=False)


@router.get("/contested")
def contested(page: Visit) -> Response:
    """The questions by kind, those that nothing settles first."""
    fresh = page.fresh()
    if fresh is not None:
        return fresh
    rows = page.ask("contested").rows
    asked = page.request.query_params.get("kind")
    kinds = {
        kind.value: [row for row in rows if row["kind"] == kind.value] for kind in Disagreement
    }
    return page.render(
        "contested.html",
        kinds={kind: found for kind, found in kinds.items() if asked in {None, "", kind}},
        totals={kind: len(found) for kind, found in kinds.items()},
        asked=asked,
        evidence=Evidence(page, rows),
    )
