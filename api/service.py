"""The service itself: its OpenAPI document, and whether it is ready."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.errors import RESPONSES
from api.operations import openapi_document, operation_id
from api.root_path import root_path
from graph.errors import DatabaseUnavailableError
from graph.local.restarter import Neo4jRestarter
from graph.migrations import migrations, schema_version

router = APIRouter(generate_unique_id_function=operation_id)


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
