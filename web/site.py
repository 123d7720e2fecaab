"""The whole site: the HTTP interface, and the pages for people."""

from __future__ import annotations

from fastapi import FastAPI

from api.app import create_app
from graph.database import Database
from web import assets, error_pages
from web.analysis_runs import has_analysis
from web.routes import (
    about,
    analysis,
    api_docs,
    changes,
    claims,
    compare,
    console,
    contested,
    crawlers,
    downloads,
    hierarchy,
    network,
    numbers,
    search,
    sources,
    start,
    things,
    timeline,
)
from web.warm_up import warm_up_lifespan

_PARTS = (
    assets,
    about,
    analysis,
    api_docs,
    changes,
    claims,
    compare,
    console,
    contested,
    crawlers,
    downloads,
    hierarchy,
    network,
    numbers,
    search,
    sources,
    start,
    timeline,
)


# Files, and pages that show other things than the graph, or run a visitor's statement.
_UNCACHED = ("static", "analysis", "console", "docs")


def open_site() -> FastAPI:
    """The site of the database that the settings name, for a worker of its own."""
    return create_site(Database.open(), warm_up=True)


def create_site(database: Database, *, warm_up: bool = False) -> FastAPI:
    """The HTTP interface to one database, with its pages.

    Args:
        database: The database.
        warm_up: Whether to request each page once after the start, in the background.
    """
    # `things` comes last: its lists take any path of one word.
    routers = [part.router for part in (*_PARTS, things)]
    lifespan = warm_up_lifespan(database) if warm_up else None
    app = create_app(database, routers, _UNCACHED, lifespan, beside=has_analysis)
    error_pages.install(app)
    return app
