"""Our server as `partycell serve` has it, but without its warm-up, which would be measured too."""

from __future__ import annotations

from fastapi import FastAPI

from api.server import serve
from graph.database import Database
from graph.settings import settings
from web.site import create_site


def open_site() -> FastAPI:
    """The site, for a worker of its own."""
    return create_site(Database.open())


if __name__ == "__main__":
    workers = settings().partycell_workers
    with Database.open() as database:
        app = create_site(database) if workers == 1 else "benchmarks.serve_cold:open_site"
        serve(app, "127.0.0.1", 0, workers=workers)
