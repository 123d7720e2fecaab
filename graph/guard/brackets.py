"""Where brackets and CASE close, and what stands between them, of a statement's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from graph.guard.lexer import Word

OPENING, CLOSING = "([{", ")]}"


def is_keyword_here(found: list[Word], number: int, *names: str) -> bool:
    """Whether a word is one of these keywords, and no name of a property, label or parameter."""
    if not found[number].is_keyword(*names):
        return False
    before = found[number - 1].text if number else ""
    after = found[number + 1].text if number + 1 < len(found) else ""
    twice = number + 2 < len(found) and found[number + 2].text == ":"
    return before not in {".", ":", "$", "&"} and (after != ":" or twice)


def close_brackets(found: list[Word]) -> dict[int, int]:
    """Where each opening bracket is closed, and each CASE ended, by position."""
    closings: dict[int, int] = {}
    waiting: list[int] = []
    for number, word in enumerate(found):
        if (word.kind == "sign" and word.text in OPENING) or is_keyword_here(found, number, "CASE"):
            waiting.append(number)
        elif is_keyword_here(found, number, "END"):
            if waiting and found[waiting[-1]].kind == "word":
                closings[waiting.pop()] = number
        elif word.kind == "sign" and word.text in CLOSING:
            while waiting and found[waiting[-1]].kind == "word":
                waiting.pop()
            if waiting:
                closings[waiting.pop()] = number
    return closings


def outside(closings: Mapping[int, int], start: int, end: int) -> Iterator[int]:
    """The positions of a part that stand in no bracket of it."""
    at = start
    while at < end:
        yield at
        at = closings.get(at, at) + 1


def parts(
    closings: Mapping[int, int], start: int, end: int, is_border: Callable[[int], bool]
) -> Iterator[tuple[int, int]]:
    """What stands between borders that stand in no bracket: starts and ends."""
    begun = start
    for at in outside(closings, start, end):
        if is_border(at):
            yield begun, at
            begun = at + 1
    yield begun, end
