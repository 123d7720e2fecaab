"""Wikidata entity JSON: items, their statements with ranks, qualifiers, references and precision.

The data model is described at mediawiki.org/wiki/Wikibase/DataModel/JSON. An item that a statement
names, and that the file does not describe, is brought in under its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.model import Label
from loaders.foreign.collect import collect_drafts
from loaders.foreign.json_fields import Fields, Place
from loaders.foreign.json_reader import (
    UnreadLine,
    describe_source,
    encoding_remarks,
    list_at,
    object_at,
    read_json,
    value_at,
)
from loaders.foreign.report import Draft, ImportResult, join_notes, keep_original
from loaders.foreign.wikidata_statements import (
    Statement,
    at_time,
    is_number,
    item_number,
    take_snak,
    thing_id,
)
from loaders.foreign.wikidata_times import narrowed, read_wikidata_time
from loaders.load.existing import ExistingGraph
from loaders.load.write import Progress
from loaders.problems import DatasetError, FileProblem
from loaders.written_dates import WrittenDate

HUMAN = "Q5"
CIRCA = "Q5727902"

# What an item is, by what it is an instance of (P31); others by the statements that name them.
_KINDS = {
    HUMAN: Label.PERSON,
    "Q4164871": Label.POST,  # position
    "Q7278": Label.ORGANIZATION,  # political party
    "Q43229": Label.ORGANIZATION,  # organisation
    "Q1656682": Label.EVENT,  # event
    "Q515": Label.PLACE,  # city
    "Q618123": Label.PLACE,  # geographical feature
}
_DATES = {"P569": "birth_date", "P570": "death_date", "P571": "founded", "P576": "dissolved"}
_DATES |= {"P585": "date"}
_TEXTS = {"P21": "gender", "P27": "nationality", "P31": "classification", "P1448": "name"}
_RELATIONS: dict[str, tuple[str, Label]] = {
    "P39": ("HOLDS", Label.POST),
    "P102": ("MEMBER_OF", Label.ORGANIZATION),
    "P463": ("MEMBER_OF", Label.ORGANIZATION),
    "P361": ("UNIT_OF", Label.ORGANIZATION),
    "P749": ("UNIT_OF", Label.ORGANIZATION),
    "P276": ("HELD_AT", Label.PLACE),
    "P1344": ("PARTICIPATED_IN", Label.EVENT),
}


def read_wikidata(
    file: Path,
    existing: ExistingGraph,
    described: Path | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Entities of Wikidata: one draft for each.

    Args:
        file: JSON with `entities`, one entity, a list of them, or one a line.
        existing: What the graph has.
        described: What source it is.
        progress: Called with a stage, and how many records are read.

    Raises:
        DatasetError: It is no JSON, or holds no entity.
    """
    items = list(_items(read_json(file)))
    entities = [item for item in items if _is_entity(item)]
    if not entities:
        raise DatasetError([FileProblem(str(file), 1, "", "holds no Wikidata entity.")])
    source = describe_source(
        file, described, publisher="Wikidata", kind="database", trust="Edited by anybody."
    )
    labels = {str(item["id"]): _name(item) for item in entities}
    kinds = _kinds(entities)
    drafts = (
        _Entity(item, number, labels, kinds).draft if _is_entity(item) else _refused(item, number)
        for number, item in enumerate(items, start=1)
    )
    remarks = encoding_remarks(file)
    return collect_drafts(str(file), [source], drafts, existing, progress, remarks)


def _items(value: Any) -> Iterator[Any]:
    """What stands where entities do, in a file, or in a line of one."""
    if isinstance(value, Mapping) and isinstance(value.get("entities"), Mapping | list):
        inner = value["entities"]
        yield from inner.values() if isinstance(inner, Mapping) else inner
    elif isinstance(value, list):
        for item in value:
            yield from _items(item)
    else:
        yield value


def _is_entity(item: Any) -> bool:
    return isinstance(item, Mapping) and is_number(str(item.get("id")))


def _refused(item: Any, number: int) -> Draft:
    draft = Draft(f"item {number}", number)
    if isinstance(item, UnreadLine):
        draft.refuse("", item.message)
    draft.refuse("id", "is no Wikidata item: an object whose id is Q and a number.")
    if isinstance(item, Mapping):
        Fields(item, draft).finish()
    else:
        draft.values, draft.original = 1, item.text if isinstance(item, UnreadLine) else item
    return draft


def _name(item: Mapping[str, Any]) -> str:
    labels = object_at(item, "labels")
    texts = [
        value_at(labels.get("en"), "value"),
        *(value_at(label, "value") for label in labels.values()),
    ]
    return next((text for text in texts if isinstance(text, str) and text), str(item["id"]))


def _statements(item: Mapping[str, Any], prop: str) -> Iterator[Mapping[str, Any]]:
    """The statements of an item with this property; what has not their shape is left over."""
    return filter(_is_object, list_at(item, "claims", prop))


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _kinds(entities: list[Mapping[str, Any]]) -> dict[str, Label]:
    """What each item is: by its class, else by the first statement that names it."""
    found: dict[str, Label] = {}
    for item in entities:
        for statement in _statements(item, "P31"):
            kind = _KINDS.get(str(item_number(statement.get("mainsnak"))))
            if kind is not None:
                found.setdefault(str(item["id"]), kind)
    for item in entities:
        for name, (_, label) in _RELATIONS.items():
            for statement in _statements(item, name):
                target = item_number(statement.get("mainsnak"))
                if target:
                    found.setdefault(target, label)
    return found


