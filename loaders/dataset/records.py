"""A file's facts as the records of nodes that a load writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from json.encoder import encode_basestring
from typing import Any

import orjson

from graph.claims import Claim, find_slot
from graph.dates import (
    ALWAYS,
    EARLIEST,
    LATEST,
    UNKNOWN,
    Bounds,
    Validity,
    end_bounds,
    event_validity,
    interval_validity,
    is_reversed,
    moment_validity,
)
from graph.model import Basis, Kind, Modality, Polarity, Standing, Time
from graph.vocabulary import LONGEST_EVENTS, PROPERTIES, predicate
from loaders.dataset.reader import DatasetFile
from loaders.dataset.schema import ClaimShape, FactShape, SourceShape
from loaders.dataset.source_records import known_from, published_bounds
from loaders.problems import Place

# A note has at most 2,000 characters; one that counts what is left out is short.
_LONGEST_NOTES = 1_950
_BETWEEN_NOTES = "; "
_BOUNDS = tuple(Validity.__dataclass_fields__)
# What a claim's source calls things that have been merged into others.
_STATED = {"stated_subject", "stated_object", "stated_qualifiers"}


@dataclass(frozen=True)
class ClaimRecord:
    """A claim as it is written: the parameters of `cypher/load/claims.cypher`.

    Attributes:
        id: `c-` and a hash of what it says, by whom.
        about: The subject's id.
        object: The object's id, for a relation.
        qualifiers: Pairs of role and thing.
        locator: Where in the source.
        properties: The node's properties, without `id` and dates.
        days: Its dates, ISO 8601, by the property's name: the driver is slow at dates, so that the
            statement makes them of text.
        fingerprint: A hash of all of it, to see whether a load changes it.
    """

    id: str
    about: str
    object: str | None
    qualifiers: Sequence[Sequence[str]]
    locator: str
    properties: dict[str, Any]
    days: dict[str, str]
    fingerprint: str

    def as_claim(self, work: str) -> Claim:
        """What it takes to compare it with other claims; `work` is what its source belongs to."""
        said = self.properties
        return Claim(
            id=self.id,
            about=self.about,
            predicate=said["predicate"],
            op=said["op"],
            value=said.get("says"),
            object=self.object,
            ordinal=said.get("ordinal"),
            role=said.get("role"),
            polarity=said["polarity"],
            modality=said["modality"],
            basis=said["basis"],
            rank=said["rank"],
            voice=said["voice"],
            source=said["source"],
            work=work,
            validity=Validity(*(date.fromisoformat(self.days[name]) for name in _BOUNDS)),
        )

    def with_kept_ids(self, kept: Mapping[str, str]) -> ClaimRecord:
        """The same claim, of the things that its source's ids lead to.

        It keeps its id, and what the source calls those that have been merged: `stated_subject`,
        `stated_object` and `stated_qualifiers`, the last as `role:id`.

        Args:
            kept: For each id that was merged, the one that is kept.
        """
        said = {name: item for name, item in self.properties.items() if name not in _STATED}
        about = self.properties.get("stated_subject", self.about)
        target = self.properties.get("stated_object", self.object)
        roles: Sequence[Sequence[str]] = [
            text.split(":", 1) for text in self.properties.get("stated_qualifiers", ())
        ] or self.qualifiers
        if about in kept:
            said["stated_subject"] = about
        if target in kept:
            said["stated_object"] = target
        if any(thing in kept for _, thing in roles):
            said["stated_qualifiers"] = [f"{role}:{thing}" for role, thing in roles]
        about = kept.get(about, about)
        target = None if target is None else kept.get(target, target)
        roles = sorted((role, kept.get(thing, thing)) for role, thing in roles)
        said.pop("slot", None)
        slot = find_slot(about, said["predicate"], said["op"], said.get("ordinal"))
        if slot is not None:
            said["slot"] = slot
        # The id speaks for the things that the source names, and not for those that are kept.
        of_others = {"kept": [about, target, roles]} if said.keys() & _STATED else {}
        return replace(
            self,
            about=about,
            object=target,
            qualifiers=tuple(roles),
            properties=said,
            fingerprint=fingerprint(self.id, self.locator, said | self._said_days | of_others),
        )

    @property
    def _said_days(self) -> dict[str, str]:
        """Its dates as its source gives them: the day of its load is nobody's."""
        if self.properties.get("undated"):
            return self.days | {"holds_from": LATEST.isoformat()}
        return self.days

    def with_validity(self, validity: Validity) -> ClaimRecord:
        """The same claim, which holds at another time."""
        days = self.days | _days(vars(validity))
        text = fingerprint(self.id, self.locator, self.properties | days)
        return replace(self, days=days, fingerprint=text)

    def with_notes(self, notes: Iterable[str | None]) -> ClaimRecord:
        """The same claim with each of these notes once, as far as a note may be long."""
        texts = list(dict.fromkeys(filter(None, notes)))
        lengths = accumulate(len(text) + len(_BETWEEN_NOTES) for text in texts)
        most = _LONGEST_NOTES + len(_BETWEEN_NOTES)
        kept = [text for text, length in zip(texts, lengths, strict=True) if length <= most]
        if len(kept) < len(texts):
            kept.append(f"and {len(texts) - len(kept):,} notes more")
        properties = self.properties | {"note": _BETWEEN_NOTES.join(kept)}
        text = fingerprint(self.id, self.locator, properties | self.days)
        return replace(self, properties=properties, fingerprint=text)


