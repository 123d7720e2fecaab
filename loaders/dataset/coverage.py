"""Which facts of the sources have no claim in the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.dataset.reader import read_dataset


@dataclass(frozen=True)
class Fact:
    """A fact that no claim records; `id` as in `dailynk-en-party-cell#12`."""

    id: str
    file: str
    line: int
    locator: str
    gist: str


def coverage(paths: Sequence[Path] | None = None) -> list[Fact]:
    """The facts without a claim in these files, in order; None means the curated data.

    Raises:
        DatasetError: A file is wrong.
    """
    return [
        Fact(
            f"{file.data.source.id}#{fact.id}",
            file.shown,
            file.line(("facts", index)),
            fact.locator,
            fact.gist,
        )
        for file in read_dataset(paths).files
        for index, fact in enumerate(file.data.facts)
        if not fact.claims
    ]
