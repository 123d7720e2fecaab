"""Dataset files read and checked, each alone and all together; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from graph.model import PROPERTIES, RELATIONS, Label
from graph.paths import DATA, ROOT
from loaders.dataset.shapes import ClaimShape, DatasetShape
from loaders.problems import DatasetError, Problem
from loaders.yaml_places import Places, read_yaml


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

    def problem(self, path: tuple[str | int, ...], message: str) -> Problem:
        """A problem at a place in this file."""
        field = ".".join(str(part) for part in path)
        return Problem(self.shown, _line(self.places, path), field, message)


@dataclass(frozen=True)
class Known:
    """What a graph already holds, for files that lean on it.

    Attributes:
        labels: Label by id of every thing.
        sources: Ids of every source.
    """

    labels: Mapping[str, Label]
    sources: frozenset[str]


NOTHING = Known({}, frozenset())


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
        raise DatasetError([Problem(where, 1, "", "holds no .yaml file.")])
    return found


def read_files(paths: Sequence[Path] | None, known: Known = NOTHING) -> list[DatasetFile]:
    """All files, checked one by one and against each other.

    Args:
        paths: Files and folders; None means the curated data.
        known: What the graph holds already.

    Raises:
        DatasetError: Any file is wrong; every problem found is in it.
    """
    files: list[DatasetFile] = []
    problems: list[Problem] = []
    for path in dataset_files(paths):
        try:
            files.append(read_file(path))
        except DatasetError as error:
            problems += error.problems
    if not problems:
        problems = list(_between(files, known))
    if problems:
        raise DatasetError(problems)
    return files


def read_file(path: Path) -> DatasetFile:
    """One file of the right shape.

    Raises:
        DatasetError: It is not; every problem is in it.
    """
    shown = _shown(path)
    value, places = read_yaml(path, shown)
    try:
        data = DatasetShape.model_validate(value)
    except ValidationError as error:
        raise DatasetError(
            [
                Problem(
                    shown,
                    _line(places, item["loc"]),
                    ".".join(str(part) for part in item["loc"]),
                    item["msg"].removeprefix("Value error, "),
                )
                for item in error.errors(include_url=False, include_context=False)
            ]
        ) from error
    return DatasetFile(shown, data, places)


def _shown(path: Path) -> str:
    full = path.resolve()
    return str(full.relative_to(ROOT)) if full.is_relative_to(ROOT) else str(path)


def _line(places: Places, path: Iterable[str | int]) -> int:
    """The line of a place, or of the nearest one around it."""
    parts = tuple(path)
    while parts and parts not in places:
        parts = parts[:-1]
    return places.get(parts, 1)


def _between(files: Sequence[DatasetFile], known: Known) -> Iterable[Problem]:
    labels = dict(known.labels)
    named: dict[str, str] = {}
    sources: dict[str, str] = {}
    for file in files:
        source = file.data.source.id
        if source in sources:
            yield file.problem(("source", "id"), f"{source!r} is in {sources[source]} too.")
        if source in labels:
            yield file.problem(("source", "id"), f"{source!r} is the id of a thing.")
        sources[source] = file.shown
        for index, thing in enumerate(file.data.things):
            place = ("things", index, "id")
            if thing.id in named:
                yield file.problem(place, f"{thing.id!r} is declared in {named[thing.id]} too.")
            elif labels.get(thing.id, thing.label) is not thing.label:
                message = f"{thing.id!r} is a {labels[thing.id].value} in the graph already."
                yield file.problem(place, message)
            if thing.id in known.sources or thing.id in sources:
                yield file.problem(place, f"{thing.id!r} is the id of a source.")
            named[thing.id] = file.shown
            labels[thing.id] = thing.label
    everyone = known.sources | sources.keys()
    for file in files:
        yield from _inside(file, labels, everyone)


def _inside(
    file: DatasetFile, labels: Mapping[str, Label], sources: Iterable[str]
) -> Iterable[Problem]:
    original = file.data.source.translation_of
    if original is not None and original not in sources:
        yield file.problem(
            ("source", "translation_of"),
            f"no source {original!r} is known; load it with this file or before.",
        )
    seen: set[int] = set()
    for index, fact in enumerate(file.data.facts):
        if fact.id in seen:
            yield file.problem(("facts", index, "id"), f"fact {fact.id} stands twice.")
        seen.add(fact.id)
        for number, claim in enumerate(fact.claims):
            yield from _claim(file, ("facts", index, "claims", number), claim, labels)
    named = {
        claim.about
        for fact in file.data.facts
        for claim in fact.claims
        if claim.predicate == "name"
    }
    for index, thing in enumerate(file.data.things):
        if thing.id not in named:
            message = f"{thing.id!r} has no name: no claim of this file has predicate name."
            yield file.problem(("things", index, "id"), message)


def _claim(
    file: DatasetFile,
    path: tuple[str | int, ...],
    claim: ClaimShape,
    labels: Mapping[str, Label],
) -> Iterable[Problem]:
    ids = [("about", claim.about)]
    if claim.object is not None:
        ids.append(("object", claim.object))
    unknown = False
    for field, identifier in ids:
        if identifier not in labels:
            unknown = True
            message = f"nothing has the id {identifier!r}; declare it under things."
            yield file.problem((*path, field), message)
    for index, qualifier in enumerate(claim.qualified_by):
        if qualifier.thing not in labels:
            message = f"nothing has the id {qualifier.thing!r}; declare it under things."
            yield file.problem((*path, "qualified_by", index, "thing"), message)
    if unknown:
        return
    yield from _labels(file, path, claim, labels)


def _labels(
    file: DatasetFile,
    path: tuple[str | int, ...],
    claim: ClaimShape,
    labels: Mapping[str, Label],
) -> Iterable[Problem]:
    relation = RELATIONS.get(claim.predicate)
    starts = relation.starts if relation else PROPERTIES[claim.predicate].labels
    sides = [("about", claim.about, starts)]
    if relation is not None and claim.object is not None:
        sides.append(("object", claim.object, relation.ends))
    for field, identifier, allowed in sides:
        if allowed and labels[identifier] not in allowed:
            message = _wrong(identifier, labels[identifier], allowed, claim.predicate)
            yield file.problem((*path, field), message)


def _wrong(identifier: str, label: Label, allowed: Sequence[Label], predicate: str) -> str:
    wanted = " or ".join(item.value for item in allowed)
    return f"{identifier!r} is a {label.value}; {predicate} wants {wanted} here."
