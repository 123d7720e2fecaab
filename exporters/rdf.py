"""The graph as RDF: W3C ORG, PROV-O, FOAF, SKOS and OWL-Time; claims are statements of their own.

A claim is an `rdf:Statement` with its source (`prov:hadPrimarySource`) and its voice
(`prov:wasAttributedTo`). What it says stands beside it: in a graph named after the claim where the
form has named graphs, else among all the rest. Denied and deprecated claims say nothing beside,
nor do those that do not count by the choice of `exporters.contested`. Questions have their sides.
Texts have the language that their claim says. Dates keep their vagueness: gYear, gYearMonth, date,
or EDTF by the Library of Congress' datatype.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from urllib.parse import quote

from exporters.columns import Row
from exporters.content import Record
from graph.dates import EARLIEST, LATEST
from graph.model import Kind
from graph.relations import RELATIONS
from graph.settings import settings
from graph.vocabulary import PROPERTIES

_STANDARD_PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "time": "http://www.w3.org/2006/time#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}
# Kinds of names of ours, by prefix; terms are those of the vocabulary.
_OWN_PREFIXES = {
    "pc": "term",
    "thing": "thing",
    "claim": "claim",
    "source": "source",
    "voice": "voice",
    "membership": "membership",
    "interval": "interval",
    "question": "question",
    "side": "side",
}


def prefixes() -> dict[str, str]:
    """What each prefix stands for; PARTYCELL_BASE_IRI is the base of our own."""
    base = settings().partycell_base_iri
    divider = ":" if base.startswith("urn:") else "/"
    own = {prefix: f"{base}{kind}{divider}" for prefix, kind in _OWN_PREFIXES.items()}
    return {**_STANDARD_PREFIXES, **own}


CLASSES = {
    "Organization": "org:Organization",
    "Person": "foaf:Person",
    "Role": "org:Role",
    "Post": "org:Post",
    "Event": "prov:Activity",
    "Place": "prov:Location",
    "Concept": "skos:Concept",
}
STANDARD = {
    "UNIT_OF": "org:unitOf",
    "MEMBER_OF": "org:memberOf",
    "HOLDS": "org:holds",
    "POST_IN": "org:postIn",
    "HAS_ROLE": "org:role",
    "HELD_AT": "prov:atLocation",
    "name": "rdfs:label",
    "latitude": "geo:lat",
    "longitude": "geo:long",
}
_TEXTS = (
    ("op", "pc:op"),
    ("polarity", "pc:polarity"),
    ("basis", "pc:basis"),
    ("modality", "pc:modality"),
    ("confidence", "pc:confidence"),
    ("standing", "pc:standing"),
    ("status", "pc:status"),
    ("resolved_by", "pc:resolvedBy"),
    ("rank", "pc:rank"),
    ("reason", "pc:reason"),
    ("role", "pc:inRole"),
    ("fact", "pc:fact"),
    ("locator", "pc:locator"),
    ("unread_time", "pc:unreadTime"),
    ("gist", "dcterms:description"),
    ("note", "rdfs:comment"),
    ("language", "dcterms:language"),
)
_DAYS = (
    ("holds_from", "pc:holdsFrom"),
    ("holds_until", "pc:holdsUntil"),
    ("starts_after", "pc:startsAfter"),
    ("ends_by", "pc:endsBy"),
)
_SOURCE_TEXTS = (
    ("title", "dcterms:title"),
    ("publisher", "dcterms:publisher"),
    ("language", "dcterms:language"),
    ("kind", "dcterms:type"),
    ("url", "foaf:page"),
    ("read", "pc:read"),
    ("trust", "rdfs:comment"),
)
_OPEN = {EARLIEST.isoformat(), LATEST.isoformat()}
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATES = (
    (re.compile(r"\d{4}"), "xsd:gYear", "time:inXSDgYear"),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "xsd:gYearMonth", "time:inXSDgYearMonth"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "xsd:date", "time:inXSDDate"),
)


class Iri(NamedTuple):
    """A resource: a prefixed name, as `prefixes` has it."""

    name: str


class Literal(NamedTuple):
    """A value: its text, with its datatype as a prefixed name, or with its language's tag."""

    text: str
    datatype: str = ""
    language: str = ""


Term = Iri | Literal


@dataclass(frozen=True)
class Block:
    """What is said of one resource, in one graph.

    Attributes:
        subject: A prefixed name.
        said: Pairs of a predicate and an object; the class is `rdf:type`.
        graph: The claim that says so; None for what is said of everything.
    """

    subject: str
    said: list[tuple[str, Term]]
    graph: str | None = None


