"""`partycell sources`: who says it, what of it is recorded, and a file for a new one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from console.messages import errors
from console.output import opened, print_rows
from console.rendering import Format
from graph.catalogue import run

app = typer.Typer(rich_markup_mode=None)

_SHOWN = ("id", "publisher", "language", "published", "facts", "claims", "title")


@app.callback(invoke_without_command=True)
def sources(
    context: typer.Context,
    how: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.TABLE,
    *,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="List the facts that no claim records.")
    ] = False,
) -> None:
    """List the sources; with --coverage, the facts without a claim (exit status 1 if any).

    Example: partycell sources --coverage
    """
    if context.invoked_subcommand is not None:
        return
    if not coverage:
        with opened() as database:
            answer = run(database, "sources", {})
        print_rows(_SHOWN if how is Format.TABLE else answer.columns, answer.rows, how)
        return
    from loaders.dataset import coverage as uncovered  # noqa: PLC0415

    missing = uncovered()
    rows = [vars(fact) for fact in missing]
    print_rows(["id", "file", "line", "locator", "gist"], rows, how)
    errors.print(f"{len(missing)} facts have no claim.")
    if missing:
        raise typer.Exit(1)


@app.command()
def new(
    url: Annotated[str, typer.Argument(help="The source's address; nothing is fetched.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file; ID.yaml here unless given.")
    ] = None,
    identifier: Annotated[
        str | None, typer.Option("--id", help="The source's id; from the address unless given.")
    ] = None,
) -> None:
    """Write a dataset file to fill in for a source.

    Example: partycell sources new https://example.org/an-article
    """
    from loaders.dataset.template import write_template  # noqa: PLC0415

    file = write_template(url, output, identifier)
    sys.stdout.write(f"{file}: fill it in, then try partycell load {file} --dry-run\n")
