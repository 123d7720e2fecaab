"""A sample of each format that is read, with what the format can have: for tests of every part.

A sample is a whole file's value; `RECORDS` says where in it single records stand, and how a copy of
one gets an id of its own.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.model import Label
from loaders.dataset.consistency import EMPTY_GRAPH, GraphSnapshot
from loaders.foreign.importer import ForeignFormat, read_foreign
from loaders.foreign.report import ImportResult
from loaders.foreign.tables import read_table

Path_ = tuple[str | int, ...]

POPOLO: dict[str, Any] = {
    "persons": [
        {
            "id": "fine",
            "name": "Pak Fine",
            "family_name": "Pak",
            "other_names": [
                {"name": "박일", "lang": "ko", "note": "by birth"},
                {"name": "Old Name", "start_date": "1980", "end_date": "1989"},
            ],
            "identifiers": [{"scheme": "register", "identifier": "A-1"}],
            "birth_date": "1947-05",
            "death_date": "2001-02-03",
            "gender": "male",
            "national_identity": "Korean",
            "email": "nobody@example.org",
            "contact_details": [{"type": "phone", "value": "12"}],
            "links": [{"url": "https://example.org/a", "note": "home"}],
            "sources": [{"url": "https://example.org/people", "note": "a list"}],
            "memberships": [
                {"id": "m0", "organization_id": "party", "role": "member", "start_date": "1970"},
                {"organization": {"id": "inner", "name": "An inner office"}, "role": "clerk"},
            ],
        },
        {"id": "other", "name": "Ri Other", "sources": ["https://example.org/1", "x"]},
    ],
    "organizations": [
        {
            "id": "party",
            "name": "A party",
            "classification": "party",
            "founding_date": "1945",
            "dissolution_date": "9999",
            "children": [{"id": "cell", "name": "A cell"}],
            "posts": [{"id": "clerk", "label": "Clerk", "role": "clerk", "start_date": "1990"}],
        },
        {"id": "bureau", "name": "Its bureau", "parent_id": "party", "parent": {"id": "party"}},
    ],
    "areas": [{"id": "town", "name": "A town", "parent": {"id": "county", "name": "A county"}}],
    "posts": [
        {
            "id": "secretary",
            "label": "Secretary",
            "role": "head",
            "organization_id": "bureau",
            "start_date": "1990",
            "end_date": "1995",
        }
    ],
    "events": [
        {
            "id": "term/8",
            "name": "The 8th term",
            "classification": "legislative period",
            "start_date": "1986-11-02",
            "end_date": "1990-04-22",
            "organization_id": "party",
            "area_id": "town",
        }
    ],
    "memberships": [
        {
            "id": "m1",
            "person_id": "fine",
            "person": {"id": "fine", "name": "Pak Fine", "email": "another@example.org"},
            "organization_id": "bureau",
            "role": "member",
            "label": "full member",
            "post_id": "secretary",
            "on_behalf_of_id": "party",
            "area_id": "town",
            "start_date": "2007",
            "end_date": "2010-06",
        },
        {"person": {"id": "other"}, "organization": {"id": "party"}, "role": "chair"},
        {"person_id": "other", "organization_id": "party", "legislative_period_id": "term/8"},
    ],
    "motions": [{"id": "x", "text": "Something"}],
    "meta": {"version": "1"},
}


def _item(number: str) -> dict[str, Any]:
    return {
        "type": "wikibase-entityid",
        "value": {"entity-type": "item", "id": number, "numeric-id": int(number[1:])},
    }


def _time(text: str, precision: int = 11, **fields: Any) -> dict[str, Any]:
    value = {"time": text, "timezone": 0, "before": 0, "after": 0, "precision": precision}
    model = {"calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    return {"type": "time", "value": value | model | fields}


def _snak(prop: str, value: dict[str, Any] | None, kind: str, datatype: str) -> dict[str, Any]:
    snak: dict[str, Any] = {"snaktype": kind, "property": prop, "hash": f"hash of {prop}"}
    return snak | ({"datavalue": value} if value else {}) | {"datatype": datatype}


def _statement(prop: str, value: dict[str, Any], datatype: str, **fields: Any) -> dict[str, Any]:
    return {
        "mainsnak": _snak(prop, value, "value", datatype),
        "type": "statement",
        "id": f"Q1$ {prop}",
        "rank": "normal",
    } | fields


def _qualifiers(*snaks: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for snak in snaks:
        found.setdefault(snak["property"], []).append(snak)
    return {"qualifiers": found, "qualifiers-order": list(found)}


_JULIAN: dict[str, Any] = {"calendarmodel": "http://www.wikidata.org/entity/Q1985786"}
WIKIDATA: dict[str, Any] = {
    "entities": {
        "Q1": {
            "pageid": 129,
            "ns": 0,
            "title": "Q1",
            "lastrevid": 1900,
            "modified": "2024-01-01T00:00:00Z",
            "type": "item",
            "id": "Q1",
            "labels": {"en": {"language": "en", "value": "Pak Fine"}},
            "descriptions": {"en": {"language": "en", "value": "politician"}},
            "aliases": {"ko": [{"language": "ko", "value": "박일"}]},
            "claims": {
                "P31": [_statement("P31", _item("Q5"), "wikibase-item")],
                "P21": [_statement("P21", _item("Q6581097"), "wikibase-item")],
                "P569": [
                    _statement("P569", _time("+1900-12-25T00:00:00Z", 11, **_JULIAN), "time"),
                    _statement(
                        "P569",
                        _time("+1900-00-00T00:00:00Z", 9, before=1, after=2),
                        "time",
                        rank="deprecated",
                    ),
                ],
                "P1448": [
                    _statement(
                        "P1448",
                        {"type": "monolingualtext", "value": {"text": "박", "language": "ko"}},
                        "monolingualtext",
                    )
                ],
                "P39": [
                    _statement(
                        "P39",
                        _item("Q100"),
                        "wikibase-item",
                        **_qualifiers(
                            _snak("P580", _time("+1990-00-00T00:00:00Z", 9), "value", "time"),
                            _snak("P580", _time("+1994-00-00T00:00:00Z", 9), "value", "time"),
                            _snak("P582", _time("+1992-00-00T00:00:00Z", 9), "value", "time"),
                            _snak("P582", _time("+1996-00-00T00:00:00Z", 9), "value", "time"),
                            _snak("P1365", _item("Q2"), "value", "wikibase-item"),
                            _snak("P1545", {"type": "string", "value": "3"}, "value", "string"),
                        ),
                        references=[
                            {
                                "hash": "one",
                                "snaks": {
                                    "P248": [_snak("P248", _item("Q9"), "value", "wikibase-item")]
                                },
                                "snaks-order": ["P248"],
                            },
                            {
                                "hash": "two",
                                "snaks": {
                                    "P854": [
                                        _snak(
                                            "P854",
                                            {"type": "string", "value": "https://example.org"},
                                            "value",
                                            "url",
                                        )
                                    ]
                                },
                                "snaks-order": ["P854"],
                            },
                        ],
                    )
                ],
                "P102": [
                    _statement(
                        "P102",
                        _item("Q200"),
                        "wikibase-item",
                        rank="preferred",
                        **_qualifiers(
                            _snak("P585", _time("+2001-00-00T00:00:00Z", 9), "value", "time")
                        ),
                    ),
                    _statement(
                        "P102",
                        _item("Q201"),
                        "wikibase-item",
                        **_qualifiers(_snak("P580", None, "somevalue", "time")),
                    ),
                ],
                "P800": [_statement("P800", _item("Q7"), "wikibase-item")],
            },
            "sitelinks": {"enwiki": {"site": "enwiki", "title": "Pak Fine", "badges": ["Q17"]}},
        },
        "Q3": {"id": "Q3", "labels": {}, "claims": {}},
    }
}

FTM: list[dict[str, Any]] = [
    {
        "id": "fine",
        "schema": "Person",
        "caption": "Pak Fine",
        "datasets": ["peps"],
        "referents": ["old-1"],
        "target": True,
        "first_seen": "2020-01-01T10:00:00",
        "last_seen": "2021-01-01T10:00:00",
        "last_change": "2020-05-05T10:00:00",
        "properties": {
            "name": ["Pak Fine", "박일"],
            "birthDate": ["1910", "1910-03"],
            "gender": ["male"],
            "wikidataId": ["Q1"],
            "topics": ["role.pep"],
        },
    },
    {
        "id": "body",
        "schema": "PublicBody",
        "datasets": ["peps", "others"],
        "properties": {"name": ["Office"], "parent": ["party"], "inceptionDate": ["1945"]},
    },
    {
        "id": "party",
        "schema": "Organization",
        "datasets": ["peps"],
        "properties": {"name": "A party"},
    },
    {
        "id": "post",
        "schema": "Position",
        "datasets": ["peps"],
        "properties": {"name": ["Head"], "organization": ["body"]},
    },
    {
        "id": "occ",
        "schema": "Occupancy",
        "datasets": ["peps"],
        "properties": {
            "holder": [{"id": "nested", "schema": "Person", "properties": {"name": ["Ri Nested"]}}],
            "post": ["post"],
            "startDate": ["1972-12", "1980"],
            "endDate": ["1975", "1984"],
            "status": ["ended"],
            "summary": ["in name only"],
        },
    },
    {
        "id": "member",
        "schema": "Membership",
        "datasets": ["peps"],
        "properties": {
            "member": ["fine"],
            "organization": ["party"],
            "role": ["member", "alternate member"],
            "summary": ["a summary"],
            "startDate": ["1990"],
            "endDate": ["some day"],
        },
    },
    {
        "id": "meeting",
        "schema": "Event",
        "datasets": ["peps"],
        "properties": {"name": ["A meeting"], "startDate": ["1990"], "involved": ["fine"]},
    },
    {"id": "a1", "schema": "Address", "datasets": ["peps"], "properties": {"full": ["A street"]}},
]

_SAID = {"canonical_id": "fine", "entity_id": "old-1", "schema": "Person", "dataset": "one"}
STATEMENTS: list[dict[str, Any]] = [
    {**_SAID, "id": "st-0", "prop": "id", "value": "fine"},
    {
        **_SAID,
        "id": "st-1",
        "prop": "name",
        "prop_type": "name",
        "value": "Pak Fine",
        "lang": "kor",
        "original_value": "박",
        "first_seen": "2019-05-01",
        "last_seen": "2020-05-01",
        "external": False,
    },
    {**_SAID, "id": "st-2", "prop": "birthDate", "value": "1950", "first_seen": "2019-06-01"},
    {**_SAID, "id": "st-3", "prop": "name", "value": "Pak Fine", "dataset": "two"},
]

COLUMNS = ("no", "name", "born", "office", "post", "years", "seen", "count", "flag", "rest", "left")
ROWS = (
    ("1", "Pak Fine", "1984", "Unit One 세포", "clerk", "1990 ~ 1994", "1991", "12", "x", "a", "b"),
    ("2", "Ri Other", "c. 1950", "Unit Two", "", "late 2012", "", "", "", "", ""),
)
MAPPING = """\
source: {id: sample, title: A table, publisher: Nobody, language: en, published: 2020, kind: table,
         trust: made up for a test}
