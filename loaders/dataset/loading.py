"""A load: everything checked first, the difference worked out, all written or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from neo4j import ManagedTransaction

from graph.database import Database, our_errors
from graph.errors import RefusedError
from graph.lens import NEVER_RETIRED
from graph.model import Label
from graph.names import name_key, search_text
from graph.schema import migrate
from graph.statements import statement
from graph.version import EMPTY
from loaders.dataset.consistency import Known, problems
from loaders.dataset.disagreements import Disagreements, Opened
from loaders.dataset.files import Dataset, DatasetFile, dataset_files, read_dataset
from loaders.dataset.records import ClaimRecord, SourceRecord, claim_records, source_record
from loaders.dataset.shapes import ThingShape
from loaders.problems import DatasetError

_LABELS = {label.value for label in Label}


@dataclass(frozen=True)
class Difference:
    """What a load does to the claims of one source, as ids."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    unchanged: int = 0
    described: bool = False  # whether the source's own description changes


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


@dataclass
class _Plan:
    sources: dict[str, Difference] = field(default_factory=dict)
    things: list[ThingShape] = field(default_factory=list)
    create: list[ClaimRecord] = field(default_factory=list)
    retire: list[str] = field(default_factory=list)
    subjects: set[str] = field(default_factory=set)


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


def load_dataset(database: Database, dataset: Dataset, *, dry_run: bool = False) -> LoadReport:
    """Load a dataset that has been found sound, as `load` does.

    Raises:
        RefusedError: The database holds things of another owner that are in the way.
    """
    now = datetime.now(UTC)
    if dry_run:
        with our_errors(), database.session() as session:
            return session.execute_read(lambda tx: _load(tx, dataset, now, dry_run=True))
    migrate(database)
    return database.write(lambda tx: _load(tx, dataset, now, dry_run=False))


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


def _load(tx: ManagedTransaction, dataset: Dataset, now: datetime, *, dry_run: bool) -> LoadReport:
    if not dry_run:
        tx.run(statement("load/lock"))
    before, number = _last_load(tx)
    sources = {file.data.source.id: source_record(file.data) for file in dataset.files}
    plan = _plan(tx, dataset.files, sources)
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
        dry_run,
    )
    if report.changes_nothing:
        return report
    after = _next_version(before, plan, sources, disagreements)
    if not dry_run:
        _write(tx, plan, sources, now, f"load-{number + 1}")
        disagreements.write(tx)
        tx.run(
            statement("load/record_load"),
            load=f"load-{number + 1}",
            version=after,
            number=number + 1,
            now=now,
            added=report.added,
            changed=report.changed,
            retired=report.retired,
            sources=sorted(sources),
        )
    return replace(report, version_after=after)


def _last_load(tx: ManagedTransaction) -> tuple[str, int]:
    record = tx.run(statement("load/last_load")).single()
    return (record["version"], record["number"]) if record else (EMPTY, 0)


def _plan(
    tx: ManagedTransaction,
    files: Sequence[DatasetFile],
    sources: Mapping[str, SourceRecord],
) -> _Plan:
    plan = _Plan()
    described = {row["id"]: row["fingerprint"] for row in tx.run(statement("load/known_sources"))}
    live: dict[str, dict[str, tuple[str, str]]] = {identifier: {} for identifier in sources}
    for row in tx.run(statement("load/live_claims"), sources=list(sources), never=NEVER_RETIRED):
        live[row["source"]][row["id"]] = (row["fingerprint"], row["about"])
    for file in files:
        identifier = file.data.source.id
        redescribed = described.get(identifier) != _fingerprint(sources[identifier])
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
    plan: _Plan,
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
    plan: _Plan,
    sources: Mapping[str, SourceRecord],
    disagreements: Disagreements,
) -> str:
    content = [
        before,
        sorted(plan.retire),
        sorted((record.id, record.fingerprint) for record in plan.create),
        sorted(thing.model_dump_json() for thing in plan.things),
        sorted((identifier, _fingerprint(source)) for identifier, source in sources.items()),
        disagreements.fingerprints,
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]


def _fingerprint(source: SourceRecord) -> str:
    content = json.dumps([source.properties, source.translation_of], default=str, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _write(
    tx: ManagedTransaction,
    plan: _Plan,
    sources: Mapping[str, SourceRecord],
    now: datetime,
    load_id: str,
) -> None:
    tx.run(
        statement("load/things"),
        things=[thing.model_dump(mode="json") for thing in plan.things],
    )
    tx.run(
        statement("load/sources"),
        sources=[
            {"id": item.id, "properties": item.properties, "fingerprint": _fingerprint(item)}
            for item in sources.values()
        ],
    )
    tx.run(
        statement("load/translations"),
        translations=[
            {"source": item.id, "original": item.translation_of}
            for item in sources.values()
            if item.translation_of
        ],
    )
    tx.run(statement("load/retire"), ids=plan.retire, now=now)
    tx.run(
        statement("load/claims"),
        claims=[_claim_parameters(record) for record in plan.create],
        now=now,
        never=NEVER_RETIRED,
        load=load_id,
    )
    subjects = sorted(plan.subjects)
    tx.run(statement("load/clear_edges"), subjects=subjects)
    tx.run(statement("load/edges"), subjects=subjects)
    _name(tx, subjects)


def _claim_parameters(record: ClaimRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "about": record.about,
        "object": record.claim.object,
        "qualifiers": [list(pair) for pair in record.qualifiers],
        "locator": record.locator,
        "properties": record.properties,
        "fingerprint": record.fingerprint,
    }


def _name(tx: ManagedTransaction, subjects: Sequence[str]) -> None:
    rows = tx.run(statement("load/names"), subjects=list(subjects), never=NEVER_RETIRED)
    named = [
        {
            "id": row["id"],
            "name": row["names"][0],
            "names": row["names"],
            "search": search_text(row["names"]),
        }
        for row in rows
    ]
    tx.run(statement("load/set_names"), named=named)