def claim_records(file: DatasetFile) -> list[ClaimRecord]:
    """Every claim of a file; the same claim made by two facts is kept once, under the first."""
    found: dict[str, ClaimRecord] = {}
    for _, record in records_with_places(file):
        found.setdefault(record.id, record)
    return list(found.values())


def records_with_places(file: DatasetFile) -> Iterator[tuple[Place, ClaimRecord]]:
    """Every claim of a file, with its place in it."""
    recorder = Recorder(file.data.source)
    dates = find_event_dates(file.data.facts)
    for index, fact in enumerate(file.data.facts):
        for number, claim in enumerate(fact.claims):
            place = ("facts", index, "claims", number)
            yield place, recorder.record(fact, claim, dates)


@dataclass(frozen=True)
class EventDate:
    """When an event was, as one source says: EDTF, and how many days its kind lasts at most."""

    text: str
    longest: int | None = None


def find_event_dates(facts: Iterable[FactShape]) -> dict[str, EventDate]:
    """The date of each event that these facts date; of low confidence where there is no other."""
    claims = [claim for fact in facts for claim in fact.claims]
    claims.sort(key=lambda claim: claim.confidence is None)
    kinds = {claim.about: str(claim.value) for claim in claims if claim.predicate == "event_type"}
    return {
        claim.about: EventDate(str(claim.value), LONGEST_EVENTS.get(kinds.get(claim.about, "")))
        for claim in claims
        if claim.predicate == "date"
    }


class Recorder:
    """Makes records of the claims of one source."""

    def __init__(self, source: SourceShape) -> None:
        self.source = source
        self.work = source.work or source.id
        self._published = published_bounds(source)
        self._known_from = known_from(source)

    def record(
        self, fact: FactShape, claim: ClaimShape, dates: Mapping[str, EventDate]
    ) -> ClaimRecord:
        """The record of a claim.

        Args:
            fact: Which fact of the source it is of.
            claim: What it says.
            dates: When events were, by id, as this source says.
        """
        source = self.source
        if claim.language == source.language:  # the same claim, whether it is said or not
            claim = claim.model_copy(update={"language": None})
        qualifiers = tuple(
            sorted((item.role, item.thing) for item in claim.qualified_by if item.thing)
        )
        details = sorted(f"{item.role}: {item.value}" for item in claim.qualified_by if item.value)
        identifier = claim_id(source.id, claim, qualifiers, details)
        voices = claim.voices
        edition = claim.edition or (source.edition if claim.basis is Basis.NORMATIVE else None)
        validity = self._validity(claim, dates)
        properties: dict[str, Any] = {
            "slot": find_slot(claim.about, claim.predicate, claim.op, claim.ordinal),
            "predicate": claim.predicate,
            "says": claim.value,
            "op": claim.op,
            "ordinal": claim.ordinal,
            "role": claim.role,
            "interval": claim.interval,
            "details": details or None,
            "polarity": claim.polarity,
            "basis": claim.basis,
            "modality": claim.modality,
            "standing": standing(claim, edition),
            "confidence": claim.confidence,
            "rank": claim.rank,
            "reason": claim.reason,
            "voice": voices[-1] if voices else (edition or self.work),
            "through": voices[:-1] or None,
            "premises": claim.premises or None,
            "method": claim.method,
            "edition": edition,
            "until_edition": claim.until_edition,
            "momentary": True if predicate(claim.predicate).time is Time.EVENT else None,
            "undated": True if _is_undated(claim, validity) else None,
            "holds": claim.holds,
            "attested": claim.attested,
            "unread_time": claim.unread_time,
            "source": source.id,
            "fact": f"{source.id}#{fact.id}",
            "language": claim.language
            or (source.language if isinstance(claim.value, str) else None),
            "original": claim.original,
            "gist": fact.gist,
            "note": claim.note,
            "flags": _flags(claim) or None,
        }
        days = vars(validity) | {"known_from": self._known_from}
        if _is_date(claim):
            first, last = end_bounds(str(claim.value))
            days |= {"date_min": first.earliest, "date_max": last.latest}
            days["date_from"], days["date_known"] = _known_days(str(claim.value))
            when = dates.get(claim.about)
            if claim.predicate == "date" and when is not None:
                days["date_max"] = event_validity(str(claim.value), when.longest).ends_by
        said = {name: value for name, value in properties.items() if value is not None}
        texts = _days(days)
        return ClaimRecord(
            identifier,
            claim.about,
            claim.object,
            qualifiers,
            fact.locator,
            said,
            texts,
            fingerprint(identifier, fact.locator, said | texts),
        )

    def _validity(self, claim: ClaimShape, dates: Mapping[str, EventDate]) -> Validity:
        if claim.unread_time is not None:
            return UNKNOWN
        time = predicate(claim.predicate).time
        when = None
        if time is Time.EVENT:
            when = dates.get(claim.about) or dates.get(claim.object or "")
        said = claim.holds or claim.attested or (when.text if when else None)
        if time is Time.EVENT and said is not None:
            return event_validity(said, when.longest if when else None)
        if claim.holds is not None:
            return interval_validity(claim.holds, self._published)
        if claim.attested is not None:
            first, last = end_bounds(claim.attested)
            return moment_validity(Bounds(first.earliest, last.latest))
        if time is Time.ALWAYS:
            return ALWAYS
        return moment_validity(self._published)


