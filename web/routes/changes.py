"""The feed of changes: what was loaded when, as Atom (RFC 4287)."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graph.settings import settings
from graph.statements import statement
from web import rendering
from web.page import CachedPageDep

router = APIRouter(include_in_schema=False)

MOST = 50  # loads: who reads a feed asks more often than that many come
SHOWN = 20  # sources of a load that are named


@router.get("/changes.atom")
def changes(page: CachedPageDep) -> Response:
    """An entry for each of the latest loads, with what it added, changed and withdrew."""
    answer = page.database.run(
        statement("admin/loads"), {"until": page.snapshot.until, "most": MOST, "shown": SHOWN}
    )
    chosen = settings()
    text = rendering.render(
        "changes.atom",
        page=page,
        links=page.links,
        phrases=page.phrases,
        t=page.messages,
        loads=[dict(zip(answer.columns, record, strict=True)) for record in answer.records],
        names=chosen.partycell_base_iri,
        contact=chosen.partycell_contact,
    )
    headers = {**page.headers, "Content-Language": page.language}
    return Response(text, media_type="application/atom+xml", headers=headers)
