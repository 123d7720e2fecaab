"""Popolo JSON: people, organisations, posts, memberships, areas and events.

Popolo (popoloproject.com) is an open-government data specification of the W3C community. Contact
details are left over, as everything is that has no place in the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from graph.model import Label
from loaders.foreign.collect import collect_drafts
from loaders.foreign.json_reader import (
    Fields,
    describe_source,
    list_at,
    read_edtf,
    read_json,
    read_period,
)
from loaders.foreign.report import Draft, ImportResult
from loaders.ids import foreign_id, slug
from loaders.load.existing import ExistingGraph
from loaders.load.write import Progress
from loaders.problems import DatasetError, FileProblem


def read_popolo(
    file: Path,
    existing: ExistingGraph,
    described: Path | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """A Popolo file: one draft for each object.

    Args:
        file: JSON with lists such as `persons` and `memberships`, or one object with `persons`.
        existing: What the graph has.
        described: What source it is.
        progress: Called with a stage, and how many records are read.

    Raises:
        DatasetError: It is no JSON, or no Popolo.
    """
    value = read_json(file)
    if not isinstance(value, dict) or not any(isinstance(part, list) for part in value.values()):
        message = "is no Popolo: an object with lists such as persons is wanted."
        raise DatasetError([FileProblem(str(file), 1, "", message)])
    source = describe_source(file, described)
    drafts = list(_Reader(source.id).drafts(value))
    return collect_drafts(str(file), [source], drafts, existing, progress)


class _Reader:
    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.seen: dict[tuple[str, str], Mapping[str, Any]] = {}

    def drafts(self, value: Mapping[str, Any]) -> Iterator[Draft]:
        """A draft for each object, things before what relates them."""
        kinds: dict[str, Callable[[Fields, Draft], None]] = {
            "persons": self._person,
            "organizations": self._organization,
            "areas": self._area,
            "posts": self._post,
            "events": self._event,
            "memberships": self._membership,
        }
        numbers = count(1)
        for kind in (*kinds, *(name for name in value if name not in kinds)):
            objects = value.get(kind)
            if not isinstance(objects, list):
                continue
            for index, record in enumerate(objects):
                draft = Draft(f"{kind}[{index}]", next(numbers))
                if not isinstance(record, Mapping):
                    draft.refuse(kind, "is no object.")
                    draft.values, draft.original = 1, record
                    yield draft
                    continue
                fields = Fields(record)
                if kind in kinds:
                    self._read(kind, kinds[kind], fields, draft)
                else:
                    draft.refuse(kind, f"{kind} have no place in the model.")
                fields.finish(draft)
                yield draft

    def _read(
        self, kind: str, read: Callable[[Fields, Draft], None], fields: Fields, draft: Draft
    ) -> None:
        found = fields.record.get("id")
        identifier = "" if found is None or isinstance(found, dict | list) else str(found)
        if identifier:
            before = self.seen.setdefault((kind, identifier), fields.record)
            if before is not fields.record:
                same = "the same" if before == fields.record else "different"
                draft.refuse("id", f"{identifier!r} stands twice, with {same} content.")
        read(fields, draft)
        voices = []
        for index, item in enumerate(list_at(fields.record, "sources")):
            if isinstance(item, Mapping):
                voices.append(str(item.get("url")))
                fields.take("sources", str(index))
        for claim in draft.claims:
            if len(voices) == 1:
                claim.setdefault("attributed_to", slug(voices[0]))
            elif voices:
                claim.setdefault("note", f"sources: {', '.join(voices)}"[:2000])

    def _id(self, identifier: str) -> str:
        return foreign_id(self.prefix, identifier)

    def _thing(self, label: Label, fields: Fields, draft: Draft) -> str | None:
        """Declare the object itself, with its names and identifiers."""
        identifier = fields.text("id")
        name = fields.text("name") or fields.text("label") or fields.text("role")
        if not identifier or not name:
            draft.refuse("id" if not identifier else "name", "is missing.")
            return None
        about = self._id(identifier)
        draft.declare(about, label)
        draft.claims.append({"about": about, "predicate": "name", "value": name})
        for index, _ in enumerate(list_at(fields.record, "other_names")):
            place = ("other_names", str(index))
            other = fields.text(*place, "name")
            when = read_period(
                fields.text(*place, "start_date"), fields.text(*place, "end_date"), draft
            )
            if other:
                language = fields.text(*place, "lang")
                draft.claims.append(
                    _without_none(
                        about=about,
                        predicate="name",
                        value=other,
                        holds=when,
                        language=language,
                        note=fields.text(*place, "note"),
                    )
                )
        for index, _ in enumerate(list_at(fields.record, "identifiers")):
            place = ("identifiers", str(index))
            scheme, text = fields.text(*place, "scheme"), fields.text(*place, "identifier")
            if text:
                value = f"{scheme}:{text}" if scheme else text
                draft.claims.append({"about": about, "predicate": "identifier", "value": value})
        return about

    def _values(self, about: str, fields: Fields, draft: Draft, names: Mapping[str, str]) -> None:
        for name, predicate in names.items():
            text = fields.text(name)
            if text:
                draft.claims.append({"about": about, "predicate": predicate, "value": text})

    def _dates(self, about: str, fields: Fields, draft: Draft, names: Mapping[str, str]) -> None:
        for name, predicate in names.items():
            text = fields.record.get(name) or ""
            found = None if isinstance(text, dict | list) else read_edtf(str(text), name, draft)
            if found is not None:
                fields.take(name)
                draft.claims.append({"about": about, "predicate": predicate, "value": found})

    def _person(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.PERSON, fields, draft)
        if about is None:
            return
        self._values(about, fields, draft, {"gender": "gender", "national_identity": "nationality"})
        self._dates(about, fields, draft, {"birth_date": "birth_date", "death_date": "death_date"})

    def _organization(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.ORGANIZATION, fields, draft)
        if about is None:
            return
        self._values(about, fields, draft, {"classification": "classification"})
        self._dates(
            about, fields, draft, {"founding_date": "founded", "dissolution_date": "dissolved"}
        )
        self._relation(about, "UNIT_OF", "parent_id", fields, draft)

    def _area(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.PLACE, fields, draft)
        if about is not None:
            self._values(about, fields, draft, {"classification": "classification"})
            self._relation(about, "LOCATED_IN", "parent_id", fields, draft)

    def _post(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.POST, fields, draft)
        if about is None:
            return
        self._values(about, fields, draft, {"role": "classification"})
        self._relation(about, "POST_IN", "organization_id", fields, draft)

    def _event(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.EVENT, fields, draft)
        if about is None:
            return
        self._values(about, fields, draft, {"classification": "event_type"})
        start, end = fields.text("start_date"), fields.text("end_date")
        first, last = read_edtf(start, "start_date", draft), read_edtf(end, "end_date", draft)
        if first or last:
            when = first if first == last else f"{first or ''}/{last or ''}"
            draft.claims.append({"about": about, "predicate": "date", "value": when})
        organization = fields.text("organization_id")
        if organization:
            draft.claims.append(
                {
                    "about": self._id(organization),
                    "predicate": "PARTICIPATED_IN",
                    "object": about,
                    "role": "organizer",
                }
            )
        self._relation(about, "HELD_AT", "area_id", fields, draft)

    def _membership(self, fields: Fields, draft: Draft) -> None:
        fields.take("id")
        member = fields.text("person_id") or fields.text("member_id")
        organization, post = fields.text("organization_id"), fields.text("post_id")
        if not member or not (organization or post):
            draft.refuse("person_id", "a membership needs a person, and an organisation or a post.")
            return
        common = _without_none(
            about=self._id(member),
            holds=read_period(fields.text("start_date"), fields.text("end_date"), draft),
        )
        sponsor = fields.text("on_behalf_of_id")
        if sponsor:
            common["qualified_by"] = [{"role": "on behalf of", "thing": self._id(sponsor)}]
        role = fields.text("role") or fields.text("label")
        if organization:
            claim = {"predicate": "MEMBER_OF", "object": self._id(organization)}
            draft.claims.append({**common, **claim, **_without_none(role=role)})
        if post:
            claim = {"predicate": "HOLDS", "object": self._id(post)}
            note = _without_none(note=role if not organization else None)
            draft.claims.append({**common, **claim, **note})

    def _relation(
        self, about: str, predicate: str, name: str, fields: Fields, draft: Draft
    ) -> None:
        target = fields.text(name)
        if target:
            draft.claims.append(
                {"about": about, "predicate": predicate, "object": self._id(target)}
            )


def _without_none(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
