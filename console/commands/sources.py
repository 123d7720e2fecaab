"""`partycell sources` and `cite`: the sources, and how they are cited."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from console import complete
from console.arguments import FormatOption
from console.messages import errors
from console.output import open_database, print_rows, write
from console.rendering import RowFormat
from graph.catalogue import run
from graph.citations import cite as write_citation

app = typer.Typer(rich_markup_mode=None)

_SHOWN = ("id", "publisher", "language", "published", "facts", "claims", "title")


@app.callback(invoke_without_command=True)
def sources(
    context: typer.Context,
    output_format: FormatOption = RowFormat.TABLE,
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
        with open_database() as database:
            answer = run(database, "sources", {})
        print_rows(
            _SHOWN if output_format is RowFormat.TABLE else answer.columns,
            answer.rows,
            output_format,
        )
        return
    from loaders.dataset import coverage as uncovered  # noqa: PLC0415

    missing = uncovered()
    rows = [vars(fact) for fact in missing]
    print_rows(["id", "file", "line", "locator", "gist"], rows, output_format)
    errors.print(f"{len(missing)} facts have no claim.")
    if missing:
        raise typer.Exit(1)


@app.command()
def new(
    url: Annotated[str, typer.Argument(help="The source's address; nothing is fetched.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Output file; default: ID.yaml here.")
    ] = None,
    identifier: Annotated[
        str | None, typer.Option("--id", help="The source's id; default: made from the address.")
    ] = None,
) -> None:
    """Write a dataset file to fill in for a source.

    Example: partycell sources new https://example.org/an-article
    """
    from loaders.dataset.template import write_template  # noqa: PLC0415

    file = write_template(url, output, identifier)
    sys.stdout.write(f"{file}: fill it in, then try partycell load {file} --dry-run\n")


@app.command()
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; the curated data if none.")
    ] = None,
    *,
    texts: Annotated[
        Path, typer.Option("--texts", help="Folder with the texts of sources, as UTF-8.")
    ],
) -> None:
    """Refuse facts that copy more than eight words in a row of a source's text.

    Needs no database. Names and titles may be as they are.

    Example: partycell sources check my-source.yaml --texts pages
    """
    from loaders.dataset.copies import check_copies  # noqa: PLC0415

    found = check_copies(texts, paths)
    sys.stdout.write(
        f"{found.texts:,} texts compared with {found.files:,} files: nothing is copied.\n"
    )


def cite(
    identifier: Annotated[
        str,
        typer.Argument(
            help="Id of a source, claim or thing, or `dataset`.", autocompletion=complete.cited
        ),
    ],
    style: Annotated[
        str, typer.Option("--style", help="Citation format: bibtex, ris, csl or text.")
    ] = "bibtex",
) -> None:
    """Print a citation of a source, a claim, a thing or the dataset.

    Example: partycell cite kcna-2013-01-28 --style ris
    """
    with open_database() as database:
        write(write_citation(database, identifier, style))
