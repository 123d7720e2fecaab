"""What a statement's text may be, before Neo4j is asked and beside what its plan says.

A plan does not show everything: a subquery within an expression (`[x IN xs | COLLECT {...}]`) runs
without an operator of its own. So the clauses that reach out of the graph are looked for in the
words too, both those of the statement and those that the plan repeats in its own spelling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, TypedDict

from graph.errors import BadInputError, StatementRefusedError
from graph.guard.allowed import REFUSED_FUNCTIONS, is_function, is_procedure
from graph.guard.bounds import MAX_CHARACTERS, MAX_NESTING
from graph.guard.lexer import Call, Word, calls, words
from graph.guard.shape import check_shape


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
_HALF = re.compile(r"[\ud800-\udfff]")
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")
_VERSIONS = ("5", "25")
# What follows a variable and can follow no keyword of a clause.
_GOES_ON = _names(
    """AND AS ASC ASCENDING CALL CONTAINS DESC DESCENDING ELSE END ENDS FINISH IN IS LIMIT MATCH
    NEXT OFFSET OPTIONAL OR ORDER RETURN SKIP STARTS THEN UNION UNWIND WHEN WHERE WITH XOR
    YIELD"""
)
_SHOWN = frozenset(["INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS"])
_SHOWN_KINDS = _names(
    """ALL ELEMENT EXIST EXISTENCE FULLTEXT KEY LOOKUP NODE POINT PROPERTY RANGE REL RELATIONSHIP
    TEXT TYPE UNIQUE UNIQUENESS VECTOR"""
)


class _Place(TypedDict):
    line: int
    column: int


def read_words(statement: str) -> list[Word]:
    """The statement's words, where its text keeps within bounds and hides nothing.

    Raises:
        BadInputError: There is no statement, or it is too long, too deep, or too much to plan.
        StatementRefusedError: It holds control characters, escapes for plain letters, or options
            of the planner.
    """
    if len(statement) > MAX_CHARACTERS:
        raise BadInputError(
            f"The statement has {len(statement):,} characters; {MAX_CHARACTERS:,} are allowed.",
            hint="Give values as parameters.",
        )
    _refuse_halves(statement, "The statement")
    _refuse_hidden(statement)
    found = list(words(statement))
    if not found:
        raise BadInputError("There is no statement.", hint="The least is `RETURN 1`.")
    check_shape(found)
    _check_prefix(found)
    return found


def _refuse_hidden(statement: str) -> None:
    hidden = _CONTROL.search(statement)
    if hidden is not None:
        raise StatementRefusedError(
            f"U+{ord(hidden[0]):04X}",
            "a control character",
            **_place(statement, hidden.start()),
        )
    for escape in _ESCAPE.finditer(statement):
        if int(escape[1], 16) < 0x80:
            raise StatementRefusedError(
                escape[0],
                "an escape for a plain character, which could hide what is meant",
                hint="Write the character itself.",
                **_place(statement, escape.start()),
            )


def _place(statement: str, offset: int) -> _Place:
    before = statement[:offset]
    return {"line": before.count("\n") + 1, "column": offset - (before.rfind("\n") + 1) + 1}


def _check_prefix(found: list[Word]) -> None:
    """What may stand before the statement: EXPLAIN, PROFILE, and CYPHER with a version."""
    number = 0
    while number < len(found):
        word = found[number]
        if word.is_keyword("CYPHER"):
            following = found[number + 1] if number + 1 < len(found) else word
            if following.text not in _VERSIONS:
                raise _refused(following, "CYPHER", "only a version may follow: 5 or 25")
            number += 1
            after = found[number + 2] if number + 2 < len(found) else word
            if after.text == "=":
                raise _refused(after, "CYPHER", "options of the planner are not for guests")
        elif not word.is_keyword("EXPLAIN", "PROFILE"):
            return
        number += 1


def check_values(value: Any, depth: int = 0) -> None:
    """Refuse parameters that are nested too deeply, or hold what is no text.

    Raises:
        BadInputError: More than 50 lists or maps stand in one another, or there is half a letter.
    """
    if depth > MAX_NESTING:
        raise BadInputError(f"The parameters are nested deeper than {MAX_NESTING}.")
    if isinstance(value, str):
        _refuse_halves(value, "A parameter")
    elif isinstance(value, Mapping):
        for name, item in value.items():
            _refuse_halves(str(name), "The name of a parameter")
            check_values(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            check_values(item, depth + 1)


def _refuse_halves(text: str, what: str) -> None:
    """Half a letter (a lone surrogate) can stand in JSON, and in no text that is sent on."""
    half = _HALF.search(text)
    if half is not None:
        raise BadInputError(
            f"{what} has half a letter at character {half.start() + 1}: \\u{ord(half[0]):x}.",
            hint="Letters beyond U+FFFF are written as two such halves in JSON.",
        )


def prefix(found: list[Word], keyword: str) -> Word | None:
    """EXPLAIN or PROFILE, where it stands before the statement."""
    for word in found:
        if word.is_keyword(keyword):
            return word
        if not word.is_keyword("CYPHER", "EXPLAIN", "PROFILE") and word.text not in _VERSIONS:
            return None
    return None


def check_words(found: list[Word]) -> None:
    """Refuse the clauses, procedures and functions that reach out of the graph.

    Raises:
        StatementRefusedError: With the place of the first.
    """
    for number, word in enumerate(found[:-1]):
        if word.kind == "word" and not _is_name(found, number):
            _check_clause(word, found[number + 1], found)
    for call in calls(found):
        _check_call(call)


def _is_name(found: list[Word], number: int) -> bool:
    """Whether a word can only be a name: of a property, label, parameter or key."""
    before = found[number - 1].text if number else ""
    if before == ".":
        return number < 2 or found[number - 2].kind != "number"
    return before in {":", "$", "&", "!", "|"} or found[number + 1].text == ":"


def _check_clause(word: Word, after: Word, found: list[Word]) -> None:
    if word.is_keyword("LOAD") and after.is_keyword("CSV"):
        raise _refused(word, "LOAD CSV", "it reads files and reaches the network")
    if not after.is_name or after.is_keyword(*_GOES_ON):
        return
    if word.is_keyword("SHOW") and not _shows_schema(found, after):
        raise _refused(
            word, f"SHOW {after.text.upper()}", "it tells about the server", hint=_NAME_HINT
        )
    if word.is_keyword("TERMINATE"):
        raise _refused(word, "TERMINATE", "it stops the work of others", hint=_NAME_HINT)
    if word.is_keyword("USE"):
        raise _refused(word, "USE", "there is one database here", hint=_NAME_HINT)


_NAME_HINT = "If it is a name, put it in backticks."


def _shows_schema(found: list[Word], first: Word) -> bool:
    for word in found[found.index(first) :]:
        if word.is_keyword(*_SHOWN):
            return True
        if not word.is_keyword(*_SHOWN_KINDS):
            return False
    return False


def _check_call(call: Call) -> None:
    if call.procedure:
        if call.word.is_keyword(*_GOES_ON) and "." not in call.name:
            return
        if not is_procedure(call.name):
            raise _refused(
                call.word,
                call.name,
                "this procedure is not among those that only read the graph",
            )
        return
    if call.name.lower() in REFUSED_FUNCTIONS:
        raise _refused(call.word, call.name, REFUSED_FUNCTIONS[call.name.lower()])
    if "." in call.name and not (is_function(call.name) or is_procedure(call.name)):
        raise _refused(call.word, call.name, "this function is not among those that only compute")


def _refused(word: Word, operator: str, reason: str, *, hint: str = "") -> StatementRefusedError:
    return StatementRefusedError(operator, reason, line=word.line, column=word.column, hint=hint)


def find(found: list[Word], *keywords: str) -> Word | None:
    """The first place where these keywords stand one after another."""
    if len(keywords) == 1:
        return next((word for word in found if word.is_keyword(keywords[0])), None)
    for word, after in pairwise(found):
        if word.is_keyword(keywords[0]) and after.is_keyword(keywords[1]):
            return word
    return None
