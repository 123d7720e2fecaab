"""FollowTheMoney statements, one a line: each value with the source that gives it."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from followthemoney import Statement

from graph.analysis.exports.content import Content, Record
from graph.analysis.exports.ftm import Entity, Value, entities
from graph.analysis.exports.text import gathered_bytes


def chunks(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return gathered_bytes(_pieces(content.record) if content.record is not None else ())


def _pieces(record: Record) -> Iterator[bytes]:
    for entity in entities(record):
        seen: set[str | None] = set()
        for value in entity.values:
            statement = statement_of(entity, value)
            if statement.id not in seen:
                seen.add(statement.id)
                yield orjson.dumps(statement.to_dict()) + b"\n"


def statement_of(entity: Entity, value: Value) -> Statement:
    """One value of an entity as a statement of the source that gives it."""
    return Statement(
        entity.identifier,
        value.name,
        entity.schema,
        value.text,
        value.source,
        lang=value.language,
        origin=value.claim,
    )
