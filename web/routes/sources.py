"""Sources: all of them, and each with everything it says and where it stands alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from graph.catalogue import run
from graph.errors import UnknownIdError
from web.footnotes import Footnotes
from web.grouping import MOST
from web.linked_data import source_data
from web.page import CachedPageDep

router = APIRouter(include_in_schema=False)


@router.get("/sources")
def sources(page: CachedPageDep) -> Response:
    """Every source, with how much of it is here."""
    return page.render("sources.html", rows=page.query("sources").rows)


@router.get("/sources/{identifier}")
def source(page: CachedPageDep, identifier: str) -> Response:
    """One source: what it is, everything it says, where it stands alone.

    Raises:
        UnknownIdError: No source has this id.
    """
    # What it is can be seen even where the lens looks through other sources.
    own = replace(page.pinned_lens, sources=(identifier,))
    found = run(page.database, "source", {"source": identifier}, own).rows
    if not found:
        raise UnknownIdError(f"source={identifier!r}: no source can be seen this way.")
    alone = page.query("alone", source=identifier, limit=MOST)
    questions = page.query("contested", source=identifier).rows
    facts = page.query("facts", source=identifier).rows
    footnotes = Footnotes(page, questions)
    return page.render(
        "source.html",
        linked=source_data(found[0], page.links.canonical),
        source=found[0],
        facts=facts,
        alone=alone.rows,
        alone_total=page.count("alone", alone, source=identifier),
        questions=[_with_isolation(row, identifier) for row in questions],
        footnotes=footnotes,
    )


def _with_isolation(question: dict[str, Any], identifier: str) -> dict[str, Any]:
    """A question, with whether the source stands alone on its side."""
    mine = [side for side in question["sides"] if identifier in side["sources"]]
    return {**question, "alone": bool(mine) and all(side["voices"] == 1 for side in mine)}
