"""The reference of the HTTP interface, made from its OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.operations import TAGS, openapi_document
from web.page import PageDep

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Operation:
    """One method at one path.

    Attributes:
        method: GET, POST or DELETE.
        path: With the names of its parts in braces.
        text: What it does.
        parameters: As the document has them.
        is_link: Whether its address alone asks it.
    """

    method: str
    path: str
    text: str
    parameters: list[Mapping[str, Any]]
    is_link: bool


@router.get("/docs")
def api_docs(page: PageDep) -> Response:
    """Every path, with what it takes."""
    document = openapi_document(page.request.app)
    return page.render(
        "api_docs.html", info=document["info"], groups=group_operations(document), tags=TAGS
    )


def group_operations(document: Mapping[str, Any]) -> dict[str, list[Operation]]:
    """The operations of an OpenAPI document by their first tag, groups in order of their names."""
    groups: dict[str, list[Operation]] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            found = Operation(
                method.upper(),
                path,
                operation.get("description", operation["summary"]),
                operation.get("parameters", []),
                method == "get" and "{" not in path,
            )
            groups.setdefault(operation["tags"][0], []).append(found)
    return dict(sorted(groups.items()))
