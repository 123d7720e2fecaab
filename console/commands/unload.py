"""`partycell unload`: what a source says, out of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from console.commands.load import print_load_report
from console.messages import errors
from console.output import open_database, write


def unload(
    source: Annotated[str, typer.Argument(help="Id of the source.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
) -> None:
    """Retire all that a source says; what nobody else says anything of is shown no more.

    All of it, or nothing. The graph as it was stays to be asked for by recorded_at, and loading the
    source again brings it back.

    Example: partycell unload my-table --dry-run
    """
    from loaders.load.unload import unload as unload_source  # noqa: PLC0415

    with open_database() as database, errors.progress() as progress:
        report = unload_source(database, source, dry_run=dry_run, progress=progress)
    print_load_report(report.load)
    write(
        f"{source}: {report.facts:,} facts are listed no more; "
        f"nobody else says anything of {report.things:,} things\n"
    )
