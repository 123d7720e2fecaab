"""What the model is made of: labels, kinds of predicates, and the words that a claim is marked by.

Names follow the W3C Organization Ontology (ORG) and Popolo where they have a term.
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
    DOCUMENT = "Document"
    VOICE = "Voice"


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
    Label.DOCUMENT: "a text: an edition of the rules, a letter, a report (frbr:Expression)",
    Label.VOICE: "whoever first said something and is no person, organisation, text or source here",
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
        bound: Whether a rule sets bounds by it, so that a lower and an upper one stand together.
        mortal: Whether it ends with the person's death or the organisation's dissolution.
        unit: What its numbers count, or are measured in.
        least: The least number that it can be; None where there is no such bound.
        most: The greatest.
    """

    name: str
    kind: Kind
    meaning: str
    labels: tuple[Label, ...] = ()
    single: bool = False
    time: Time = Time.SOURCE
    bound: bool = False
    mortal: bool = False
    unit: str | None = None
    least: float | None = None
    most: float | None = None


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
        mortal: Whether it ends with a person's death or an organisation's dissolution, whether
            they are its subject or its object.
    """

    name: str
    starts: tuple[Label, ...]
    ends: tuple[Label, ...]
    meaning: str
    single: bool = False
    time: Time = Time.SOURCE
    details: tuple[str, ...] = ()
    mortal: bool = False


class Read(StrEnum):
    """How much of a source was read by whoever recorded it."""

    WHOLE = "whole"
    BEGINNING = "beginning"  # so that what it does not say is no evidence


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
    INFERRED = "inferred"  # concluded, by us or by a scholar who is named, from other claims
    SYNTHETIC = "synthetic"  # made by the generator


class Modality(StrEnum):
    """In what manner the source says it."""

    REPORTED = "reported"
    ANNOUNCED = "announced"
    RUMOURED = "rumoured"


class Confidence(StrEnum):
    """How far a claim may be relied on, where that is less than its source's kind promises."""

    LOW = "low"


# The kind of a source that is ours: what editors conclude, and what they call things.
EDITORS = "editors"


class Standing(StrEnum):
    """How a claim stands, in one word; the strongest first."""

    NORMATIVE = "normative"  # the text of rules itself
    ATTESTED = "attested"  # reported as a fact
    REPORTED = "reported"  # what somebody says of a rule, without being its text
    INFERRED = "inferred"
    SYNTHETIC = "synthetic"
    ANNOUNCED = "announced"
    RUMOURED = "rumoured"
    DENIED = "denied"


class Rank(StrEnum):
    """An editor's preference, as in Wikidata."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class DisagreementKind(StrEnum):
    """How two claims of one question differ."""

    CONTESTED = "contested"  # they cannot both hold
    CHANGED = "changed"  # each holds in its time
    DIFFERENT = "different"  # announced against reported, or said less exactly
    WORDING = "wording"  # one text, worded otherwise by a translation or reprint
