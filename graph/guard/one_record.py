"""A statement so rewritten that all its rows come in one record.

A record costs the driver as much as some twenty values in a list, so that a page of a thousand rows
takes a fraction of the time when Neo4j collects it. Only the last RETURN changes: it becomes a
WITH, whose order `collect` keeps, as Neo4j's manual says of the two; where it has no LIMIT it is
given one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.guard.lexer import TokenKind
from graph.guard.statement import ParsedStatement

# The parameter that says how many rows are collected, where the statement does not.
ROWS = "partycell_rows"
# As long as RETURN, so that what follows stays in its column.
_WITH = "WITH  "
# What makes a statement more than one query, or one whose rows cannot be collected.
_OTHER_CLAUSES = ("UNION", "NEXT", "SHOW", "TERMINATE", "FINISH", "USE")
_AFTER_ITEMS = ("ORDER", "SKIP", "OFFSET", "LIMIT")


@dataclass(frozen=True)
class OneRecord:
    """A statement that gives one record, whose one value is the list of its rows.

    Attributes:
        text: The statement; it also takes the parameter `ROWS`.
        limit: How many rows it allows itself: a number, the name of a parameter, or something
            else, which is an empty name; None where it has no LIMIT.
    """

    text: str
    limit: int | str | None

    def is_within(self, rows: int, parameters: Mapping[str, Any]) -> bool:
        """Whether it surely collects no more rows than this, and one."""
        limit = parameters.get(self.limit) if isinstance(self.limit, str) else self.limit
        return self.limit is None or (isinstance(limit, int) and limit <= rows)


def in_one_record(
    statement: ParsedStatement, columns: Sequence[str], *, stable: bool = False
) -> OneRecord | None:
    """The statement in that form; None where it has none.

    Args:
        statement: One that Neo4j understands.
        columns: The columns that it gives, as Neo4j names them.
        stable: Whether rows that its order does not tell apart are to stand in the same order
            however many are asked for. Then they are all sorted, and the list is cut.
    """
    tokens = statement.tokens
    end = len(tokens)
    while end and tokens[end - 1].text == ";":
        end -= 1
    clauses = [at for at in statement.outside(0, end) if _may_begin_clause(statement, at)]
    returns = [at for at in clauses if tokens[at].is_keyword("RETURN")]
    if (
        statement.prefix
        or len(returns) != 1
        or any(tokens[at].is_keyword(*_OTHER_CLAUSES) for at in clauses)
        or ROWS in statement.parameters()
    ):
        return None
    (start,) = returns
    after = [at for at in clauses if at > start and tokens[at].is_keyword(*_AFTER_ITEMS)]
    names = _missing_names(statement, start, after[0] if after else end, columns)
    if names is None:
        return None
    pieces, copied = [], 0
    for place, name in names:
        pieces += [statement.text[copied:place], f" AS {_quote(name)}"]
        copied = place
    pieces.append(statement.text[copied : _end_of(statement, end - 1)])
    begins = tokens[start].start
    text = "".join(pieces)
    text = text[:begins] + _WITH + text[begins + len(_WITH) :]
    limit = _limit(statement, after, end)
    collected = f"collect([{', '.join(map(_quote, columns))}])"
    if limit is None and stable:
        collected += f"[..${ROWS}]"
    elif limit is None:
        text += f"\nLIMIT ${ROWS}"
    return OneRecord(f"{text}\nRETURN {collected} AS rows", limit)


def _may_begin_clause(statement: ParsedStatement, position: int) -> bool:
    """Whether a token is a keyword, and not the name of a property, label, variable or so."""
    return statement.is_keyword(position) and not (
        position and statement.tokens[position - 1].is_keyword("AS")
    )


def _missing_names(
    statement: ParsedStatement, start: int, end: int, columns: Sequence[str]
) -> list[tuple[int, str]] | None:
    """Where in the text a column has to be named, and how; None where that cannot be told.

    Args:
        statement: The statement.
        start: The position of RETURN.
        end: The position behind its last item.
        columns: As Neo4j names them.
    """
    tokens = statement.tokens
    first = start + 1
    if first < end and tokens[first].is_keyword("DISTINCT"):
        first += 1
    items = list(statement.arguments(first, end))
    if not items or any(begins >= ends for begins, ends in items):
        return None
    has_all = any(tokens[begins].text == "*" for begins, _ in items)
    unnamed = [
        (number, ends)
        for number, (begins, ends) in enumerate(items)
        if tokens[begins].text != "*" and not _is_named(statement, begins, ends)
    ]
    if (has_all and unnamed) or (not has_all and len(items) != len(columns)):
        return None
    return [(_end_of(statement, ends - 1), columns[number]) for number, ends in unnamed]


def _is_named(statement: ParsedStatement, start: int, end: int) -> bool:
    """Whether an item ends with AS and a name."""
    tokens = statement.tokens
    return end - start > 2 and tokens[end - 2].is_keyword("AS") and tokens[end - 1].is_name


def _limit(statement: ParsedStatement, after: Sequence[int], end: int) -> int | str | None:
    """What stands in LIMIT, as `OneRecord.limit` has it."""
    tokens = statement.tokens
    place = next((at for at in after if tokens[at].is_keyword("LIMIT")), None)
    if place is None:
        return None
    if place == end - 2 and tokens[end - 1].kind is TokenKind.NUMBER:
        value = tokens[end - 1].number_value
        return int(value) if value < float("inf") else ""
    if place == end - 3 and tokens[end - 2].text == "$" and tokens[end - 1].is_name:
        return tokens[end - 1].name
    return ""


def _end_of(statement: ParsedStatement, position: int) -> int:
    token = statement.tokens[position]
    return token.start + len(token.text)


def _quote(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
