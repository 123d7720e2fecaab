"""What is wrong with a file: where, which field, what to do; many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import BadInputError
from graph.visible import escape_controls
from loaders.limits import MESSAGE_CHARACTERS, PROBLEMS_SHOWN


@dataclass(frozen=True, order=True)
class Problem:
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
        told = f"{shortened(self.field)}: {shortened(self.message)}" if self.field else self.message
        return escape_controls(place + shortened(told))


class DatasetError(BadInputError):
    """Files that cannot be loaded; nothing of them was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        shown = [str(problem) for problem in self.problems[:PROBLEMS_SHOWN]]
        if len(self.problems) > PROBLEMS_SHOWN:
            shown.append(f"and {len(self.problems) - PROBLEMS_SHOWN:,} more")
        super().__init__("\n".join(shown))


def shortened(text: str) -> str:
    """A text of others as a message has it: what is a cell of a megabyte there is its beginning."""
    if len(text) <= MESSAGE_CHARACTERS:
        return text
    half = MESSAGE_CHARACTERS // 2
    return f"{text[:half]} ... {text[-half:]}"
