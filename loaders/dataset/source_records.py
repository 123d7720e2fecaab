"""Sources as the records of nodes that a load writes, and the days from which they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.dates import LATEST, Bounds, bounds
from loaders.dataset.schema import FactShape, SourceShape


@dataclass(frozen=True)
class SourceRecord:
    """A source as it is written; `facts` are its facts' ids, in order."""

    id: str
    properties: dict[str, Any]
    translation_of: str | None


def published_bounds(source: SourceShape) -> Bounds:
    """The days on which a source may have appeared; `not_before` bounds an undated one."""
    found = bounds(source.published)
    if source.not_before is None:
        return found
    return Bounds(max(found.earliest, bounds(source.not_before).earliest), found.latest)


def known_from(source: SourceShape) -> date:
    """The day from which a source counts for `known_at`; the last day of all for an undated one.

    A vague date counts from its first day.
    """
    found = published_bounds(source)
    undated = source.not_before is None and found == bounds("XXXX")
    return LATEST if undated else found.earliest


def source_record(source: SourceShape, facts: Sequence[FactShape] = ()) -> SourceRecord:
    """The node of a source, with the facts that people have made out in it."""
    days = published_bounds(source)
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
        "read": source.read,
        "trust": source.trust,
        "edition": source.edition,
        "facts": [f"{source.id}#{fact.id}" for fact in facts],
        "gists": [fact.gist for fact in facts],
        "locators": [fact.locator for fact in facts],
    }
    return SourceRecord(source.id, properties, source.translation_of)
