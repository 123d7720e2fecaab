"""The application: `create_app` puts routes, errors and headers together."""

from __future__ import annotations

from collections.abc import Collection
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse, Response
from starlette.middleware.cors import CORSMiddleware

from api import errors, exports
from api.cache import AddHeaders, Cache
from api.cypher.routes import router as cypher_router
from api.graph_version import Watch
from api.middleware import Surroundings
from api.query_api.routes import router as query_api_router
from api.quota.clients import read_keys
from api.quota.exports import ExportShare
from api.quota.queue import Queue
from api.quota.statements import FairShare
from api.reach import Reach
from api.reference import reference_page
from api.routes import router
from api.turns import TakeTurns
from graph.database import Database
from graph.errors import DatabaseUnavailableError
from graph.local.keeper import Keeper
from graph.migrations import migrations, schema_version
from graph.settings import parts, settings

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


# First parts of paths that do not ask the database, or whose answers are of a moment.
_APART = frozenset(["healthz", "readyz", "docs", "openapi.json", "db"])
# What has shares of its own.
_SHARED = ("/v1/cypher", "/v1/export")


def create_app(database: Database, apart: Collection[str] = ()) -> FastAPI:
    """The HTTP interface to one database; it reads, and never writes.

    Args:
        database: The database.
        apart: First parts of more paths whose answers depend on more than the graph and the
            request, and which ask the database in no turn, or in one that they take themselves.
    """
    app = FastAPI(
        title="Partycell",
        version=version("partycell"),
        summary="How the Workers' Party of Korea is organised, with who says so.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
    )
    watch = Watch(database)
    app.state.database = lambda: database
    app.state.watch = watch
    keeper = Keeper(database.home) if database.home is not None else None
    app.state.keeper = keeper
    errors.install(app)
    add_routes(app, cypher_router, query_api_router, router, exports.router)

    chosen = settings()
    app.state.share = FairShare()
    app.state.exports = ExportShare()
    app.state.questions = Queue()
    app.state.statements = Queue()

    def is_kept(path: str) -> bool:
        return path.split("/", 2)[1] not in _APART.union(apart)

    app.add_middleware(
        TakeTurns,
        queue=app.state.questions,
        asks=lambda path: is_kept(path) and path not in _SHARED,
    )
    app.add_middleware(Cache, watch=watch, size=chosen.partycell_cache_mb << 20, kept=is_kept)
    origins = parts(chosen.partycell_cors_origins)
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key"],
            expose_headers=["ETag", "Link", "Partycell-Truncated", "Retry-After", "X-Request-Id"],
        )
    app.add_middleware(Reach, hosts=parts(chosen.partycell_hosts), origins=origins)
    keys = read_keys(chosen.partycell_api_keys.get_secret_value())
    app.add_middleware(Surroundings, keys=keys, keys_required=chosen.partycell_keys_required)
    app.add_middleware(AddHeaders, headers=HEADERS)

    @app.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return Response(reference_page(app.openapi()), media_type="text/html; charset=utf-8")

    @app.get("/healthz", tags=["service"])
    async def healthz() -> dict[str, str]:
        """Whether the server runs; the database is not asked."""
        return {"status": "ok"}

    @app.get("/readyz", tags=["service"], responses={503: errors.RESPONSES[503]})
    def readyz() -> Response:
        """Whether the database answers and has our schema; else what is done about it."""
        if keeper is not None and keeper.trouble is not None:
            raise DatabaseUnavailableError(str(keeper.trouble))
        if schema_version(database) < migrations()[-1].version:
            raise DatabaseUnavailableError(
                "The database has not our schema.", hint="Run `partycell load`."
            )
        return JSONResponse({"status": "ready"})

    return app


def add_routes(app: FastAPI, *routers: APIRouter) -> None:
    """Put the routes of routers straight into the application, those that come first first.

    FastAPI's `include_router` keeps a router as a whole, and looks through its routes three times
    for each request.
    """
    for part in routers:
        app.router.routes.extend(part.routes)
