"""What became of each value of a foreign file: a claim, a leftover, or a refusal.

Every reader of a foreign format gives a `Draft` for each record: the claims made of it, beside what
it could not place. Nothing is dropped silently: `ImportReport.accounts` says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from loaders.dataset.consistency import Known, namesakes, problems
from loaders.dataset.files import Dataset, DatasetFile
from loaders.dataset.shapes import ClaimShape, DatasetShape, FactShape, SourceShape, ThingShape
from loaders.problems import DatasetError, Problem
from loaders.quarantine import Dialect

LEFTOVER = "leftover"
_CLAIM_TEXT = 1900


@dataclass(frozen=True, order=True)
class Note:
    """Something said of a place in a file.

    Attributes:
        place: Such as a row's number, or a path in JSON.
        field: The column or field.
        message: What is to be known of it.
    """

    place: str
    field: str
    message: str


@dataclass
class ImportReport:
    """What became of a file.

    Attributes:
        file: Its name.
        records: Rows or objects that were read.
        values: Values in them, empty ones not counted.
        used: Values that claims or ids were made of.
        ignored: Values that the mapping says to leave.
        claims: Claims made.
        leftovers: Values without a place in the model; each is kept as a claim.
        refused: Records that were refused, with the reason.
        refused_values: Values in those.
        warnings: What somebody should look at.
    """

    file: str
    records: int = 0
    values: int = 0
    used: int = 0
    ignored: int = 0
    claims: int = 0
    leftovers: list[Note] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    refused_values: int = 0
    warnings: list[Note] = field(default_factory=list)

    @property
    def accounts(self) -> bool:
        """Whether every value is accounted for."""
        told = self.used + self.ignored + len(self.leftovers) + self.refused_values
        return told == self.values

    def as_json(self) -> dict[str, Any]:
        """The report for machines."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        for name in ("leftovers", "refused", "warnings"):
            plain[name] = [vars(note) for note in plain[name]]
        return plain | {"accounts": self.accounts}


@dataclass
class Draft:
    """What one record of a file becomes.

    Attributes:
        place: Where it is, such as `row 12`.
        number: Its number in the file, from 1.
        things: What it brings in.
        claims: Fields of `ClaimShape` for each claim.
        values: How many values it has.
        used: How many of them became claims or ids.
        ignored: How many the mapping says to leave.
        leftovers: Those without a place.
        warnings: What to look at.
        problem: Why the record is refused, if it is.
        source: Of which source of the file it is.
        original: The record as it was, for the quarantine.
    """

    place: str
    number: int
    things: list[ThingShape] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    values: int = 0
    used: int = 0
    ignored: int = 0
    leftovers: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    problem: Note | None = None
    source: str = ""
    original: Any = None

    def leave(self, field_: str, value: Any) -> None:
        """Keep a value that has no place in the model."""
        self.leftovers.append(Note(self.place, field_, str(value)))

    def warn(self, field_: str, message: str) -> None:
        """Say what somebody should look at."""
        self.warnings.append(Note(self.place, field_, message))

    def refuse(self, field_: str, message: str) -> None:
        """Refuse the record; the first reason counts."""
        self.problem = self.problem or Note(self.place, field_, message)


@dataclass(frozen=True)
class Imported:
    """A foreign file, ready to load.

    Attributes:
        dataset: One dataset file a source.
        report: What became of its values.
        refused: The records that were refused.
        dialect: For a table: how its rows are to be written again.
    """

    dataset: Dataset
    report: ImportReport
    refused: list[Draft]
    dialect: Dialect | None = None


