"""The bounds of a statement, as numbers with reasons, and the check of its text against them.

Neo4j cannot be stopped while it parses a statement, and not everywhere while it plans one. What it
cannot end in time was measured, kind by kind; so the kinds are counted here, before it sees them.
`docs/limits.md` has the bounds as a table, which a test compares with this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypedDict

from graph.errors import BadInputError, StatementRefusedError
from graph.guard.lexer import Token, TokenKind
from graph.guard.statement import CLOSING, OPENING, ParsedStatement

MAX_CHARACTERS: Final = 40_000
MAX_NESTING: Final = 50
MAX_CHAIN: Final = 25
MAX_UNIONS: Final = 30
MAX_XORS: Final = 8
MAX_CONDITIONS: Final = 300
MAX_SUMS: Final = 100
MAX_COMPARISONS: Final = 900
MAX_CLAUSES: Final = 150
MAX_STEPS_IN_PATTERNS: Final = 50
MAX_REPEATS: Final = 100
MAX_SEARCH_STEPS: Final = 6
MAX_LOOPS: Final = 4
MAX_RANGE: Final = 10_000
MAX_WORK: Final = 1_000_000_000
MAX_MADE: Final = 32_000_000
ROW_BYTES: Final = 32_000_000

# Name: what it counts, and why it is what it is.
REASONS: Final[dict[str, tuple[str, str]]] = {
    "MAX_CHARACTERS": (
        "characters of a statement",
        "the longest query of the catalogue has three quarters of that; values are given as "
        "parameters",
    ),
    "MAX_NESTING": (
        "brackets, `CASE` and lists of a parameter that stand in one another",
        "Neo4j's parser goes down with each, and some hundreds overflow its stack",
    ),
    "MAX_CHAIN": (
        "times that an operator is applied to its own outcome: `NOT NOT`, `.a.a`, `[0][0]`, "
        "`IS NULL IS NULL`, `IN ... IN`",
        "planning grows faster than the chain: 9,000 properties took 45 seconds, "
        "400 `NOT` overflowed the stack",
    ),
    "MAX_UNIONS": (
        "`UNION` and `NEXT`",
        "each is planned by itself; 400 took longer than any limit, 995 were never answered",
    ),
    "MAX_XORS": (
        "`XOR`",
        "the planner doubles its work with each: 20 ended Neo4j for want of memory",
    ),
    "MAX_CONDITIONS": (
        "`AND` and `OR`",
        "the planner brings them into a normal form; 300 took longer than 10 seconds",
    ),
    "MAX_SUMS": (
        "`+`, `-`, `*`, `/`, `%`, `^` and `||` between values",
        "each goes one deeper: 120 `||` took 3 seconds to plan, 400 were never answered",
    ),
    "MAX_COMPARISONS": (
        "`=`, `<`, `>`, `CONTAINS`, `IN`, `IS` and `WHEN`",
        "the longest query of the catalogue has nearly as many",
    ),
    "MAX_CLAUSES": (
        "`MATCH`, `WITH`, `CALL`, `UNWIND`, `RETURN` and other clauses",
        "each is a step of the plan, and planning grows faster than their number",
    ),
    "MAX_STEPS_IN_PATTERNS": (
        "relationships in patterns",
        "the planner weighs their orders against one another",
    ),
    "MAX_REPEATS": (
        "in `{n,m}` and `*n..m` of a pattern, where they are written",
        "a way of a hundred steps is longer than any in the graph",
    ),
    "MAX_SEARCH_STEPS": (
        "relationships of any direction that `SHORTEST`, `ANY` and `ALL SHORTEST` go along from "
        "one end",
        "the search from one node cannot be stopped: with eight it went on for seven seconds, "
        "without a bound for half a minute",
    ),
    "MAX_LOOPS": (
        "lists that are gone through in one another, inside an expression",
        "nothing that people ask needs more",
    ),
    "MAX_RANGE": (
        "a `range` inside an expression",
        "rows of UNWIND can be stopped, expressions cannot: they ran 42 seconds under a limit of 2",
    ),
    "MAX_WORK": (
        "bytes that one expression may go through: how often it is done, times how much each time",
        "about a second; Neo4j looks at the clock between rows, and never inside an expression",
    ),
    "MAX_MADE": (
        "bytes that the expressions of one row may put together, with what `COLLECT { }` gathers",
        "Neo4j does not count them: four at a time fit into an eighth of its memory of 1 GB",
    ),
    "ROW_BYTES": (
        "bytes that one row may take in Python",
        "a list of nothing is one byte on the wire and more than fifty here; "
        "four rows at a time are an eighth of a gigabyte",
    ),
}


def limits_table() -> str:
    """The bounds as a table in Markdown."""
    lines = ["| bound | of what | why |", "|---:|---|---|"]
    lines += [f"| {globals()[name]:,} | {what} | {why} |" for name, (what, why) in REASONS.items()]
    return "\n".join(lines)


class _Place(TypedDict):
    line: int
    column: int


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")
_NUMBER = re.compile(r"\d+")
_COUNTED: tuple[tuple[str, int, frozenset[str]], ...] = (
    ("UNION and NEXT", MAX_UNIONS, frozenset(["UNION", "NEXT"])),
    ("XOR", MAX_XORS, frozenset(["XOR"])),
    ("AND and OR", MAX_CONDITIONS, frozenset(["AND", "OR"])),
    (
        "clauses",
        MAX_CLAUSES,
        frozenset("CALL FILTER LET MATCH RETURN UNWIND WHERE WITH".split()),  # noqa: SIM905
    ),
    (
        "comparisons",
        MAX_COMPARISONS,
        frozenset("= < > CONTAINS STARTS ENDS IN IS WHEN".split()),  # noqa: SIM905
    ),
    ("sums", MAX_SUMS, frozenset(["+", "-", "*", "/", "%", "^", "||"])),
    ("relationships in patterns", MAX_STEPS_IN_PATTERNS, frozenset(["-->"])),
)
_UNARY = frozenset(["NOT", "+", "-", "!"])
_ENDS_CHAIN = frozenset(
    "AND OR XOR , WHERE | WHEN THEN ELSE RETURN WITH".split()  # noqa: SIM905
)
# `*1..2` has four tokens before its last number.
_TOKENS_BEFORE_REPEAT = 4


def check_parameters(value: Any, depth: int = 0) -> None:
    """Check the values of parameters.

    Raises:
        BadInputError: They are nested deeper than MAX_NESTING, or a text has a lone surrogate.
    """
    if depth > MAX_NESTING:
        raise BadInputError(f"The parameters are nested deeper than {MAX_NESTING}.")
    if isinstance(value, str):
        _check_surrogates(value, "A parameter")
    elif isinstance(value, Mapping):
        for name, item in value.items():
            _check_surrogates(str(name), "The name of a parameter")
            check_parameters(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            check_parameters(item, depth + 1)


def check_bounds(statement: ParsedStatement) -> None:
    """Refuse a statement that is too long, hides something, or is too much to plan.

    Raises:
        BadInputError: There is none, or it is too long, nested too deeply, or has too many of
            something.
        StatementRefusedError: It has control characters, or escapes for plain characters.
    """
    _check_text(statement.text)
    if not statement.tokens:
        raise BadInputError("There is no statement.", hint="The shortest is `RETURN 1`.")
    _check_nesting(statement)
    _check_chains(statement)
    _check_counts(statement)
    _check_repeats(statement)


def _check_text(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise BadInputError(
            f"The statement has {len(text):,} characters; {MAX_CHARACTERS:,} are allowed.",
            hint="Give values as parameters.",
        )
    _check_surrogates(text, "The statement")
    control = _CONTROL.search(text)
    if control is not None:
        raise StatementRefusedError(
            f"U+{ord(control[0]):04X}", "a control character", **_place(text, control.start())
        )
    for escape in _ESCAPE.finditer(text):
        if int(escape[1], 16) < 0x80:
            raise StatementRefusedError(
                escape[0],
                "an escape for a plain character, which could hide what is meant",
                hint="Write the character itself.",
                **_place(text, escape.start()),
            )


def _check_surrogates(text: str, what: str) -> None:
    """A lone surrogate can stand in JSON, and in no text that is sent on."""
    found = _SURROGATE.search(text)
    if found is not None:
        raise BadInputError(
            f"{what} has half a character at character {found.start() + 1}: \\u{ord(found[0]):x}.",
            hint="Characters beyond U+FFFF are written as two such halves in JSON.",
        )


def _place(text: str, offset: int) -> _Place:
    before = text[:offset]
    return {"line": before.count("\n") + 1, "column": offset - (before.rfind("\n") + 1) + 1}


def _check_nesting(statement: ParsedStatement) -> None:
    depth = types = 0
    for position, token in enumerate(statement.tokens):
        if token.kind is TokenKind.SIGN:
            depth += (token.text in OPENING) - (token.text in CLOSING)
            # LIST<LIST<...: a type within a type.
            is_type = token.text == "<" and statement.text_at(position - 1).upper() == "LIST"
            types = types + 1 if is_type else 0 if token.text == ">" else types
        elif statement.is_keyword(position, "CASE"):
            depth += 1
        elif statement.is_keyword(position, "END"):
            depth -= 1
        if max(depth, types) > MAX_NESTING:
            raise BadInputError(
                f"The statement is nested deeper than {MAX_NESTING} brackets, CASE or types "
                f"(line {token.line}, column {token.column})."
            )


def _check_chains(statement: ParsedStatement) -> None:
    """Operators that are applied to their own result, again and again."""
    unary = tests = 0
    # How many properties and items were read in a row, by the position where the last one ends.
    reads: dict[int, int] = {}
    for position, token in enumerate(statement.tokens):
        text = token.text.upper() if token.kind is TokenKind.WORD else token.text
        unary = unary + 1 if text in _UNARY else unary if text == "(" else 0
        if text in {".", "["} and position:
            end = statement.closings.get(position, position + 1)
            reads[end] = reads.get(position - 1, 0) + 1
        if text in {"IS", "IN"}:
            tests += 1
        elif text in _ENDS_CHAIN:
            tests = 0
        if max(unary, tests, reads.get(position, 0)) > MAX_CHAIN:
            raise _too_much(f"has more than {MAX_CHAIN} of {text} in a chain: it is", token)


def _check_counts(statement: ParsedStatement) -> None:
    kinds = list(_kinds(statement))
    for what, most, counted in _COUNTED:
        places = [position for position, kind in enumerate(kinds) if kind in counted]
        if len(places) > most:
            raise _too_much(
                f"has {len(places):,} {what}; {most:,} are allowed: it is",
                statement.tokens[places[most]],
            )


def _kinds(statement: ParsedStatement) -> Iterator[str]:
    """What each token counts as."""
    for position, token in enumerate(statement.tokens):
        before, after = statement.text_at(position - 1), statement.text_at(position + 1)
        if token.kind is TokenKind.WORD:
            yield token.text.upper() if statement.is_keyword(position, token.text.upper()) else ""
        elif token.text == "-":
            # `-[r]->` has two, `-->` and `--` too: the first of them counts.
            first = after in {"[", "-"}
            last = before in {"]", "-"} or after == ">"
            yield "-->" if first else "" if last or before == "<" else "-"
        elif token.text == "|":
            yield "||" if after == "|" else ""
        elif token.text == ">" and before == "-":
            yield ""
        else:
            yield token.text if token.kind is TokenKind.SIGN else ""


def _check_repeats(statement: ParsedStatement) -> None:
    for position, token in enumerate(statement.tokens):
        if token.kind is not TokenKind.NUMBER or not _is_repeat(statement, position):
            continue
        numbers = _NUMBER.findall(token.text.replace("_", ""))
        if max(map(float, numbers), default=0) > MAX_REPEATS:
            raise _too_much(
                f"repeats a pattern {token.text} times; {MAX_REPEATS} are allowed: it is", token
            )


def _is_repeat(statement: ParsedStatement, position: int) -> bool:
    """Whether a number says how often a pattern is repeated: `{n,m}`, `*n..m`."""
    tokens, at = statement.tokens, position - 1
    while at >= max(position - _TOKENS_BEFORE_REPEAT, 0) and (
        tokens[at].kind is TokenKind.NUMBER or tokens[at].text in {",", "."}
    ):
        at -= 1
    if at < 1:
        return False
    if tokens[at].text == "{":
        return tokens[at - 1].text in {")", "-", ">", "]"}
    if tokens[at].text != "*" or tokens[at - 1].text == ")":
        return False
    # A `*` in `-[...]-`, behind a name, types or nothing.
    while at > 0 and (tokens[at].is_name or tokens[at].text in {"*", ":", "|", "!", "&"}):
        at -= 1
    return tokens[at].text == "[" and at > 0 and tokens[at - 1].text == "-"


def _too_much(what: str, token: Token) -> BadInputError:
    return BadInputError(
        f"The statement {what} too much to plan it in time "
        f"(line {token.line}, column {token.column}).",
        hint="Give lists as parameters, or use several statements.",
    )
