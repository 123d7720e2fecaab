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
    page: CachedPageDep,
    organization: Annotated[str, Query(max_length=200)] = "",
    text: Annotated[str, Query(max_length=1000)] = "",
    tier: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """What stands under an organisation, or under none; a level at a time.

    Of its first level those that are called so, or are at a level of the party, can be chosen.
    """
    given = {"organization": organization, "text": text, "tier": tier}
    chosen = {name: value for name, value in given.items() if value}
    tiers = page.query("tiers").rows
    under = page.thing(organization) if organization else None
    bands = []
    if not chosen and not page.is_synthetic:  # of millions of units none can be told apart
        bands = draw_levels(tiers, page.query("statements", predicates=PREDICATES).rows)
    level = page.query("chart", **chosen, limit=LIMIT).rows
    return page.render(
        "hierarchy.html",
        tiers=tiers,
        under=under,
        above=page.query("chain_of_command", organization=organization).rows
        if organization
        else [],
        level=level,
        text=text,
        tier=tier,
        bands=bands,
        footnotes=Footnotes(page, tiers, level),
        scripts=["hierarchy"],
        data_address=page.links.data("/v1/queries/chart", **chosen),
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
            "parameters": chosen,
            "level": level,
            "limit": LIMIT,
            "checks": page.messages.starting("check."),
            # Of a synthetic party all checks together take longer than a visitor waits.
            "checked": not page.is_synthetic,
        },
    )
