"""`partycell query`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from console import complete
from console.arguments import FormatOption, parse_pairs
from console.messages import errors
from console.output import count_rows, open_database, print_rows, warn_of_rest
from console.rendering import RowFormat
from graph.catalogue import catalogue, find, run, split
from graph.settings import settings


def query(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Name of the query; all are listed if none.", autocompletion=complete.queries
        ),
    ] = None,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE...",
            help="The query's parameters.",
            autocompletion=complete.parameters,
        ),
    ] = None,
    output_format: FormatOption = RowFormat.TABLE,
    *,
    describe: Annotated[
        bool, typer.Option("--describe", help="Describe its parameters and columns; do not run it.")
    ] = False,
) -> None:
    """Run a query of the catalogue.

    Every query also takes as_of, known_at, recorded_at, certainty, sources and carry.

    Example: partycell query timeline start=1990 end=2007 sources=dailynk-en-party-cell
    """
    if name is None:
        rows: list[dict[str, Any]] = [
            {
                "name": item.name,
                "parameters": " ".join(
                    parameter.name if parameter.required else f"[{parameter.name}]"
                    for parameter in item.parameters
                ),
                "summary": item.summary,
            }
            for item in catalogue().values()
        ]
        print_rows(["name", "parameters", "summary"], rows, output_format)
        return
    if describe:
        _describe(name, output_format)
        return
    find(name)
    own, lens = split(parse_pairs(arguments))
    with open_database() as database:
        answer = run(database, name, own, lens, limit=settings().partycell_row_limit)
        total = count_rows(database, name, own, lens) if answer.truncated else None
    print_rows(answer.columns, answer.rows, output_format)
    if answer.truncated:
        warn_of_rest(len(answer.rows), total, answer.rest)
    if answer.undated_left_out:
        errors.print(f"{answer.undated_left_out} undated sources were left out by known_at.")
    if answer.note:
        errors.print(answer.note)


def _describe(name: str, output_format: RowFormat) -> None:
    item = find(name)
    rows = [
        {
            "parameter": parameter.name,
            "type": parameter.type,
            "required": parameter.required,
            "default": parameter.default,
        }
        for parameter in item.parameters
    ]
    errors.print(item.summary)
    errors.print(f"Returns: {', '.join(item.columns)}")
    print_rows(["parameter", "type", "required", "default"], rows, output_format)
