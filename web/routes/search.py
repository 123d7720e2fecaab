"""Search by name, in any script, with kinds as facets."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from graph.errors import BadParameterError
from graph.model import Label
from web.page import Visit

router = APIRouter(include_in_schema=False)
_MOST = 100


@router.get("/search")
def search(page: Visit, text: str = "", kind: str = "") -> Response:
    """What is called so, the likest first."""
    fresh = page.fresh()
    if fresh is not None:
        return fresh
    wrong = None
    found: list[dict[str, Any]] = []
    rows = found
    if text.strip():
        try:
            found = page.ask("search", text=text, limit=_MOST).rows
            rows = page.ask("search", text=text, kind=kind, limit=_MOST).rows if kind else found
        except BadParameterError as error:
            wrong = str(error)
    return page.render(
        "search.html",
        status=422 if wrong else 200,
        searched=text,
        kind=kind,
        wrong=wrong,
        facets=Counter(row["kind"] for row in found).most_common(),
        found=len(found),
        most=_MOST,
        rows=rows,
        plurals=list(Label),
    )
