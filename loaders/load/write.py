"""The steps that write a load, each small enough for a transaction."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from neo4j import ManagedTransaction

from graph.database import Database
from graph.fragments import expand
from graph.lens import NEVER_RETIRED
from graph.statements import statement
from loaders.dataset.source_records import SourceRecord
from loaders.load.names import name_properties
from loaders.load.staging import StagingStore, chunks

# Claims in one transaction: Neo4j keeps a transaction's changes in memory until it ends.
BATCH = 5_000
# Things whose edges and names are made in one transaction.
SUBJECTS = 2_500
# Steps that wait while one is written.
_AHEAD = 2


@dataclass(frozen=True)
class Step:
    """Something to write in one transaction.

    Attributes:
        stage: What it does, for people: `claims`, `edges` ...
        amount: How many of those.
        run: The work.
    """

    stage: str
    amount: int
    run: Callable[[ManagedTransaction], None]


Progress = Callable[[str, int, int], None]


def count_steps(totals: Mapping[str, int], progress: Progress | None) -> Callable[[Step], None]:
    """What is to be called when a step is done, to say how far its stage is."""
    done: dict[str, int] = {}

    def tell(step: Step) -> None:
        done[step.stage] = done.get(step.stage, 0) + step.amount
        if progress is not None:
            progress(step.stage, done[step.stage], totals.get(step.stage, 0))

    return tell


def write_in_order(
    database: Database,
    steps: Iterable[Step],
    totals: Mapping[str, int],
    progress: Progress | None = None,
) -> None:
    """Write steps in order, each in its transaction; while one is written, the next is prepared.

    Args:
        database: Where to.
        steps: What.
        totals: How much there is of each stage.
        progress: Called with the stage, how much of it is written, and how much there is.
    """
    tell = count_steps(totals, progress)
    waiting: deque[tuple[Step, Future[None]]] = deque()

    def finish() -> None:
        step, future = waiting.popleft()
        future.result()
        tell(step)

    with ThreadPoolExecutor(1) as writer:
        try:
            for step in steps:
                waiting.append((step, writer.submit(database.write, step.run)))
                if len(waiting) > _AHEAD:
                    finish()
            while waiting:
                finish()
        finally:
            writer.shutdown(cancel_futures=True)


def make_step(name: str, stage: str = "", amount: int = 0, **parameters: Any) -> Step:
    """One statement as a step."""

    def run(tx: ManagedTransaction) -> None:
        tx.run(expand(statement(name)), parameters).consume()

    return Step(stage, amount, run)


def make_steps(
    store: StagingStore,
    sources: Mapping[str, SourceRecord],
    now: datetime,
    load_id: str,
    *,
    imported: bool = False,
) -> Iterator[Step]:
    """Things, sources and claims, then the edges and names that are made from them.

    Where new things have been imported with all that is said of them, only what is left.
    """
    for things in chunks(store.things_to_write(new=False if imported else None), BATCH):
        yield make_step("load/things", "things", len(things), things=things)
    yield make_step(
        "load/sources",
        sources=[
            {"id": item.id, "properties": item.properties, "fingerprint": source_fingerprint(item)}
            for item in sources.values()
        ],
    )
    yield make_step(
        "load/translations",
        translations=[
            {"source": item.id, "original": item.translation_of}
            for item in sources.values()
            if item.translation_of
        ],
    )
    for ids in chunks(store.claims_to_retire(), BATCH):
        yield make_step("load/retire", "retired", len(ids), ids=ids, now=now)
    for claims in chunks(store.claims_to_write(of_new=not imported), BATCH):
        yield make_step(
            "load/claims",
            "claims",
            len(claims),
            claims=claims,
            now=now,
            never=NEVER_RETIRED,
            load=load_id,
        )
    for new in (False,) if imported else (True, False):
        for subjects in chunks(store.subjects(new=new), SUBJECTS):
            yield Step("edges", len(subjects), partial(derive_edges, subjects, new))


def derive_edges(subjects: Sequence[str], new: bool, tx: ManagedTransaction) -> None:
    """Edges and names of these subjects, made anew from their claims; new ones have none yet."""
    if not new:
        tx.run(statement("load/clear_edges"), subjects=subjects).consume()
    tx.run(statement("load/edges"), subjects=subjects).consume()
    rows = tx.run(expand(statement("load/names")), subjects=subjects, never=NEVER_RETIRED)
    named = [name_properties(row["id"], row["names"], person=row["person"]) for row in rows]
    tx.run(statement("load/set_names"), named=named).consume()


def source_fingerprint(source: SourceRecord) -> str:
    """A hash of a source's description."""
    content = json.dumps([source.properties, source.translation_of], default=str, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
