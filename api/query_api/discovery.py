"""Neo4j's discovery document at `/`: its drivers read there where statements are to be sent."""

from __future__ import annotations

from functools import lru_cache

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.routing import Match
from starlette.types import Scope

from api.request_headers import negotiate
from api.root_path import root_path
from graph.database import Database
from graph.local.jar_lock import VERSION
from graph.statements import statement

_KINDS = ("application/json", "text/html")


def is_discovery(scope: Scope) -> bool:
    """Whether a request is for the document, and not for the start page: as Neo4j decides it."""
    if scope["type"] != "http" or scope["path"] != "/" or scope["method"] not in {"GET", "HEAD"}:
        return False
    accept = b", ".join(value for name, value in scope["headers"] if name == b"accept")
    return negotiate(accept.decode("latin-1"), _KINDS) == _KINDS[0]


class _DiscoveryRoute(APIRoute):
    """A route that leaves what is not for programs to the pages."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether this route answers a request."""
        return super().matches(scope) if is_discovery(scope) else (Match.NONE, {})


router = APIRouter(route_class=_DiscoveryRoute, tags=["query api"])


class Discovery(BaseModel):
    """Where statements are sent, and what answers them."""

    query: str = Field(description="The Query API, with {databaseName} for a database's name.")
    neo4j_version: str = Field(description="Neo4j's version.", examples=["2026.08.1"])
    neo4j_edition: str = Field(description="Neo4j's edition.", examples=["community"])


@router.get("/", operation_id="discover", response_model=Discovery)
def discover(request: Request) -> Response:
    """Where Neo4j's drivers send statements; a browser gets the start page here."""
    base = str(request.base_url).rstrip("/") + root_path(request.scope)
    version, edition = _server(request.app.state.database())
    document = Discovery(
        query=f"{base}/db/{{databaseName}}/query/v2",
        neo4j_version=version,
        neo4j_edition=edition,
    )
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    return JSONResponse(document.model_dump(), headers=headers)


@lru_cache(maxsize=1)
def _server(database: Database) -> tuple[str, str]:
    """The version and edition of Neo4j; the local one has those of its jars."""
    if database.owned:
        return VERSION, "community"
    rows = database.run(statement("admin/components")).records
    kernel = next(row for row in rows if "Kernel" in row[0])
    return str(kernel[1][0]), str(kernel[2])
