"""FollowTheMoney: entities and statements, through the `followthemoney` library's schema.

Datasets become sources. An entity that several datasets share does not say which of them says what:
it has a source of its own, named after all of them. Statements do say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from followthemoney import model
from followthemoney.schema import Schema

from graph.model import Label
from loaders.dataset.schema import SourceShape
from loaders.foreign.collect import collect_drafts
from loaders.foreign.json_reader import (
    Fields,
    UnreadLine,
    describe_source,
    escape_surrogates,
    json_records,
    list_at,
    read_edtf,
    read_period,
)
from loaders.foreign.quarantine import original_stem
from loaders.foreign.report import Draft, ImportResult
from loaders.ids import foreign_id, slug
from loaders.load.existing import ExistingGraph
from loaders.load.write import Progress
from loaders.problems import DatasetError, FileProblem
from loaders.written_dates import read_date

_KINDS = (
    ("Person", Label.PERSON),
    ("Position", Label.POST),
    ("Event", Label.EVENT),
    ("Organization", Label.ORGANIZATION),
    ("LegalEntity", Label.ORGANIZATION),
)
_TEXTS = {
    "name": "name",
    "alias": "name",
    "previousName": "name",
    "weakAlias": "name",
    "gender": "gender",
    "nationality": "nationality",
    "citizenship": "nationality",
    "classification": "classification",
    "legalForm": "classification",
}
_IDENTIFIERS = ("wikidataId", "idNumber", "registrationNumber", "passportNumber", "recordId")
_DATES = {
    "birthDate": "birth_date",
    "deathDate": "death_date",
    "incorporationDate": "founded",
    "inceptionDate": "founded",
    "dissolutionDate": "dissolved",
}
# Which labels may have which of these predicates is the model's to say.
_ONLY = {
    "gender": Label.PERSON,
    "nationality": Label.PERSON,
    "birth_date": Label.PERSON,
    "death_date": Label.PERSON,
    "founded": Label.ORGANIZATION,
    "dissolved": Label.ORGANIZATION,
}
_PARENTS = (
    (Label.POST, "organization", "POST_IN"),
    (Label.ORGANIZATION, "parent", "UNIT_OF"),
)
# An edge's schema: the property of its subject, of its object, the relation, a role of its own.
_EDGES: dict[str, tuple[str, str, str, str | None]] = {
    "Occupancy": ("holder", "post", "HOLDS", None),
    "Membership": ("member", "organization", "MEMBER_OF", "member"),
    "Directorship": ("director", "organization", "MEMBER_OF", "director"),
    "Family": ("person", "relative", "RELATED_TO", "relative"),
    "Succession": ("successor", "predecessor", "CONTINUES", "succession"),
}
# What a statement says of its value: no place in the model, so it is left over.
_DETAILS = ("lang", "original_value", "origin")
_LONGEST_TITLE = 2_000
_ROLE_FIELDS = ("role", "relationship", "summary")


@dataclass
class _Entity:
    """An entity, or the statements on one by one dataset, with what they say of their values."""

    identifier: str
    schema: str
    datasets: tuple[str, ...]
    record: Mapping[str, Any]
    first_seen: str | None = None
    last_seen: str | None = None
    properties: dict[str, list[str]] = field(default_factory=dict)
    details: dict[str, dict[str, Any]] = field(default_factory=dict)
    problem: str = ""


def read_ftm(
    file: Path,
    existing: ExistingGraph,
    described: Path | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Entities or statements, as JSON one a line, or as a list.

    Args:
        file: Which.
        existing: What the graph has.
        described: What source it is; it is then the only one, whatever datasets are named.
        progress: Called with a stage, and how many records are read.

    Raises:
        DatasetError: It is no JSON, or holds no entity.
    """
    first = next((item for item in json_records(file) if isinstance(item, Mapping)), None)
    if first is None:
        raise DatasetError([FileProblem(str(file), 1, "", "holds no entity.")])
    only = describe_source(file, described) if described is not None else None
    prefix = only.id if only else slug(original_stem(file)) or "ftm"
    sources = {"": only} if only else _sources(file, _entities(file, first))
    drafts = (
        _Reader(entity, prefix, number, _source(sources, entity, only)).draft
        for number, entity in enumerate(_entities(file, first), start=1)
    )
    return collect_drafts(str(file), sources.values(), drafts, existing, progress)


