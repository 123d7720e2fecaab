"""How much of each kind a statement may hold, so that planning it ends.

Neo4j cannot be stopped while it reads a statement, and not everywhere while it plans one. What it
cannot end in time was tried out, kind by kind (`bounds`); so the kinds are counted in the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import BadInputError
from graph.guard.bounds import (
    MAX_CHAIN,
    MAX_CLAUSES,
    MAX_COMPARISONS,
    MAX_CONDITIONS,
    MAX_NESTING,
    MAX_REPEATS,
    MAX_STEPS_IN_PATTERNS,
    MAX_SUMS,
    MAX_UNIONS,
    MAX_XORS,
)
from graph.guard.brackets import CLOSING, OPENING, close_brackets, is_keyword_here
from graph.guard.lexer import Word

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
_BEFORE = frozenset(["NOT", "+", "-", "!"])
_STARTS_ANEW = frozenset(
    "AND OR XOR , WHERE | WHEN THEN ELSE RETURN WITH".split()  # noqa: SIM905
)
_NUMBER = re.compile(r"\d+")
# `*1..2` has four words before its last number.
_LOOKS_BACK = 4


def check_shape(found: list[Word]) -> None:
    """Refuse a statement that Neo4j would be too long in planning.

    Raises:
        BadInputError: It is nested too deeply, or has too many of something.
    """
    _check_nesting(found)
    _check_chains(found)
    for what, most, kinds in _COUNTED:
        places = [number for number, kind in enumerate(_kinds(found)) if kind in kinds]
        if len(places) > most:
            raise _too_much(
                f"has {len(places):,} {what}; {most:,} are allowed: it is", found[places[most]]
            )
    for number, word in enumerate(found):
        if word.kind == "number" and _repeats(found, number) and _most(word) > MAX_REPEATS:
            raise _too_much(
                f"repeats a pattern {word.text} times; {MAX_REPEATS} are allowed: it is", word
            )


def _kinds(found: list[Word]) -> Iterator[str]:
    """What each word counts as."""
    for number, word in enumerate(found):
        after = found[number + 1].text if number + 1 < len(found) else ""
        before = found[number - 1].text if number else ""
        if word.kind == "word":
            yield word.text.upper() if is_keyword_here(found, number, word.text.upper()) else ""
        elif word.text == "-":
            # `-[r]->` has two, `-->` and `--` too: the first of them counts.
            first = after in {"[", "-"}
            last = before in {"]", "-"} or after == ">"
            yield "-->" if first else "" if last or before == "<" else "-"
        elif word.text == "|":
            yield "||" if after == "|" else ""
        elif word.text == ">" and before == "-":
            yield ""
        else:
            yield word.text if word.kind == "sign" else ""


def _check_nesting(found: list[Word]) -> None:
    depth = 0
    types = 0
    for number, word in enumerate(found):
        if word.kind == "sign":
            depth += (word.text in OPENING) - (word.text in CLOSING)
            # LIST<LIST<...: a type within a type.
            is_type = word.text == "<" and number > 0 and found[number - 1].is_keyword("LIST")
            types = types + 1 if is_type else 0 if word.text == ">" else types
        elif is_keyword_here(found, number, "CASE"):
            depth += 1
        elif is_keyword_here(found, number, "END"):
            depth -= 1
        if max(depth, types) > MAX_NESTING:
            raise BadInputError(
                f"The statement is nested deeper than {MAX_NESTING} brackets, CASE or types "
                f"(line {word.line}, column {word.column})."
            )


def _check_chains(found: list[Word]) -> None:
    """Operators that are applied to their own outcome, again and again."""
    closings = close_brackets(found)
    before = tested = 0
    # How often something was taken out of something, by where what was taken ends.
    taken: dict[int, int] = {}
    for number, word in enumerate(found):
        text = word.text.upper() if word.kind == "word" else word.text
        before = before + 1 if text in _BEFORE else before if text == "(" else 0
        if text in {".", "["} and word.kind == "sign" and number:
            taken[closings.get(number, number + 1)] = taken.get(number - 1, 0) + 1
        if text in {"IS", "IN"}:
            tested += 1
        elif text in _STARTS_ANEW:
            tested = 0
        if max(before, tested, taken.get(number, 0)) > MAX_CHAIN:
            raise _too_much(f"has more than {MAX_CHAIN} of {text} in a chain: it is", word)


def _repeats(found: list[Word], number: int) -> bool:
    """Whether a number says how often a pattern is repeated: `{n,m}`, `*n..m`."""
    at = number - 1
    while at >= max(number - _LOOKS_BACK, 0) and (
        found[at].kind == "number" or found[at].text in {",", "."}
    ):
        at -= 1
    if at < 1:
        return False
    if found[at].text == "{":
        return found[at - 1].text in {")", "-", ">", "]"}
    return found[at].text == "*" and found[at - 1].text != ")" and _in_relationship(found, at)


def _in_relationship(found: list[Word], at: int) -> bool:
    """Whether a `*` stands in `-[...]-`, behind a name, types or nothing."""
    while at > 0 and (found[at].is_name or found[at].text in {"*", ":", "|", "!", "&"}):
        at -= 1
    return found[at].text == "[" and at > 0 and found[at - 1].text == "-"


def _most(word: Word) -> int:
    return max((int(number) for number in _NUMBER.findall(word.text)), default=0)


def _too_much(what: str, word: Word) -> BadInputError:
    return BadInputError(
        f"The statement {what} too much to plan it in time "
        f"(line {word.line}, column {word.column}).",
        hint="Give lists as parameters, or ask in several statements.",
    )
