"""FollowTheMoney: entities, and statements that say which source gives each value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

from exporters.base import UNMARKED, Format
from exporters.columns import Row
from exporters.content import Content, Record
from exporters.records import claims_of, display_name, group_by_time, partial_interval
from exporters.text import join_chunks
from graph.extras import import_extra

if TYPE_CHECKING:
    from followthemoney import Statement
    from followthemoney.schema import Schema
from functools import lru_cache

_SCHEMAS = {
    "Person": "Person",
    "Organization": "Organization",
    "Post": "Position",
    "Event": "Event",
}
_VALUES = {
    "name": "name",
    "gender": "gender",
    "nationality": "nationality",
    "classification": "classification",
    "birth_date": "birthDate",
    "death_date": "deathDate",
    "founded": "incorporationDate",
    "dissolved": "dissolutionDate",
    "event_type": "summary",
}
_OBJECTS = {"POST_IN": "organization", "UNIT_OF": "parent"}
# A relation: its schema, the properties of its subject and object, and of its role.
_EDGES = {
    "HOLDS": ("Occupancy", "holder", "post", "summary"),
    "MEMBER_OF": ("Membership", "member", "organization", "role"),
    "RELATED_TO": ("Family", "person", "relative", "relationship"),
    "CONTINUES": ("Succession", "successor", "predecessor", "role"),
}


@dataclass(frozen=True)
class Value:
    """A value of a property, and the claim and source that give it."""

    name: str
    text: str
    claim: str
    source: str
    language: str | None = None


@dataclass
class Entity:
    """An entity, value by value."""

    identifier: str
    schema: str
    values: list[Value] = field(default_factory=list)

    def add(self, name: str, text: str | None, claim: Row) -> None:
        """Add a value, as the schema writes it; what it refuses goes into the notes."""
        if not text:
            return
        clean = _clean(self.schema, name, text)
        if clean is None:
            name, clean = "notes", f"{claim.get('predicate', name)}: {text}"
            if "notes" not in _schema(self.schema).properties:
                name = "summary"
        value = Value(name, clean, claim["id"], claim["source"], claim.get("language"))
        self.values.append(value)


@lru_cache
def _schema(name: str) -> Schema:
    found: Schema | None = import_extra("followthemoney").model.get(name)
    if found is None:
        raise KeyError(name)
    return found


@lru_cache(maxsize=1024)  # dates and roles come again and again, ids do not
def _clean(schema: str, name: str, text: str) -> str | None:
    found = _schema(schema).get(name)
    return None if found is None else found.type.clean(text, fuzzy=False)


def write_entities(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return join_chunks(_entity_lines(content.record) if content.record is not None else ())


def _entity_lines(record: Record) -> Iterator[bytes]:
    for entity in entities(record):
        properties: dict[str, list[str]] = {}
        for value in entity.values:
            texts = properties.setdefault(value.name, [])
            if value.text not in texts:
                texts.append(value.text)
        told = {
            "id": entity.identifier,
            "schema": entity.schema,
            "properties": properties,
            "datasets": sorted({value.source for value in entity.values}),
        }
        yield orjson.dumps(told) + b"\n"


def entities(record: Record) -> Iterator[Entity]:
    """People, organisations, posts and events, each followed by what it is in."""
    for row in record.things(list(_SCHEMAS)):
        yield _thing_entity(row)
        for predicate, (schema, subject, target, role) in _EDGES.items():
            for claims in group_by_time(row, predicate):
                yield _relation_entity(row, claims, schema, (subject, target, role))


def _thing_entity(row: Row) -> Entity:
    entity = Entity(row["id"], _SCHEMAS[row["kind"]])
    best = row["name"]
    for claim in sorted(row["claims"], key=lambda claim: claim["value"] != best):
        name = _VALUES.get(claim["predicate"])
        if name is not None:
            entity.add(name, str(claim["value"]), claim)
        elif claim["predicate"] in _OBJECTS:
            entity.add(_OBJECTS[claim["predicate"]], claim["object"], claim)
        elif claim["predicate"] == "identifier":
            scheme, _, identifier = str(claim["value"]).rpartition(":")
            entity.add(scheme or "recordId", identifier, claim)
    if not claims_of(row, "name"):
        for claim in [*row["claims"], *row["participants"]][:1]:
            entity.add("name", display_name(row), claim)
    if row["kind"] == "Event":
        _event(row, entity)
    return entity


def _event(row: Row, entity: Entity) -> None:
    for claim in claims_of(row, "date"):
        start, end = partial_interval(claim["value"])
        if start == end:
            entity.add("date", start or claim["value"], claim)
        else:
            entity.add("startDate", start, claim)
            entity.add("endDate", end, claim)
    for part in row["participants"]:
        role = "organizer" if part["role"] == "organizer" else "involved"
        entity.add(role, part["subject"], part)


def _relation_entity(
    row: Row, claims: list[Row], schema: str, names: tuple[str, str, str]
) -> Entity:
    subject, target, role = names
    entity = Entity(claims[0]["id"], schema)
    for claim in claims:
        start, end = partial_interval(claim["holds"])
        entity.add(subject, row["id"], claim)
        entity.add(target, claim["object"], claim)
        entity.add(role, claim["role"], claim)
        entity.add("startDate", start, claim)
        entity.add("endDate", end, claim)
        if claim["unread_time"]:
            entity.add("description", f"time as written: {claim['unread_time']}", claim)
    return entity


def write_statements(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    return join_chunks(_statement_lines(content.record) if content.record is not None else ())


def _statement_lines(record: Record) -> Iterator[bytes]:
    for entity in entities(record):
        seen: set[str | None] = set()
        for value in entity.values:
            statement = statement_of(entity, value)
            if statement.id not in seen:
                seen.add(statement.id)
                yield orjson.dumps(statement.to_dict()) + b"\n"


def statement_of(entity: Entity, value: Value) -> Statement:
    """One value of an entity as a statement of the source that gives it."""
    statement: Statement = import_extra("followthemoney").Statement(
        entity.identifier,
        value.name,
        entity.schema,
        value.text,
        value.source,
        lang=_alpha3(value.language),
        origin=value.claim,
    )
    return statement


@lru_cache
def _alpha3(language: str | None) -> str | None:
    """A language as FollowTheMoney has it: three letters of ISO 639-3; None for another tag."""
    if language is None:
        return None
    from rigour.langs import iso_639_alpha3  # noqa: PLC0415  (comes with FollowTheMoney)

    code: str | None = iso_639_alpha3(language.partition("-")[0])
    return code


ENTITIES = Format(
    "ftm",
    "FollowTheMoney entities",
    ".jsonl",
    "application/jsonl",
    "people, organisations, posts, events, occupancies, memberships; sources as datasets",
    (
        "tiers, roles, rules, duties, ideas and what relates to them",
        "which source says what of an entity (ftm-statements does)",
        "vague dates, and in what role somebody took part",
        "denied claims, gists and places in sources",
        UNMARKED,
    ),
    "followthemoney, yente, Aleph, nomenklatura; `partycell load FILE --as ftm`",
    write_entities,
    purpose="registers",
    of_claims=True,
    package="followthemoney",
)


STATEMENTS = Format(
    "ftm-statements",
    "FollowTheMoney statements",
    ".jsonl",
    "application/jsonl",
    "as ftm, each value with its source as dataset and its claim as origin",
    (
        "tiers, roles, rules, duties, ideas and what relates to them",
        "vague dates, and in what role somebody took part",
        "denied claims, gists and places in sources",
        UNMARKED,
    ),
    "followthemoney (`ftm` commands), nomenklatura; `partycell load FILE --as ftm`",
    write_statements,
    purpose="registers",
    of_claims=True,
    package="followthemoney",
)
