"""The hierarchy: the levels by the rules, and the organisations that stand under one another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from web.figures.levels import PREDICATES, draw_levels
from web.footnotes import Footnotes
from web.page import CachedPageDep

router = APIRouter(include_in_schema=False)

LIMIT = 200  # units of a level asked for at once: more is nothing that a person reads


@router.get("/hierarchy")
def hierarchy(
    page: CachedPageDep, organization: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """What stands under an organisation, or under none; a level at a time."""
    tiers = page.query("tiers").rows
    under = page.query("thing", id=organization).rows[0] if organization else None
    bands = []
    if not organization and not page.is_synthetic:  # of millions of units none can be told apart
        bands = draw_levels(tiers, page.query("statements", predicates=PREDICATES).rows)
    level = page.query("chart", organization=organization or None, limit=LIMIT).rows
    return page.render(
        "hierarchy.html",
        tiers=tiers,
        under=under,
        above=page.query("chain_of_command", organization=organization).rows
        if organization
        else [],
        level=level,
        bands=bands,
        footnotes=Footnotes(page, tiers, level),
        scripts=["hierarchy"],
        data_address=page.links.data("/v1/queries/chart", organization=organization or None),
        data={
            "words": page.messages.starting("hierarchy."),
            "tiers": [
                {
                    "id": row["id"],
                    "name": page.phrases.name("Tier", row["id"], row["name"]),
                    "rank": row["rank"],
                }
                for row in tiers
                if row["rank"] is not None
            ],
            "under": organization,
            "level": level,
            "limit": LIMIT,
            "checks": page.messages.starting("check."),
            # Of a synthetic party all checks together take longer than a visitor waits.
            "checked": not page.is_synthetic,
        },
    )
