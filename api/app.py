"""The application: `create_app` puts routes, errors and middleware together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Scope

from api import errors, exports, judgements, routes, service
from api.cache import CacheMiddleware, DefaultHeadersMiddleware
from api.cypher.routes import router as cypher_router
from api.encodings import ContentEncodingMiddleware
from api.host_check import HostCheckMiddleware
from api.methods import OptionsMiddleware
from api.middleware import ClientMiddleware, RequestContextMiddleware
from api.operations import openapi_document
from api.query_api import discovery
from api.query_api import routes as query_api
from api.query_api.discovery import is_discovery
from api.query_api.transactions import OpenTransactions
from api.quota.clients import read_keys
from api.quota.exports import ExportQuota
from api.quota.queue import FairQueue
from api.quota.queue_middleware import QueueMiddleware
from api.quota.statements import StatementQuota
from api.ranges import RangeMiddleware
from api.root_path import RootPathMiddleware
from api.shared_tables import shared_file
from api.snapshot_cache import SnapshotCache
from graph.database import Database
from graph.local.restarter import Neo4jRestarter
from graph.settings import parts, settings

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


# Headers of answers that scripts of other origins may read, beside the common ones.
_EXPOSED = (
    "Accept-Ranges",
    "Allow",
    "Content-Disposition",
    "Content-Range",
    "ETag",
    "Link",
    "Partycell-Truncated",
    "Partycell-Warnings",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-Id",
)
# First parts of paths that do not query the database, or whose responses are of a moment.
_UNCACHED = frozenset(["healthz", "readyz", "openapi.json", "db"])
# Paths with quotas of their own.
_WITH_QUOTA = ("/v1/cypher", "/v1/export")
_ROUTERS = (
    discovery.router,
    cypher_router,
    query_api.router,
    query_api.older_router,
    routes.router,
    judgements.router,
    exports.router,
    service.router,
)


def create_app(
    database: Database,
    routers: Sequence[APIRouter] = (),
    uncached: Collection[str] = (),
    lifespan: Lifespan | None = None,
    beside: Callable[[], object] = lambda: None,
) -> FastAPI:
    """The HTTP interface to one database; it reads, and never writes.

    Args:
        database: The database.
        routers: More routes, tried after the interface's own.
        uncached: First parts of more paths whose responses depend on more than the graph and the
            request, and which need no permit to query the database, or acquire it themselves.
        lifespan: What runs while the application does.
        beside: What responses depend on beside the graph and the request.
    """
    app = FastAPI(
        title="Partycell",
        version=version("partycell"),
        summary="How the Workers' Party of Korea is organised, with who says so.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        # The routes themselves: an included router is looked through three times a request.
        routes=[route for router in (*_ROUTERS, *routers) for route in router.routes],
        lifespan=_with_connections(database, lifespan),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.openapi = lambda: openapi_document(app)  # type: ignore[method-assign]
    snapshots = SnapshotCache(database)
    app.state.database = lambda: database
    app.state.snapshots = snapshots
    app.state.keeper = Neo4jRestarter(database.home) if database.home is not None else None
    shared = shared_file()
    app.state.statement_quota = StatementQuota(shared)
    app.state.export_quota = ExportQuota(shared)
    app.state.transactions = OpenTransactions(shared)
    app.state.catalogue_queue = FairQueue()
    app.state.statement_queue = FairQueue()
    errors.install(app)

    def is_cached(scope: Scope) -> bool:
        first = scope["path"].split("/", 2)[1]
        return first not in _UNCACHED.union(uncached) and not is_discovery(scope)

    app.add_middleware(
        QueueMiddleware,
        queue=app.state.catalogue_queue,
        is_queued=lambda scope: is_cached(scope) and scope["path"] not in _WITH_QUOTA,
    )
    chosen = settings()
    size = chosen.partycell_cache_mb << 20
    app.add_middleware(
        CacheMiddleware, snapshots=snapshots, size=size, is_cached=is_cached, beside=beside
    )
    app.add_middleware(ContentEncodingMiddleware)
    app.add_middleware(RangeMiddleware)
    app.add_middleware(OptionsMiddleware)
    app.add_middleware(
        ClientMiddleware,
        keys=read_keys(chosen.partycell_api_keys.get_secret_value()),
        keys_required=chosen.partycell_keys_required,
        quota=app.state.statement_quota,
    )
    origins = parts(chosen.partycell_cors_origins)
    if origins:
        # Outside of keys: a browser asks beforehand without one, and may read that one is wanted.
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "HEAD", "POST", "DELETE"],
            allow_headers=["*"],
            expose_headers=_EXPOSED,
        )
    hosts = parts(chosen.partycell_hosts)
    app.add_middleware(HostCheckMiddleware, hosts=hosts, origins=origins)
    app.add_middleware(RequestContextMiddleware)
    app.add_middleware(
        RootPathMiddleware,
        root_path=chosen.partycell_root_path,
        forwarded=bool(chosen.partycell_forwarded_allow_ips),
    )
    app.add_middleware(DefaultHeadersMiddleware, headers=HEADERS)
    return app


def _with_connections(database: Database, lifespan: Lifespan | None) -> Lifespan:
    """A lifespan at whose end the connections of the event loop are given back."""

    @asynccontextmanager
    async def with_connections(app: FastAPI) -> AsyncIterator[None]:
        try:
            async with lifespan(app) if lifespan is not None else nullcontext():
                yield
        finally:
            await database.close_in_loop()

    return with_connections
