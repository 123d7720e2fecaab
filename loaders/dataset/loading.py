"""A load: everything checked first, the difference worked out, all written or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from neo4j import ManagedTransaction

from graph.database import Database, our_errors
from graph.errors import RefusedError
from graph.lens import NEVER_RETIRED
from graph.model import Label
from graph.names import name_key
from graph.schema import migrate
from graph.statements import statement
from graph.version import EMPTY
from loaders.dataset.consistency import Known, problems
from loaders.dataset.disagreements import Disagreements, Opened
from loaders.dataset.files import Dataset, DatasetFile, dataset_files, read_dataset
from loaders.dataset.records import ClaimRecord, SourceRecord, claim_records, source_record
from loaders.dataset.recovery import recover
from loaders.dataset.writing import (
    BATCH,
    Difference,
    Plan,
    Step,
    source_fingerprint,
    write_steps,
)
from loaders.problems import DatasetError

Progress = Callable[[int, int], None]

_LABELS = {label.value for label in Label}


@dataclass(frozen=True)
class LoadReport:
    """What a load did, or would do.

    Attributes:
        sources: The difference for each source, by id.
        things: Ids of things that are new or registered otherwise.
        judgements: Ids of editors' judgements that are new, changed or withdrawn.
        disagreements: What questions the load opens and settles.
        version_before: The graph's version before.
        version_after: The graph's version after; the same where nothing changed.
        dry_run: Whether nothing was written.
    """

    sources: dict[str, Difference]
    things: tuple[str, ...]
    judgements: tuple[str, ...]
    disagreements: Opened
    version_before: str
    version_after: str
    dry_run: bool

    @property
    def added(self) -> int:
        """Claims that are new."""
        return sum(len(item.added) for item in self.sources.values())

    @property
    def changed(self) -> int:
        """Claims that say the same, but are described otherwise."""
        return sum(len(item.changed) for item in self.sources.values())

    @property
    def retired(self) -> int:
        """Claims that their source no longer makes."""
        return sum(len(item.retired) for item in self.sources.values())

    @property
    def unchanged(self) -> int:
        """Claims that were there already."""
        return sum(item.unchanged for item in self.sources.values())

    @property
    def changes_nothing(self) -> bool:
        """Whether the graph already was what the files say."""
        described = any(item.described for item in self.sources.values())
        return not (
            self.added
            or self.changed
            or self.retired
            or self.things
            or self.judgements
            or described
        )


def load(
    database: Database, paths: Sequence[Path] | None = None, *, dry_run: bool = False
) -> LoadReport:
    """Load dataset files: all of them, in one transaction, or nothing.

    Args:
        database: Where to; its schema is brought up to date first.
        paths: Files and folders; None means the curated data.
        dry_run: Only say what would change.

    Returns:
        What changed; loading the same files again changes nothing.

    Raises:
        DatasetError: A file is wrong; the graph is untouched.
        RefusedError: The database holds things of another owner that are in the way.
    """
    dataset = read_dataset(paths)
    wrong = problems(dataset, known(database))
    if wrong:
        raise DatasetError(wrong)
    return load_dataset(database, dataset, dry_run=dry_run)


def load_dataset(
    database: Database,
    dataset: Dataset,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load a dataset that has been found sound, as `load` does.

    A small one is written in one transaction, a large one in many, of which nothing is seen before
    the last: readers see what was recorded up to the last load that has ended. One that was broken
    off is taken up where it stood by loading the same sources again; a load of others undoes it.

    Args:
        database: Where to.
        dataset: What.
        dry_run: Only say what would change.
        progress: Told how many of how many steps are done.

    Raises:
        RefusedError: The database holds things of another owner that are in the way.
    """
    now = datetime.now(UTC)
    if dry_run:
        with our_errors(), database.session() as session:
            return session.execute_read(lambda tx: _Load.plan(tx, dataset, now)).dry
    migrate(database)
    taken_up = recover(database, {file.data.source.id for file in dataset.files})
    claims = sum(len(fact.claims) for file in dataset.files for fact in file.data.facts)
    if claims <= BATCH:
        return database.write(lambda tx: _at_once(tx, dataset, now, taken_up))
    with our_errors(), database.session() as session:
        planned = session.execute_read(lambda tx: _Load.plan(tx, dataset, now, taken_up))
    if planned.nothing:
        return planned.report
    database.write(planned.begin)
    steps = list(planned.steps())
    for done, step in enumerate(steps, start=1):
        database.write(step)
        if progress is not None:
            progress(done, len(steps))
    database.write(planned.end)
    return planned.report


