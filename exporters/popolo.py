"""Popolo JSON: people, organisations, areas, posts, events and memberships, list after list.

Popolo has one value a field: where several count, there is none, unless an editor prefers one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

import orjson

from exporters.base import UNMARKED, Format
from exporters.columns import Row
from exporters.content import Content, Record
from exporters.rdf import prefixes
from exporters.records import (
    accepted_value,
    claims_of,
    display_name,
    group_by_time,
    partial_date,
    partial_interval,
)
from exporters.text import join_chunks
from graph.addresses import web_address

Fields = dict[str, Any]


def write_popolo(content: Content) -> Iterator[bytes]:
    """The file, piece by piece; where the sources are is kept in memory."""
    return join_chunks(_pieces(content.record) if content.record is not None else ())


def _pieces(record: Record) -> Iterator[bytes]:
    reader = _Popolo(record)
    lists: tuple[tuple[str, Sequence[str], Callable[[Row], Iterable[Fields]]], ...] = (
        ("persons", ["Person"], reader.person),
        ("organizations", ["Organization"], reader.organization),
        ("areas", ["Place"], reader.area),
        ("posts", ["Post"], reader.post),
        ("events", ["Event"], reader.event),
        ("memberships", ["Person", "Organization"], reader.memberships),
    )
    opening = b"{"
    for name, kinds, read in lists:
        yield opening + orjson.dumps(name) + b":["
        first = True
        for row in record.things(kinds):
            for fields in read(row):
                told = orjson.dumps({key: value for key, value in fields.items() if value})
                yield told if first else b",\n" + told
                first = False
        yield b"]"
        opening = b",\n"
    yield b"}\n"


class _Popolo:
    def __init__(self, record: Record) -> None:
        self._places = {row["id"]: row["url"] for row in record.sources()}

    def person(self, row: Row) -> Iterator[Fields]:
        """A person."""
        yield {
            **self._named(row),
            "birth_date": partial_date(accepted_value(row, "birth_date")),
            "death_date": partial_date(accepted_value(row, "death_date")),
            "gender": accepted_value(row, "gender"),
            "national_identity": accepted_value(row, "nationality"),
            "sources": self._sources(row["claims"]),
        }

    def organization(self, row: Row) -> Iterator[Fields]:
        """An organisation."""
        yield {
            **self._named(row),
            "classification": accepted_value(row, "classification"),
            "parent_id": accepted_value(row, "UNIT_OF"),
            "area_id": accepted_value(row, "JURISDICTION"),
            "founding_date": partial_date(accepted_value(row, "founded")),
            "dissolution_date": partial_date(accepted_value(row, "dissolved")),
            "sources": self._sources(row["claims"]),
        }

    def area(self, row: Row) -> Iterator[Fields]:
        """A place."""
        yield {
            **self._named(row),
            "classification": accepted_value(row, "classification"),
            "parent_id": accepted_value(row, "LOCATED_IN"),
            "geometry": _point(row),
            "sources": self._sources(row["claims"]),
        }

    def post(self, row: Row) -> Iterator[Fields]:
        """A post."""
        named = self._named(row)
        yield {
            "label": named.pop("name"),
            **named,
            "role": accepted_value(row, "classification"),
            "organization_id": accepted_value(row, "POST_IN"),
            "sources": self._sources(row["claims"]),
        }

    def event(self, row: Row) -> Iterator[Fields]:
        """An event, with its organiser where there is one."""
        start, end = partial_interval(accepted_value(row, "date"))
        organizers = {
            part["subject"]
            for part in row["participants"]
            if part["role"] == "organizer" and part["subject_kind"] == "Organization"
        }
        yield {
            **self._named(row),
            "classification": accepted_value(row, "event_type"),
            "start_date": start,
            "end_date": end,
            "organization_id": organizers.pop() if len(organizers) == 1 else None,
            "area_id": accepted_value(row, "HELD_AT"),
            "sources": self._sources(row["claims"]),
        }

    def memberships(self, row: Row) -> Iterator[Fields]:
        """What somebody belongs to and which posts they hold, one for each time."""
        member = "person_id" if row["kind"] == "Person" else "member_id"
        for predicate, target in (("MEMBER_OF", "organization_id"), ("HOLDS", "post_id")):
            for claims in group_by_time(row, predicate):
                first = claims[0]
                start, end = partial_interval(first["holds"])
                yield {
                    "id": first["id"],
                    member: row["id"],
                    target: first["object"],
                    "role": first["role"],
                    "start_date": start,
                    "end_date": end,
                    "sources": self._sources(claims),
                }

    def _named(self, row: Row) -> Fields:
        name = display_name(row)
        others = {
            claim["value"]: claim["language"]
            for claim in claims_of(row, "name")
            if claim["value"] != name
        }
        schemes = (str(claim["value"]).rpartition(":") for claim in claims_of(row, "identifier"))
        return {
            "id": row["id"],
            "name": name,
            "other_names": [
                {"name": other, "lang": language} if language else {"name": other}
                for other, language in others.items()
            ],
            "identifiers": [
                {"scheme": scheme, "identifier": identifier}
                if scheme
                else {"identifier": identifier}
                for scheme, _, identifier in schemes
            ],
        }

    def _sources(self, claims: Iterable[Row]) -> list[Fields]:
        ids = sorted({claim["source"] for claim in claims})
        return [
            {
                "url": web_address(self._places.get(name))
                or prefixes()["source"] + quote(name, safe="-"),
                "note": name,
            }
            for name in ids
        ]


def _point(row: Row) -> Fields | None:
    """Where a place lies, as GeoJSON has it; None where that is not known, or disputed."""
    latitude, longitude = accepted_value(row, "latitude"), accepted_value(row, "longitude")
    if latitude is None or longitude is None:
        return None
    return {"type": "Point", "coordinates": [float(longitude), float(latitude)]}


POPOLO = Format(
    "popolo",
    "Popolo JSON",
    ".json",
    "application/json",
    "people, organisations, areas, posts, events and memberships, with their sources",
    (
        "tiers, roles, rules, duties, ideas and what relates to them",
        "values of which there are several: Popolo has one",
        UNMARKED,
        "times that could not be read, whose memberships have no dates",
        "vague dates, and who took part in an event (organisers are held)",
        "claims (only whose they are)",
    ),
    "any reader of Popolo, as EveryPolitician's; `partycell load FILE --as popolo`",
    write_popolo,
    purpose="registers",
    of_claims=True,
    memory="the sources",
)
