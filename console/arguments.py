"""Arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from console.rendering import RowFormat
from graph.errors import BadParameterError

FormatOption = Annotated[RowFormat, typer.Option("--format", help="Output format.")]


def split_commas(text: str) -> list[str]:
    """The words between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def parse_pairs(arguments: Sequence[str] | None) -> dict[str, str]:
    """`key=value` words as a dict.

    Raises:
        BadParameterError: A word has no `=`, or a key stands twice.
    """
    found: dict[str, str] = {}
    for word in arguments or []:
        name, equals, given = word.partition("=")
        if not equals:
            raise BadParameterError(
                word, f"{word!r} is no key=value.", hint="As in tier=party-cell."
            )
        if name in found:
            raise BadParameterError(name, f"{name} is given twice.")
        found[name] = given
    return found
