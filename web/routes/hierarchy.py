"""The hierarchy: the levels by the rules, and the organisations that stand under one another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from web.evidence import Evidence
from web.page import Visit

router = APIRouter(include_in_schema=False)

LIMIT = 200  # units of a level asked for at once: more is nothing that a person reads


@router.get("/hierarchy")
def hierarchy(page: Visit, organization: Annotated[str, Query(max_length=200)] = "") -> Response:
    """What stands under an organisation, or under none; a level at a time."""
    fresh = page.fresh()
    if fresh is not None:
        return fresh
    tiers = [row for row in page.ask("tiers").rows if row["rank"] is not None]
    under = page.ask("thing", id=organization).rows[0] if organization else None
    level = page.ask("chart", organization=organization or None, limit=LIMIT).rows
    return page.render(
        "hierarchy.html",
        tiers=tiers,
        under=under,
        above=page.ask("chain_of_command", organization=organization).rows if organization else [],
        level=level,
        evidence=Evidence(page, tiers, level),
        scripts=["hierarchy"],
        twin=page.twin("/v1/queries/chart", organization=organization or None),
        data={
            "words": page.words.starting("hierarchy."),
            "tiers": [
                {
                    "id": row["id"],
                    "name": page.called("Tier", row["id"], row["name"]),
                    "rank": row["rank"],
                }
                for row in tiers
            ],
            "under": organization,
            "level": level,
            "limit": LIMIT,
            "checks": page.words.starting("check."),
            # Of a synthetic party all checks together take longer than a visitor waits.
            "checked": not page.synthetic,
        },
    )
