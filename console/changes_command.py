"""`partycell changes`."""

from __future__ import annotations

from typing import Annotated

import typer

from console.options import FormatOption
from console.output import print_rows
from console.rendering import Format
from graph.paths import DATA


def changes(
    before: Annotated[str, typer.Argument(help="A folder of dataset files, or a git revision.")],
    after: Annotated[str, typer.Argument(help="The same; this checkout's data unless given.")] = "",
    how: FormatOption = Format.TABLE,
) -> None:
    """Say what changed between two releases of the data, claim by claim.

    Example: partycell changes v0.1.0 v0.2.0
    """
    from loaders.dataset.changes import COLUMNS  # noqa: PLC0415  (slow to import)
    from loaders.dataset.changes import changes as between  # noqa: PLC0415

    print_rows(COLUMNS, between(before, after or str(DATA)), how)
