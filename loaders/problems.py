"""What is wrong with a file: where, which field, what to do; many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from graph.errors import BadInputError
from graph.visible import escape_controls
from loaders.limits import MESSAGE_CHARACTERS, PROBLEMS_SHOWN

# Where something stands in a file, as `("facts", 3, "id")`, and on which line.
Place = tuple[str | int, ...]
Places = dict[Place, int]


@dataclass(frozen=True, order=True)
class FileProblem:
    """One thing wrong.

    Attributes:
        file: The file's name as it was given.
        line: Counted from 1.
        field: The place inside, as `facts.3.claims.0.object`; empty for the whole file.
        message: What is wrong and what to do.
    """

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: "
        text = f"{shorten(self.field)}: {shorten(self.message)}" if self.field else self.message
        return escape_controls(place + shorten(text))


class DatasetError(BadInputError):
    """Files that cannot be loaded; nothing of them was."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        self.problems = sorted(problems)
        shown = [str(problem) for problem in self.problems[:PROBLEMS_SHOWN]]
        if len(self.problems) > PROBLEMS_SHOWN:
            shown.append(f"and {len(self.problems) - PROBLEMS_SHOWN:,} more")
        super().__init__("\n".join(shown))


def from_validation_error(
    error: ValidationError, file: str, places: Places | None = None, within: Place = ()
) -> list[FileProblem]:
    """The problems that pydantic finds in a value, each with its line in the file.

    Args:
        error: What pydantic raised.
        file: The file's name in messages.
        places: The line of every place in the file; without it every problem is on line 1.
        within: Where in the file the value is.
    """
    return [
        FileProblem(
            file,
            line_of(places or {}, (*within, *item["loc"])),
            ".".join(str(part) for part in item["loc"]),
            item["msg"].removeprefix("Value error, "),
        )
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]


def line_of(places: Places, path: Iterable[str | int]) -> int:
    """The line of a place, or of the nearest one around it; 1 where there is none."""
    parts = tuple(path)
    while parts and parts not in places:
        parts = parts[:-1]
    return places.get(parts, 1)


def shorten(text: str) -> str:
    """A text short enough for a message: its beginning and its end."""
    if len(text) <= MESSAGE_CHARACTERS:
        return text
    half = MESSAGE_CHARACTERS // 2
    return f"{text[:half]} ... {text[-half:]}"
