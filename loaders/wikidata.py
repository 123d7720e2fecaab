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
from loaders.dataset.held import Holdings
from loaders.dataset.shapes import ThingShape
from loaders.dataset.writing import Progress
from loaders.gathering import gather
from loaders.ids import slug
from loaders.imports import Draft, Imported
from loaders.json_files import Fields, read_json, source_of
from loaders.problems import DatasetError, Problem

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


def read_wikidata(
    file: Path, held: Holdings, described: Path | None = None, progress: Progress | None = None
) -> Imported:
    """Entities of Wikidata: one draft for each.

    Args:
        file: JSON with `entities`, one entity, a list of them, or one a line.
        held: What the graph holds.
        described: What source it is.
        progress: Told how many records are read.

    Raises:
        DatasetError: It is no JSON, or holds no entity.
    """
    entities = list(_entities(read_json(file)))
    if not entities:
        raise DatasetError([Problem(str(file), 1, "", "holds no Wikidata entity.")])
    source = source_of(
        file, described, publisher="Wikidata", kind="database", trust="Edited by anybody."
    )
    labels = {str(item["id"]): _name(item) for item in entities}
    kinds = _kinds(entities)
    drafts = [
        _Entity(item, number, labels, kinds).draft for number, item in enumerate(entities, start=1)
    ]
    return gather(str(file), [source], drafts, held, progress)


def _entities(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict) and isinstance(value.get("entities"), dict):
        value = list(value["entities"].values())
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and re.fullmatch(r"Q\d+", str(item.get("id"))):
            yield item
        elif isinstance(item, dict) and "entities" in item:
            yield from _entities(item)


def _name(item: Mapping[str, Any]) -> str:
    labels = item.get("labels") or {}
    chosen = labels.get("en") or next(iter(labels.values()), None)
    return str(chosen["value"]) if chosen else str(item["id"])


def _kinds(entities: list[Mapping[str, Any]]) -> dict[str, Label]:
    """What each item is: by its class, else by the first statement that names it."""
    found: dict[str, Label] = {}
    for item in entities:
        for statement in (item.get("claims") or {}).get("P31", []):
            kind = _KINDS.get(str(_item(statement.get("mainsnak") or {})))
            if kind is not None:
                found.setdefault(str(item["id"]), kind)
    for item in entities:
        for name, (_, label) in _RELATIONS.items():
            for statement in (item.get("claims") or {}).get(name, []):
                target = _item(statement.get("mainsnak") or {})
                if target:
                    found.setdefault(target, label)
    return found


def _item(snak: Mapping[str, Any]) -> str | None:
    value = (snak.get("datavalue") or {}).get("value")
    return str(value["id"]) if isinstance(value, dict) and "id" in value else None


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
        for prop, statements in (self.item.get("claims") or {}).items():
            for index, statement in enumerate(statements):
                self._statement(prop, ("claims", prop, str(index)), statement)

    def _declare(self, number: str, kind: Label, *, named: bool) -> str:
        identifier = thing_id(number)
        self.draft.things.append(
            ThingShape.model_construct(
                id=identifier, label=kind, rank=None, series=None, distinct_from=[]
            )
        )
        if not named:
            name = self.labels.get(number, number)
            self.draft.claims.append({"about": identifier, "predicate": "name", "value": name})
        return identifier

    def _names(self) -> None:
        for group in ("labels", "aliases"):
            for language, found in (self.item.get(group) or {}).items():
                self.fields.take(group, language)
                for name in found if isinstance(found, list) else [found]:
                    self.draft.claims.append(
                        {
                            "about": self.about,
                            "predicate": "name",
                            "value": name["value"],
                            "language": language,
                        }
                    )
        if not self.item.get("labels"):
            self.draft.claims.append(
                {"about": self.about, "predicate": "name", "value": str(self.item["id"])}
            )

    def _statement(self, prop: str, place: tuple[str, ...], statement: Mapping[str, Any]) -> None:
        snak = statement.get("mainsnak") or {}
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
            value = None if unknown else _time(snak["datavalue"]["value"])
            return {"predicate": _DATES[prop], "value": value} if value else None
        if unknown:
            return None
        number = _item(snak)
        if prop in _TEXTS:
            value = snak["datavalue"]["value"]
            text = value.get("text") if isinstance(value, dict) and "text" in value else None
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
        qualifiers = statement.get("qualifiers") or {}
        fields: dict[str, Any] = {}
        times = {name: _first_time(qualifiers.get(name)) for name in _TIMES}
        if times["P580"] is not None or times["P582"] is not None:
            fields["holds"] = f"{times['P580'] or ''}/{times['P582'] or ''}"
            if fields["holds"] in {"/", "/..", "../"}:
                del fields["holds"]
        elif times["P585"] is not None and prop not in _DATES:
            fields["attested"] = times["P585"]
        linked = []
        rest = []
        for name, snaks in qualifiers.items():
            for snak in snaks:
                number = _item(snak)
                if name in _ROLES and number:
                    kind = self.kinds.get(number, Label.PERSON)
                    if number not in self.labels:
                        self._declare(number, kind, named=False)
                    linked.append({"role": _ROLES[name], "thing": thing_id(number)})
                elif name not in _TIMES:
                    value = (snak.get("datavalue") or {}).get("value", snak.get("snaktype"))
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
        for reference in statement.get("references") or []:
            snaks = reference.get("snaks") or {}
            for snak in snaks.get("P248", []):
                number = _item(snak)
                if number:
                    return thing_id(number)
            for snak in snaks.get("P854", []):
                address = (snak.get("datavalue") or {}).get("value")
                if isinstance(address, str) and slug(address):
                    return slug(address)
        return None


def _first_time(snaks: list[Mapping[str, Any]] | None) -> str | None:
    """The first qualifier's time; an open end for "no value", nothing for an unknown one."""
    for snak in snaks or []:
        if snak.get("snaktype") == "novalue":
            return ".."
        if snak.get("snaktype") == "value":
            return _time(snak["datavalue"]["value"])
    return None


def _time(value: Mapping[str, Any]) -> str | None:
    """A Wikidata time as EDTF, as exact as its precision says."""
    match = re.fullmatch(r"([+-])(\d+)-(\d\d)-(\d\d)T.*", str(value.get("time")))
    if match is None:
        return None
    sign, year, month, day = match.groups()
    year = ("-" if sign == "-" else "") + year[-4:].zfill(4)
    precision = int(value.get("precision", _DAY))
    texts = {
        _DAY: f"{year}-{month}-{day}",
        _MONTH: f"{year}-{month}",
        _YEAR: year,
        _DECADE: f"{year[:-1]}X",
        _CENTURY: f"{year[:-2]}XX",
    }
    return texts.get(precision)
