"""What this is, how to read it, and what its words mean."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from graph.citations import DATASET
from graph.settings import settings
from web.glossary import groups, terms
from web.linked_data import glossary_data
from web.page import CachedPageDep

router = APIRouter(include_in_schema=False)


@router.get("/about")
def about(page: CachedPageDep) -> Response:
    """What this is, for whom, how it is made, how to read, cite and correct it."""
    return page.render("about.html", dataset=DATASET, contact=settings().partycell_contact)


@router.get("/glossary")
def glossary(page: CachedPageDep) -> Response:
    """Every word of ours with its meaning."""
    return page.render(
        "glossary.html",
        linked=glossary_data(terms(), page.language, page.links.canonical),
        groups=groups(page.language),
    )
