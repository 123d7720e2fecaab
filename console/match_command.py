"""`partycell match`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import FormatOption
from console.output import opened, print_rows
from console.rendering import Format


def match(
    decide: Annotated[
        Path | None, typer.Option("--decide", help="Load a file of decisions instead.")
    ] = None,
    how: FormatOption = Format.TABLE,
    *,
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="Only pairs with at least this score.")
    ] = 0.7,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --decide: say what would change.")
    ] = False,
) -> None:
    """Propose pairs of people who may be one, with reasons; a person decides.

    Nothing is merged by this. A file of decisions is loaded by --decide, and taken back by loading
    it again without the line.

    Example: partycell match --least 0.9
    """
    from loaders.identity.decisions import decide as load_decisions  # noqa: PLC0415
    from loaders.identity.matching import propose  # noqa: PLC0415

    with opened() as database:
        if decide is not None:
            from console.load_commands import say_loaded  # noqa: PLC0415  (slow to import)

            say_loaded(load_decisions(database, decide, dry_run=dry_run))
            return
        answer = propose(database, min_score=least)
    print_rows(answer.columns, answer.rows, how)
