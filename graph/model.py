"""Every label, property and relationship type, declared once.

Constraints, validation, the docs' tables and the legend derive from here. Names follow the W3C
Organization Ontology (ORG) and Popolo where they have a term.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What kind of thing a node is; every one is a `:Thing` as well."""

    TIER = "Tier"
    ORGANIZATION = "Organization"
    PERSON = "Person"
    ROLE = "Role"
    POST = "Post"
    DUTY = "Duty"
    RULE = "Rule"
    EVENT = "Event"
    PLACE = "Place"
    CONCEPT = "Concept"
    PRACTICE = "Practice"


LABEL_MEANINGS: dict[Label, str] = {
    Label.TIER: "a level of the party by its rules, not an organ that exists",
    Label.ORGANIZATION: "an organ or institution that exists (org:Organization)",
    Label.PERSON: "a human being (foaf:Person)",
    Label.ROLE: "a kind of post, whose titles are dated (org:Role)",
    Label.POST: "a role in one organisation (org:Post)",
    Label.DUTY: "what a tier or a member must do",
    Label.RULE: "what the party's rules demand, in machine-readable bounds",
    Label.EVENT: "something that happened, or was to happen",
    Label.PLACE: "where events were held",
    Label.CONCEPT: "an idea that the party promotes",
    Label.PRACTICE: "what is done to promote an idea",
}


