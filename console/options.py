"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from console.rendering import Format

FormatOption = Annotated[Format, typer.Option("--format", help="How to print the rows.")]
