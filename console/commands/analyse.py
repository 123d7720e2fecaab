"""`partycell analyse`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from console import complete
from console.arguments import parse_pairs, split_commas
from console.messages import errors
from console.output import open_database, print_rows
from console.rendering import RowFormat
from graph.settings import settings


def analyse(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Output folder; default: PARTYCELL_ANALYSIS."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="A day or period, as EDTF, or today.")
    ] = None,
    start: Annotated[str | None, typer.Option("--start", help="Start of the period.")] = None,
    end: Annotated[str | None, typer.Option("--end", help="End of the period.")] = None,
    slices: Annotated[
        str, typer.Option("--slices", help="events, year, or a number of equal parts.")
    ] = "",
    projection: Annotated[
        str, typer.Option("--projection", help="Network projection; --list shows all.")
    ] = "co-appearance",
    measures: Annotated[
        str,
        typer.Option("--measures", help="Comma-separated; default: the projection's own."),
    ] = "",
    contested: Annotated[
        str,
        typer.Option("--contested", help="accepted, all, or weighted by share of voices."),
    ] = "accepted",
    seed: Annotated[int, typer.Option("--seed", help="Random seed.")] = 1,
    draws: Annotated[
        int, typer.Option("--draws", help="Monte Carlo samples for the intervals.")
    ] = 200,
    formats: Annotated[
        str, typer.Option("--format", help="Formats of the networks, comma-separated.")
    ] = "graphml,json",
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE...",
            help="known_at, recorded_at, certainty, sources and carry.",
            autocompletion=complete.lens,
        ),
    ] = None,
    *,
    listed: Annotated[
        bool, typer.Option("--list", help="List the projections and the measures.")
    ] = False,
) -> None:
    """Measure a network of the graph, and write a report with figures and tables.

    The same command on the same graph gives the same bytes. The folder appears whole or not at all;
    an earlier analysis there is replaced.

    Example: partycell analyse --start 2013 --end 2021 --slices events -o out
    """
    if listed:
        _list()
        return
    from analysis.report.folder import analyse as write  # noqa: PLC0415
    from analysis.report.folder import check_replaceable  # noqa: PLC0415
    from analysis.report.options import request  # noqa: PLC0415

    options = request(
        projection=projection,
        names=split_commas(measures),
        as_of=as_of,
        start=start,
        end=end,
        slices=slices,
        lens=parse_pairs(arguments),
        contested=contested,
        seed=seed,
        draws=draws,
        formats=split_commas(formats),
    )
    folder = output or settings().analysis_folder
    check_replaceable(folder)
    with open_database() as database, errors.progress() as report:
        found = write(database, options, folder, report)
    network = found.whole.network
    sys.stdout.write(
        f"{folder / 'report.html'}: {network.number_of_nodes()} nodes, "
        f"{network.number_of_edges()} edges, {len(found.parts)} slices\n"
    )


def _list() -> None:
    from analysis.measures import MEASURES  # noqa: PLC0415
    from analysis.projections import PROJECTIONS  # noqa: PLC0415

    rows = [
        {"what": "projection", "name": item.name, "summary": item.summary}
        for item in PROJECTIONS.values()
    ]
    rows += [
        {"what": "measure", "name": item.name, "summary": item.summary}
        for item in MEASURES.values()
    ]
    print_rows(["what", "name", "summary"], rows, RowFormat.TABLE)
