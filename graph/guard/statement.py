"""A statement as its tokens, and the questions that the guard's checks ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from graph.guard.lexer import Token, TokenKind, significant

OPENING, CLOSING = "([{", ")]}"
CYPHER_VERSIONS = ("5", "25")


@dataclass(frozen=True)
class Call:
    """A call of a function or procedure.

    Attributes:
        name: With its dots.
        position: Of its first token.
        token: Its first token.
        is_procedure: Whether it comes after CALL.
    """

    name: str
    position: int
    token: Token
    is_procedure: bool


@dataclass(frozen=True)
class ParsedStatement:
    """A statement; its tokens are read once, at first use.

    Positions are indexes of `tokens`; a part is what stands from its start up to, and without, its
    end.

    Attributes:
        text: As it is written.
    """

    text: str

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """Without space and comments."""
        return significant(self.text, partial=False)

    @cached_property
    def closings(self) -> Mapping[int, int]:
        """Where each opening bracket is closed, and each CASE ended."""
        closings: dict[int, int] = {}
        waiting: list[int] = []
        for number, token in enumerate(self.tokens):
            sign = token.text if token.kind is TokenKind.SIGN else ""
            if (sign and sign in OPENING) or self.is_keyword(number, "CASE"):
                waiting.append(number)
            elif self.is_keyword(number, "END"):
                if waiting and self.tokens[waiting[-1]].kind is TokenKind.WORD:
                    closings[waiting.pop()] = number
            elif sign and sign in CLOSING:
                while waiting and self.tokens[waiting[-1]].kind is TokenKind.WORD:
                    waiting.pop()
                if waiting:
                    closings[waiting.pop()] = number
        return closings

    @cached_property
    def prefix(self) -> Mapping[str, Token]:
        """EXPLAIN and PROFILE, where they stand before the statement."""
        found: dict[str, Token] = {}
        for token in self.tokens:
            if token.is_keyword("EXPLAIN", "PROFILE"):
                found.setdefault(token.text.upper(), token)
            elif not token.is_keyword("CYPHER") and token.text not in CYPHER_VERSIONS:
                break
        return found

    @property
    def has_parameters(self) -> bool:
        """Whether anything of it may depend on the values of parameters."""
        return any(token.text == "$" for token in self.tokens)

    @property
    def has_regular_expressions(self) -> bool:
        """Whether it matches anything by a regular expression."""
        return any(token.text == "~" for token in self.tokens)

    def parameters(self) -> list[str]:
        """The names of its parameters, each once, in order."""
        return list(dict.fromkeys(token.name for token in self.parameter_names()))

    def parameter_names(self) -> Iterator[Token]:
        """The name of each parameter, where it stands; `$any(...)` is a dynamic label, and none."""
        for at, (before, token) in enumerate(pairwise(self.tokens), start=1):
            named = token.is_name or token.kind is TokenKind.NUMBER
            if before.text == "$" and named and self.text_at(at + 1) != "(":
                yield token

    def text_at(self, position: int) -> str:
        """The text of a token; empty where there is none."""
        return self.tokens[position].text if 0 <= position < len(self.tokens) else ""

    def is_keyword(self, position: int, *names: str) -> bool:
        """Whether a token is one of these keywords, and no name of a property, label or so."""
        if not self.tokens[position].is_keyword(*names):
            return False
        twice = self.text_at(position + 2) == ":"
        return self.text_at(position - 1) not in {".", ":", "$", "&"} and (
            self.text_at(position + 1) != ":" or twice
        )

    def is_call(self, position: int, *names: str) -> bool:
        """Whether a function of one of these names (lower case, no dots) is called here."""
        return (
            position < len(self.tokens)
            and self.tokens[position].is_name
            and self.tokens[position].name.lower() in names
            and self.text_at(position + 1) == "("
        )

    def dotted_name(self, position: int, limit: int | None = None) -> tuple[str, int]:
        """The name that begins here with the dots in it, and the position behind it.

        Args:
            position: Of its first token.
            limit: Where the part ends that it stands in.
        """
        tokens, end = self.tokens, position + 1
        last = (len(tokens) if limit is None else limit) - 1
        name = tokens[position].name
        while end < last and tokens[end].text == "." and tokens[end + 1].is_name:
            name += f".{tokens[end + 1].name}"
            end += 2
        return name, end

    def calls(self) -> Iterator[Call]:
        """All calls: names before `(`, and names after CALL."""
        position = 0
        while position < len(self.tokens):
            token = self.tokens[position]
            if not token.is_name or self.text_at(position - 1) == ".":
                position += 1
                continue
            name, end = self.dotted_name(position)
            is_procedure = position > 0 and self.tokens[position - 1].is_keyword("CALL")
            if is_procedure or self.text_at(end) == "(":
                yield Call(name, position, token, is_procedure)
            position = end

    def find(self, *keywords: str) -> Token | None:
        """The first token of where these keywords stand one after another."""
        for position, token in enumerate(self.tokens):
            following = self.tokens[position : position + len(keywords)]
            if len(following) == len(keywords) and all(
                item.is_keyword(keyword) for item, keyword in zip(following, keywords, strict=True)
            ):
                return token
        return None

    def outside(self, start: int, end: int) -> Iterator[int]:
        """The positions of a part that stand in no bracket of it."""
        at = start
        while at < end:
            yield at
            at = self.closings.get(at, at) + 1

    def arguments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts between commas that stand in no bracket: starts and ends."""
        if start < end:
            yield from self._split(start, end, lambda at: self.tokens[at].text == ",")

    def split_at(self, start: int, end: int, *keywords: str) -> Iterator[tuple[int, int]]:
        """The parts between keywords that stand in no bracket: starts and ends."""
        return self._split(start, end, lambda at: self.is_keyword(at, *keywords))

    def _split(
        self, start: int, end: int, is_border: Callable[[int], bool]
    ) -> Iterator[tuple[int, int]]:
        begun = start
        for at in self.outside(start, end):
            if is_border(at):
                yield begun, at
                begun = at + 1
        yield begun, end
