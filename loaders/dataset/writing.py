"""The steps that write a load, each small enough for a transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from graph.lens import NEVER_RETIRED
from graph.names import search_text
from graph.statements import statement
from loaders.dataset.records import ClaimRecord, SourceRecord
from loaders.dataset.shapes import ThingShape

# Claims in one transaction: Neo4j keeps a transaction's changes in memory until it ends.
BATCH = 5_000

T = TypeVar("T")
Step = Callable[[ManagedTransaction], None]


@dataclass(frozen=True)
class Difference:
    """What a load does to the claims of one source, as ids."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    unchanged: int = 0
    described: bool = False  # whether the source's own description changes


@dataclass
class Plan:
    """What a load writes."""

    sources: dict[str, Difference] = field(default_factory=dict)
    things: list[ThingShape] = field(default_factory=list)
    create: list[ClaimRecord] = field(default_factory=list)
    retire: list[str] = field(default_factory=list)
    subjects: set[str] = field(default_factory=set)


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """The items, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def step(name: str, **parameters: Any) -> Step:
    """One statement as a step."""

    def run(tx: ManagedTransaction) -> None:
        tx.run(statement(name), parameters).consume()

    return run


def write_steps(
    plan: Plan, sources: Mapping[str, SourceRecord], now: datetime, load_id: str
) -> Iterator[Step]:
    """Things, sources and claims, then the edges and names that are made from them."""
    for things in batches(plan.things):
        yield step("load/things", things=[thing.model_dump(mode="json") for thing in things])
    yield step(
        "load/sources",
        sources=[
            {"id": item.id, "properties": item.properties, "fingerprint": source_fingerprint(item)}
            for item in sources.values()
        ],
    )
    yield step(
        "load/translations",
        translations=[
            {"source": item.id, "original": item.translation_of}
            for item in sources.values()
            if item.translation_of
        ],
    )
    for ids in batches(plan.retire):
        yield step("load/retire", ids=ids, now=now)
    for records in batches(plan.create):
        yield step(
            "load/claims",
            claims=[_claim_parameters(record) for record in records],
            now=now,
            never=NEVER_RETIRED,
            load=load_id,
        )
    for subjects in batches(sorted(plan.subjects), BATCH // 5):
        yield partial(derive, subjects)


def derive(subjects: Sequence[str], tx: ManagedTransaction) -> None:
    """Edges and names of these subjects, made anew from their claims."""
    tx.run(statement("load/clear_edges"), subjects=subjects).consume()
    tx.run(statement("load/edges"), subjects=subjects).consume()
    rows = tx.run(statement("load/names"), subjects=subjects, never=NEVER_RETIRED)
    named = [
        {
            "id": row["id"],
            "name": row["names"][0],
            "names": row["names"],
            "search": search_text(row["names"]),
        }
        for row in rows
    ]
    tx.run(statement("load/set_names"), named=named).consume()


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


def source_fingerprint(source: SourceRecord) -> str:
    """A hash of a source's description."""
    content = json.dumps([source.properties, source.translation_of], default=str, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
