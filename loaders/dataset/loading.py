"""A load: everything checked first, the difference worked out, all written or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from neo4j import ManagedTransaction

from graph.database import Database
from graph.errors import CypherError, DatabaseUnavailableError, QueryTimeoutError
from graph.lens import NEVER_RETIRED
from graph.model import Label
from graph.names import name_key
from graph.schema import migrate
from graph.statements import statement
from graph.version import EMPTY
from loaders.dataset.consistency import Known, problems
from loaders.dataset.content import Content, content_of
from loaders.dataset.disagreements import Disagreements, Opened
from loaders.dataset.files import Dataset, read_dataset
from loaders.dataset.held import Read, apart, own_label, registered, within
from loaders.dataset.recovery import recover
from loaders.dataset.spool import Difference, Spool, unpacked
from loaders.dataset.writing import (
    BATCH,
    Progress,
    Step,
    source_fingerprint,
    write_ahead,
    write_steps,
)
from loaders.made_up import refuse_made_up
from loaders.problems import DatasetError

_SHOWN = 100


@dataclass(frozen=True)
class ChangedClaim:
    """A claim that a load adds, changes or retires: its id, subject, predicate and answer."""

    change: str
    id: str
    about: str
    predicate: str
    answer: Any


@dataclass(frozen=True)
class LoadReport:
    """What a load did, or would do.

    Attributes:
        sources: The difference for each source, by id.
        things: How many things are new or registered otherwise.
        judgements: Ids of editors' judgements that are new, changed or withdrawn.
        shown: The first claims that differ, where the graph had some of these sources before.
        disagreements: What questions the load opens and settles.
        version_before: The graph's version before.
        version_after: The graph's version after; the same where nothing changed.
        dry_run: Whether nothing was written.
    """

    sources: dict[str, Difference]
    things: int
    judgements: tuple[str, ...]
    shown: tuple[ChangedClaim, ...]
    disagreements: Opened
    version_before: str
    version_after: str
    dry_run: bool

    @property
    def added(self) -> int:
        """Claims that are new."""
        return sum(item.added for item in self.sources.values())

    @property
    def changed(self) -> int:
        """Claims that say the same, but are described otherwise."""
        return sum(item.changed for item in self.sources.values())

    @property
    def retired(self) -> int:
        """Claims that their source no longer makes."""
        return sum(item.retired for item in self.sources.values())

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
    made_up: bool = False,
) -> LoadReport:
    """Load a dataset that has been found sound, as `load` does; see `load_content`."""
    return load_content(
        database, content_of(dataset), dry_run=dry_run, progress=progress, made_up=made_up
    )


def load_content(
    database: Database,
    content: Content,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    made_up: bool = False,
) -> LoadReport:
    """Load what has been found sound.

    A small load is written in one transaction, a large one in many, of which nothing is seen before
    the last: readers see what was recorded up to the last load that has ended. One that was broken
    off is taken up where it stood by loading the same sources again; a load of others undoes it.

    Args:
        database: Where to.
        content: What.
        dry_run: Only say what would change.
        progress: Told what is written, how much of it, and how much there is in all.
        made_up: Whether it is the rules of a made-up party, for the graph that holds it.

    Raises:
        RefusedError: The database holds things of another owner that are in the way, or a
            made-up party.
    """
    if not made_up:
        refuse_made_up(database)
    now = datetime.now(UTC)
    if dry_run:
        return replace(_Load.plan(apart(database), content, now).report, dry_run=True)
    migrate(database)
    taken_up = recover(database, set(content.sources))
    if content.spool.count("claim") <= BATCH:
        report = database.write(lambda tx: _at_once(tx, content, now, taken_up))
        if report.version_before == EMPTY:
            _replan(database)
        return report
    planned = _Load.plan(apart(database), content, now, taken_up)
    if planned.nothing:
        return planned.report
    database.write(planned.begin)
    write_ahead(database, planned.steps(), planned.totals, progress)
    database.write(planned.end)
    _replan(database)
    return planned.report


def _replan(database: Database) -> None:
    """After a first or a large load: plans made for an emptier graph would be kept, and slow."""
    # All is written by now: where this fails, Neo4j plans anew by itself, later.
    with suppress(CypherError, DatabaseUnavailableError, QueryTimeoutError):
        database.run(statement("admin/replan"), time_limit=0)


def _at_once(
    tx: ManagedTransaction, content: Content, now: datetime, taken_up: Sequence[str]
) -> LoadReport:
    tx.run(statement("load/lock"))
    return _Load.plan(within(tx), content, now, taken_up).write(tx)


def known(database: Database) -> Known:
    """What the graph holds already, for files that lean on it.

    Raises:
        RefusedError: It holds things of another owner, whose ids ours could meet.
    """
    refuse_made_up(database)
    labels: dict[str, Label] = {}
    people: dict[str, set[str]] = {}
    for identifier, own, _, _, names in database.run(
        statement("load/known_things"), time_limit=0
    ).records:
        labels[identifier] = own_label(identifier, own)
        if labels[identifier] is Label.PERSON:
            for name in names:
                people.setdefault(name_key(name), set()).add(identifier)
    sources = database.run(statement("load/known_sources"), time_limit=0).records
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
    content: Content
    disagreements: Disagreements
    report: LoadReport
    nothing: bool

    @classmethod
    def plan(
        cls, read: Read, content: Content, now: datetime, taken_up: Sequence[str] = ()
    ) -> _Load:
        """Work out what changes; nothing is written.

        What the loads `taken_up` have written before they were broken off is there already, but
        perhaps without its edges.
        """
        before, number = _last_load(read)
        spool, sources = content.spool, content.sources
        differences = _differences(read, content)
        if taken_up:
            rows = read("load/subjects_recorded", loads=list(taken_up))
            spool.touch(row["id"] for row in rows)
        works = {key: str(item.properties["work"]) for key, item in sources.items()}
        disagreements = Disagreements.plan(read, content.judgements, spool, works)
        report = LoadReport(
            differences,
            sum(1 for _ in spool.things_to_write()),
            disagreements.changed,
            _shown(read, spool) if spool.count("live") else (),
            disagreements.opened,
            before,
            before,
            dry_run=False,
        )
        nothing = report.changes_nothing and not taken_up
        if not nothing:
            after = _next_version(before, content, disagreements)
            report = replace(report, version_after=after)
        return cls(number + 1, now, content, disagreements, report, nothing)

    def write(self, tx: ManagedTransaction) -> LoadReport:
        """Write all of it in one transaction."""
        if not self.nothing:
            for step in self.steps():
                step.run(tx)
            self.end(tx)
        return self.report

    def steps(self) -> Iterator[Step]:
        """What is to be written, in steps that each fit into a transaction."""
        described = {
            key: source
            for key, source in self.content.sources.items()
            if self.report.sources[key].described
        }
        yield from write_steps(self.content.spool, described, self.now, f"load-{self.number}")
        yield from self.disagreements.steps()

    @property
    def totals(self) -> dict[str, int]:
        """How much there is to write, by the stage of the steps."""
        return {
            "things": self.report.things,
            "retired": self.report.retired + self.report.changed,
            "claims": self.report.added + self.report.changed,
            "edges": self.content.spool.count("subject"),
        }

    def begin(self, tx: ManagedTransaction) -> None:
        """Say that a load has begun; none of it is seen yet."""
        tx.run(statement("load/lock"))
        tx.run(
            statement("load/begin"),
            load=f"load-{self.number}",
            now=self.now,
            sources=sorted(self.content.sources),
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
            sources=sorted(self.content.sources),
        )


def _last_load(read: Read) -> tuple[str, int]:
    record = next(iter(list(read("load/last_load"))), None)
    return (record["version"], record["number"]) if record else (EMPTY, 0)


def _differences(read: Read, content: Content) -> dict[str, Difference]:
    """Compare the content with the graph, source by source."""
    spool = content.spool
    held = registered(read, spool.things(), spool.count("thing"))
    spool.register((row["id"], row["labels"], row["rank"], row["series"]) for row in held)
    described = {row["id"]: row["fingerprint"] for row in read("load/known_sources")}
    if content.adds:
        described |= {key: source_fingerprint(content.sources[key]) for key in described
                      if key in content.sources}  # fmt: skip
    rows = read("load/live_claims", sources=list(content.sources), never=NEVER_RETIRED)
    live = ((row["id"], row["source"], row["fingerprint"], row["about"]) for row in rows)
    spool.compare(live, adds=content.adds)
    return {
        key: spool.difference(key, described=described.get(key) != source_fingerprint(source))
        for key, source in content.sources.items()
    }


def _shown(read: Read, spool: Spool) -> tuple[ChangedClaim, ...]:
    """The first claims that differ: what is retired before what takes its place."""
    ids = list(islice(spool.of_kind("retired"), _SHOWN))
    found = [
        ChangedClaim("retired", row["id"], row["about"], row["predicate"], row["answer"])
        for row in read("load/said", ids=ids)
    ]
    for kind in ("changed", "added"):
        for body in islice(spool.bodies(kind), _SHOWN):
            claim = unpacked(body)
            said = claim["properties"]
            answer = said.get("says") if claim["object"] is None else claim["object"]
            found.append(ChangedClaim(kind, claim["id"], claim["about"], said["predicate"], answer))
    return tuple(sorted(found[: 3 * _SHOWN], key=lambda item: (item.about, item.predicate)))


def _next_version(before: str, content: Content, disagreements: Disagreements) -> str:
    found = hashlib.sha256(before.encode())
    for part in content.spool.changes():
        found.update("|".join(part).encode())
    for thing in content.spool.things_to_write():
        found.update(json.dumps(thing).encode())
    described = sorted((key, source_fingerprint(item)) for key, item in content.sources.items())
    found.update(json.dumps([described, disagreements.fingerprints]).encode())
    return found.hexdigest()[:12]
