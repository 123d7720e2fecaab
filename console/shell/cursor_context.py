"""Where in a statement the cursor is: what may stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.guard.lexer import Token, TokenKind, significant, tokenize


class Place(StrEnum):
    """What may stand where the cursor is."""

    NOTHING = "nothing"
    LABEL = "label"
    TYPE = "type"
    LABEL_OR_TYPE = "label or type"
    PROPERTY = "property"
    PARAMETER = "parameter"
    PROCEDURE = "procedure"
    COLUMN = "column"
    WORD = "word"


@dataclass(frozen=True)
class Position:
    """The place of a cursor.

    Attributes:
        place: What may stand there.
        word: What has been typed of it.
        names: Of a property, the labels and types of what has it, none where they are not known;
            of a column, the procedure.
        lead: What stands before a property's dot, with the dot: `date.` may be a function's too.
    """

    place: Place
    word: str
    names: tuple[str, ...] = ()
    lead: str = ""


_EXPRESSION = ("|", "&", "!", "(", ")", "%")
_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT", "CALL")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_NOTHING = Position(Place.NOTHING, "")


def position(before: str, after: str = "") -> Position:
    """The place between two parts of a text."""
    every = list(tokenize(before))
    if every and (every[-1].open or every[-1].text.startswith("//")):
        return _NOTHING
    found = _last_statement(significant(before))
    word = ""
    if every and found and every[-1] == found[-1]:
        is_parameter = _text(found, -2) == "$" and found[-1].kind is not TokenKind.SIGN
        if found[-1].kind is TokenKind.WORD or is_parameter:
            word = found.pop().text
        elif found[-1].kind is TokenKind.NUMBER:
            return _NOTHING
    return _position(found, word, [*found, *significant(after)])


def _position(  # noqa: PLR0911  (one return a place)
    found: list[Token], word: str, everything: list[Token]
) -> Position:
    if _text(found, -1) == "$":
        return Position(Place.PARAMETER, word)
    dotted = _dotted(found)
    if _text(found, -2 * len(dotted) - 1).upper() == "CALL":
        return Position(Place.PROCEDURE, ".".join([*dotted, word]))
    if _text(found, -1) == ".":
        lead = "".join(f"{name}." for name in dotted)
        return Position(Place.PROPERTY, word, _owner_of_dot(found, dotted, everything), lead)
    colon = label_colon(found)
    if colon is not None:
        return Position(_label_or_type(found[:colon]), word)
    procedure = _yielding(found)
    if procedure:
        return Position(Place.COLUMN, word, (procedure,))
    owner = _owner_of_map(found, everything)
    if owner is not None:
        return Position(Place.PROPERTY, word, owner)
    return Position(Place.WORD, word)


def label_colon(before: Sequence[Token]) -> int | None:
    """Where the colon is whose label expression goes on after these tokens; None outside of any."""
    place = len(before) - 1
    if _text(before, place) not in (":", "|", "&", "!", "("):
        return None
    while place >= 0:
        token = before[place]
        if token.text == ":":
            return None if _in_map(before[:place]) else place
        if token.text not in _EXPRESSION and (not token.is_name or token.is_keyword()):
            return None
        place -= 1
    return None


def variables(found: Sequence[Token]) -> dict[str, None]:
    """The names that a statement gives to what it finds, in order."""
    names: dict[str, None] = {}
    for index, token in enumerate(found):
        if token.kind is not TokenKind.WORD or token.is_keyword():
            continue
        follow = _text(found, index + 1)
        if _text(found, index - 1).upper() in ("AS", "(", "[", "MATCH") and follow not in "(.":
            names[token.text] = None
    return names


def _last_statement(found: list[Token]) -> list[Token]:
    ends = [index for index, token in enumerate(found) if token.text == ";"]
    return found[ends[-1] + 1 :] if ends else found


def _text(found: Sequence[Token], index: int) -> str:
    """The text of a token, empty where there is none."""
    return found[index].text if -len(found) <= index < len(found) else ""


def _dotted(found: Sequence[Token]) -> list[str]:
    """The names with dots between them that end right here: `db`, `schema` of `db.schema.`."""
    names: list[str] = []
    place = len(found)
    while place >= 2 and found[place - 1].text == "." and found[place - 2].is_name:
        if _text(found[:place], -3) == "$":
            break
        names.insert(0, found[place - 2].name)
        place -= 2
    return names


def _open_brackets(found: Sequence[Token]) -> list[int]:
    """Where the brackets are that have not been closed, outermost first."""
    stack: list[int] = []
    for index, token in enumerate(found):
        if token.kind is not TokenKind.SIGN:
            continue
        if token.text in "([{":
            stack.append(index)
        elif token.text in _CLOSING and stack and found[stack[-1]].text == _CLOSING[token.text]:
            stack.pop()
    return stack


def _opening(found: Sequence[Token], closing: int) -> int:
    """Where the bracket is that the one at `closing` closes; -1 if nowhere."""
    depth = 0
    for index in range(closing, -1, -1):
        if found[index].text in _CLOSING:
            depth += 1
        elif found[index].text in _CLOSING.values():
            depth -= 1
            if depth == 0:
                return index
    return -1


def _in_map(found: Sequence[Token]) -> bool:
    """Whether the innermost open bracket is a map's, not a subquery's."""
    stack = _open_brackets(found)
    if not stack or found[stack[-1]].text != "{":
        return False
    before = stack[-1] - 1
    if _text(found, before) == ")":
        return _text(found, _opening(found, before) - 1).upper() != "CALL"
    return before >= 0 and found[before].text.upper() not in _SUBQUERIES


def _label_or_type(found: Sequence[Token]) -> Place:
    """What a colon after these tokens introduces."""
    stack = _open_brackets(found)
    inner = _text(found, stack[-1]) if stack else ""
    if inner == "[":
        return Place.TYPE if _text(found, stack[-1] - 1) == "-" else Place.LABEL_OR_TYPE
    return Place.LABEL if inner == "(" else Place.LABEL_OR_TYPE


def _expression_names(found: Sequence[Token], colon: int) -> list[str]:
    """The labels or types that are named after a colon."""
    names: list[str] = []
    for token in found[colon + 1 :]:
        if token.is_name and not token.is_keyword():
            names.append(token.name)
        elif token.text not in _EXPRESSION or token.text == ")":
            break
    return names


def _kinds_of(variable: str, found: Sequence[Token]) -> tuple[str, ...]:
    """The labels or types that a statement gives a variable, wherever it does."""
    names: dict[str, None] = {}
    for index, token in enumerate(found):
        named = token.is_name and token.name == variable
        if named and _text(found, index + 1) == ":" and not _in_map(found[:index]):
            names |= dict.fromkeys(_expression_names(found, index + 1))
    return tuple(names)


def _owner_of_dot(
    found: Sequence[Token], dotted: Sequence[str], everything: Sequence[Token]
) -> tuple[str, ...]:
    if len(dotted) == 1:
        return _kinds_of(dotted[0], everything)
    stack = _open_brackets(found)
    if not dotted and stack and found[stack[-1]].text == "{" and _text(found, -2) in ("{", ","):
        projected = found[stack[-1] - 1]
        return _kinds_of(projected.name, everything)
    return ()


def _owner_of_map(found: Sequence[Token], everything: Sequence[Token]) -> tuple[str, ...] | None:
    """What the map in a pattern is of, where a key may stand here: `(t:Tier {`."""
    stack = _open_brackets(found)
    if len(stack) < 2 or found[-1].text not in ("{", ",") or found[stack[-1]].text != "{":
        return None
    outer, brace = stack[-2], stack[-1]
    pattern = found[outer].text == "[" or (
        found[outer].text == "("
        and (outer == 0 or not found[outer - 1].is_name or found[outer - 1].is_keyword())
    )
    if not pattern or any(token.text == "," for token in found[outer + 1 : brace]):
        return None
    inside = found[outer + 1 : brace]
    for index, token in enumerate(inside):
        if token.text == ":":
            return tuple(_expression_names(inside, index))
    return _kinds_of(inside[0].name, everything) if inside else ()


def _yielding(found: Sequence[Token]) -> str:
    """The procedure whose columns are being named: `db.labels` of `CALL db.labels() YIELD `."""
    if _text(found, -1).upper() not in ("YIELD", ","):
        return ""
    place = len(found) - 1
    while place >= 0 and found[place].text.upper() != "YIELD":
        if found[place].text != "," and found[place].kind is not TokenKind.WORD:
            return ""
        place -= 1
    if _text(found, place - 1) == ")":
        place = _opening(found, place - 1)
    if place < 1 or not found[place - 1].is_name:
        return ""
    return ".".join([*_dotted(found[: place - 1]), found[place - 1].name])
