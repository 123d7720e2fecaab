"""The whole site: the HTTP interface, and the pages for people."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api.app import add_routes, create_app
from graph.database import Database
from web import assets, errors
from web.routes import (
    analysis,
    claims,
    console,
    contested,
    hierarchy,
    network,
    search,
    sources,
    start,
    things,
    timeline,
)
from web.warm_up import warmed

# `things` comes last: its lists take any path of one word.
PARTS = (
    assets,
    analysis,
    claims,
    console,
    contested,
    hierarchy,
    network,
    search,
    sources,
    start,
    timeline,
    things,
)


# Files, and pages that show more than the graph, or run what a visitor sends.
APART = ("static", "analysis", "console")


def open_site() -> FastAPI:
    """The site of the database that the settings name, for a worker of its own."""
    database = Database.open()
    return warmed(create_site(database), database)


def create_site(database: Database) -> FastAPI:
    """The HTTP interface to one database, with its pages."""
    app = create_app(database, APART)
    errors.install(app)
    add_routes(app, *(part.router for part in PARTS))
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    return app
