"""Wikidata entity JSON: items, their statements with ranks, qualifiers, references and precision.

The data model is described at mediawiki.org/wiki/Wikibase/DataModel/JSON. An item that a statement
names, and that the file does not describe, is brought in under its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.model import Label
from loaders.foreign.collect import collect_drafts
from loaders.foreign.json_reader import (
    Fields,
    UnreadLine,
    describe_source,
    list_at,
    object_at,
    read_json,
    value_at,
)
from loaders.foreign.report import Draft, ImportResult
from loaders.ids import slug
from loaders.load.existing import ExistingGraph
from loaders.load.write import Progress
from loaders.problems import DatasetError, FileProblem
from loaders.written_dates import read_date

HUMAN = "Q5"
CIRCA = "Q5727902"
_DAY, _MONTH, _YEAR, _DECADE, _CENTURY = 11, 10, 9, 8, 7

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
_ROLES = {"P1365": "replaces", "P1366": "replaced by", "P642": "of", "P2389": "directs"}
_TIMES = ("P580", "P582", "P585")
_NUMBER = re.compile(r"Q[0-9]{1,20}")
_TIME = re.compile(r"([+-])0*([0-9]{1,4})-([0-9]{2})-([0-9]{2})T.*")


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
    return collect_drafts(str(file), [source], drafts, existing, progress)


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
    return isinstance(item, Mapping) and bool(_NUMBER.fullmatch(str(item.get("id"))))


def _refused(item: Any, number: int) -> Draft:
    draft = Draft(f"item {number}", number)
    if isinstance(item, UnreadLine):
        draft.refuse("", item.message)
    draft.refuse("id", "is no Wikidata item: an object whose id is Q and a number.")
    if isinstance(item, Mapping):
        Fields(item).finish(draft)
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
            kind = _KINDS.get(str(_item(statement.get("mainsnak"))))
            if kind is not None:
                found.setdefault(str(item["id"]), kind)
    for item in entities:
        for name, (_, label) in _RELATIONS.items():
            for statement in _statements(item, name):
                target = _item(statement.get("mainsnak"))
                if target:
                    found.setdefault(target, label)
    return found


def _item(snak: Any) -> str | None:
    """The number of the item that a snak names."""
    found = value_at(snak, "datavalue", "value", "id")
    return found if isinstance(found, str) and _NUMBER.fullmatch(found) else None


def thing_id(number: str) -> str:
    """The id that an item has here."""
    return f"wikidata-{number.lower()}"


class _Entity:
    """One item being read."""

    def __init__(
        self,
        item: Mapping[str, Any],
        number: int,
        labels: Mapping[str, str],
        kinds: Mapping[str, Label],
    ) -> None:
        self.fields = Fields(item)
        self.item = item
        self.labels = labels
        self.kinds = kinds
        self.draft = Draft(str(item["id"]), number)
        self.about = thing_id(str(item["id"]))
        self._read()
        self.fields.finish(self.draft)

    def _read(self) -> None:
        number = str(self.item["id"])
        kind = self.kinds.get(number)
        if kind is None:
            self.draft.refuse("P31", f"{number} is of no kind that the model has.")
            return
        for name in ("id", "type", "ns", "title", "pageid", "lastrevid", "modified"):
            self.fields.take(name)
        self._declare(number, kind, named=True)
        self._names()
        for prop in object_at(self.item, "claims"):
            for index, statement in enumerate(list_at(self.item, "claims", prop)):
                if isinstance(statement, Mapping):
                    self._statement(prop, ("claims", prop, str(index)), statement)

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
            for language, found in object_at(self.item, group).items():
                for index, name in enumerate(found if isinstance(found, list) else [found]):
                    text = value_at(name, "value")
                    if not isinstance(text, str) or not text.strip():
                        continue
                    place = (str(index),) if isinstance(found, list) else ()
                    self.fields.take(group, language, *place)
                    claim = {"about": self.about, "predicate": "name", "value": text}
                    self.draft.claims.append(claim | {"language": language})
                    named = named or group == "labels"
        if not named:
            self.draft.claims.append(
                {"about": self.about, "predicate": "name", "value": str(self.item["id"])}
            )

    def _statement(self, prop: str, place: tuple[str, ...], statement: Mapping[str, Any]) -> None:
        snak = object_at(statement, "mainsnak")
        answer = self._answer(prop, snak)
        if answer is None:
            return
        claim = {"about": self.about, **answer, **self._rank(statement)}
        claim |= self._qualified(prop, statement)
        voice = self._voice(statement)
        if voice:
            claim["attributed_to"] = voice
        self.draft.claims.append(claim)
        self.fields.take(*place)

    def _answer(self, prop: str, snak: Mapping[str, Any]) -> dict[str, Any] | None:
        """The predicate and what it says; None where the model has no place for it."""
        unknown = snak.get("snaktype") != "value"
        if prop in _DATES:
            if snak.get("snaktype") == "somevalue":
                return {"predicate": _DATES[prop], "value": "XXXX"}
            value = None if unknown else _time(value_at(snak, "datavalue", "value"))
            return {"predicate": _DATES[prop], "value": value} if value else None
        if unknown:
            return None
        number = _item(snak)
        if prop in _TEXTS:
            text = value_at(snak, "datavalue", "value", "text")
            text = text if isinstance(text, str) else None
            text = text or (self.labels.get(number, number) if number else None)
            return {"predicate": _TEXTS[prop], "value": text} if text else None
        if prop in _RELATIONS and number:
            predicate, label = _RELATIONS[prop]
            described = number in self.labels
            kind = self.kinds.get(number, label)
            if not described:
                self._declare(number, kind, named=False)
            return {"predicate": predicate, "object": thing_id(number)}
        return None

    def _rank(self, statement: Mapping[str, Any]) -> dict[str, str]:
        rank = str(statement.get("rank", "normal"))
        if rank == "normal":
            return {}
        return {"rank": rank, "reason": f"ranked {rank} in Wikidata"}

    def _qualified(self, prop: str, statement: Mapping[str, Any]) -> dict[str, Any]:
        """Time, other things and the rest of a statement's qualifiers."""
        qualifiers = object_at(statement, "qualifiers")
        fields: dict[str, Any] = {}
        times = {name: _first_time(qualifiers.get(name)) for name in _TIMES}
        if times["P580"] is not None or times["P582"] is not None:
            fields["holds"] = f"{times['P580'] or ''}/{times['P582'] or ''}"
            if fields["holds"] in {"/", "/..", "../", "../.."}:
                del fields["holds"]
        elif times["P585"] is not None and prop not in _DATES:
            fields["attested"] = times["P585"]
        linked = []
        rest = []
        for name, snaks in qualifiers.items():
            for snak in snaks if isinstance(snaks, list) else [snaks]:
                number = _item(snak)
                if name in _ROLES and number:
                    kind = self.kinds.get(number, Label.PERSON)
                    if number not in self.labels:
                        self._declare(number, kind, named=False)
                    linked.append({"role": _ROLES[name], "thing": thing_id(number)})
                elif name not in _TIMES:
                    value = (
                        value_at(snak, "datavalue", "value") or value_at(snak, "snaktype") or snak
                    )
                    shown = number or (value if isinstance(value, str) else str(value))
                    rest.append(f"{name} {shown}")
        if linked:
            fields["qualified_by"] = linked
        if rest:
            fields["note"] = "; ".join(rest)[:2000]
        if any(text == f"P1480 {CIRCA}" for text in rest) and prop in _DATES:
            fields["op"] = "~"
        return fields

    def _voice(self, statement: Mapping[str, Any]) -> str | None:
        """Who said it first: what the first reference is stated in, or its address."""
        for reference in list_at(statement, "references"):
            for snak in list_at(reference, "snaks", "P248"):
                number = _item(snak)
                if number:
                    return thing_id(number)
            for snak in list_at(reference, "snaks", "P854"):
                address = value_at(snak, "datavalue", "value")
                if isinstance(address, str) and slug(address):
                    return slug(address)
        return None


def _first_time(snaks: Any) -> str | None:
    """The first qualifier's time; an open end for "no value", nothing for an unknown one."""
    for snak in snaks if isinstance(snaks, list) else ():
        if value_at(snak, "snaktype") == "novalue":
            return ".."
        if value_at(snak, "snaktype") == "value":
            return _time(value_at(snak, "datavalue", "value"))
    return None


def _time(value: Any) -> str | None:
    """A Wikidata time as EDTF, as exact as its precision says; None where it is none."""
    match = _TIME.fullmatch(str(value_at(value, "time")))
    if match is None:
        return None
    sign, year, month, day = match.groups()
    year = ("-" if sign == "-" else "") + year.zfill(4)
    precision = value_at(value, "precision")
    texts = {
        _DAY: f"{year}-{month}-{day}",
        _MONTH: f"{year}-{month}",
        _YEAR: year,
        _DECADE: f"{year[:-1]}X",
        _CENTURY: f"{year[:-2]}XX",
    }
    found = texts.get(precision if isinstance(precision, int) else _DAY)
    return read_date(found).edtf if found else None
