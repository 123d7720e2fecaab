"""Statements of Wikidata: qualifiers, times, ranks and references, each value accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from loaders.foreign.json_fields import Fields
from loaders.foreign.json_reader import value_at
from loaders.foreign.report import Draft, join_notes, keep_original
from loaders.foreign.times import Times, join_periods, merge_time
from loaders.foreign.wikidata_times import between, read_wikidata_time
from loaders.ids import slug
from loaders.written_dates import WrittenDate

_ROLES = {"P1365": "replaces", "P1366": "replaced by", "P642": "of", "P2389": "directs"}
_PERIOD, _MOMENT = ("P580", "P582"), "P585"
_BOUNDS = ("P1319", "P1326")  # earliest and latest date
_SNAKS = ("value", "somevalue", "novalue")
_RANKS = ("normal", "preferred", "deprecated")
_NUMBER = re.compile(r"Q[0-9]{1,20}")
# What a snak of a type says of its type besides; texts are of several kinds.
_DATATYPES = {
    "time": ("time",),
    "wikibase-entityid": ("wikibase-item",),
    "monolingualtext": ("monolingualtext",),
    "string": ("string", "url", "external-id", "commonsMedia"),
}
_LONGEST_NOTE = 1_500


def item_number(snak: Any) -> str | None:
    """The number of the item that a snak names."""
    found = value_at(snak, "datavalue", "value", "id")
    return found if isinstance(found, str) and _NUMBER.fullmatch(found) else None


def is_number(text: str) -> bool:
    """Whether a text is the number of an item."""
    return bool(_NUMBER.fullmatch(text))


def thing_id(number: str) -> str:
    """The id that an item has here."""
    return f"wikidata-{number.lower()}"


class Statement:
    """One statement being read.

    Args:
        fields: Its place in the item.
        draft: What the item becomes.
        dated: Whether what it says is a date itself, so that a point in time is something else.
    """

    def __init__(self, fields: Fields, draft: Draft, *, dated: bool) -> None:
        self.fields = fields
        self.draft = draft
        self.dated = dated

    def rank(self) -> dict[str, str]:
        """Its rank, and the reason for it."""
        rank = self.fields.peek("rank")
        if rank not in _RANKS:
            return {}
        self.fields.take("rank")
        return {} if rank == "normal" else {"rank": rank, "reason": f"ranked {rank} in Wikidata"}

    def _snaks(self, name: str) -> Iterator[Fields]:
        """Its qualifiers with this property."""
        for index in self.fields.items("qualifiers", name):
            snak = self.fields.within("qualifiers", name, index)
            if isinstance(snak.record, Mapping):
                yield snak

    def linked(self, declare: Callable[[str], None]) -> list[dict[str, str]]:
        """Other things that its qualifiers name; each is declared."""
        linked = []
        self.fields.take_if(self.fields.names("qualifiers"), "qualifiers-order")
        for name in filter(_ROLES.__contains__, self.fields.names("qualifiers")):
            for snak in self._snaks(name):
                number = item_number(snak.record)
                if number is None:
                    continue
                declare(number)
                linked.append({"role": _ROLES[name], "thing": thing_id(number)})
                take_snak(snak, name)
        return linked

    def rest(self) -> list[str]:
        """What other qualifiers say, in words for a note."""
        rest: list[str] = []
        dated = {*_PERIOD, *((_MOMENT,) if self._has_moment() else ())}
        if self._has_bounds():
            dated.update(_BOUNDS)
        for name in self.fields.names("qualifiers"):
            for snak in self._snaks(name):
                number = item_number(snak.record)
                if name in dated or (name in _ROLES and number):
                    continue
                value = number or snak.peek("datavalue", "value") or snak.peek("snaktype")
                text = f"{name} {value}"
                if value is not None and sum(map(len, rest)) + len(text) < _LONGEST_NOTE:
                    rest.append(text)
                    take_snak(snak, name)
        return rest

    def _has_bounds(self) -> bool:
        """Whether an earliest and a latest date bound one time: of the value, or when it was so."""
        counts = [len(list(self._snaks(name))) for name in _BOUNDS]
        others = {*_PERIOD, _MOMENT} & set(self.fields.names("qualifiers"))
        if self.dated:
            return max(counts) == 1
        return counts == [1, 1] and not others

    def bounds(self) -> WrittenDate | None:
        """Between its earliest and its latest date; their EDTF is None where they are no dates."""
        if not self._has_bounds():
            return None
        ends = {name: self._time(snak, name) for name in _BOUNDS for snak in self._snaks(name)}
        written = "; ".join(f"{name} {end.original}" for name, end in ends.items())
        first, last = (ends[name].edtf if name in ends else "" for name in _BOUNDS)
        if first is None or last is None:
            return WrittenDate(written, None, None)
        return WrittenDate(written, between(first, last), None)

    def _has_moment(self) -> bool:
        """Whether its point in time is when it was so, rather than something else about it."""
        qualifiers = self.fields.names("qualifiers")
        return not self.dated and not any(name in qualifiers for name in _PERIOD)

    def times(self) -> list[Times]:
        """When it is so: one or several times, each for a claim of its own."""
        starts, ends = ([self._time(snak, name) for snak in self._snaks(name)]
                        for name in _PERIOD)  # fmt: skip
        if starts or ends or not self._has_moment():
            return join_periods(starts, ends, self.draft, _PERIOD)
        moments = [(_MOMENT, self._time(snak, _MOMENT)) for snak in self._snaks(_MOMENT)]
        around = self.bounds()
        if around:
            moments.append(("", around))
        return [self._moment(name, moment) for name, moment in moments] or [{}]

    def _moment(self, name: str, moment: WrittenDate) -> Times:
        if moment.edtf not in {None, "", ".."}:
            return {"attested": moment.edtf} | keep_original(moment.original)
        self.draft.leave_unread(name or " and ".join(_BOUNDS), moment.original)
        return {"unread_time": f"{name} {moment.original}".strip()}

    def _time(self, snak: Fields, name: str) -> WrittenDate:
        """A qualifier's time; `..` where it has no value: it goes on; empty where it is unknown."""
        kind = snak.peek("snaktype")
        if kind == "value":
            found = read_wikidata_time(snak.peek("datavalue", "value"))
        else:
            end = ".." if kind == "novalue" and name == _PERIOD[1] else ""
            found = WrittenDate(str(kind), end if kind in ("novalue", "somevalue") else None, None)
        take_snak(snak, name)
        return found

    def voice(self) -> str | None:
        """Who said it first: what the first reference is stated in, or its address."""
        for index in self.fields.items("references"):
            snaks = self.fields.within("references", index, "snaks")
            self.fields.take_if(snaks.names(), "references", index, "snaks-order")
            for place in snaks.items("P248"):
                number = item_number(snaks.peek("P248", place))
                if number:
                    take_snak(snaks.within("P248", place), "P248")
                    return thing_id(number)
            for place in snaks.items("P854"):
                address = snaks.peek("P854", place, "datavalue", "value")
                if isinstance(address, str) and slug(address):
                    take_snak(snaks.within("P854", place), "P854")
                    return slug(address)
        return None