def standing(claim: ClaimShape, edition: str | None) -> Standing:
    """How a claim stands, in one word; a rule that is no clause of an edition is a report of it."""
    if claim.polarity is Polarity.DENIED:
        return Standing.DENIED
    if claim.modality is Modality.RUMOURED:
        return Standing.RUMOURED
    if claim.modality is Modality.ANNOUNCED:
        return Standing.ANNOUNCED
    if claim.basis is Basis.NORMATIVE:
        return Standing.NORMATIVE if edition else Standing.REPORTED
    return Standing(claim.basis.value)


def _is_undated(claim: ClaimShape, validity: Validity) -> bool:
    """Whether a claim is of a moment whose last possible day nobody gives, but that of its load."""
    event = predicate(claim.predicate).time is Time.EVENT
    since, until = validity.starts_after, validity.holds_from
    return claim.unread_time is None and not event and since == EARLIEST and until == LATEST


def _known_days(text: str) -> tuple[date, date]:
    """The first and last days that a date may have; an end that is not known is left out."""
    first, last = end_bounds(text)
    return (
        last.earliest if text.startswith(("/", "../")) else first.earliest,
        first.latest if text.endswith(("/", "/..")) else last.latest,
    )


def _days(dates: Mapping[str, date]) -> dict[str, str]:
    return {name: day.isoformat() for name, day in dates.items()}


def fingerprint(identifier: str, locator: str, properties: Mapping[str, Any]) -> str:
    """A hash of all that is written of a claim."""
    written = {"flags": []} | dict(properties)
    return _hashed(orjson.dumps([identifier, locator, written], option=orjson.OPT_SORT_KEYS))


def claim_id(
    source: str,
    claim: ClaimShape,
    qualifiers: Iterable[tuple[str, str]],
    details: Sequence[str] = (),
) -> str:
    """`c-` and a hash of what is said, by which source.

    Ids outlive releases: the text that is hashed is JSON, and must stay as it is.
    """
    pairs = ", ".join(f"[{_json(role)}, {_json(thing)}]" for role, thing in qualifiers)
    unread = claim.unread_time and f'"unread_time": {_json(claim.unread_time)}, '
    said = (
        f'{{"about": {_json(claim.about)}, "attested": {_json(claim.attested)}, '
        f'"attributed_to": {_voices(claim)}, "holds": {_json(claim.holds)}, '
        f'"language": {_json(claim.language)}, "modality": {_json(claim.modality)}, '
        f'"object": {_json(claim.object)}, "op": {_json(claim.op)}, '
        f'"ordinal": {_json(claim.ordinal)}, "polarity": {_json(claim.polarity)}, '
        f'"predicate": {_json(claim.predicate)}, "qualifiers": [{pairs}], '
        f'"role": {_json(claim.role)}, "source": {_json(source)}, {unread or ""}'
        f'"value": {_json(claim.value)}}}'
    )
    said += "".join(f" {detail}" for detail in (claim.interval, *details) if detail)
    return f"c-{_hashed(said.encode())}"


def _voices(claim: ClaimShape) -> str:
    voices = claim.voices
    if len(voices) > 1:
        return f"[{', '.join(map(_json, voices))}]"
    return _json(voices[0] if voices else None)


def _json(value: str | float | None) -> str:
    """JSON of one value, letters of all scripts as they are."""
    if value is None:
        return "null"
    return encode_basestring(value) if isinstance(value, str) else json.dumps(value)


def _flags(claim: ClaimShape) -> list[str]:
    """What is odd about a claim, and kept: `ends before it starts`, `time not read`."""
    dates = [claim.holds, claim.attested, str(claim.value) if _is_date(claim) else None]
    flags = ["ends before it starts"] if any(map(is_reversed, filter(None, dates))) else []
    return flags + (["time not read"] if claim.unread_time is not None else [])


def _is_date(claim: ClaimShape) -> bool:
    declared = PROPERTIES.get(claim.predicate)
    return declared is not None and declared.kind is Kind.EDTF


def _hashed(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