def assemble(
    shown: str, sources: Iterable[SourceShape], drafts: Iterable[Draft], known: Known
) -> Imported:
    """Put drafts together, refusing those that cannot stand beside the others.

    Args:
        shown: The file's name in messages.
        sources: The sources that the drafts name, the first for those that name none.
        drafts: One a record.
        known: What the graph holds.

    Raises:
        DatasetError: Something is wrong that is not of one record.
    """
    described = list(sources)
    standing: list[tuple[Draft, FactShape]] = []
    refused: list[Draft] = []
    for draft in drafts:
        fact = None if draft.problem else _fact(draft)
        if fact is None:
            refused.append(draft)
        else:
            standing.append((draft, fact))
    while True:
        dataset, places = _dataset(shown, described, standing)
        wrong = _by_record(problems(dataset, known, strict=False), places)
        if not wrong:
            break
        for draft, _ in standing:
            if id(draft) in wrong:
                draft.refuse("", wrong[id(draft)])
                refused.append(draft)
        standing = [(draft, fact) for draft, fact in standing if id(draft) not in wrong]
    report = _report(shown, [draft for draft, _ in standing], refused)
    report.claims = sum(len(fact.claims) for _, fact in standing)
    for problem in namesakes(dataset.files, known):
        report.warnings.append(Note(f"{problem.line}", problem.field, problem.message))
    return Imported(dataset, report, sorted(refused, key=lambda draft: draft.number))


def _fact(draft: Draft) -> FactShape | None:
    """The draft's fact; None, and the draft refused, where a claim has not the right shape."""
    about = draft.things[0].id if draft.things else None
    wanted = list(draft.claims)
    if about is None and draft.claims:
        about = draft.claims[0]["about"]
    if about is None and draft.leftovers:
        draft.refuse("", "has nothing that its values could be about.")
        return None
    for note in draft.leftovers:
        text = f"{note.field} = {note.message}"[:_CLAIM_TEXT]
        wanted.append({"about": about, "predicate": LEFTOVER, "value": text})
    claims = []
    for fields in wanted:
        try:
            claims.append(ClaimShape.model_validate(fields))
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or fields["predicate"]
            draft.refuse(where, first["msg"].removeprefix("Value error, "))
            return None
    return FactShape.model_construct(
        id=draft.number, locator=draft.place, gist=f"As {draft.place} has it.", claims=claims
    )


def _dataset(
    shown: str, sources: list[SourceShape], standing: list[tuple[Draft, FactShape]]
) -> tuple[Dataset, dict[tuple[str, int], Draft]]:
    files: list[DatasetFile] = []
    places: dict[tuple[str, int], Draft] = {}
    declared: set[str] = set()
    for source in sources:
        mine = [
            (draft, fact)
            for draft, fact in standing
            if (draft.source or sources[0].id) == source.id
        ]
        things: list[ThingShape] = []
        lines: dict[tuple[str | int, ...], int] = {}
        for index, (draft, _) in enumerate(mine):
            name = f"{shown}#{source.id}"
            places[(name, index)] = draft
            lines["facts", index] = draft.number
            for thing in draft.things:
                if thing.id not in declared:
                    declared.add(thing.id)
                    lines["things", len(things)] = draft.number
                    things.append(thing)
        data = DatasetShape.model_construct(
            source=source, things=things, facts=[fact for _, fact in mine]
        )
        files.append(DatasetFile(f"{shown}#{source.id}", data, lines))
    return Dataset(files, []), places


def _by_record(found: Iterable[Problem], places: dict[tuple[str, int], Draft]) -> dict[int, str]:
    """The first problem of each record; DatasetError for one that is of none."""
    wrong: dict[int, str] = {}
    others: list[Problem] = []
    by_line = {(name, draft.number): draft for (name, _), draft in places.items()}
    for problem in found:
        parts = problem.field.split(".")
        if parts[0] == "facts" and (problem.file, int(parts[1])) in places:
            draft = places[problem.file, int(parts[1])]
        elif (problem.file, problem.line) in by_line and parts[0] == "things":
            draft = by_line[problem.file, problem.line]
        else:
            others.append(problem)
            continue
        wrong.setdefault(id(draft), problem.message)
    if others:
        raise DatasetError(others)
    return wrong


def _report(shown: str, standing: list[Draft], refused: list[Draft]) -> ImportReport:
    report = ImportReport(shown)
    report.records = len(standing) + len(refused)
    for draft in standing:
        report.values += draft.values
        report.used += draft.used
        report.ignored += draft.ignored
        report.leftovers += draft.leftovers
        report.warnings += draft.warnings
    for draft in refused:
        report.values += draft.values
        report.refused_values += draft.values
        if draft.problem is not None:
            report.refused.append(draft.problem)
    return report