def at_time(claim: Mapping[str, Any], time: Times) -> dict[str, Any]:
    """A claim at a time; the original of its value goes before that of its time."""
    found = merge_time(dict(claim), time)
    if "original" in claim and "original" in time:
        found["original"] = claim["original"]
        found["note"] = join_notes(found.get("note"), f"time as written: {time['original']}")
    return found


def take_snak(snak: Fields, prop: str) -> None:
    """Account for a snak that was read, and for what it repeats of its own kind."""
    if snak.peek("snaktype") in _SNAKS:
        snak.take("snaktype")
    snak.take_if(prop, "property")
    value = snak.peek("datavalue", "value")
    kind = snak.peek("datavalue", "type")
    if isinstance(value, Mapping) and item_number(snak.record):
        snak.take("datavalue", "value", "id")
        snak.take_if("item", "datavalue", "value", "entity-type")
        snak.take_if(int(str(value["id"])[1:]), "datavalue", "value", "numeric-id")
        expected = "wikibase-entityid"
    elif isinstance(value, Mapping) and "time" in value:
        snak.take("datavalue", "value")
        expected = "time"
    elif isinstance(value, Mapping) and "text" in value:
        snak.take("datavalue", "value", "text")
        expected = "monolingualtext"
    else:
        snak.take("datavalue", "value")
        expected = "string"
    snak.take_if(expected, "datavalue", "type")
    if kind in (None, expected) and snak.peek("datatype") in _DATATYPES[expected]:
        snak.take("datatype")
