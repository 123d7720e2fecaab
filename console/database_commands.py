"""`partycell db`: the local Neo4j."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from console.messages import errors
from console.output import print_rows
from console.rendering import Format
from graph import local
from graph.database import Database
from graph.schema import schema_version
from graph.settings import settings

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The local Neo4j.\n\nExample: partycell db status",
)


@app.command()
def start() -> None:
    """Start the local Neo4j, fetching it first if need be.

    Example: partycell db start
    """
    with errors.status("Looking for Neo4j") as status:
        endpoint = local.start(status.update)
    sys.stdout.write(f"Neo4j is at {endpoint.uri}\n")


@app.command()
def stop() -> None:
    """Stop the local Neo4j.

    Example: partycell db stop
    """
    with errors.status("Stopping Neo4j"):
        ran = local.stop()
    sys.stdout.write("Neo4j has stopped.\n" if ran else "Neo4j was not running.\n")


@app.command()
def status(
    how: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TABLE,
) -> None:
    """Say whether Neo4j runs, where, how large it is, and the schema's version.

    Example: partycell db status --format json
    """
    found: dict[str, Any] = asdict(local.status())
    if settings().neo4j_uri is not None:
        found = {"running": True, "uri": settings().neo4j_uri}
    found["schema_version"] = None
    if found["running"]:
        with Database.open() as database:
            found["schema_version"] = schema_version(database)
    if how is Format.TABLE:
        rows = [{"what": name, "value": value} for name, value in found.items()]
        print_rows(["what", "value"], rows, how)
    else:
        print_rows(list(found), [found], how)


@app.command()
def dump(file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write the local store to a file, by Neo4j's own admin tool.

    Example: partycell db dump party.dump
    """
    with errors.status("Dumping the store"):
        local.dump(file)
    sys.stdout.write(f"The store is in {file}.\n")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `db dump` wrote.")]) -> None:
    """Replace the local store by a dump; the old one stays if that fails.

    Example: partycell db restore party.dump
    """
    with errors.status("Restoring the store"):
        local.restore(file)
    sys.stdout.write(f"The store was restored from {file}.\n")