def _entities(file: Path, first: Mapping[str, Any]) -> Iterable[_Entity]:
    """The file's entities, one at a time; of statements all are put together first."""
    records = json_records(file)
    return _from_statements(records) if "prop" in first else map(_entity, records)


def _source(sources: Mapping[str, SourceShape], entity: _Entity, only: SourceShape | None) -> str:
    """The source of an entity; any for one that is refused before it is known."""
    found = sources.get(_dataset(entity, only)) or next(iter(sources.values()))
    return found.id


def _dataset(entity: _Entity, only: SourceShape | None) -> str:
    return "" if only else "-and-".join(entity.datasets)


def _sources(file: Path, entities: Iterable[_Entity]) -> dict[str, SourceShape]:
    """A source for each set of datasets, published when the first of it was seen."""
    names: dict[str, tuple[str, ...]] = {}
    first: dict[str, str] = {}
    for entity in entities:
        if entity.problem:
            continue
        key = _dataset(entity, None)
        names[key] = entity.datasets or (original_stem(file),)
        if entity.first_seen:
            day = entity.first_seen[:10]
            first[key] = min(first.get(key, day), day)
    return {
        key: describe_source(
            file,
            None,
            id=slug("-and-".join(found)) or "ftm",
            title=escape_surrogates(", ".join(found))[:_LONGEST_TITLE],
            published=read_date(first.get(key, "XXXX")).edtf or "XXXX",
            kind="database",
        )
        for key, found in names.items()
    }


def _entity(record: Any) -> _Entity:
    if isinstance(record, UnreadLine):
        return _Entity("", "", (), {"": record.text}, problem=record.message)
    if not isinstance(record, Mapping):
        return _Entity("", "", (), {"": record}, problem="is no object.")
    properties = record.get("properties")
    return _Entity(
        str(record.get("id") or ""),
        str(record.get("schema") or ""),
        tuple(sorted(name for name in list_at(record, "datasets") if _is_text(name))),
        record,
        _seen(record, "first_seen"),
        _seen(record, "last_seen"),
        {
            str(name): [str(item) for item in (values if isinstance(values, list) else [values])]
            for name, values in (properties if isinstance(properties, Mapping) else {}).items()
        },
    )


