"""A claim: what one source says of one thing, with all that marks it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from graph.errors import UnknownIdError
from web.footnotes import Footnotes
from web.linked_data import claim_data
from web.page import CachedPageDep, Page

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
    qualifiers = [
        (role, thing.strip())
        for role, _, thing in (part.partition(":") for part in row["qualified_by"])
    ]
    ids = [row["subject"], row["object"], *(thing for _, thing in qualifiers)]
    ids += [row["voice"], *row["through"], row["edition"]]
    source = page.query("source", source=row["source"]).rows[0]
    return page.render(
        "claim.html",
        linked=claim_data(
            row["gist"] or row["original"] or identifier, source, page.links.canonical
        ),
        claim=row,
        qualifiers=qualifiers,
        things=_find_named(page, filter(None, dict.fromkeys(ids))),
        source=source,
        footnotes=Footnotes(page, [row]),
    )


def _find_named(page: Page, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What these ids are of, and what it is called; a voice may be a source, or nothing here."""
    found: dict[str, dict[str, Any]] = {}
    for identifier in ids:
        try:
            rows = page.query("thing", id=identifier).rows
        except UnknownIdError:
            try:
                sources = page.query("source", source=identifier).rows
            except UnknownIdError:
                continue
            rows = [{"kind": "Source", "name": row["title"]} for row in sources]
        if rows:
            found[identifier] = rows[0]
    return found
