"""`partycell db`: the local Neo4j."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from console.arguments import FormatOption
from console.messages import errors
from console.output import print_rows
from console.rendering import RowFormat
from graph import local
from graph.database import Database
from graph.errors import DatabaseUnavailableError
from graph.lease import wait_for_load
from graph.migrations import schema_version
from graph.settings import settings
from graph.version import graph_state

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The local Neo4j.\n\nExample: partycell db status",
)


@app.command()
def start() -> None:
    """Start the local Neo4j, downloading it first if needed.

    Example: partycell db start
    """
    with errors.status("Connecting to Neo4j") as status:
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
    output_format: FormatOption = RowFormat.TABLE,
) -> None:
    """Show whether Neo4j runs, where, how large it is, and the schema's version.

    Example: partycell db status --format json
    """
    found: dict[str, Any] = asdict(local.status())
    if settings().neo4j_uri is not None:
        found = {"running": True, "uri": settings().neo4j_uri}
    found["schema_version"] = None
    if found["running"]:
        try:
            with Database.open() as database:
                found["schema_version"] = schema_version(database)
        except DatabaseUnavailableError as error:
            found["trouble"] = str(error)
    if output_format is RowFormat.TABLE:
        rows = [{"what": name, "value": value} for name, value in found.items()]
        print_rows(["what", "value"], rows, output_format)
    else:
        print_rows(list(found), [found], output_format)


@app.command()
def dump(file: Annotated[Path, typer.Argument(help="Output file.")]) -> None:
    """Write the local store to a file, by Neo4j's own admin tool.

    Example: partycell db dump party.dump
    """
    with errors.status("Dumping the store"):
        if settings().neo4j_uri is None and local.running() is not None:
            with Database.open() as database:
                wait_for_load(database)
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


@app.command()
def repair() -> None:
    """Repair a store that does not open, without what is damaged; a copy of it is kept.

    Example: partycell db repair
    """
    with errors.status("Checking the store") as status:
        kept = local.repair(status.update)
    if kept is None:
        sys.stdout.write("The store opens by itself; there is nothing to repair.\n")
        return
    with Database.open() as database:
        state = graph_state(database)
    sys.stdout.write(
        f"The store is open. Its last load is of {state.loaded or 'no time'}, version "
        f"{state.version}; load again what came after it.\n"
        f"As it was it is in {kept}; delete that folder once nothing is missed.\n"
    )


@app.command("reset-password")
def reset_password() -> None:
    """Give the local Neo4j a new password, if its file is lost or wrong; the data stay.

    Example: partycell db reset-password
    """
    with errors.status("Stopping Neo4j") as status:
        endpoint = local.reset_password(status.update)
    sys.stdout.write(f"Neo4j has a new password, and is at {endpoint.uri}\n")


@app.command("aot-cache")
def aot_cache() -> None:
    """Have Neo4j start in half the time: make Java's ahead-of-time cache, once.

    That takes a minute or two, and 160 MB in the Python environment; with another Neo4j, again.
    One that is there stays.

    Example: partycell db aot-cache
    """
    from graph.local.aot import ensure_aot_cache  # noqa: PLC0415  (only this needs it)

    with errors.status("Looking at Neo4j's jars") as status:
        file = ensure_aot_cache(status.update)
    sys.stdout.write(f"The cache is {file}.\n")