def _at_once(
    tx: ManagedTransaction, dataset: Dataset, now: datetime, taken_up: Sequence[str]
) -> LoadReport:
    tx.run(statement("load/lock"))
    return _Load.plan(tx, dataset, now, taken_up).write(tx)


def ensure_loaded(database: Database) -> None:
    """Load the curated data into a graph of our own that has not had this edition of them yet."""
    if not database.owned:
        return
    edition = _edition()
    loaded = database.run(statement("admin/curated")).records
    if loaded != [[edition]]:
        load(database)
        parameters = {"dataset": edition}
        database.run(statement("load/mark_curated"), parameters, write=True)


def _edition() -> str:
    """A hash of the curated files."""
    content = hashlib.sha256()
    for file in dataset_files(None):
        content.update(file.read_bytes())
    return content.hexdigest()[:16]


def known(database: Database) -> Known:
    """What the graph holds already, for files that lean on it.

    Raises:
        RefusedError: It holds things of another owner, whose ids ours could meet.
    """
    labels: dict[str, Label] = {}
    people: dict[str, set[str]] = {}
    for identifier, own, _, _, names in database.run(statement("load/known_things")).records:
        ours = [label for label in own if label in _LABELS]
        if len(ours) != 1:
            raise RefusedError(
                f"The database has a :Thing {identifier!r} that is not of ours.",
                hint="Use a database without :Thing nodes of another project.",
            )
        labels[identifier] = Label(ours[0])
        if labels[identifier] is Label.PERSON:
            for name in names:
                people.setdefault(name_key(name), set()).add(identifier)
    sources = database.run(statement("load/known_sources")).records
    return Known(
        labels,
        frozenset(record[0] for record in sources),
        {name: frozenset(bearers) for name, bearers in people.items()},
    )


@dataclass(frozen=True)
class _Load:
    """A load that has been worked out: what it says, and the steps that write it."""

    number: int
    now: datetime
    plans: Plan
    sources: Mapping[str, SourceRecord]
    disagreements: Disagreements
    report: LoadReport
    nothing: bool

    @classmethod
    def plan(
        cls,
        tx: ManagedTransaction,
        dataset: Dataset,
        now: datetime,
        taken_up: Sequence[str] = (),
    ) -> _Load:
        """Work out what changes; nothing is written.

        What the loads `taken_up` have written before they were broken off is there already, but
        perhaps without its edges.
        """
        before, number = _last_load(tx)
        sources = {file.data.source.id: source_record(file.data) for file in dataset.files}
        plan = _plan(tx, dataset.files, sources)
        if taken_up:
            rows = tx.run(statement("load/subjects_recorded"), loads=list(taken_up))
            plan.subjects |= {row["id"] for row in rows}
        disagreements = Disagreements.plan(
            tx,
            dataset.judgements,
            subjects=plan.subjects,
            create=[record.claim for record in plan.create],
            retire=set(plan.retire),
        )
        report = LoadReport(
            plan.sources,
            tuple(thing.id for thing in plan.things),
            disagreements.changed,
            disagreements.opened,
            before,
            before,
            dry_run=False,
        )
        nothing = report.changes_nothing and not taken_up
        if not nothing:
            after = _next_version(before, plan, sources, disagreements)
            report = replace(report, version_after=after)
        return cls(number + 1, now, plan, sources, disagreements, report, nothing)

    @property
    def dry(self) -> LoadReport:
        """The report where nothing is written."""
        return replace(self.report, dry_run=True)

    def write(self, tx: ManagedTransaction) -> LoadReport:
        """Write all of it in one transaction."""
        if not self.nothing:
            for step in self.steps():
                step(tx)
            self.end(tx)
        return self.report

    def steps(self) -> Iterator[Step]:
        """What is to be written, in steps that each fit into a transaction."""
        yield from write_steps(self.plans, self.sources, self.now, f"load-{self.number}")
        yield from self.disagreements.steps()

    def begin(self, tx: ManagedTransaction) -> None:
        """Say that a load has begun; none of it is seen yet."""
        tx.run(statement("load/lock"))
        tx.run(
            statement("load/begin"),
            load=f"load-{self.number}",
            now=self.now,
            sources=sorted(self.sources),
        )

    def end(self, tx: ManagedTransaction) -> None:
        """Say that it has ended: from now on it is seen."""
        tx.run(
            statement("load/record_load"),
            load=f"load-{self.number}",
            version=self.report.version_after,
            number=self.number,
            now=self.now,
            added=self.report.added,
            changed=self.report.changed,
            retired=self.report.retired,
            sources=sorted(self.sources),
        )


