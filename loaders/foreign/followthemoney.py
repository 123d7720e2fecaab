"""FollowTheMoney: entities and statements, through the `followthemoney` library's schema.

Datasets become sources. An entity that several datasets share does not say which of them says what:
it has a source of its own, named after all of them. Statements do say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from followthemoney import model

from graph.model import Label
from loaders.dataset.schema import SourceShape
from loaders.foreign.collect import collect_drafts
from loaders.foreign.ftm_entities import Entity, read_entities
from loaders.foreign.json_fields import Fields, Place, escape_surrogates, is_text
from loaders.foreign.json_reader import describe_source, encoding_remarks, json_records
from loaders.foreign.quarantine import original_stem
from loaders.foreign.report import Draft, ImportResult, join_notes
from loaders.foreign.times import Times, merge_time, read_moment, read_periods
from loaders.ids import foreign_id, slug
from loaders.load.existing import ExistingGraph
from loaders.load.write import Progress
from loaders.problems import DatasetError, FileProblem

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
_LONGEST_TITLE = 2_000
_ROLE_FIELDS = ("role", "relationship", "summary")
_PERIOD = ("startDate", "endDate")


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
    sources = {"": only} if only else _sources(file, read_entities(file, first))
    drafts = (
        _Reader(entity, prefix, number, _source(sources, entity, only)).draft
        for number, entity in enumerate(read_entities(file, first), start=1)
    )
    remarks = encoding_remarks(file)
    return collect_drafts(str(file), sources.values(), drafts, existing, progress, remarks)


def _source(sources: Mapping[str, SourceShape], entity: Entity, only: SourceShape | None) -> str:
    """The source of an entity; any for one that is refused before it is known."""
    found = sources.get(_dataset(entity, only)) or next(iter(sources.values()))
    return found.id


def _dataset(entity: Entity, only: SourceShape | None) -> str:
    return "" if only else "-and-".join(entity.datasets)


def _sources(file: Path, entities: Iterable[Entity]) -> dict[str, SourceShape]:
    """A source for each set of datasets, published when the first of it was seen."""
    names: dict[str, tuple[str, ...]] = {}
    first: dict[str, str] = {}
    for entity in entities:
        if entity.problem:
            continue
        key = _dataset(entity, None)
        names[key] = entity.datasets or (original_stem(file),)
        day = _first_seen(entity)
        if day is not None:
            first[key] = min(first.get(key, day), day)
    return {
        key: describe_source(
            file,
            None,
            id=slug("-and-".join(found)) or "ftm",
            title=escape_surrogates(", ".join(found))[:_LONGEST_TITLE],
            published=first.get(key, "XXXX"),
            kind="database",
        )
        for key, found in names.items()
    }


def _first_seen(entity: Entity) -> str | None:
    """The day on which an entity was first seen; None where it is none, or still to come."""
    try:
        day = date.fromisoformat((entity.first_seen or "")[:10])
    except ValueError:
        return None
    return day.isoformat() if day <= datetime.now(UTC).date() else None


class _Reader:
    def __init__(self, entity: Entity, prefix: str, number: int, source: str) -> None:
        self.entity = entity
        self.prefix = prefix
        self.draft = Draft(f"entity {entity.identifier or number}", number, source=source)
        self.fields = Fields(entity.record, self.draft)
        for name in ("id", "schema", "first_seen", "last_seen"):
            self.fields.text(name)
        datasets = entity.record.get("datasets")
        if isinstance(datasets, list) and len(entity.datasets) == len(datasets):
            self.fields.take("datasets")
        if entity.first_seen and _first_seen(entity) is None:
            self.draft.warn("first_seen", f"{entity.first_seen!r} is no day of the past.")
        seen = [day for day in (entity.first_seen, entity.last_seen) if day]
        self.seen = f"in the dataset {' to '.join(seen)}" if seen else None
        self._read()
        names = {claim.get("value") for claim in self.draft.claims if claim["predicate"] == "name"}
        caption = self.fields.peek("caption")
        if is_text(caption) and caption in names:
            self.fields.take("caption")
        self.fields.finish(self._grouped())

    def _grouped(self) -> Iterator[Place]:
        """What is left over as one claim: what is told of the entity, and of each statement."""
        yield ()
        for name in self.fields.names("told"):
            yield ("told", name)
        for name in self.fields.names("properties"):
            yield ("properties", name)
            for place in self.fields.items("properties", name):
                yield ("properties", name, place)

    def _id(self, identifier: str) -> str:
        return foreign_id(self.prefix, identifier)

    def _values(self, name: str) -> list[str]:
        values = self.entity.properties.get(name, [])
        for place in self.fields.items("properties", name) or [""]:
            path = ("properties", name, place) if place else ("properties", name)
            if is_text(self.fields.peek(*path)):
                self.fields.take(*path)
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

    def _node(self, kind: Label) -> None:
        about = self._id(self.entity.identifier)
        self.draft.declare(about, kind, written=self.entity.identifier)
        for name, predicate in _TEXTS.items():
            for text in self._values(name) if _ONLY.get(predicate, kind) is kind else ():
                self._claim(about, predicate, value=text)
        named = any(claim["predicate"] == "name" for claim in self.draft.claims)
        if not named and not self.entity.named_elsewhere:
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
        for time in self._periods():
            if "holds" in time:
                when = time.pop("holds")
                self._claim(about, "date", value=when, **time)
            elif time:
                self._claim(about, "leftover", value=time.get("unread_time") or time["note"])
        for name, role in (("involved", "involved"), ("organizer", "organizer")):
            for identifier in self._values(name):
                self._claim(self._id(identifier), "PARTICIPATED_IN", object=about, role=role)

    def _edge(self, name: str) -> None:
        subject, target, predicate, role = _EDGES[name]
        subjects, targets = self._values(subject), self._values(target)
        if not subjects or not targets:
            self.draft.refuse(subject, f"{name} needs {subject} and {target}.")
            return
        said: list[str | None] = []
        for name_ in _ROLE_FIELDS:
            said = said or list(self._values(name_))
        note = None
        if predicate == "HOLDS":  # a post says itself in what role
            said, note = [], ", ".join(map(str, said)) or None
        for time in self._periods():
            common = merge_time({"note": note} if note else {}, time)
            for one in subjects:
                for other in targets:
                    for text in said or [role]:
                        fields = {"object": self._id(other)} | common
                        if text and predicate != "HOLDS":
                            fields["role"] = text
                        self._claim(self._id(one), predicate, **fields)

    def _periods(self) -> list[Times]:
        starts, ends = (self._values(name) for name in _PERIOD)
        return read_periods(starts, ends, self.draft, _PERIOD)

    def _date(self, about: str, predicate: str, name: str, text: str) -> None:
        found = read_moment(text, name, self.draft)
        if found is None:
            self._claim(about, "leftover", value=f"{name} = {text}")
        else:
            self._claim(about, predicate, **found)

    def _claim(self, about: str, predicate: str, **fields: Any) -> None:
        note = join_notes(fields.get("note"), self.seen)
        if note:
            fields["note"] = note
        self.draft.claims.append({"about": about, "predicate": predicate, **fields})
