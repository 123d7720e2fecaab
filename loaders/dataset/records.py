"""A file's facts as the records of nodes that a load writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.dates import ALWAYS, LATEST, Bounds, Validity, attested, bounds, during
from graph.model import PROPERTIES, RELATIONS, Kind, Time
from loaders.dataset.files import DatasetFile
from loaders.dataset.shapes import ClaimShape, DatasetShape, FactShape, SourceShape


@dataclass(frozen=True)
class ClaimRecord:
    """A claim as it is written.

    Attributes:
        id: `c-` and a hash of what is said, by whom.
        about: The subject's id.
        object: The object's id, for a relation.
        qualifiers: Pairs of role and thing.
        locator: Where in the source.
        properties: The node's properties, without `id`.
        fingerprint: A hash of all of it, to see whether a load changes it.
    """

    id: str
    about: str
    object: str | None
    qualifiers: tuple[tuple[str, str], ...]
    locator: str
    properties: dict[str, Any]
    fingerprint: str


@dataclass(frozen=True)
class SourceRecord:
    """A source as it is written; `facts` are its facts' ids, in order."""

    id: str
    properties: dict[str, Any]
    translation_of: str | None


def published(source: SourceShape) -> Bounds:
    """The days on which a source may have appeared; `not_before` bounds an undated one."""
    found = bounds(source.published)
    if source.not_before is None:
        return found
    return Bounds(max(found.earliest, bounds(source.not_before).earliest), found.latest)


def known_from(source: SourceShape) -> date:
    """The day from which a source counts for `known_at`; the last day of all for an undated one.

    A vague date counts from its first day.
    """
    found = published(source)
    undated = source.not_before is None and found == bounds("XXXX")
    return LATEST if undated else found.earliest


def source_record(data: DatasetShape) -> SourceRecord:
    """The source node of a file."""
    source = data.source
    days = published(source)
    properties = {
        "title": source.title,
        "publisher": source.publisher,
        "language": source.language,
        "url": source.url,
        "published": source.published,
        "published_min": days.earliest,
        "published_max": days.latest,
        "not_before": source.not_before,
        "known_from": known_from(source),
        "work": source.work or source.id,
        "kind": source.kind,
        "trust": source.trust,
        "facts": [f"{source.id}#{fact.id}" for fact in data.facts],
        "gists": [fact.gist for fact in data.facts],
        "locators": [fact.locator for fact in data.facts],
    }
    return SourceRecord(source.id, properties, source.translation_of)


def claim_records(file: DatasetFile) -> list[ClaimRecord]:
    """Every claim of a file; the same claim made by two facts is kept once, under the first."""
    found: dict[str, ClaimRecord] = {}
    dates = _event_dates(file.data.facts)
    for fact in file.data.facts:
        for claim in fact.claims:
            record = _record(file.data.source, fact, claim, dates)
            found.setdefault(record.id, record)
    return list(found.values())


def _event_dates(facts: Iterable[FactShape]) -> dict[str, str]:
    return {
        claim.about: str(claim.value)
        for fact in facts
        for claim in fact.claims
        if claim.predicate == "date"
    }


def _record(
    source: SourceShape, fact: FactShape, claim: ClaimShape, dates: dict[str, str]
) -> ClaimRecord:
    qualifiers = tuple(sorted((item.role, item.thing) for item in claim.qualified_by))
    said = {
        "source": source.id,
        "about": claim.about,
        "predicate": claim.predicate,
        "value": claim.value,
        "object": claim.object,
        "op": claim.op.value,
        "ordinal": claim.ordinal,
        "role": claim.role,
        "qualifiers": qualifiers,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "attributed_to": claim.attributed_to,
        "holds": claim.holds,
        "attested": claim.attested,
        "language": claim.language,
    }
    identifier = f"c-{_digest(said)}"
    validity = _validity(source, claim, dates)
    properties: dict[str, Any] = {
        "slot": _slot(claim),
        "predicate": claim.predicate,
        "says": claim.value,
        "date_min": None,
        "date_max": None,
        "op": claim.op.value,
        "ordinal": claim.ordinal,
        "role": claim.role,
        "polarity": claim.polarity.value,
        "basis": claim.basis.value,
        "modality": claim.modality.value,
        "rank": claim.rank.value,
        "reason": claim.reason,
        "voice": claim.attributed_to or source.work or source.id,
        "holds": claim.holds,
        "attested": claim.attested,
        "holds_from": validity.holds_from,
        "holds_until": validity.holds_until,
        "starts_after": validity.starts_after,
        "ends_by": validity.ends_by,
        "known_from": known_from(source),
        "source": source.id,
        "fact": f"{source.id}#{fact.id}",
        "language": claim.language or (source.language if isinstance(claim.value, str) else None),
        "original": claim.original,
        "gist": fact.gist,
        "note": claim.note,
    }
    predicate = PROPERTIES.get(claim.predicate)
    if predicate is not None and predicate.kind is Kind.EDTF:
        days = bounds(str(claim.value))
        properties |= {"date_min": days.earliest, "date_max": days.latest}
    return ClaimRecord(
        identifier,
        claim.about,
        claim.object,
        qualifiers,
        fact.locator,
        properties,
        _digest({**said, **properties, "locator": fact.locator}),
    )


def _validity(source: SourceShape, claim: ClaimShape, dates: dict[str, str]) -> Validity:
    if claim.holds is not None:
        return during(claim.holds)
    if claim.attested is not None:
        return attested(bounds(claim.attested))
    predicate = PROPERTIES.get(claim.predicate) or RELATIONS[claim.predicate]
    if predicate.time is Time.ALWAYS:
        return ALWAYS
    if predicate.time is Time.EVENT:
        when = dates.get(claim.about) or dates.get(claim.object or "")
        if when is not None:
            return during(when)
    return attested(published(source))


def _slot(claim: ClaimShape) -> str | None:
    """`subject|predicate|key` where one value can hold at a time; None elsewhere."""
    predicate = PROPERTIES.get(claim.predicate) or RELATIONS[claim.predicate]
    if claim.ordinal is not None:
        return f"{claim.about}|{claim.predicate}|{claim.ordinal}"
    if not predicate.single:
        return None
    key = "" if claim.op.value in {"=", "~"} else claim.op.value
    return f"{claim.about}|{claim.predicate}|{key}"


def _digest(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
