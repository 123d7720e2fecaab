"""Decisions on who is who: a file, and the claims of ours that it becomes.

A decision is a claim of the editors, SAME_AS asserted or denied. It is reversible (take the line
out and load again), and outlives reloads of the sources, since it is of a source of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator

from graph.database import Database
from graph.model import EDITORS
from loaders.dataset.consistency import find_problems
from loaders.dataset.reader import Dataset, DatasetFile
from loaders.dataset.schema import (
    ClaimShape,
    DatasetShape,
    FactShape,
    Id,
    Line,
    Past,
    Shape,
    SourceShape,
)
from loaders.load import LoadReport, lease_for_load, load_dataset, read_snapshot
from loaders.problems import DatasetError, FileProblem, Places, from_validation_error, line_of
from loaders.yaml_places import read_yaml


class DecisionShape(Shape):
    """One decision, or a pair that is still open."""

    merged: Id = Field(description="The id that leads to the other from now on, or does not.")
    into: Id = Field(description="The id that is kept.")
    same: bool | None = Field(
        None, description="Whether the two are one person; empty where that is open."
    )
    reason: Line | None = None

    @model_validator(mode="after")
    def _has_a_reason(self) -> Self:
        if self.same is not None and not self.reason:
            raise ValueError("a decision must have a reason.")
        return self


class DecisionsShape(Shape):
    """A file of decisions; loading it replaces those that it held before."""

    editors: Id
    decided: Past = Field(description="EDTF: when.")
    decisions: list[DecisionShape]


def decide(database: Database, file: Path, *, dry_run: bool = False) -> LoadReport:
    """Load a file of decisions; pairs that are still open change nothing.

    Args:
        database: Where to.
        file: YAML.
        dry_run: Only say what would change.

    Raises:
        DatasetError: The file is wrong, or names somebody who is not there; with the line.
    """
    written, places = read_decisions(file)
    made = [index for index, item in enumerate(written.decisions) if item.same is not None]
    shape = written.model_copy(update={"decisions": [written.decisions[index] for index in made]})
    lines: Places = {
        ("facts", number): line_of(places, ("decisions", index))
        for number, index in enumerate(made)
    }
    dataset = Dataset([DatasetFile(str(file), _dataset(shape), lines)], [])
    with lease_for_load(database, dry_run=dry_run):
        wrong = find_problems(dataset, read_snapshot(database)) + _chains(file, shape, lines)
        if wrong:
            raise DatasetError(wrong)
        return load_dataset(database, dataset, dry_run=dry_run)


def read_decisions(file: Path) -> tuple[DecisionsShape, Places]:
    """A file of decisions, and the line of every place in it.

    Raises:
        DatasetError: It has not the right shape; each problem with its line.
    """
    value, places = read_yaml(file, str(file))
    try:
        return DecisionsShape.model_validate(value), places
    except ValidationError as error:
        raise DatasetError(from_validation_error(error, str(file), places)) from error


def _dataset(shape: DecisionsShape) -> DatasetShape:
    source = SourceShape(
        id=shape.editors,
        title="Decisions on who is who",
        publisher="The editors of this dataset",
        language="en",
        published=shape.decided,
        kind=EDITORS,
        trust="Ours; each decision has its reason, and can be taken back.",
    )
    facts = [
        FactShape(
            id=number,
            locator=f"decision {number}",
            gist=decision.reason or "",
            claims=[
                ClaimShape.model_validate(
                    {
                        "about": decision.merged,
                        "predicate": "SAME_AS",
                        "object": decision.into,
                        "polarity": "asserted" if decision.same else "denied",
                        "basis": "inferred",
                        "method": decision.reason,
                    }
                )
            ],
        )
        for number, decision in enumerate(shape.decisions, start=1)
    ]
    return DatasetShape(source=source, facts=facts)


def _chains(file: Path, shape: DecisionsShape, lines: Places) -> list[FileProblem]:
    """Somebody merged into one who is merged too, or into two, or into themselves."""
    merged = [item.merged for item in shape.decisions if item.same]
    found = []
    for index, item in enumerate(shape.decisions):
        line, field = lines["facts", index], f"decisions.{index}"
        if item.merged == item.into:
            found.append(
                FileProblem(str(file), line, field, f"{item.merged!r} is merged with itself.")
            )
        elif item.same and item.into in merged:
            message = f"{item.into!r} is merged itself; name the id that is kept in the end."
            found.append(FileProblem(str(file), line, field, message))
        elif item.same and merged.count(item.merged) > 1:
            found.append(FileProblem(str(file), line, field, f"{item.merged!r} is merged twice."))
    return found
