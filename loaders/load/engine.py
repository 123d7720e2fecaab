"""A load: everything checked first, the difference worked out, all written or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path

from neo4j import ManagedTransaction

from graph.database import Database
from graph.errors import (
    CypherError,
    DatabaseUnavailableError,
    LoadLostError,
    QueryTimeoutError,
)
from graph.lease import Lease, hold_lease
from graph.lens import NEVER_RETIRED
from graph.local.disk_space import RESERVE, require_space
from graph.migrations import schema_version
from graph.model import Label
from graph.names import name_key
from graph.statements import statement
from graph.version import EMPTY
from loaders.dataset.consistency import GraphSnapshot, find_problems
from loaders.dataset.reader import Dataset, read_dataset
from loaders.load.beside import load_large
from loaders.load.content import LoadContent, stage_dataset
from loaders.load.disagreements import Disagreements
from loaders.load.existing import Reader, find_label, make_reader, read_things
from loaders.load.merges import MovedClaims, apply_merges, read_merges
from loaders.load.report import ChangedClaim, LoadReport
from loaders.load.staging import Difference, StagingStore
from loaders.load.write import (
    Progress,
    Step,
    count_steps,
    make_steps,
    source_fingerprint,
    write_in_order,
)
from loaders.problems import DatasetError
from loaders.synthetic_check import refuse_synthetic

_SHOWN = 100
# The most claims of one transaction: Neo4j keeps all that it changes in memory until it
# ends. 12,000 fit into db.memory.transaction.max of the local one, 40,000 do not.
TRANSACTION_CLAIMS = 5_000
# In a smaller graph any plan is quick enough, and making it anew is not.
_REPLAN_CLAIMS = 1_000
# Measured: bytes of store and logs for one claim, with room.
BYTES_A_CLAIM = 8_000


def load(
    database: Database,
    paths: Sequence[Path] | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load dataset files: all of them, in one transaction, or nothing.

    Args:
        database: Where to; its schema is brought up to date first.
        paths: Files and folders; None means the curated data.
        dry_run: Only say what would change.
        progress: Called with what is written, how much of it, and how much there is in all.

    Returns:
        What changed; loading the same files again changes nothing.

    Raises:
        DatasetError: A file is wrong; the graph is untouched.
        RefusedError: The database holds things of another owner that are in the way.
    """
    dataset = read_dataset(paths)
    with lease_for_load(database, dry_run=dry_run):
        wrong = find_problems(dataset, read_snapshot(database))
        if wrong:
            raise DatasetError(wrong)
        return load_dataset(database, dataset, dry_run=dry_run, progress=progress)


@contextmanager
def lease_for_load(database: Database, *, dry_run: bool) -> Iterator[None]:
    """Hold the lease that a load needs, from before it reads the graph; none for a dry run.

    Raises:
        RefusedError: The database holds things of another owner, whose ids ours could meet.
        DiskFullError: The local Neo4j's disk has no room for any load.
    """
    if dry_run:
        yield
        return
    if database.home is not None:
        # Before the first write, which the lease is.
        require_space(database.home, RESERVE, "a load")
    if not schema_version(database):
        # Nothing of ours is written to a database that is not for us.
        read_snapshot(database)
    with hold_lease(database):
        yield


def load_dataset(
    database: Database,
    dataset: Dataset,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    synthetic: bool = False,
) -> LoadReport:
    """Load a dataset that has been found sound, as `load` does; see `load_content`."""
    return load_content(
        database, stage_dataset(dataset), dry_run=dry_run, progress=progress, synthetic=synthetic
    )


def load_content(
    database: Database,
    content: LoadContent,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    synthetic: bool = False,
) -> LoadReport:
    """Load what has been found sound.

    Readers see all of a load, or nothing of it, also without the lens. A load of up to
    `TRANSACTION_CLAIMS` claims is written in one transaction. A larger one does not fit into a
    transaction's memory: it is written to a store beside the local one, which then takes its
    place. On a server that is not ours it is one transaction all the same, which Neo4j refuses
    where it lacks the memory.

    Args:
        database: Where to.
        content: What.
        dry_run: Only say what would change.
        progress: Called with what is written, how much of it, and how much there is in all.
        synthetic: Whether it is the rules of a synthetic party, for the graph that holds it.

    Raises:
        RefusedError: The database holds things of another owner that are in the way, or a
            synthetic party.
    """
    if not synthetic:
        refuse_synthetic(database)
    now = datetime.now(UTC)
    if dry_run:
        return replace(_LoadPlan.make(make_reader(database), content, now).report, dry_run=True)
    with hold_lease(database) as lease:
        plan = _LoadPlan.make(make_reader(database), content, now, lease)
        if plan.nothing:
            return plan.report
        if database.home is not None:
            wanted = RESERVE + plan.size * BYTES_A_CLAIM
            require_space(database.home, wanted, f"a load of {plan.size:,} claims")
        if plan.size > TRANSACTION_CLAIMS and database.home is not None:
            load_large(database, lease, plan, progress)
        else:
            _write_once(database, plan, progress)
            is_first = plan.report.version_before == EMPTY
            if plan.size > (_REPLAN_CLAIMS if is_first else TRANSACTION_CLAIMS):
                _replan(database)
        return plan.report


