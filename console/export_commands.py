"""`partycell export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from console import complete
from console.arguments import pairs
from console.output import opened
from graph.catalogue import split
from graph.errors import BadInputError
from graph.lens import Lens


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    how: Annotated[
        str,
        typer.Option("--format", help="Which format; docs/exports.md lists them."),
    ] = "graphml",
    name: Annotated[
        str | None,
        typer.Option(
            "--query",
            help="Only the edges that this query gives.",
            autocompletion=complete.queries,
        ),
    ] = None,
    relations: Annotated[
        str, typer.Option("--relations", help="Only these edges; names with commas between.")
    ] = "",
    table: Annotated[
        str | None, typer.Option("--table", help="For csv and parquet: only this table.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="For xlsx: whose claims, to edit and load again.")
    ] = None,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE...",
            help="The lens, and the query's parameters.",
            autocompletion=complete.parameters,
        ),
    ] = None,
) -> None:
    """Write the graph, or the edges that a query gives, in a form that other tools read.

    The file appears whole or not at all. --format xlsx is the claims of one --source.

    Example: partycell export --format gexf -o party.gexf as_of=2018
    """
    from analysis.networks import from_query  # noqa: PLC0415
    from exporters import (  # noqa: PLC0415
        FORMATS,
        from_database,
        from_network,
        save,
    )

    FORMATS.find(how)
    given = pairs(arguments)
    own, lens = split(given) if name is not None else ({}, Lens.parse(given))
    wanted = [part.strip() for part in relations.split(",") if part.strip()]
    for option, value in (("--relations", wanted), ("--source", source)):
        if name is not None and value:
            raise BadInputError(f"{option} and --query do not go together.", hint="Leave one out.")
    with opened() as database:
        content = (
            from_database(database, lens, relations=wanted, source=source)
            if name is None
            else from_network(from_query(database, name, own, lens))
        )
        for file in save(content, output, how, table):
            sys.stdout.write(f"{file}: {file.stat().st_size:,} bytes\n")
