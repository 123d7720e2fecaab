"""`partycell mcp`."""

from __future__ import annotations

from console.output import opened


def mcp() -> None:
    """Serve language models by the Model Context Protocol, on standard input and output.

    A client starts it by itself: give it this command. Messages go to standard error.

    Example: partycell mcp
    """
    from api.mcp.server import create_server  # noqa: PLC0415  (slow to import)

    with opened() as database:
        create_server(database).run("stdio")
