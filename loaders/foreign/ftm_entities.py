"""Entities of FollowTheMoney from a file: as they are, nested, or put together from statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from followthemoney import model
from followthemoney.schema import Schema

from loaders.foreign.json_fields import is_text
from loaders.foreign.json_reader import UnreadLine, json_records, list_at
from loaders.limits import JSON_DEPTH
from loaders.text import clean


@dataclass
class Entity:
    """An entity, or the statements on one by one dataset, with what they say of their values."""

    identifier: str
    schema: str
    datasets: tuple[str, ...]
    record: Mapping[str, Any]
    first_seen: str | None = None
    last_seen: str | None = None
    properties: dict[str, list[str]] = field(default_factory=dict)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    problem: str = ""
    named_elsewhere: bool = False


def read_entities(file: Path, first: Mapping[str, Any]) -> Iterable[Entity]:
    """The file's entities, one at a time; of statements all are put together first."""
    records = json_records(file)
    if "prop" in first:
        return _from_statements(records)
    return (_entity(record) for nested in records for record in _unnest(nested))


def _unnest(record: Any, depth: int = 0) -> Iterator[Any]:
    """An entity, and those that stand inside of its properties: there their ids stay."""
    properties = record.get("properties") if isinstance(record, Mapping) else None
    if not isinstance(properties, Mapping) or depth > JSON_DEPTH:
        yield record
        return
    inner: list[Any] = []
    named: dict[str, Any] = {}
    for name, values in properties.items():
        items = values if isinstance(values, list) else [values]
        named[name] = [
            item["id"] if _is_entity(item) else item for item in items
        ]  # fmt: skip
        inner += filter(_is_entity, items)
    yield {**record, "properties": named} if inner else record
    for item in inner:
        yield from _unnest(item, depth + 1)


def _is_entity(value: Any) -> bool:
    return isinstance(value, Mapping) and is_text(value.get("id")) and "schema" in value


def _entity(record: Any) -> Entity:
    if isinstance(record, UnreadLine):
        return Entity("", "", (), {"": record.text}, problem=record.message)
    if not isinstance(record, Mapping):
        return Entity("", "", (), {"": record}, problem="is no object.")
    properties = record.get("properties")
    return Entity(
        clean(str(record["id"])) if is_text(record.get("id")) else "",
        str(record["schema"]) if _is_text(record.get("schema")) else "",
        tuple(sorted(name for name in list_at(record, "datasets") if _is_text(name))),
        record,
        _seen(record, "first_seen"),
        _seen(record, "last_seen"),
        {
            clean(str(name)): [
                clean(str(item))
                for item in (values if isinstance(values, list) else [values])
                if is_text(item) and clean(str(item))
            ]
            for name, values in (properties if isinstance(properties, Mapping) else {}).items()
        },
    )


def _from_statements(records: Iterable[Any]) -> list[Entity]:
    """One entity for each entity and dataset; its record holds its statements."""
    found: dict[tuple[str, str], Entity] = {}
    refused: list[Entity] = []
    for record in records:
        if not isinstance(record, Mapping):
            refused.append(_entity(record))
            continue
        name = "canonical_id" if record.get("canonical_id") else "entity_id"
        identifier = clean(str(record[name])) if is_text(record.get(name)) else ""
        dataset = record["dataset"] if _is_text(record.get("dataset")) else ""
        datasets = (dataset,) if dataset else ()
        entity = found.setdefault(
            (identifier, dataset),
            Entity(identifier, "", datasets, {}),
        )
        schema = str(record.get("schema") or "")
        if not entity.schema or _is(schema, entity.schema):
            entity.schema = schema
        seen = [text for text in (entity.first_seen, _seen(record, "first_seen")) if text]
        entity.first_seen = min(seen, default=None)
        seen = [text for text in (entity.last_seen, _seen(record, "last_seen")) if text]
        entity.last_seen = max(seen, default=None)
        prop, value = record.get("prop"), record.get("value")
        known_here = {name} | ({"dataset"} if dataset or not record.get("dataset") else set())
        rest = {key: item for key, item in record.items() if key not in known_here}
        if prop != "id" and is_text(prop) and is_text(value) and clean(str(value)):
            entity.properties.setdefault(clean(str(prop)), []).append(clean(str(value)))
            rest = {key: item for key, item in rest.items() if key not in {"prop", "value"}}
        elif prop == "id" and value == record.get(name):
            rest = {key: item for key, item in rest.items() if key not in {"prop", "value"}}
        told = f"{prop} {value}"
        entity.told[f"{told} ({len(entity.told) + 1})" if told in entity.told else told] = rest
    named = {entity.identifier for entity in found.values() if "name" in entity.properties}
    for entity in found.values():
        entity.named_elsewhere = entity.identifier in named
        known = {"schema": entity.schema, "first_seen": entity.first_seen,
                 "last_seen": entity.last_seen}  # fmt: skip
        for key, rest in list(entity.told.items()):
            for name in [name for name in rest if name in known and rest[name] == known[name]]:
                del rest[name]
            if not rest:
                del entity.told[key]
        entity.record = {
            "id": entity.identifier,
            "schema": entity.schema,
            "datasets": list(entity.datasets),
            "properties": entity.properties,
            "told": entity.told,
        }
    return [*found.values(), *refused]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _seen(record: Mapping[str, Any], name: str) -> str | None:
    """When an entity was seen, where that is a text."""
    found = record.get(name)
    return found if isinstance(found, str) else None


def _is(name: str, other: str) -> bool:
    schema: Schema | None = model.get(name)
    return schema is not None and schema.is_a(other)
