"""What is wrong with a file: where, which field, what to do; many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import BadInputError


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
        return f"{place}{self.field}: {self.message}" if self.field else place + self.message


class DatasetError(BadInputError):
    """Files that cannot be loaded; nothing of them was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
