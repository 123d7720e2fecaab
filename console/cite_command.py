"""`partycell cite`."""

from __future__ import annotations

from typing import Annotated

import typer

from console import complete
from console.output import opened, write
from graph.citations import cite as write_citation


def cite(
    identifier: Annotated[
        str,
        typer.Argument(
            help="Of a source, claim or thing, or `dataset`.", autocompletion=complete.cited
        ),
    ],
    style: Annotated[str, typer.Option("--style", help="bibtex or ris.")] = "bibtex",
) -> None:
    """Say how to cite a source, a claim, what is gathered on a thing, or the dataset.

    Example: partycell cite kcna-2013-01-28 --style ris
    """
    with opened() as database:
        write(write_citation(database, identifier, style)[0])