def _write_once(database: Database, plan: _LoadPlan, progress: Progress | None) -> None:
    try:
        database.write(partial(plan.write, progress=progress))
    except CypherError as error:
        if "OutOfMemory" not in error.code:
            raise
        raise CypherError(
            f"Neo4j at {database.uri} does not have the memory for a load of {plan.size:,} claims "
            "in one transaction; nothing of it was kept.",
            code=error.code,
            hint="Raise db.memory.transaction.max there (20 kB a claim), or load it into a local "
            "Neo4j and give the server its dump (`partycell db dump`).",
        ) from error


def _replan(database: Database) -> None:
    """After a first or a large load: plans made for an emptier graph would be kept, and slow."""
    # All is written by now: where this fails, Neo4j plans anew by itself, later.
    with suppress(CypherError, DatabaseUnavailableError, QueryTimeoutError):
        database.run(statement("admin/replan"), time_limit=0)


def read_snapshot(database: Database) -> GraphSnapshot:
    """What the graph has already, for files that refer to it.

    Raises:
        RefusedError: It holds things of another owner, whose ids ours could meet.
    """
    refuse_synthetic(database)
    labels: dict[str, Label] = {}
    people: dict[str, set[str]] = {}
    for identifier, own, _, _, names in database.run(
        statement("load/existing_things"), {"never": NEVER_RETIRED}, time_limit=0
    ).records:
        labels[identifier] = find_label(identifier, own)
        if labels[identifier] is Label.PERSON:
            for name in names:
                people.setdefault(name_key(name), set()).add(identifier)
    sources = database.run(statement("load/existing_sources"), time_limit=0).records
    naming = database.run(
        statement("load/sources_of_people"), {"never": NEVER_RETIRED}, time_limit=0
    ).records
    return GraphSnapshot(
        labels,
        frozenset(record[0] for record in sources),
        {name: frozenset(ids) for name, ids in people.items()},
        {person: frozenset(ids) for person, ids in naming},
        read_merges(make_reader(database)),
    )