things:
  - as: person
    label: Person
    id: "s-{no}"
    claims:
      - {predicate: name, column: name, split: "|"}
      - {predicate: birth_date, column: born}
      - {predicate: MEMBER_OF, object: office, role: "{post}", holds: "{years}"}
      - {predicate: nationality, value: "Korean", attested: "{seen}", when: flag}
  - as: office
    label: Organization
    id: "s-{office}"
    claims:
      - {predicate: name, column: office}
      - {predicate: members_total, column: count}
      - {predicate: AT_TIER, column: office, match: {"세포$": party-cell}}
leave: [left]
"""
GRAPH = GraphSnapshot({"party-cell": Label.TIER}, frozenset())


@dataclass(frozen=True)
class Sample:
    """A sample of a JSON format.

    Attributes:
        form: Which format.
        name: Of the file.
        value: Of the file.
        records: Where records stand in it.
        rename: Gives a copy of a record an id of its own.
    """

    form: ForeignFormat
    name: str
    value: Any
    records: tuple[Path_, ...]
    rename: Callable[[dict[str, Any], int], None]


def _id(record: dict[str, Any], number: int) -> None:
    if "id" in record:
        record["id"] = f"{record['id']}-{number}"


def _number(record: dict[str, Any], number: int) -> None:
    record["id"] = f"Q{1_000 + number}"


def _statement_id(record: dict[str, Any], number: int) -> None:
    record["canonical_id"] = f"fine-{number}"


SAMPLES = (
    Sample(
        ForeignFormat.POPOLO,
        "sample.json",
        POPOLO,
        tuple(
            (kind, index)
            for kind, records in POPOLO.items()
            if isinstance(records, list)
            for index in range(len(records))
        ),
        _id,
    ),
    Sample(ForeignFormat.WIKIDATA, "wd.json", WIKIDATA, (("entities", "Q1"),), _number),
    Sample(ForeignFormat.FTM, "ftm.json", FTM, tuple((index,) for index in range(len(FTM))), _id),
    Sample(
        ForeignFormat.FTM,
        "st.json",
        STATEMENTS,
        tuple((index,) for index in range(len(STATEMENTS))),
        _statement_id,
    ),
)


def read_sample(folder: Path, sample: Sample, value: Any) -> ImportResult:
    """A changed sample that has been read, with nothing in the graph."""
    file = folder / sample.name
    file.write_text(json.dumps(value), encoding="utf-8")
    return read_foreign(file, sample.form, EMPTY_GRAPH)


def read_rows(folder: Path, rows: list[list[str]], mapping: str = MAPPING) -> ImportResult:
    """A table of the sample's columns that has been read, with the sample's mapping."""
    import csv

    file, given = folder / "sample.csv", folder / "sample.yaml"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows])
    given.write_text(mapping, encoding="utf-8")
    return read_table(file, given, GRAPH)


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Every place in a value, that of the whole first."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


def at(value: Any, path: Path_) -> Any:
    """What stands at a place."""
    for key in path:
        value = value[key]
    return value


def changed(value: Any, path: Path_, new: Any) -> Any:
    """A copy of a value with something else at a place."""
    if not path:
        return new
    found = copy.deepcopy(value)
    at(found, path[:-1])[path[-1]] = new
    return found
