"""Popolo JSON: people, organisations, posts, memberships, areas and events.

Popolo (popoloproject.com) is an open-government data specification of the W3C community. What it
allows to stand inside of something else (memberships of a person, the person of a membership) is
read there as in a list of its own. Contact details are left over, as everything is that has no
place in the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from graph.model import Label
from loaders.foreign.collect import collect_drafts
from loaders.foreign.json_fields import Fields, is_text
from loaders.foreign.json_reader import describe_source, encoding_remarks, list_at, read_json
from loaders.foreign.report import Draft, ImportResult, join_notes
from loaders.foreign.times import Times, merge_time, read_moment, read_period
from loaders.ids import foreign_id, slug
from loaders.load.existing import ExistingGraph
from loaders.load.write import Progress
from loaders.problems import DatasetError, FileProblem
from loaders.text import clean

_PERIOD = ("start_date", "end_date")
_LONGEST_NOTE = 1_500
_AXES = ("longitude", "latitude")  # GeoJSON's order


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
    reader = _Reader(source.id, value)
    remarks = encoding_remarks(file)
    return collect_drafts(str(file), [source], reader.drafts(), existing, progress, remarks)


class _Reader:
    def __init__(self, prefix: str, value: Mapping[str, Any]) -> None:
        self.prefix = prefix
        self.value = value
        self.kinds: dict[str, Callable[[Fields, Draft], None]] = {
            "persons": self._person,
            "organizations": self._organization,
            "areas": self._area,
            "posts": self._post,
            "events": self._event,
            "memberships": self._membership,
        }
        # The objects that stand in lists of their own, by kind and id; the first of an id.
        self.known: dict[tuple[str, str | None], Mapping[str, Any]] = {}
        for kind in self.kinds:
            for record in filter(_is_object, list_at(value, kind)):
                if is_text(record.get("id")):
                    self.known.setdefault((kind, clean(str(record["id"]))), record)

    def drafts(self) -> Iterator[Draft]:
        """A draft for each object, things before what relates them."""
        numbers = count(1)
        for kind in (*self.kinds, *(name for name in self.value if name not in self.kinds)):
            objects = self.value.get(kind)
            if not isinstance(objects, list):
                if objects not in (None, "", {}):
                    draft = Draft(kind, next(numbers), values=1, original={kind: objects})
                    draft.refuse(kind, f"{kind} is no list of objects.")
                    yield draft
                continue
            for index, record in enumerate(objects):
                draft = Draft(f"{kind}[{index}]", next(numbers))
                if not isinstance(record, Mapping):
                    draft.refuse(kind, "is no object.")
                    draft.values, draft.original = 1, record
                    yield draft
                    continue
                fields = Fields(record, draft)
                if kind in self.kinds:
                    self._read(kind, record, fields, draft)
                else:
                    draft.refuse(kind, f"{kind} have no place in the model.")
                fields.finish()
                yield draft

    def _read(self, kind: str, record: Mapping[str, Any], fields: Fields, draft: Draft) -> None:
        identifier = fields.peek("id")
        before = self.known.get((kind, str(identifier))) if is_text(identifier) else None
        if before is not None and before is not record:
            same = "the same" if before == record else "different"
            draft.refuse("id", f"{identifier!r} stands twice, with {same} content.")
        self.kinds[kind](fields, draft)
        self._voices(fields, draft)

    def _voices(self, fields: Fields, draft: Draft) -> None:
        """Have all claims of an object said by its source; of several none is the first."""
        voices: list[str] = []
        for place in fields.items("sources"):
            path = ("sources", place) if is_text(fields.peek("sources", place)) else (
                "sources", place, "url")  # fmt: skip
            found = fields.peek(*path)
            if is_text(found) and sum(map(len, voices)) + len(str(found)) < _LONGEST_NOTE:
                voices.append(str(fields.take(*path)))
        for claim in draft.claims if voices else ():
            if len(voices) == 1 and slug(voices[0]):
                claim.setdefault("attributed_to", slug(voices[0]))
            said = f"source{'s' if len(voices) > 1 else ''}: {', '.join(voices)}"
            claim["note"] = join_notes(claim.get("note"), said)

    def _id(self, identifier: str) -> str:
        return foreign_id(self.prefix, identifier)

    def _thing(self, label: Label, fields: Fields, draft: Draft) -> str | None:
        """Declare the object itself, with its names and identifiers."""
        named = next((name for name in ("name", "label", "role") if is_text(fields.peek(name))), "")
        if not is_text(fields.peek("id")) or not named:
            draft.refuse("id" if named else "name", "is missing.")
            return None
        identifier = str(fields.take("id"))
        about = self._id(identifier)
        draft.declare(about, label, written=identifier)
        draft.claims.append({"about": about, "predicate": "name", "value": fields.text(named)})
        for place in fields.items("other_names"):
            other = fields.within("other_names", place)
            if is_text(other.peek("name")):
                claim = {"about": about, "predicate": "name", "value": other.text("name")}
                claim |= _without_none(language=other.text("lang"), note=other.text("note"))
                draft.claims.append(merge_time(claim, _period(other, draft)))
        for place in fields.items("identifiers"):
            part = fields.within("identifiers", place)
            text = part.text("identifier")
            if text:
                scheme = part.text("scheme")
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
            text = fields.peek(name)
            found = read_moment(str(text), name, draft) if is_text(text) else None
            if found is not None:
                fields.take(name)
                draft.claims.append({"about": about, "predicate": predicate} | found)

    def _person(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.PERSON, fields, draft)
        if about is None:
            return
        self._values(about, fields, draft, {"gender": "gender", "national_identity": "nationality"})
        self._dates(about, fields, draft, {"birth_date": "birth_date", "death_date": "death_date"})
        self._memberships(fields, draft, member=about)

    def _organization(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.ORGANIZATION, fields, draft)
        if about is None:
            return
        self._values(about, fields, draft, {"classification": "classification"})
        self._dates(
            about, fields, draft, {"founding_date": "founded", "dissolution_date": "dissolved"}
        )
        self._relation(about, "UNIT_OF", "parent", "organizations", fields, draft)
        self._relation(about, "JURISDICTION", "area", "areas", fields, draft)
        for place in fields.items("children"):
            child = self._refer("organizations", fields, draft, "children", place)
            if child is not None:
                draft.claims.append({"about": child, "predicate": "UNIT_OF", "object": about})
        for place in fields.items("posts"):
            post = self._refer("posts", fields, draft, "posts", place)
            if post is not None:
                draft.claims.append({"about": post, "predicate": "POST_IN", "object": about})
        self._memberships(fields, draft, organization=about)

    def _area(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.PLACE, fields, draft)
        if about is not None:
            self._values(about, fields, draft, {"classification": "classification"})
            self._relation(about, "LOCATED_IN", "parent", "areas", fields, draft)
            _take_point(about, fields, draft)

    def _post(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.POST, fields, draft)
        if about is None:
            return
        self._values(about, fields, draft, {"role": "classification"})
        organization = self._reference("organizations", "organization", fields, draft)
        if organization is not None:
            claim = {"about": about, "predicate": "POST_IN", "object": organization}
            draft.claims.append(merge_time(claim, _period(fields, draft)))
        self._memberships(fields, draft, post=about)

    def _event(self, fields: Fields, draft: Draft) -> None:
        about = self._thing(Label.EVENT, fields, draft)
        if about is None:
            return
        self._values(about, fields, draft, {"classification": "event_type"})
        start, end = (_text(fields, name) for name in _PERIOD)
        time = read_period(start, end, draft, _PERIOD)
        if "holds" in time:
            for name in _PERIOD:
                fields.text(name)
            first, _, last = time.pop("holds").partition("/")
            when = first if first == last else f"{first}/{last}"
            draft.claims.append({"about": about, "predicate": "date", "value": when} | time)
        organizer = self._reference("organizations", "organization", fields, draft)
        if organizer is not None:
            took_part = {"predicate": "PARTICIPATED_IN", "object": about, "role": "organizer"}
            draft.claims.append({"about": organizer} | took_part)
        self._relation(about, "HELD_AT", "area", "areas", fields, draft)

    def _memberships(self, fields: Fields, draft: Draft, **sides: str) -> None:
        for place in fields.items("memberships"):
            part = fields.within("memberships", place)
            if isinstance(part.record, Mapping):
                self._member(part, draft, sides, "memberships." + place)

    def _membership(self, fields: Fields, draft: Draft) -> None:
        self._member(fields, draft, {}, "")

    def _member(self, fields: Fields, draft: Draft, sides: Mapping[str, str], place: str) -> None:
        """A membership; inside of an object it is left over where it is none."""
        member = sides.get("member") or (
            self._reference("persons", "person", fields, draft)
            or self._reference(self._kind_of_member(fields), "member", fields, draft)
        )
        organization = sides.get("organization") or self._reference(
            "organizations", "organization", fields, draft
        )
        post = sides.get("post") or self._reference("posts", "post", fields, draft)
        if member is None or not (organization or post):
            message = "a membership needs a person, and an organisation or a post."
            if place:
                draft.warn(place, message)
            else:
                draft.refuse("person_id", message)
            return
        identifier = fields.text("id")
        common = _without_none(about=member, note=f"id {identifier}" if identifier else None)
        qualifiers = []
        sponsor = self._reference("organizations", "on_behalf_of", fields, draft)
        if sponsor is not None:
            qualifiers.append({"role": "on behalf of", "thing": sponsor})
        if ("areas", _text(fields, "area_id")) in self.known:
            area = self._reference("areas", "area", fields, draft)
            qualifiers.append({"role": "area", "thing": str(area)})
        term = self._term(fields)
        if term is not None:
            qualifiers.append({"role": "legislative period", "thing": self._id(term)})
        if qualifiers:
            common["qualified_by"] = qualifiers
        common = merge_time(common, self._time(fields, draft, term))
        role_text = fields.text("role") or fields.text("label")
        if organization:
            claim = {"predicate": "MEMBER_OF", "object": organization}
            draft.claims.append({**common, **claim, **_without_none(role=role_text)})
        if post:
            note = join_notes(common.get("note"), role_text if not organization else None)
            claim = {"predicate": "HOLDS", "object": post} | ({"note": note} if note else {})
            draft.claims.append({**common, **claim})

    def _kind_of_member(self, fields: Fields) -> str:
        """What a `member` is, which may be a person or an organisation."""
        found = _text(fields, "member", "id")
        return "organizations" if ("organizations", found) in self.known else "persons"

    def _term(self, fields: Fields) -> str | None:
        """The legislative period of a membership, where it is an event of the file."""
        for path in (("legislative_period_id",), ("legislative_period", "id"),
                     ("legislative_period",)):  # fmt: skip
            found = fields.peek(*path)
            if is_text(found) and ("events", str(found)) in self.known:
                return fields.text(*path)
        return None

    def _time(self, fields: Fields, draft: Draft, term: str | None) -> Times:
        """When a membership holds: by its own dates, else by those of its legislative period."""
        event = self.known[("events", term)] if term is not None else {}
        start, end = (
            fields.text(name) or (str(event[name]) if is_text(event.get(name)) else None)
            for name in _PERIOD
        )
        return read_period(start, end, draft, _PERIOD)

    def _relation(
        self, about: str, predicate: str, name: str, kind: str, fields: Fields, draft: Draft
    ) -> None:
        target = self._reference(kind, name, fields, draft)
        if target is not None:
            draft.claims.append({"about": about, "predicate": predicate, "object": target})

    def _reference(self, kind: str, name: str, fields: Fields, draft: Draft) -> str | None:
        """The id of another object: as `name_id`, or as an object of its own inside of this one."""
        identifier = fields.text(f"{name}_id")
        if identifier is None:
            return self._refer(kind, fields, draft, name)
        if isinstance(fields.peek(name), Mapping):
            fields.take_if(identifier, name, "id")
            self._take_known(kind, identifier, fields.within(name))
        return self._id(identifier)

    def _refer(self, kind: str, fields: Fields, draft: Draft, *path: str) -> str | None:
        """The id of an object inside of another; it is read, unless it has a list of its own."""
        if is_text(fields.peek(*path)):
            return self._id(str(fields.take(*path)))
        part = fields.within(*path)
        found = part.peek("id")
        if not is_text(found):
            return None
        identifier = str(found)
        if (kind, identifier) in self.known or not is_text(part.peek("name") or part.peek("label")):
            part.take("id")
            self._take_known(kind, identifier, part)
        else:
            self.kinds[kind](part, draft)
        return self._id(identifier)

    def _take_known(self, kind: str, identifier: str, part: Fields) -> None:
        """Account for what an object repeats of the one that stands in its own list."""
        known = self.known.get((kind, identifier), {})
        for name in part.names():
            if name in known and part.peek(name) == known[name]:
                part.take(name)


def _text(fields: Fields, *path: str) -> str | None:
    """A text that is not yet accounted for."""
    found = fields.peek(*path)
    return str(found) if is_text(found) else None


def _period(fields: Fields, draft: Draft) -> Times:
    return read_period(fields.text(_PERIOD[0]), fields.text(_PERIOD[1]), draft, _PERIOD)


def _take_point(about: str, fields: Fields, draft: Draft) -> None:
    """A point of GeoJSON, longitude before latitude; another geometry is left over."""
    point = fields.within("geometry")
    pair = point.peek("coordinates")
    if point.peek("type") != "Point" or not isinstance(pair, list) or len(pair) != len(_AXES):
        return
    if not all(isinstance(part, int | float) and not isinstance(part, bool) for part in pair):
        return
    point.take("type")
    for place, predicate in enumerate(_AXES):
        value = point.take("coordinates", str(place))
        draft.claims.append({"about": about, "predicate": predicate, "value": value})


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _without_none(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