class Kind(StrEnum):
    """What values a property has."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    EDTF = "edtf"


class Time(StrEnum):
    """When a claim holds that states no time of its own."""

    SOURCE = "source"  # at its source's date
    EVENT = "event"  # at its event's date
    ALWAYS = "always"  # it has no time


@dataclass(frozen=True)
class Property:
    """A predicate whose claims say a value.

    Attributes:
        name: The predicate.
        kind: What values it has.
        meaning: What a claim with it says.
        labels: Which things it may be said of; empty means all.
        single: Whether one value can hold at a time, so that two are a contradiction.
        time: When a claim without a time holds.
    """

    name: str
    kind: Kind
    meaning: str
    labels: tuple[Label, ...] = ()
    single: bool = False
    time: Time = Time.SOURCE


@dataclass(frozen=True)
class Relation:
    """A predicate whose claims relate two things; traversal edges of its name are made from them.

    Attributes:
        name: The predicate and relationship type.
        starts: Labels of the subject.
        ends: Labels of the object.
        meaning: What a claim with it says.
        single: Whether a subject has one at a time.
        time: When a claim without a time holds.
        details: Literal qualifiers that its claims may carry.
    """

    name: str
    starts: tuple[Label, ...]
    ends: tuple[Label, ...]
    meaning: str
    single: bool = False
    time: Time = Time.SOURCE
    details: tuple[str, ...] = ()


PROPERTIES: dict[str, Property] = {
    item.name: item
    for item in (
        Property("name", Kind.TEXT, "is called this, as its source writes it", time=Time.ALWAYS),
        Property(
            "title",
            Kind.TEXT,
            "whoever holds it is called this",
            (Label.ROLE,),
            single=True,
        ),
        Property(
            "characterized_as",
            Kind.TEXT,
            "is described so",
        ),
        Property(
            "function",
            Kind.TEXT,
            "does this by its nature",
            (Label.TIER, Label.ORGANIZATION, Label.ROLE),
        ),
        Property(
            "date",
            Kind.EDTF,
            "took place then",
            (Label.EVENT,),
            single=True,
            time=Time.ALWAYS,
        ),
        Property(
            "ordinal",
            Kind.INTEGER,
            "is counted as this one of its series",
            (Label.EVENT,),
            single=True,
        ),
        Property(
            "event_type",
            Kind.TEXT,
            "is of this kind of event",
            (Label.EVENT,),
            time=Time.ALWAYS,
        ),
        Property("purpose", Kind.TEXT, "was held for this", (Label.EVENT,), time=Time.EVENT),
        Property("content", Kind.TEXT, "says or said this", (Label.EVENT,), time=Time.EVENT),
        Property("demand", Kind.TEXT, "demanded this", (Label.EVENT,), time=Time.EVENT),
        Property(
            "years_after",
            Kind.INTEGER,
            "came so many years after the one before it in its series",
            (Label.EVENT,),
            single=True,
            time=Time.ALWAYS,
        ),
        Property(
            "duration_days",
            Kind.INTEGER,
            "lasted so many days",
            (Label.EVENT,),
            single=True,
            time=Time.ALWAYS,
        ),
        Property("text", Kind.TEXT, "reads so, in our words", (Label.DUTY, Label.RULE)),
        Property(
            "member_count",
            Kind.INTEGER,
            "a unit has so many members",
            (Label.RULE,),
            single=True,
        ),
        Property(
            "meetings_per_month",
            Kind.INTEGER,
            "the general meeting meets so often a month",
            (Label.RULE,),
            single=True,
        ),
        Property(
            "cells_per_member",
            Kind.INTEGER,
            "a member belongs to so many cells",
            (Label.RULE,),
            single=True,
        ),
        Property("paid", Kind.BOOLEAN, "the post is paid", (Label.RULE,), single=True),
        Property(
            "leading_organ",
            Kind.TEXT,
            "its leading organ is this, and of that",
            (Label.RULE,),
            single=True,
        ),
        Property("consequence", Kind.TEXT, "what follows where the rule applies", (Label.RULE,)),
        Property("opened", Kind.EDTF, "began then", (Label.EVENT,), single=True, time=Time.ALWAYS),
        Property("closed", Kind.EDTF, "ended then", (Label.EVENT,), single=True, time=Time.ALWAYS),
        Property(
            "participants",
            Kind.INTEGER,
            "so many took part",
            (Label.EVENT,),
            single=True,
            time=Time.EVENT,
        ),
        Property(
            "founded",
            Kind.EDTF,
            "was founded then",
            (Label.ORGANIZATION,),
            single=True,
            time=Time.ALWAYS,
        ),
        Property(
            "members_total",
            Kind.INTEGER,
            "has so many members in all",
            (Label.ORGANIZATION,),
            single=True,
        ),
        Property("holders", Kind.INTEGER, "so many hold it", (Label.ROLE,), single=True),
        Property(
            "candidates_count",
            Kind.BOOLEAN,
            "candidate members count among the members",
            (Label.RULE,),
            single=True,
        ),
        Property(
            "years_between",
            Kind.INTEGER,
            "meets every so many years",
            (Label.RULE,),
            single=True,
        ),
        Property("convened_when", Kind.TEXT, "is convened then", (Label.RULE,), single=True),
        Property("convener", Kind.TEXT, "is convened by", (Label.RULE,), single=True),
        Property("led_by", Kind.TEXT, "is led by", (Label.RULE,), single=True),
        Property("exception", Kind.TEXT, "does not hold where", (Label.RULE,)),
        Property("reading", Kind.TEXT, "can be understood so", (Label.PRACTICE,)),
    )
}

_PARTY_UNITS = (Label.ORGANIZATION,)
_ACTORS = (Label.PERSON, Label.ORGANIZATION)

RELATIONS: dict[str, Relation] = {
    item.name: item
    for item in (
        Relation(
            "UNIT_OF", _PARTY_UNITS, _PARTY_UNITS, "is a unit of (org:unitOf)", details=("role",)
        ),
        Relation(
            "HOSTED_BY", _PARTY_UNITS, _PARTY_UNITS, "is a party unit inside this institution"
        ),
        Relation("AT_TIER", _PARTY_UNITS, (Label.TIER,), "stands at this level", single=True),
        Relation(
            "MAY_STAND_UNDER",
            (Label.TIER,),
            (Label.TIER,),
            "a unit of this level may stand directly under one of that level",
        ),
        Relation(
            "PROVIDES_FOR",
            (Label.ORGANIZATION, Label.TIER),
            (Label.TIER, Label.ROLE, Label.RULE, Label.ORGANIZATION),
            "has this level, role or rule by its own rules",
        ),
        Relation(
            "MEMBER_OF",
            _ACTORS,
            _PARTY_UNITS,
            "is a member of (org:memberOf)",
            details=("role",),
        ),
        Relation(
            "AFFILIATED_WITH",
            (Label.PERSON, Label.ROLE),
            (Label.TIER,),
            "belongs to some unit of this level, in principle; which one is not said",
        ),
        Relation("HOLDS", (Label.PERSON,), (Label.POST,), "holds this post (org:holds)"),
        Relation("POST_IN", (Label.POST,), _PARTY_UNITS, "is a post in (org:postIn)", single=True),
        Relation("HAS_ROLE", (Label.POST,), (Label.ROLE,), "is of this kind (org:role)"),
        Relation(
            "CHARGED_WITH",
            (Label.TIER, Label.PERSON, Label.ROLE),
            (Label.DUTY,),
            "must do this",
            details=("ordinal",),
        ),
        Relation(
            "APPLIES_TO",
            (Label.RULE,),
            (Label.TIER, Label.ROLE, Label.CONCEPT),
            "governs units of this level, holders of this role, or meetings of this kind",
        ),
        Relation(
            "PARTICIPATED_IN",
            _ACTORS,
            (Label.EVENT,),
            "took part (prov:wasAssociatedWith)",
            time=Time.EVENT,
            details=("role",),
        ),
        Relation(
            "HELD_AT",
            (Label.EVENT,),
            (Label.PLACE,),
            "took place there",
            single=True,
            time=Time.EVENT,
        ),
        Relation(
            "FOLLOWED",
            (Label.EVENT,),
            (Label.EVENT,),
            "came next after, in one series",
            time=Time.EVENT,
        ),
        Relation(
            "CONCERNED",
            (Label.EVENT,),
            (Label.TIER, Label.ROLE, Label.CONCEPT, Label.PERSON),
            "was about",
            time=Time.EVENT,
        ),
        Relation(
            "GAVE_RISE_TO",
            (Label.EVENT,),
            (Label.CONCEPT, Label.EVENT),
            "after it, the idea was launched, or the event was held",
            time=Time.EVENT,
        ),
        Relation("PROMOTES", (Label.PRACTICE,), (Label.CONCEPT,), "is done to promote"),
    )
}


class Op(StrEnum):
    """How a claim's value bounds what it speaks of."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOUT = "~"


class Polarity(StrEnum):
    """Whether the source says that it is so, or that it is not."""

    ASSERTED = "asserted"
    DENIED = "denied"


class Basis(StrEnum):
    """What a claim rests on."""

    NORMATIVE = "normative"  # rules, or what holds in principle
    ATTESTED = "attested"  # reported as a fact
    INFERRED = "inferred"  # concluded by us or by the source
    SYNTHETIC = "synthetic"  # made by the generator


class Modality(StrEnum):
    """In what manner the source says it."""

    REPORTED = "reported"
    ANNOUNCED = "announced"
    RUMOURED = "rumoured"


class Rank(StrEnum):
    """An editor's preference, as in Wikidata."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"
