"""`partycell cypher`."""

from __future__ import annotations

from typing import Annotated

import typer

from console.arguments import FormatOption, parse_pairs
from console.output import (
    ROW_LIMIT,
    open_database,
    print_rows,
    refuse_write,
    warn_of_notices,
    warn_of_rest,
)
from console.rendering import RowFormat
from graph.guard import fetch_all
from graph.settings import settings
from graph.suggestions import with_suggestions


def cypher(
    statement: Annotated[str, typer.Argument(help="A Cypher statement.")],
    parameters: Annotated[
        list[str] | None, typer.Option("--param", help="A parameter, as name=value; repeatable.")
    ] = None,
    output_format: FormatOption = RowFormat.TABLE,
    *,
    write: Annotated[
        bool, typer.Option("--write", help="Allow writes, on a database that is not ours.")
    ] = False,
) -> None:
    """Run one read-only Cypher statement.

    Example: partycell cypher 'MATCH (t:Tier) RETURN t.name ORDER BY t.rank'
    """
    bound = parse_pairs(parameters)
    with open_database() as database:
        refuse_write(write=write, owned=database.owned)
        if write:
            answer = database.run(
                statement,
                bound,
                limit=settings().partycell_row_limit,
                write=True,
                warnings=True,
            )
            notices = with_suggestions(database, answer.notices)
        else:
            answer = fetch_all(database, statement, bound)
            notices = answer.notices
    rows = [dict(zip(answer.columns, record, strict=True)) for record in answer.records]
    print_rows(answer.columns, rows, output_format)
    warn_of_notices(notices)
    if answer.truncated:
        warn_of_rest(len(rows), None, ROW_LIMIT)
