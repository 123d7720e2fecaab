"""`partycell serve` and `mcp`: what programs and browsers use."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from console.messages import errors
from console.output import open_database
from graph.settings import settings

_NO_SCRIPTS = (
    "partycell: The scripts of the pages have not been built, so that nothing is drawn or "
    "suggested: `make run` and `make wheel` build them."
)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to bind to.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to bind to; 0 takes a free one.")
    ] = None,
    *,
    open_to_all: Annotated[
        bool, typer.Option("--open", help="Allow an address other than loopback.")
    ] = False,
) -> None:
    """Serve the web pages and the HTTP API.

    Example: partycell serve --port 8000
    """
    from api.server import is_loopback  # noqa: PLC0415
    from api.server import serve as run_server  # noqa: PLC0415
    from web.assets import has_scripts  # noqa: PLC0415
    from web.site import create_site  # noqa: PLC0415

    if not has_scripts():
        errors.print(_NO_SCRIPTS)
    address = host or settings().partycell_host
    if not open_to_all and not is_loopback(address):
        # In the environment, since each worker reads its own settings.
        os.environ["PARTYCELL_KEYS_REQUIRED"] = "true"
        settings.cache_clear()
    with open_database() as database:
        workers = settings().partycell_workers
        run_server(
            create_site(database, warm_up=True) if workers == 1 else "web.site:open_site",
            address,
            settings().partycell_port if port is None else port,
            open_to_all=open_to_all,
            workers=workers,
        )


def mcp() -> None:
    """Serve language models by the Model Context Protocol (MCP), on standard input and output.

    A client starts it by itself: give it this command. Messages go to standard error.

    Example: partycell mcp
    """
    from api.mcp.server import create_server  # noqa: PLC0415  (slow to import)

    with open_database() as database:
        create_server(database).run("stdio")
