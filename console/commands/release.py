"""`partycell release` and `changes`: the dataset as a folder to publish, and what differs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from console.arguments import FormatOption
from console.messages import errors
from console.output import open_database, print_rows, write
from console.rendering import RowFormat
from graph.paths import DATA


def release(
    folder: Annotated[Path, typer.Argument(help="Folder to write; it must not be there yet.")],
) -> None:
    """Write the curated dataset as a Frictionless data package that is an RO-Crate too.

    The version is that of data/CHANGELOG.md. The same version of the graph gives the same bytes;
    the folder appears whole or not at all.

    Example: partycell release partycell-1.0.0
    """
    from exporters.release import check_free, read_edition, write_release  # noqa: PLC0415  (slow)
    from loaders.curated import check_curated  # noqa: PLC0415

    check_free(folder)
    edition = read_edition()
    with open_database() as database:
        check_curated(database)
        files = write_release(database, edition, folder)
    for file in files:
        rows = "" if file.rows is None else f", {file.rows:,} rows"
        write(f"{folder / file.name}: {file.size:,} bytes{rows}\n")
    write(f"{folder}: version {edition.version} of {edition.published}\n")


def changes(
    before: Annotated[
        str, typer.Argument(help="A release, a folder of dataset files, or a git revision.")
    ],
    after: Annotated[str, typer.Argument(help="Likewise; default: this checkout's data.")] = "",
    output_format: FormatOption = RowFormat.TABLE,
) -> None:
    """Compare two releases: sources, things, claims, disagreements; exit status 1 if they differ.

    Example: partycell changes partycell-1.0.0 partycell-1.1.0
    """
    from loaders.dataset.changes import COLUMNS  # noqa: PLC0415  (slow to import)
    from loaders.dataset.changes import changes as between  # noqa: PLC0415

    rows = between(before, after or str(DATA))
    print_rows(COLUMNS, rows, output_format)
    told = Counter((row["what"], row["change"]) for row in rows)
    for (what, change), count in sorted(told.items()):
        errors.print(f"{what}: {count:,} {change}")
    if rows:
        raise typer.Exit(1)
