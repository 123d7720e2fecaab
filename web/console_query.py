"""A visitor's statement, run for a page: its parameters, its rows, or why it was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.cypher.request import parse_value
from api.errors import status_of
from graph.database import Database
from graph.errors import CypherError, PartycellError
from graph.guard import Limits, read
from graph.guard.statement import ParsedStatement
from graph.json_values import to_json
from graph.notices import notices_of
from graph.suggestions import with_suggestions

ROWS = 200  # rows that a page shows without scripts: more is an answer for programs


@dataclass
class StatementRun:
    """A statement and its result or refusal.

    Attributes:
        query: The statement.
        parameters: The names of its parameters with what was given for them, as text.
        result: `data`, `columns`, `warnings`, `truncated` and `elapsed` seconds; None where it was
            not run.
        refusal: Why it was refused; None where it was not.
        status: The HTTP status of the page.
    """

    query: str
    parameters: dict[str, str]
    result: dict[str, Any] | None = None
    refusal: Refusal | None = None
    status: int = 200


@dataclass(frozen=True)
class Refusal:
    """Why a statement was refused, and where: `line` and `column` count from 1, None if unknown."""

    message: str
    line: int | None = None
    column: int | None = None
    around: tuple[str, str] = field(default=("", ""))


def run_statement(
    database: Database, query: str, given: Mapping[str, str], *, run: bool, request: str
) -> StatementRun:
    """Run a statement within the guard, or only say what its parameters are.

    Args:
        database: Where.
        query: The statement.
        given: Parameters' texts by name; JSON where it can be read as such.
        run: Whether it is run; an empty one never is.
        request: Under which id it runs.
    """
    names = ParsedStatement(query).parameters()
    ran = StatementRun(query, {name: given.get(name, "") for name in names})
    if not query.strip() or not run:
        return ran
    settings = Limits.of_settings()
    limits = Limits(min(ROWS, settings.rows), settings.bytes, settings.seconds)
    parameters = {name: parse_value(given[name]) for name in names if name in given}
    try:
        with read(database, query, parameters, limits, request=request, warnings=True) as answer:
            rows = [
                dict(zip(answer.columns, map(to_json, values), strict=True)) for values in answer
            ]
            notices = with_suggestions(database, notices_of(answer.summary))
            ran.result = {
                "warnings": [str(notice) for notice in notices if notice.is_warning],
                "data": rows,
                "columns": answer.columns,
                "truncated": answer.truncated,
                "elapsed": round(answer.elapsed, 6),
            }
    except PartycellError as error:
        ran.status = 400 if isinstance(error, CypherError) else status_of(error)[0]
        ran.refusal = _refusal(query, error)
    return ran


def _refusal(query: str, error: PartycellError) -> Refusal:
    line, column = getattr(error, "line", None), getattr(error, "column", None)
    lines = query.splitlines()
    if line is None or column is None or not 1 <= line <= len(lines):
        return Refusal(str(error))
    text = lines[line - 1]
    return Refusal(str(error), line, column, (text[: column - 1], text[column - 1 :]))
