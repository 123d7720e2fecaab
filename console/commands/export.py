"""`partycell export`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from console import complete
from console.arguments import parse_pairs, split_commas
from console.output import open_database
from graph.catalogue import split
from graph.errors import BadInputError
from graph.lens import Lens

STANDARD_OUTPUT = Path("-")


def export(
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Output file; - is standard output.")
    ],
    output_format: Annotated[
        str,
        typer.Option(
            "--format", help="Export format, such as gexf or csv; a wrong one lists them all."
        ),
    ] = "graphml",
    name: Annotated[
        str | None,
        typer.Option(
            "--query",
            help="Only the edges that this query returns.",
            autocompletion=complete.queries,
        ),
    ] = None,
    relations: Annotated[
        str, typer.Option("--relations", help="Only these relationship types, comma-separated.")
    ] = "",
    table: Annotated[
        str | None, typer.Option("--table", help="For csv and parquet: only this table.")
    ] = None,
    contested: Annotated[
        str, typer.Option("--contested", help="accepted, all, or weighted by share of voices.")
    ] = "accepted",
    source: Annotated[
        str | None,
        typer.Option("--source", help="For xlsx: the source whose claims to edit and load again."),
    ] = None,
    *,
    inside: Annotated[
        bool,
        typer.Option(
            "--claims-inside", help="For graphml: claims and sources in the file, not beside it."
        ),
    ] = False,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE...",
            help="The lens, and the query's parameters.",
            autocompletion=complete.parameters,
        ),
    ] = None,
) -> None:
    """Export the graph, or the edges that a query returns, to a file for other tools.

    The file appears whole or not at all. --format xlsx is the claims of one --source. What stands
    beside a file, such as its claims, is not given with standard output.

    Example: partycell export --format gexf -o party.gexf as_of=2018
    """
    from analysis.networks import from_query  # noqa: PLC0415
    from exporters import (  # noqa: PLC0415
        FORMATS,
        chunks,
        from_database,
        from_network,
        save,
    )

    FORMATS.find(output_format)
    given = parse_pairs(arguments)
    own, lens = split(given) if name is not None else ({}, Lens.parse(given))
    wanted = split_commas(relations)
    for option, value in (("--relations", wanted), ("--source", source)):
        if name is not None and value:
            raise BadInputError(f"{option} and --query cannot be combined.", hint="Leave one out.")
    with open_database() as database:
        content = (
            from_database(database, lens, relations=wanted, source=source, contested=contested)
            if name is None
            else from_network(
                from_query(database, name, own, lens, contested=contested),
                {"contested": contested},
            )
        )
        content = replace(content, inside=inside)
        if output == STANDARD_OUTPUT:
            sys.stdout.buffer.writelines(chunks(content, output_format, table))
            return
        for file in save(content, output, output_format, table):
            sys.stdout.write(f"{file}: {file.stat().st_size:,} bytes\n")