def _from_statements(records: Iterable[Any]) -> list[_Entity]:
    """One entity for each entity and dataset; its record holds its statements."""
    found: dict[tuple[str, str], _Entity] = {}
    refused: list[_Entity] = []
    for record in records:
        if not isinstance(record, Mapping):
            refused.append(_entity(record))
            continue
        identifier = str(record.get("canonical_id") or record.get("entity_id") or "")
        dataset = str(record.get("dataset") or "")
        datasets = (dataset,) if _is_text(dataset) else ()
        entity = found.setdefault(
            (identifier, dataset),
            _Entity(identifier, "", datasets, {"id": identifier, "properties": {}}),
        )
        schema = str(record.get("schema") or "")
        if not entity.schema or _is(schema, entity.schema):
            entity.schema = schema
        seen = [text for text in (entity.first_seen, _seen(record, "first_seen")) if text]
        entity.first_seen = min(seen, default=None)
        seen = [text for text in (entity.last_seen, _seen(record, "last_seen")) if text]
        entity.last_seen = max(seen, default=None)
        if record.get("prop") != "id":
            values = entity.properties.setdefault(str(record.get("prop")), [])
            values.append(str(record.get("value")))
            details = {name: record[name] for name in _DETAILS if record.get(name)}
            if details:
                entity.details[f"{record.get('prop')} {record.get('value')}"] = details
    for entity in found.values():
        entity.record = {
            "id": entity.identifier,
            "schema": entity.schema,
            "datasets": list(entity.datasets),
            "properties": entity.properties,
            "told": entity.details,
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


class _Reader:
    def __init__(self, entity: _Entity, prefix: str, number: int, source: str) -> None:
        self.entity = entity
        self.prefix = prefix
        self.fields = Fields(entity.record)
        self.draft = Draft(f"entity {entity.identifier or number}", number, source=source)
        for name in ("id", "schema", "datasets", "first_seen", "last_seen", "caption", "referents"):
            self.fields.take(name)
        for name in ("target", "last_change"):
            self.fields.take(name)
        seen = [day[:10] for day in (entity.first_seen, entity.last_seen) if day]
        self.seen = f"in the dataset {' to '.join(seen)}" if seen else None
        self._read()
        self.fields.finish(self.draft)

    def _id(self, identifier: str) -> str:
        return foreign_id(self.prefix, identifier)

    def _values(self, name: str) -> list[str]:
        values = [text for text in self.entity.properties.get(name, []) if text.strip()]
        if values:
            self.fields.take("properties", name)
        return values

    def _read(self) -> None:
        entity = self.entity
        schema = model.get(entity.schema)
        if entity.problem:
            self.draft.refuse("", entity.problem)
        elif schema is None:
            self.draft.refuse("schema", f"{entity.schema!r} is no schema of FollowTheMoney.")
        elif not entity.identifier:
            self.draft.refuse("id", "is missing.")
        elif schema.name in _EDGES:
            self._edge(schema.name)
        else:
            kind = next((label for name, label in _KINDS if schema.is_a(name)), None)
            if kind is None:
                self.draft.refuse("schema", f"{schema.name} has no place in the model.")
            else:
                self._node(kind)
        if entity.first_seen or entity.last_seen:
            note = f"first seen {entity.first_seen}, last seen {entity.last_seen}"
            for claim in self.draft.claims:
                claim.setdefault("note", note)

    def _node(self, kind: Label) -> None:
        about = self._id(self.entity.identifier)
        self.draft.declare(about, kind)
        for name, predicate in _TEXTS.items():
            for text in self._values(name) if _ONLY.get(predicate, kind) is kind else ():
                self._claim(about, predicate, value=text)
        if not any(claim["predicate"] == "name" for claim in self.draft.claims):
            self.draft.refuse("name", "is missing.")
        for name in _IDENTIFIERS:
            for text in self._values(name):
                self._claim(about, "identifier", value=f"{name}:{text}")
        for name, predicate in _DATES.items():
            for text in self._values(name) if _ONLY.get(predicate, kind) is kind else ():
                self._date(about, predicate, name, text)
        for label, name, predicate in _PARENTS:
            for identifier in self._values(name) if label is kind else ():
                self._claim(about, predicate, object=self._id(identifier))
        if kind is Label.EVENT:
            self._event(about)

    def _event(self, about: str) -> None:
        for text in self._values("date"):
            self._date(about, "date", "date", text)
        when = self._period()
        if when is not None:
            self._claim(about, "date", value=when)
        for name, role in (("involved", "involved"), ("organizer", "organizer")):
            for identifier in self._values(name):
                self._claim(self._id(identifier), "PARTICIPATED_IN", object=about, role=role)

    def _edge(self, name: str) -> None:
        subject, target, predicate, role = _EDGES[name]
        subjects, targets = self._values(subject), self._values(target)
        if not subjects or not targets:
            self.draft.refuse(subject, f"{name} needs {subject} and {target}.")
            return
        said = next((text for field_ in _ROLE_FIELDS for text in self._values(field_)), role)
        holds = self._period()
        for one in subjects:
            for other in targets:
                fields: dict[str, Any] = {"object": self._id(other)}
                if said and predicate != "HOLDS":
                    fields["role"] = said
                if holds:
                    fields["holds"] = holds
                self._claim(self._id(one), predicate, **fields)

    def _period(self) -> str | None:
        start = next(iter(self._values("startDate")), None)
        end = next(iter(self._values("endDate")), None)
        return read_period(start, end, self.draft)

    def _date(self, about: str, predicate: str, name: str, text: str) -> None:
        found = read_edtf(text, name, self.draft)
        if found is None:
            self._claim(about, "leftover", value=f"{name} = {text}")
        else:
            self._claim(about, predicate, value=found)

    def _claim(self, about: str, predicate: str, **fields: Any) -> None:
        if self.seen:
            fields["note"] = self.seen
        self.draft.claims.append({"about": about, "predicate": predicate, **fields})