@dataclass(frozen=True)
class _LoadPlan:
    """What a load changes, and the steps that write it."""

    number: int
    now: datetime
    content: LoadContent
    lease: Lease | None
    disagreements: Disagreements
    report: LoadReport
    nothing: bool

    @classmethod
    def make(
        cls, read: Reader, content: LoadContent, now: datetime, lease: Lease | None = None
    ) -> _LoadPlan:
        """Work out what changes; nothing is written."""
        before, number = _last_load(read)
        store, sources = content.store, content.sources
        moved = apply_merges(read, store, sources, additive=content.additive)
        differences = _compare(read, content, moved)
        works = moved.works | {key: str(item.properties["work"]) for key, item in sources.items()}
        disagreements = Disagreements.plan(read, content.judgements, store, works, moved)
        report = LoadReport(
            differences,
            sum(1 for _ in store.things_to_write()),
            disagreements.changed,
            _sample_changes(read, store) if store.count("existing_claim") else (),
            disagreements.changes,
            before,
            before,
            dry_run=False,
            moved=sum(store.count_changes(key, described=False).changed for key in moved.works),
        )
        nothing = report.changes_nothing
        if not nothing:
            after = _next_version(before, content, disagreements)
            report = replace(report, version_after=after)
        return cls(number + 1, now, content, lease, disagreements, report, nothing)

    @property
    def id(self) -> str:
        """The id of its node."""
        return f"load-{self.number}"

    @property
    def size(self) -> int:
        """How many claims are written or retired, and things registered."""
        again = self.report.changed + self.report.moved
        return self.report.added + 2 * again + self.report.retired + self.report.things

    def write(self, tx: ManagedTransaction, progress: Progress | None) -> None:
        """Write all of it in one transaction."""
        if self._was_committed(tx):
            return
        tell = count_steps(self.totals, progress)
        for step in self.steps():
            step.run(tx)
            tell(step)
        self.end(tx)

    def _was_committed(self, tx: ManagedTransaction) -> bool:
        """Whether it was committed already: the driver tries again where the answer was lost."""
        last = tx.run(statement("load/last_load")).single()
        return last is not None and (last["number"], last["version"]) == (
            self.number,
            self.report.version_after,
        )

    def write_to(self, database: Database, progress: Progress | None, *, imported: bool) -> None:
        """Write it to a database that nobody reads yet, in many transactions."""
        # What is left where the rest is imported has not been counted.
        totals = {} if imported else self.totals
        write_in_order(database, self.steps(imported=imported), totals, progress)
        database.write(self.end)
        _replan(database)

    def steps(self, *, imported: bool = False) -> Iterator[Step]:
        """What is to be written, in steps that each fit into a transaction."""
        described = {
            key: source
            for key, source in self.content.sources.items()
            if self.report.sources[key].described
        }
        yield from make_steps(self.content.store, described, self.now, self.id, imported=imported)
        yield from self.disagreements.steps()

    @property
    def totals(self) -> dict[str, int]:
        """How much there is to write, by the stage of the steps."""
        return {
            "things": self.report.things,
            "retired": self.report.retired + self.report.changed + self.report.moved,
            "claims": self.report.added + self.report.changed + self.report.moved,
            "edges": self.content.store.count("subject"),
        }

    def end(self, tx: ManagedTransaction) -> None:
        """Say that it has ended, where nobody else has loaded meanwhile.

        Raises:
            LoadLostError: Somebody has, or may have.
        """
        assert self.lease is not None  # noqa: S101  (only a dry run has none)
        if self._was_committed(tx):
            return
        self.lease.require(tx)
        last = tx.run(statement("load/last_load")).single()
        if (last["number"] if last else 0) != self.number - 1:
            raise LoadLostError(
                "Nothing of this load was kept: another one was written meanwhile.",
                hint="Load it again.",
            )
        tx.run(
            statement("load/record_load"),
            load=self.id,
            version=self.report.version_after,
            number=self.number,
            now=self.now,
            added=self.report.added,
            changed=self.report.changed + self.report.moved,
            retired=self.report.retired,
            sources=sorted(self.content.sources),
        )


def _last_load(read: Reader) -> tuple[str, int]:
    record = next(iter(list(read("load/last_load"))), None)
    return (record["version"], record["number"]) if record else (EMPTY, 0)


def _compare(read: Reader, content: LoadContent, moved: MovedClaims) -> dict[str, Difference]:
    """Compare the content with the graph, source by source."""
    store = content.store
    things = read_things(read, store.read_column("thing_ids"), store.count("thing"))
    store.compare_things((row["id"], row["labels"], row["rank"], row["series"]) for row in things)
    described = {row["id"]: row["fingerprint"] for row in read("load/existing_sources")}
    if content.additive:
        described |= {key: source_fingerprint(content.sources[key]) for key in described
                      if key in content.sources}  # fmt: skip
    rows = read("load/live_claims", sources=list(content.sources), never=NEVER_RETIRED)
    live = ((row["id"], row["source"], row["fingerprint"], row["about"]) for row in rows)
    store.compare_claims(chain(live, moved.live), additive=content.additive)
    return {
        key: store.count_changes(key, described=described.get(key) != source_fingerprint(source))
        for key, source in content.sources.items()
    }


def _sample_changes(read: Reader, store: StagingStore) -> tuple[ChangedClaim, ...]:
    """The first claims that differ: what is retired before what takes its place."""
    ids = list(islice(store.read_column("changed_ids", "retired"), _SHOWN))
    found = [
        ChangedClaim("retired", row["id"], row["about"], row["predicate"], row["answer"])
        for row in read("load/claim_answers", ids=ids)
    ]
    for kind in ("changed", "added"):
        for claim in islice(store.changed_claims(kind), _SHOWN):
            said = claim["properties"]
            answer = said.get("says") if claim["object"] is None else claim["object"]
            found.append(ChangedClaim(kind, claim["id"], claim["about"], said["predicate"], answer))
    return tuple(sorted(found[: 3 * _SHOWN], key=lambda item: (item.about, item.predicate)))


def _next_version(before: str, content: LoadContent, disagreements: Disagreements) -> str:
    found = hashlib.sha256(before.encode())
    for part in content.store.changes():
        found.update("|".join(part).encode())
    for thing in content.store.things_to_write():
        found.update(json.dumps(thing).encode())
    described = sorted((key, source_fingerprint(item)) for key, item in content.sources.items())
    found.update(json.dumps([described, disagreements.fingerprints]).encode())
    return found.hexdigest()[:12]
