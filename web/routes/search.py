"""Search by name, in any script, with kinds as facets."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from graph.errors import BadParameterError, UnknownIdError
from graph.model import Label
from graph.names import fold_words
from web.page import CachedPageDep, Page

router = APIRouter(include_in_schema=False)
_MOST = 100


@router.get("/search")
def search(page: CachedPageDep, text: str = "", q: str = "", kind: str = "") -> Response:
    """What is called so, the likest first; `q` is the same as `text`."""
    text = text or q
    wrong = None
    found: list[dict[str, Any]] = []
    rows = found
    if text.strip():
        try:
            called = page.query("search", text=text, limit=_MOST).rows
            exact = [
                row for row in _by_id(page, text) if row["id"] not in {o["id"] for o in called}
            ]
            found = [*exact, *called]
            rows = [row for row in exact if row["kind"] == kind] if kind else found
            if kind:
                rows += page.query("search", text=text, kind=kind, limit=_MOST).rows
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


def _by_id(page: Page, text: str) -> list[dict[str, Any]]:
    """The thing whose id this is, as it stands or with hyphens between its words.

    People and posts of a synthetic party are in no index of names; their ids are of their names.
    """
    words = "-".join(fold_words(text))
    for identifier in dict.fromkeys(
        [text.strip(), words, *([f"s-{words}"] if page.is_synthetic else [])]
    ):
        try:
            return page.query("thing", id=identifier).rows
        except UnknownIdError:
            continue
    return []
