"""Things that have been merged: what a source says of one is recorded of the one that is kept.

A decision that two things are one is a claim of its editors (`MERGED_INTO`). Claims keep their ids
and what their sources call things, so that a decision can be taken back; what they are recorded of
changes with it, from then on and not for `recorded_at` before. So whatever reads the graph sees one
thing, and nothing but loading knows of decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import RefusedError
from graph.lens import NEVER_RETIRED
from graph.model import EDITORS
from graph.relations import MERGED_INTO
from loaders.dataset.records import ClaimRecord
from loaders.dataset.source_records import SourceRecord
from loaders.load.existing import Reader
from loaders.load.staging import StagingStore, chunks

_DAYS = (
    "starts_after",
    "holds_from",
    "holds_until",
    "ends_by",
    "known_from",
    "date_min",
    "date_max",
    "date_from",
    "date_known",
)
# What a load writes of a claim beside what is said: of itself, of what begins and ends it, and
# of the seats of its post.
_WRITTEN = ("id", "fingerprint", "recorded", "retired", "load", "ended_by")
_WORKED_OUT = ("begin_", "end_", "seat_")


@dataclass(frozen=True)
class MovedClaims:
    """Claims of other sources that a load records of other things.

    Attributes:
        before: For each id that was merged before the load, the one that was kept.
        after: So, after it.
        live: Each as the graph has it: id, source, fingerprint and subject.
        works: The work that each of their sources is a translation or reprint of.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    live: list[tuple[str, str, str, str]]
    works: dict[str, str]


def read_merges(read: Reader) -> dict[str, str]:
    """For each id that has been merged, the one that is kept."""
    return follow_merges((merged, into) for merged, into, _ in _decided(read))


def _decided(read: Reader) -> Iterator[tuple[str, str, str]]:
    """What has been merged into what, and the source of the decision."""
    for row in read("load/merges", never=NEVER_RETIRED):
        yield row["merged"], row["into"], row["source"]


def follow_merges(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each merged id with the one that is kept in the end; of several the first.

    Example:
        >>> follow_merges([("a", "b"), ("b", "c")])
        {'a': 'c', 'b': 'c'}
    """
    into: dict[str, str] = {}
    for merged, kept in pairs:
        into.setdefault(merged, kept)
    return {merged: _last(into, merged) for merged in into}


def _last(into: Mapping[str, str], merged: str) -> str:
    """The end of a chain; one that runs in a circle ends where it began."""
    seen = [merged]
    while (found := into.get(seen[-1])) is not None and found not in seen:
        seen.append(found)
    return seen[-1]


def apply_merges(
    read: Reader, store: StagingStore, sources: Mapping[str, SourceRecord], *, additive: bool
) -> MovedClaims:
    """Have a load's claims be of the things that are kept, and others' too where that changes.

    Args:
        read: Reads the graph.
        store: The load's things and claims, not yet compared with the graph's.
        sources: The load's sources, by id.
        additive: Whether they keep what they have said before.

    Raises:
        RefusedError: A source that is not of editors says that something is merged.
    """
    replaced = () if additive else tuple(sources)
    decided = [*_decided(read)]
    before = follow_merges((merged, into) for merged, into, _ in decided)
    others = ((merged, into) for merged, into, source in decided if source not in replaced)
    after = follow_merges([*_made(store, sources), *others])
    if after:
        store.replace_claims(_kept(store.claims_on(after), after))
    changed = [
        {"id": key, "at": before.get(key, key)}
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    ]
    moved = MovedClaims(before, after, [], {})
    for part in chunks(changed):
        for row in read("load/claims_on", changed=part, never=NEVER_RETIRED):
            record = _record(row)
            source = record.properties["source"]
            if source not in replaced and not store.read_value("has_claim", record.id):
                moved.live.append((record.id, source, record.fingerprint, record.about))
                moved.works[source] = row["work"]
                store.add_claims([(0, record.with_kept_ids(after))])
    return moved


def _made(store: StagingStore, sources: Mapping[str, SourceRecord]) -> Iterator[tuple[str, str]]:
    for source, merged, into in store.asserted_relations(MERGED_INTO):
        if sources[source].properties["kind"] != EDITORS:
            raise RefusedError(
                f"{source} says that {merged!r} is merged into {into!r}, and is not of editors, "
                "who decide that.",
                hint="A source can say SAME_AS; `partycell match --decide` takes decisions.",
            )
        yield merged, into


def _kept(
    claims: Iterable[tuple[int, ClaimRecord]], kept: Mapping[str, str]
) -> Iterator[tuple[int, ClaimRecord]]:
    for row, record in claims:
        yield row, record.with_kept_ids(kept)


def _record(row: Mapping[str, Any]) -> ClaimRecord:
    """The record of a claim that the graph has."""
    written = row["properties"]
    properties = {
        name: value
        for name, value in written.items()
        if name not in _DAYS and name not in _WRITTEN and not name.startswith(_WORKED_OUT)
    }
    days = {name: written[name].iso_format() for name in _DAYS if name in written}
    return ClaimRecord(
        id=written["id"],
        about=row["about"],
        object=row["object"],
        qualifiers=row["qualifiers"],
        locator=row["locator"],
        properties=properties,
        days=days,
        fingerprint=written["fingerprint"],
    )
