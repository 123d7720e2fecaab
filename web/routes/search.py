"""Search by name, in any script, with kinds as facets."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from graph.errors import BadParameterError, UnknownIdError
from graph.known_sources import name_sources
from graph.model import Label
from graph.names import fold_words
from web.descriptions import read_descriptions
from web.error_words import explain
from web.page import CachedPageDep, Page

router = APIRouter(include_in_schema=False)
_MOST = 100
# Of sources and of what they say, where things are found too.
_FIRST = 5
_CLAIM_ID = re.compile(r"c-[0-9a-f]{16}")


@router.get("/search")
def search(page: CachedPageDep, text: str = "", q: str = "", kind: str = "") -> Response:
    """What is called so, the likest first, and sources and claims that say it; `q` is as `text`."""
    text = text or q
    wrong = None
    found: list[dict[str, Any]] = []
    rows = found
    said: dict[str, list[dict[str, Any]]] = {"Source": [], "Claim": []}
    if text.strip():
        try:
            called = page.query("search", text=text, limit=_MOST).rows
            exact = [
                row for row in _by_id(page, text) if row["id"] not in {o["id"] for o in called}
            ]
            found = [*exact, *called]
            rows = [row for row in exact if row["kind"] == kind] if kind else found
            said = {
                "Source": page.query("search_sources", text=text, limit=_MOST).rows,
                "Claim": _claims(page, text),
            }
            if kind in said:
                rows = []
            elif kind:
                rows += page.query("search", text=text, kind=kind, limit=_MOST).rows
        except BadParameterError as error:
            wrong = explain(error, page.language)
    return page.render(
        "search.html",
        status=422 if wrong else 200,
        searched=text,
        kind=kind,
        wrong=wrong,
        facets=[
            *Counter(row["kind"] for row in found).most_common(),
            *((label, len(hits)) for label, hits in said.items() if hits),
        ],
        found=len(found),
        found_in_all=len(found) + sum(map(len, said.values())),
        descriptions=read_descriptions(page, rows),
        hits={
            label: hits if label == kind else hits[:_FIRST]
            for label, hits in said.items()
            if hits and kind in {"", label}
        },
        hits_in_all={label: len(hits) for label, hits in said.items()},
        named=_names_of_sources(page, said["Claim"]),
        most=_MOST,
        rows=rows,
        plurals=list(Label),
    )


def _claims(page: Page, text: str) -> list[dict[str, Any]]:
    """The claims that hold a text, or the one whose id it is."""
    identifier = text.strip().lower()
    if not _CLAIM_ID.fullmatch(identifier):
        return page.query("search_claims", text=text, limit=_MOST).rows
    return [
        row | {"name": subject["name"], "kind": subject["kind"], "object_kind": ""}
        for row in page.query("claims", ids=[identifier]).rows
        for subject in page.query("thing", id=row["subject"]).rows
    ]


def _names_of_sources(page: Page, claims: list[dict[str, Any]]) -> dict[str, str]:
    """Who published the source of each claim, and as what; by the source's id."""
    known = name_sources(page.database, sorted({row["source"] for row in claims}))
    return {key: ", ".join(filter(None, (title, whose))) for key, (title, whose) in known.items()}


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
