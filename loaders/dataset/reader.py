"""Dataset files read and checked, each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from graph.paths import DATA, ROOT
from loaders.dataset.judgements import JudgementFile, JudgementsShape
from loaders.dataset.schema import DatasetShape
from loaders.problems import (
    DatasetError,
    FileProblem,
    Place,
    Places,
    from_validation_error,
    line_of,
)
from loaders.yaml_places import read_yaml


@dataclass(frozen=True)
class DatasetFile:
    """A file that has the right shape.

    Attributes:
        shown: Its name in messages.
        data: What it says.
        places: The line of every place in it.
    """

    shown: str
    data: DatasetShape
    places: Places

    @property
    def work(self) -> str:
        """What its source is an edition of."""
        return self.data.source.work or self.data.source.id

    def problem(self, path: Place, message: str) -> FileProblem:
        """A problem at a place in this file."""
        field = ".".join(str(part) for part in path)
        return FileProblem(self.shown, self.line(path), field, message)

    def line(self, path: Place) -> int:
        """The line of a place."""
        return line_of(self.places, path)


def dataset_files(paths: Sequence[Path] | None) -> list[Path]:
    """The files that these paths mean: themselves, or the YAML in a folder; `data/` for None."""
    found: list[Path] = []
    for path in paths or [DATA]:
        if path.is_dir():
            found += sorted(path.glob("*.yaml"))
        else:
            found.append(path)
    if not found:
        where = ", ".join(_shown(path) for path in paths or [DATA])
        raise DatasetError([FileProblem(where, 1, "", "holds no .yaml file.")])
    return found


@dataclass(frozen=True)
class Dataset:
    """Files of the right shape: those of sources, and those of editors' judgements."""

    files: list[DatasetFile]
    judgements: list[JudgementFile]


def read_dataset(paths: Sequence[Path] | None) -> Dataset:
    """All files, each by itself of the right shape.

    Args:
        paths: Files and folders; None means the curated data.

    Raises:
        DatasetError: Any file is not; every problem found is in it.
    """
    dataset = Dataset([], [])
    problems: list[FileProblem] = []
    for path in dataset_files(paths):
        try:
            file = read_file(path)
        except DatasetError as error:
            problems += error.problems
            continue
        if isinstance(file, JudgementFile):
            dataset.judgements.append(file)
        else:
            dataset.files.append(file)
    if problems:
        raise DatasetError(problems)
    return dataset


def read_file(path: Path) -> DatasetFile | JudgementFile:
    """One file of the right shape.

    Raises:
        DatasetError: It is not; every problem is in it.
    """
    shown = _shown(path)
    value, places = read_yaml(path, shown)
    try:
        if isinstance(value, dict) and "disagreements" in value:
            return JudgementFile(shown, JudgementsShape.model_validate(value), places)
        return DatasetFile(shown, DatasetShape.model_validate(value), places)
    except ValidationError as error:
        raise DatasetError(from_validation_error(error, shown, places)) from error


def _shown(path: Path) -> str:
    full = path.resolve()
    return str(full.relative_to(ROOT)) if full.is_relative_to(ROOT) else str(path)