def _last_load(tx: ManagedTransaction) -> tuple[str, int]:
    record = tx.run(statement("load/last_load")).single()
    return (record["version"], record["number"]) if record else (EMPTY, 0)


def _plan(
    tx: ManagedTransaction,
    files: Sequence[DatasetFile],
    sources: Mapping[str, SourceRecord],
) -> Plan:
    plan = Plan()
    described = {row["id"]: row["fingerprint"] for row in tx.run(statement("load/known_sources"))}
    live: dict[str, dict[str, tuple[str, str]]] = {identifier: {} for identifier in sources}
    for row in tx.run(statement("load/live_claims"), sources=list(sources), never=NEVER_RETIRED):
        live[row["source"]][row["id"]] = (row["fingerprint"], row["about"])
    for file in files:
        identifier = file.data.source.id
        redescribed = described.get(identifier) != source_fingerprint(sources[identifier])
        _compare(plan, identifier, claim_records(file), live[identifier], described=redescribed)
    registered = {
        row["id"]: (row["labels"], row["rank"], row["series"])
        for row in tx.run(statement("load/known_things"))
    }
    for file in files:
        for thing in file.data.things:
            if registered.get(thing.id) != ([thing.label.value], thing.rank, thing.series):
                plan.things.append(thing)
    return plan


def _compare(
    plan: Plan,
    source: str,
    records: Iterable[ClaimRecord],
    live: Mapping[str, tuple[str, str]],
    *,
    described: bool,
) -> None:
    wanted = {record.id: record for record in records}
    added = [record for record in wanted.values() if record.id not in live]
    changed = [
        record
        for record in wanted.values()
        if record.id in live and live[record.id][0] != record.fingerprint
    ]
    retired = [identifier for identifier in live if identifier not in wanted]
    plan.create += added + changed
    plan.retire += [record.id for record in changed] + retired
    plan.subjects |= {record.about for record in added + changed}
    plan.subjects |= {live[identifier][1] for identifier in retired}
    plan.sources[source] = Difference(
        tuple(record.id for record in added),
        tuple(record.id for record in changed),
        tuple(retired),
        len(wanted) - len(added) - len(changed),
        described,
    )


def _next_version(
    before: str,
    plan: Plan,
    sources: Mapping[str, SourceRecord],
    disagreements: Disagreements,
) -> str:
    content = [
        before,
        sorted(plan.retire),
        sorted((record.id, record.fingerprint) for record in plan.create),
        sorted(thing.model_dump_json() for thing in plan.things),
        sorted((identifier, source_fingerprint(source)) for identifier, source in sources.items()),
        disagreements.fingerprints,
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]
