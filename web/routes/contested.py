"""Contradictions: every question that sources answer differently, side by side."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from graph.model import DisagreementKind
from web.footnotes import Footnotes
from web.page import CachedPageDep, Page

router = APIRouter(include_in_schema=False)

_MOST = 30  # questions on a page


@router.get("/contested")
def contested(page: CachedPageDep, skip: Annotated[int, Query(ge=0)] = 0) -> Response:
    """The questions by kind, those that nothing settles first, some at a time."""
    chosen = {name: page.request.query_params.get(name) or None for name in ("question", "about")}
    wanted = page.request.query_params.get("kind")
    kinds: dict[str, list[dict[str, Any]]] = {kind.value: [] for kind in DisagreementKind}
    for row in page.query("contested", **chosen).rows:
        kinds[row["kind"]].append(row)
    rows = [row for kind, found in kinds.items() if wanted in {None, "", kind} for row in found]
    if skip >= len(rows):  # another lens or choice has fewer
        skip = 0
    shown = rows[skip : skip + _MOST]
    return page.render(
        "contested.html",
        kinds={kind: [row for row in shown if row["kind"] == kind] for kind in kinds},
        totals={kind: len(found) for kind, found in kinds.items()},
        skip=skip,
        most=_MOST,
        total=len(rows),
        wanted=wanted,
        chosen=chosen,
        subjects=_subjects(page),
        footnotes=Footnotes(page, shown),
    )


def _subjects(page: Page) -> list[tuple[str, str]]:
    """Everything that some question is about: id and name, by name."""
    found = {
        identifier: name
        for row in page.query("contested").rows
        for identifier, name in zip(row["about"], row["names"], strict=True)
    }
    return sorted(found.items(), key=lambda item: item[1])
