"""`partycell check`."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from console import complete
from console.arguments import FormatOption, parse_pairs
from console.messages import errors
from console.output import open_database, print_rows
from console.rendering import RowFormat
from graph.checks import FINDINGS, VIOLATION, checks, run_checks
from graph.lens import Lens
from graph.proposals import proposals

_CHECK_FIELDS = ("summary", "rule", "looks_at", "scope")


def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CHECK|KEY=VALUE]...",
            help="Checks to run; all if none.",
            autocompletion=complete.checks,
        ),
    ] = None,
    output_format: FormatOption = RowFormat.TABLE,
    *,
    finding: Annotated[
        str | None, typer.Option("--finding", help="Only rows with this finding.")
    ] = None,
    propose: Annotated[
        bool,
        typer.Option("--propose", help="Propose what the rules provide in a violation."),
    ] = False,
    describe: Annotated[
        bool, typer.Option("--describe", help="List the checks: what each looks at, and where.")
    ] = False,
) -> None:
    """Check units against the party's own rules; exit status 1 if any is violated.

    What no source states is unknown, never a violation. Takes as_of, known_at, recorded_at,
    certainty, sources and carry too.

    Example: partycell check cell-size-maximum as_of=2018 --finding violation
    """
    if describe:
        rows = [
            {"check": item.name, **{field: getattr(item, field) for field in _CHECK_FIELDS}}
            for item in checks().values()
        ]
        print_rows(["check", *_CHECK_FIELDS], rows, output_format)
        return
    lens = Lens.parse(parse_pairs([name for name in names or [] if "=" in name]))
    chosen = [name for name in names or [] if "=" not in name]
    with open_database() as database:
        if propose:
            plans = proposals(database, lens)
            print_rows(plans.columns, plans.rows, output_format)
            return
        answer = run_checks(database, chosen, lens, finding=finding)
    print_rows(answer.columns, answer.rows, output_format)
    found = Counter(row["finding"] for row in answer.rows)
    errors.print(", ".join(f"{found[name]} {name}" for name in FINDINGS))
    if found[VIOLATION]:
        raise typer.Exit(1)