def blocks(record: Record) -> Iterator[Block]:
    """All of it, block by block: things, sources, questions, claims and what they say."""
    for row in record.things(None):
        yield _thing(row)
    for row in record.sources():
        yield _source(row)
    by_question = itemgetter("question")
    for _, rows in groupby(sorted(record.questions(), key=by_question), by_question):
        yield from _question(list(rows))
    for row in record.claims():
        yield from _claim(row, states=_is_asserted(row) and record.counts(row))


def _thing(row: Row) -> Block:
    kind = str(row["kind"])
    said: list[tuple[str, Term]] = [("rdf:type", Iri(f"pc:{kind}"))]
    if kind in CLASSES:
        said.append(("rdf:type", Iri(CLASSES[kind])))
    languages = {
        claim["value"]: claim["language"] for claim in row["claims"] if claim["predicate"] == "name"
    }
    if row["name"]:
        said.append(("skos:prefLabel", _text(row["name"], languages.get(row["name"]))))
        if kind == "Person":
            said.append(("foaf:name", Literal(row["name"])))
    said += [
        ("skos:altLabel", _text(name, languages.get(name))) for name in (row["names"] or [])[1:]
    ]
    return Block(_name("thing", row["id"]), said)


def _source(row: Row) -> Block:
    said: list[tuple[str, Term]] = [
        ("rdf:type", Iri("prov:Entity")),
        ("rdf:type", Iri("pc:Source")),
    ]
    said += [(name, Literal(row[key])) for key, name in _SOURCE_TEXTS if row[key]]
    said.append(("dcterms:issued", date_literal(row["published"])))
    if row["not_before"]:
        said.append(("pc:notBefore", date_literal(row["not_before"])))
    if row["work"]:
        said.append(("pc:work", Literal(row["work"])))
    if row["translation_of"]:
        said.append(("prov:wasDerivedFrom", Iri(_name("source", row["translation_of"]))))
    return Block(_name("source", row["id"]), said)


def _question(rows: list[Row]) -> Iterator[Block]:
    """What sources answer differently, and each answer with the claims that give it.

    Args:
        rows: A row for each kind of disagreement about it.
    """
    row = rows[0]
    disputed = any(one["disputed"] for one in rows)
    name = _name("question", row["question"])
    said: list[tuple[str, Term]] = [("rdf:type", Iri("pc:Question"))]
    said += [("pc:kind", Literal(one["kind"])) for one in rows]
    said.append(_flag("pc:disputed", disputed))
    for term, text in (("rdfs:label", row["asks"]), ("rdfs:comment", row["explanation"])):
        if text:
            said.append((term, Literal(text, language="en")))
    if row["asks_ko"]:
        said.append(("rdfs:label", Literal(row["asks_ko"], language="ko")))
    if not disputed:
        said += [("pc:resolvedBy", Literal(one["resolved_by"])) for one in rows]
    said += [("pc:about", Iri(_name("thing", thing))) for thing in row["about"]]
    for number, side in enumerate(row["sides"], start=1):
        answer = f"{_name('side', row['question'])}-{number}"
        said.append(("pc:side", Iri(answer)))
        told: list[tuple[str, Term]] = [
            ("rdf:type", Iri("pc:Side")),
            ("pc:answer", Literal(side["side"])),
            ("pc:voices", Literal(str(side["voices"]), "xsd:integer")),
            _flag("pc:preferred", side["preferred"]),
        ]
        told += [("pc:givenBy", Iri(_name("claim", claim))) for claim in side["claims"]]
        yield Block(answer, told)
    yield Block(name, said)


def _flag(name: str, value: object) -> tuple[str, Term]:
    return name, Literal(str(bool(value)).lower(), "xsd:boolean")


def _is_asserted(row: Row) -> bool:
    return bool(row["polarity"] == "asserted" and row["rank"] != "deprecated")


