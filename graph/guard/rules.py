"""The clauses, procedures and functions that a statement may not use, whatever its plan says.

A plan does not show everything: a subquery within an expression (`[x IN xs | COLLECT {...}]`) runs
without an operator of its own. So the clauses that reach out of the graph are looked for in the
tokens too, both those of the statement and those that the plan repeats in its own spelling.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import StatementRefusedError
from graph.guard.allowed import REFUSED_FUNCTIONS, is_function, is_procedure
from graph.guard.lexer import Token, TokenKind
from graph.guard.plan import Plan
from graph.guard.statement import CYPHER_VERSIONS, Call, ParsedStatement

# What follows a variable and can follow no keyword of a clause.
_FOLLOWS_VARIABLE = frozenset(
    """AND AS ASC ASCENDING CALL CONTAINS DESC DESCENDING ELSE END ENDS FINISH IN IS LIMIT MATCH
    NEXT OFFSET OPTIONAL OR ORDER RETURN SKIP STARTS THEN UNION UNWIND WHEN WHERE WITH XOR
    YIELD""".split()  # noqa: SIM905
)
_SHOWN = ("INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS")
_SHOWN_KINDS = tuple(
    """ALL ELEMENT EXIST EXISTENCE FULLTEXT KEY LOOKUP NODE POINT PROPERTY RANGE REL RELATIONSHIP
    TEXT TYPE UNIQUE UNIQUENESS VECTOR""".split()  # noqa: SIM905
)
_NAME_HINT = "If it is a name, put it in backticks."


def check_prefix(statement: ParsedStatement) -> None:
    """Check what stands before a statement: EXPLAIN, PROFILE, and CYPHER with a version.

    Raises:
        StatementRefusedError: There are options of the planner.
    """
    tokens, position = statement.tokens, 0
    last = len(tokens) - 1
    while position <= last:
        token = tokens[position]
        if token.is_keyword("CYPHER"):
            version, equals = tokens[min(position + 1, last)], tokens[min(position + 3, last)]
            if version.text not in CYPHER_VERSIONS:
                raise _refused(version, "CYPHER", "only a version may follow: 5 or 25")
            if equals.text == "=":
                raise _refused(equals, "CYPHER", "options of the planner are not allowed")
            position += 1
        elif not token.is_keyword("EXPLAIN", "PROFILE"):
            return
        position += 1


def check_rules(statement: ParsedStatement, plan: Plan) -> None:
    """Refuse the clauses, procedures and functions that reach out of the graph.

    Raises:
        StatementRefusedError: With the place of the first.
    """
    _check_tokens(statement)
    for details in plan.details():
        _check_tokens(ParsedStatement(details))


def _check_tokens(statement: ParsedStatement) -> None:
    for position, token in enumerate(statement.tokens[:-1]):
        if token.kind is TokenKind.WORD and not _is_name(statement, position):
            _check_clause(statement, position)
    for call in statement.calls():
        _check_call(call)


def _is_name(statement: ParsedStatement, position: int) -> bool:
    """Whether a word can only be a name: of a property, label, parameter or key."""
    before = statement.text_at(position - 1)
    if before == ".":
        return position < 2 or statement.tokens[position - 2].kind is not TokenKind.NUMBER
    return before in {":", "$", "&", "!", "|"} or statement.text_at(position + 1) == ":"


def _check_clause(statement: ParsedStatement, position: int) -> None:
    token, after = statement.tokens[position : position + 2]
    if token.is_keyword("LOAD") and after.is_keyword("CSV"):
        raise _refused(token, "LOAD CSV", "it reads files and reaches the network")
    if not after.is_name or after.is_keyword(*_FOLLOWS_VARIABLE):
        return
    if token.is_keyword("SHOW") and not _shows_schema(statement.tokens[position + 1 :]):
        raise _refused(
            token, f"SHOW {after.text.upper()}", "it tells about the server", hint=_NAME_HINT
        )
    if token.is_keyword("TERMINATE"):
        raise _refused(token, "TERMINATE", "it stops the work of others", hint=_NAME_HINT)
    if token.is_keyword("USE"):
        raise _refused(token, "USE", "there is one database here", hint=_NAME_HINT)


def _shows_schema(tokens: Sequence[Token]) -> bool:
    first = next((token for token in tokens if not token.is_keyword(*_SHOWN_KINDS)), None)
    return first is not None and first.is_keyword(*_SHOWN)


def _check_call(call: Call) -> None:
    if call.is_procedure:
        if call.token.is_keyword(*_FOLLOWS_VARIABLE) and "." not in call.name:
            return
        if not is_procedure(call.name):
            raise _refused(
                call.token,
                call.name,
                "this procedure is not among those that only read the graph",
            )
        return
    if call.name.lower() in REFUSED_FUNCTIONS:
        raise _refused(call.token, call.name, REFUSED_FUNCTIONS[call.name.lower()])
    if "." in call.name and not (is_function(call.name) or is_procedure(call.name)):
        raise _refused(call.token, call.name, "this function is not among those that only compute")


def _refused(token: Token, operator: str, reason: str, *, hint: str = "") -> StatementRefusedError:
    return StatementRefusedError(operator, reason, line=token.line, column=token.column, hint=hint)
