"""Contradictions: every question that sources answer differently, side by side."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graph.model import DisagreementKind
from web.footnotes import Footnotes
from web.page import CachedPageDep, Page

router = APIRouter(include_in_schema=False)


@router.get("/contested")
def contested(page: CachedPageDep) -> Response:
    """The questions by kind, those that nothing settles first."""
    chosen = {name: page.request.query_params.get(name) or None for name in ("question", "about")}
    rows = page.query("contested", **chosen).rows
    wanted = page.request.query_params.get("kind")
    kinds = {
        kind.value: [row for row in rows if row["kind"] == kind.value] for kind in DisagreementKind
    }
    return page.render(
        "contested.html",
        kinds={kind: found for kind, found in kinds.items() if wanted in {None, "", kind}},
        totals={kind: len(found) for kind, found in kinds.items()},
        wanted=wanted,
        chosen=chosen,
        subjects=_subjects(page),
        footnotes=Footnotes(page, rows),
    )


def _subjects(page: Page) -> list[tuple[str, str]]:
    """Everything that some question is about: id and name, by name."""
    found = {
        identifier: name
        for row in page.query("contested").rows
        for identifier, name in zip(row["about"], row["names"], strict=True)
    }
    return sorted(found.items(), key=lambda item: item[1])
