"""`partycell compare`."""

from __future__ import annotations

from typing import Annotated

import typer

from console import complete
from console.arguments import FormatOption, parse_pairs
from console.output import open_database, print_rows
from console.rendering import RowFormat
from graph.compare import PREFIX, second_look
from graph.compare import compare as find_differences
from graph.errors import BadParameterError
from graph.lens import NAMES, Lens

_OWN = ("part", "change", "thing")


def compare(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE...",
            help="The two looks, and part=, change= and thing=.",
            autocompletion=complete.comparison,
        ),
    ] = None,
    output_format: FormatOption = RowFormat.TABLE,
) -> None:
    """Compare two dates, sets of sources or states of what was known.

    The first look is given by as_of, known_at, recorded_at, certainty, sources and carry; the
    second by the same with to_ before them, and is as the first in all that is not given.

    Example: partycell compare as_of=2013 to_as_of=2021-04 part=members
    """
    given = parse_pairs(arguments)
    lens = Lens.parse({name: text for name, text in given.items() if name in NAMES})
    own = {name: text for name, text in given.items() if name in _OWN}
    others = {name: given[name] for name in given.keys() - own.keys() - set(NAMES)}
    for name in others:
        if not name.startswith(PREFIX):
            raise BadParameterError(
                name,
                f"There is no parameter {name!r}.",
                hint=f"There are: {', '.join((*NAMES, *(PREFIX + n for n in NAMES), *_OWN))}.",
            )
    second = second_look(lens, others)
    with open_database() as database:
        answer = find_differences(database, lens, second, **own)
    print_rows(answer.columns, answer.rows, output_format)