def _claim(row: Row, *, states: bool) -> Iterator[Block]:
    """A claim, and what it says beside it if that is to be stated as it is."""
    name = _name("claim", row["id"])
    subject = _name("thing", row["subject"])
    predicate = predicate_name(row["predicate"])
    value = _object(row)
    voice = _name("voice", row["voice"])
    said: list[tuple[str, Term]] = [
        ("rdf:type", Iri("pc:Claim")),
        ("rdf:type", Iri("rdf:Statement")),
        ("rdf:type", Iri("prov:Entity")),
        ("rdf:subject", Iri(subject)),
        ("rdf:predicate", Iri(predicate)),
        ("rdf:object", value),
        ("prov:hadPrimarySource", Iri(_name("source", row["source"]))),
        ("prov:wasAttributedTo", Iri(voice)),
        ("prov:generatedAtTime", Literal(row["recorded"], "xsd:dateTime")),
    ]
    said += [(term, Literal(row[key])) for key, term in _TEXTS if row[key]]
    if row["original"]:
        said.append(("pc:original", _text(row["original"], row["language"])))
    said += [(f"pc:{key}", date_literal(row[key])) for key in ("holds", "attested") if row[key]]
    said += [(term, Literal(row[key], "xsd:date")) for key, term in _DAYS if row[key] not in _OPEN]
    said.append(_flag("pc:disputed", row["disputed"]))
    said += [("pc:flag", Literal(flag)) for flag in row["flags"]]
    if row["ordinal"] is not None:
        said.append(("pc:ordinal", Literal(str(row["ordinal"]), "xsd:integer")))
    for role, _, thing in (item.rpartition(":") for item in row["qualified_by"]):
        said.append(("pc:qualifiedBy", Iri(_name("thing", thing))))
        said.append(("pc:qualification", Literal(f"{role}: {thing}")))
    said += [("pc:conflictsWith", Iri(_name("claim", other))) for other in row["conflicts_with"]]
    yield Block(name, said)
    yield Block(voice, [("rdf:type", Iri("prov:Agent"))])
    if states:
        yield Block(subject, [(predicate, value)], name)
        if row["predicate"] == "PARTICIPATED_IN":
            yield Block(str(value[0]), [("prov:wasAssociatedWith", Iri(subject))], name)
        if row["predicate"] == "MEMBER_OF":
            yield from _membership(row, name, subject, value)


def _membership(row: Row, claim: str, member: str, organization: Term) -> Iterator[Block]:
    """The dated form that ORG gives a membership: its interval, or a moment within it."""
    said: list[tuple[str, Term]] = [
        ("rdf:type", Iri("org:Membership")),
        ("org:member", Iri(member)),
        ("org:organization", organization),
        ("prov:wasDerivedFrom", Iri(claim)),
    ]
    if row["holds"] or row["attested"]:
        interval = _name("interval", row["id"])
        said.append(("org:memberDuring", Iri(interval)))
        yield from _interval(interval, row["holds"], row["attested"], claim)
    yield Block(_name("membership", row["id"]), said, claim)


def _interval(name: str, holds: str | None, attested: str | None, graph: str) -> Iterator[Block]:
    """An interval by its ends, or only by a moment at which it was going on."""
    start, slash, end = (holds or "").partition("/")
    said: list[tuple[str, Term]] = [("rdf:type", Iri("time:Interval"))]
    for text, term, suffix in (
        (start, "time:hasBeginning", "start"),
        (end if slash else start, "time:hasEnd", "end"),
        (attested or "", "time:inside", "inside"),
    ):
        for pattern, datatype, when in _DATES:
            if pattern.fullmatch(text):
                instant = f"{name}-{suffix}"
                said.append((term, Iri(instant)))
                moment: list[tuple[str, Term]] = [
                    ("rdf:type", Iri("time:Instant")),
                    (when, Literal(text, datatype)),
                ]
                yield Block(instant, moment, graph)
    yield Block(name, said, graph)


def predicate_name(name: str) -> str:
    """The prefixed name of a property or relation of ours."""
    if name in STANDARD:
        return STANDARD[name]
    first, *rest = name.lower().split("_")
    return f"pc:{first}{''.join(word.capitalize() for word in rest)}"


def date_literal(text: str) -> Literal:
    """An EDTF text as the narrowest datatype that holds it.

    Example:
        >>> date_literal("1994-03")
        Literal(text='1994-03', datatype='xsd:gYearMonth', language='')
        >>> date_literal("199X")
        Literal(text='199X', datatype='edtf:EDTF', language='')
    """
    for pattern, datatype, _ in _DATES:
        if pattern.fullmatch(text):
            return Literal(text, datatype)
    return Literal(text, "edtf:EDTF")


def _object(row: Row) -> Term:
    if row["predicate"] in RELATIONS:
        return Iri(_name("thing", row["object"]))
    value: Any = row["value"]
    if isinstance(value, bool):
        return Literal(str(value).lower(), "xsd:boolean")
    kind = PROPERTIES[row["predicate"]].kind
    if isinstance(value, float) or (isinstance(value, int) and kind is Kind.NUMBER):
        return Literal(repr(float(value)), "xsd:double")
    if isinstance(value, int):
        return Literal(str(value), "xsd:integer")
    if kind is Kind.EDTF:
        return date_literal(value)
    return _text(value, row["language"])


def _text(text: str, language: str | None) -> Literal:
    """A text with its language, where that is known and a tag."""
    return Literal(text, language=language if language and _TAG.fullmatch(language) else "")


def _name(prefix: str, identifier: str) -> str:
    """A prefixed name; what a name cannot have is percent-encoded."""
    plain = _PLAIN.fullmatch(identifier) is not None
    return f"{prefix}:{identifier if plain else quote(identifier, safe='-')}"
