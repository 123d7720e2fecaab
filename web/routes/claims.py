"""A claim: what one source says of one thing, with all that marks it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graph.errors import UnknownIdError
from web.footnotes import Footnotes
from web.page import CachedPageDep

router = APIRouter(include_in_schema=False)


@router.get("/claims/{identifier}")
def claim(page: CachedPageDep, identifier: str) -> Response:
    """One claim, with its source and those that disagree.

    Raises:
        UnknownIdError: No claim has this id.
    """
    found = page.query("claim", claim=identifier).rows
    if not found:
        raise UnknownIdError(f"claim={identifier!r}: no claim can be seen this way.")
    row = {**found[0], "claims": [identifier]}
    qualifiers = [part.partition(":")[::2] for part in row["qualified_by"]]
    ids = [row["subject"], row["object"], *(thing for _, thing in qualifiers)]
    return page.render(
        "claim.html",
        claim=row,
        qualifiers=qualifiers,
        things={item: page.query("thing", id=item).rows[0] for item in dict.fromkeys(ids) if item},
        source=page.query("source", source=row["source"]).rows[0],
        footnotes=Footnotes(page, [row]),
    )
