"""Decisions on what is one: a file, and the claims of ours that it becomes.

A decision is a claim of the editors, `MERGED_INTO` asserted or denied. It is reversible (take the
line out and load again), and outlives reloads of the sources, since it is of a source of its own.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from graph.database import Database
from graph.model import EDITORS
from graph.relations import MERGED_INTO
from loaders.dataset.consistency import find_problems
from loaders.dataset.reader import Dataset, DatasetFile
from loaders.dataset.schema import (
    ClaimShape,
    DatasetShape,
    FactShape,
    SourceShape,
)
from loaders.identity.decision_faults import Fault, find_faults, find_sources
from loaders.identity.decision_shape import DecisionShape, DecisionsShape
from loaders.load import LoadReport, lease_for_load, load_dataset, read_snapshot
from loaders.problems import DatasetError, FileProblem, Places, from_validation_error, line_of
from loaders.yaml_places import read_yaml


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
        graph = read_snapshot(database)

        def problems(faults: list[Fault]) -> list[FileProblem]:
            return [
                FileProblem(str(file), lines["facts", number], f"decisions.{made[number]}", message)
                for number, message in faults
            ]

        wrong = (
            problems(find_sources(shape, graph.labels, graph.sources))
            or find_problems(dataset, graph, strict=False)
            or problems(find_faults(database, shape, graph.labels))
        )
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
                        "predicate": MERGED_INTO,
                        "object": decision.into,
                        "polarity": "asserted" if decision.same else "denied",
                        "basis": "inferred",
                        "method": decision.reason,
                        "note": _note(decision),
                    }
                )
            ],
        )
        for number, decision in enumerate(shape.decisions, start=1)
    ]
    return DatasetShape(source=source, facts=facts)


def _note(decision: DecisionShape) -> str | None:
    if not decision.despite:
        return None
    return f"Although told apart by {', '.join(decision.despite)}."
