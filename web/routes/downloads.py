"""The page of downloads: every export format, with what it is for and what it loses."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from exporters.base import PURPOSES
from exporters.formats import FORMATS
from graph.citations import DATASET
from graph.contests import Contested
from web.page import CachedPageDep

router = APIRouter(include_in_schema=False)


@router.get("/downloads")
def downloads(
    page: CachedPageDep, contested: Annotated[Contested, Query()] = Contested.ACCEPTED
) -> Response:
    """Every format by what it is for, each with its address through this lens, and releases."""
    return page.render(
        "downloads.html",
        purposes={
            purpose: [form for form in FORMATS.values() if form.purpose == purpose]
            for purpose in PURPOSES
        },
        contested=contested,
        choices=list(Contested),
        dataset=DATASET,
    )
