"""A page for every thing."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graph.model import Label
from web.evidence import Evidence
from web.page import Page, Visit
from web.paths import FOLDERS, thing_path

router = APIRouter(include_in_schema=False)


def thing(page: Visit, identifier: str) -> Response:
    """A thing; an address of another kind, or of an id that was merged, redirects to the right one.

    Raises:
        UnknownIdError: Nothing has this id.
    """
    known = page.ask("thing", id=identifier).rows[0]
    kept = known["merged_into"] or known["id"]
    right = thing_path(known["kind"], kept)
    if right != page.path:
        return page.moved(right)
    return page.fresh() or shown(page, known)


def shown(page: Page, known: dict[str, object]) -> Response:
    """The page of a thing that is where it should be."""
    statements = page.ask("describe", id=known["id"]).rows
    return page.render(
        "thing.html", thing=known, statements=statements, evidence=Evidence(page, statements)
    )


for _label in Label:
    router.get(f"/{FOLDERS[_label]}/{{identifier}}", name=_label)(thing)