class _Entity:
    """One item being read."""

    def __init__(
        self,
        item: Mapping[str, Any],
        number: int,
        labels: Mapping[str, str],
        kinds: Mapping[str, Label],
    ) -> None:
        self.draft = Draft(str(item["id"]), number)
        self.fields = Fields(item, self.draft)
        self.number = str(item["id"])
        self.labels = labels
        self.kinds = kinds
        self.about = thing_id(self.number)
        # Places whose values that are left over are one claim each.
        self.grouped: list[Place] = [()]
        self._read()
        self.fields.finish(self.grouped)

    def _read(self) -> None:
        kind = self.kinds.get(self.number)
        if kind is None:
            self.draft.refuse("P31", f"{self.number} is of no kind that the model has.")
            return
        fields = self.fields
        fields.take("id")
        fields.take_if("item", "type")
        fields.take_if(self.number, "title")
        self._declare(self.number, kind, named=True)
        self._names()
        for group in ("descriptions", "sitelinks"):
            self.grouped += [(group, name) for name in fields.names(group)]
        for prop in fields.names("claims"):
            for index in fields.items("claims", prop):
                place = ("claims", prop, index)
                self.grouped.append(place)
                statement = fields.within(*place)
                if isinstance(statement.record, Mapping):
                    self._statement(prop, statement)

    def _declare(self, number: str, kind: Label, *, named: bool) -> str:
        identifier = thing_id(number)
        self.draft.declare(identifier, kind)
        if not named:
            name = self.labels.get(number, number)
            self.draft.claims.append({"about": identifier, "predicate": "name", "value": name})
        return identifier

    def _names(self) -> None:
        named = False
        for group in ("labels", "aliases"):
            for language in self.fields.names(group):
                self.grouped.append((group, language))
                places = self.fields.items(group, language)
                paths: list[Place] = [(language, place) for place in places] or [(language,)]
                for path in paths:
                    part = self.fields.within(group, *path)
                    text = value_at(part.record, "value")
                    if not isinstance(text, str) or not text:
                        continue
                    part.take("value")
                    part.take_if(language, "language")
                    claim = {"about": self.about, "predicate": "name", "value": text}
                    self.draft.claims.append(claim | {"language": language})
                    named = named or group == "labels"
        if not named:
            self.draft.claims.append(
                {"about": self.about, "predicate": "name", "value": self.number}
            )

    def _statement(self, prop: str, statement: Fields) -> None:
        answer = self._answer(prop, statement.within("mainsnak"))
        if answer is None:
            return
        take_snak(statement.within("mainsnak"), prop)
        statement.take_if("statement", "type")
        reader = Statement(statement, self.draft, dated=prop in _DATES)
        claim = {"about": self.about, **answer, **reader.rank()}
        linked, rest = reader.linked(self._declare_other), reader.rest()
        if linked:
            claim["qualified_by"] = linked
        if f"P1480 {CIRCA}" in rest and prop in _DATES:
            claim["op"] = "~"
        voice = reader.voice()
        if voice:
            claim["attributed_to"] = voice
        around = reader.bounds() if prop in _DATES else None
        if around:
            rest.append(around.original)
            self._narrow(prop, claim, around)
        note = join_notes(claim.pop("note", None), *rest)
        if note:
            claim["note"] = note
        for time in reader.times():
            self.draft.claims.append(at_time(claim, time))

    def _narrow(self, prop: str, claim: dict[str, Any], around: WrittenDate) -> None:
        """A date's value within its earliest and latest date; a note keeps what they are."""
        found = narrowed(claim["value"], around.edtf) if around.edtf else None
        if found:
            claim["value"] = found
        else:
            said = f"{around.original!r} does not bound {claim['value']!r}; kept in a note."
            self.draft.warn(prop, said)

    def _declare_other(self, number: str) -> None:
        if number not in self.labels:
            self._declare(number, self.kinds.get(number, Label.PERSON), named=False)

    def _answer(self, prop: str, snak: Fields) -> dict[str, Any] | None:
        """The predicate and what it says; None where the model has no place for it."""
        if prop in _DATES:
            return self._date(prop, snak)
        number = item_number(snak.record)
        if snak.peek("snaktype") != "value":
            return None
        if prop in _TEXTS:
            return self._text(prop, snak, number)
        if prop in _RELATIONS and number:
            predicate, label = _RELATIONS[prop]
            if number not in self.labels:
                self._declare(number, self.kinds.get(number, label), named=False)
            return {"predicate": predicate, "object": thing_id(number)}
        return None

    def _date(self, prop: str, snak: Fields) -> dict[str, Any] | None:
        if snak.peek("snaktype") == "somevalue":
            return {"predicate": _DATES[prop], "value": "XXXX"}
        if snak.peek("snaktype") != "value":
            return None
        time = read_wikidata_time(snak.peek("datavalue", "value"))
        if time.edtf is None:
            self.draft.warn(prop, f"{time.original!r} is no date that can be read.")
            return None
        return {"predicate": _DATES[prop], "value": time.edtf} | keep_original(time.original)

    def _text(self, prop: str, snak: Fields, number: str | None) -> dict[str, Any] | None:
        text = snak.peek("datavalue", "value", "text")
        if isinstance(text, str):
            language = snak.text("datavalue", "value", "language")
            said = {"predicate": _TEXTS[prop], "value": text}
            return said | ({"language": language} if language else {})
        return (
            {"predicate": _TEXTS[prop], "value": self.labels.get(number, number)}
            if number
            else None
        )
