"""The service itself: its reference page, its OpenAPI document, and whether it is ready."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.errors import RESPONSES
from api.operations import openapi_document, operation_id
from api.root_path import root_path
from graph.errors import DatabaseUnavailableError
from graph.local.restarter import Neo4jRestarter
from graph.migrations import migrations, schema_version

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
       color-scheme: light dark; }
code, pre { font-family: ui-monospace, monospace; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
h3 { margin-bottom: 0; }
table { border-collapse: collapse; }
td, th { text-align: left; padding: 0.2rem 1rem 0.2rem 0; vertical-align: top; }
"""


router = APIRouter(generate_unique_id_function=operation_id)


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> Response:
    """The reference page."""
    page = reference_page(openapi_document(request.app), root_path(request.scope))
    return Response(page, media_type="text/html; charset=utf-8")


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """The OpenAPI document."""
    document = {
        **openapi_document(request.app),
        "servers": [{"url": root_path(request.scope) or "/"}],
    }
    return JSONResponse(document)


@router.get("/healthz", tags=["service"])
async def healthz() -> dict[str, str]:
    """Whether the server runs; the database is not queried."""
    return {"status": "ok"}


@router.get("/readyz", tags=["service"], responses={503: RESPONSES[503]})
def readyz(request: Request) -> Response:
    """Whether the database answers and has the current schema; else what is done about it."""
    keeper: Neo4jRestarter | None = request.app.state.keeper
    if keeper is not None and keeper.trouble is not None:
        raise DatabaseUnavailableError(str(keeper.trouble))
    if schema_version(request.app.state.database()) < migrations()[-1].version:
        raise DatabaseUnavailableError(
            "The database has an older schema.", hint="Run `partycell load`."
        )
    return JSONResponse({"status": "ready"})


def reference_page(openapi: Mapping[str, Any], root: str = "") -> str:
    """HTML for the application's OpenAPI document, without scripts or other hosts.

    Args:
        openapi: The document.
        root: The path of the site under which the server is.
    """
    groups: dict[str, list[str]] = {}
    for path, item in openapi["paths"].items():
        for method, operation in item.items():
            groups.setdefault(operation["tags"][0], []).append(
                _operation(method, path, operation, root)
            )
    body = "".join(
        f"<h2>{escape(name)}</h2>{''.join(parts)}" for name, parts in sorted(groups.items())
    )
    info = openapi["info"]
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">'
        f"<title>{escape(info['title'])} API</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(info['title'])} API {escape(info['version'])}</h1>"
        f"<p>{escape(info['summary'])} Every answer is read-only; "
        f'the document for machines is <a href="{root}/openapi.json">{root}/openapi.json</a>.</p>'
        f"{body}</body></html>"
    )


def _operation(method: str, path: str, operation: Mapping[str, Any], root: str) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(parameter['name'])}</code>"
        f"{' (required)' if parameter.get('required') else ''}</td>"
        f"<td>{escape(parameter.get('description', ''))}</td></tr>"
        for parameter in operation.get("parameters", [])
    )
    plain = method == "get" and "{" not in path
    link = f'<a href="{root}{escape(path)}">{escape(path)}</a>' if plain else escape(path)
    summary = escape(operation.get("description", operation["summary"]))
    return f"<h3><code>{method.upper()} {link}</code></h3><p>{summary}</p><table>{rows}</table>"
