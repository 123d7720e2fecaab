"""Every property and relationship type, declared once.

Validation, the docs' lists and the legend derive from here.
"""

from __future__ import annotations

from graph.model import Kind, Label, Property, Relation, Time
from graph.relations import RELATIONS

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
            unit="years",
        ),
        Property(
            "duration_days",
            Kind.INTEGER,
            "lasted so many days",
            (Label.EVENT,),
            single=True,
            time=Time.ALWAYS,
            unit="days",
        ),
        Property(
            "text", Kind.TEXT, "reads so, in our words", (Label.DUTY, Label.RULE), single=True
        ),
        Property(
            "member_count",
            Kind.INTEGER,
            "a unit has so many members",
            (Label.RULE, Label.ORGANIZATION),
            single=True,
            bound=True,
            unit="members",
        ),
        Property(
            "meetings_per_month",
            Kind.INTEGER,
            "the general meeting meets so often a month",
            (Label.RULE, Label.ORGANIZATION),
            single=True,
            bound=True,
            unit="meetings a month",
        ),
        Property(
            "cells_per_member",
            Kind.INTEGER,
            "a member belongs to so many cells",
            (Label.RULE,),
            single=True,
            bound=True,
            unit="cells",
        ),
        Property("paid", Kind.BOOLEAN, "the post is paid", (Label.RULE, Label.POST), single=True),
        Property(
            "has_committee",
            Kind.BOOLEAN,
            "the cell has elected a cell committee",
            (Label.ORGANIZATION,),
            single=True,
        ),
        Property(
            "in_use",
            Kind.BOOLEAN,
            "the party has a level of this name",
            (Label.TIER,),
            single=True,
        ),
        Property(
            "place_in_structure",
            Kind.TEXT,
            "the unit that they belong to lies there",
            (Label.PERSON,),
            single=True,
            mortal=True,
        ),
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
            unit="people",
        ),
        Property(
            "delegates",
            Kind.INTEGER,
            "so many delegates stood for others",
            (Label.EVENT,),
            single=True,
            time=Time.EVENT,
            unit="delegates",
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
            unit="members",
        ),
        Property(
            "cells_total",
            Kind.INTEGER,
            "has so many party cells in all",
            (Label.ORGANIZATION,),
            single=True,
            unit="cells",
        ),
        Property(
            "alternate_count",
            Kind.INTEGER,
            "has so many alternate members",
            (Label.ORGANIZATION,),
            single=True,
            unit="alternate members",
        ),
        Property(
            "holders", Kind.INTEGER, "so many hold it", (Label.ROLE,), single=True, unit="people"
        ),
        Property(
            "seats",
            Kind.INTEGER,
            "so many can hold the post, or each post of this kind, at a time",
            (Label.POST, Label.ROLE),
            single=True,
            time=Time.ALWAYS,
            unit="people",
            least=1,
        ),
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
            unit="years",
        ),
        Property("convened_when", Kind.TEXT, "is convened then", (Label.RULE,), single=True),
        Property("convener", Kind.TEXT, "is convened by", (Label.RULE,), single=True),
        Property("led_by", Kind.TEXT, "is led by", (Label.RULE,), single=True),
        Property("exception", Kind.TEXT, "does not hold where", (Label.RULE,)),
        Property(
            "birth_date", Kind.EDTF, "was born then", (Label.PERSON,), single=True, time=Time.ALWAYS
        ),
        Property(
            "death_date", Kind.EDTF, "died then", (Label.PERSON,), single=True, time=Time.ALWAYS
        ),
        Property("gender", Kind.TEXT, "is of this gender", (Label.PERSON,), single=True),
        Property("nationality", Kind.TEXT, "is a citizen of", (Label.PERSON,)),
        Property(
            "dissolved",
            Kind.EDTF,
            "ceased to be then",
            (Label.ORGANIZATION,),
            single=True,
            time=Time.ALWAYS,
        ),
        Property("classification", Kind.TEXT, "is classed as"),
        Property("identifier", Kind.TEXT, "bears this in another register", time=Time.ALWAYS),
        Property(
            "leftover", Kind.TEXT, "its source says this in a field that has no place in the model"
        ),
        Property(
            "launched",
            Kind.EDTF,
            "was put forward then",
            (Label.CONCEPT,),
            single=True,
            time=Time.ALWAYS,
        ),
        Property(
            "adopted",
            Kind.EDTF,
            "was adopted then, and is in force from that day",
            (Label.DOCUMENT,),
            single=True,
            time=Time.ALWAYS,
        ),
        Property("reading", Kind.TEXT, "is understood so", (Label.PRACTICE,), single=True),
        Property(
            "latitude",
            Kind.NUMBER,
            "lies so far north of the equator, south below zero (WGS 84)",
            (Label.PLACE,),
            single=True,
            time=Time.ALWAYS,
            unit="degrees",
            least=-90,
            most=90,
        ),
        Property(
            "longitude",
            Kind.NUMBER,
            "lies so far east of Greenwich, west below zero (WGS 84)",
            (Label.PLACE,),
            single=True,
            time=Time.ALWAYS,
            unit="degrees",
            least=-180,
            most=180,
        ),
    )
}

# What counts something at a time, and so can be followed through time.
COUNTS = tuple(
    item.name for item in PROPERTIES.values() if item.unit and item.time is not Time.ALWAYS
)

# How many days an event of a kind lasts at most, for one whose end no source gives.
LONGEST_EVENTS = {
    "competition": 31,
    "conference": 31,
    "congress": 31,
    "meeting": 31,
    "short course": 92,
    "workshop": 92,
}

_DECLARED: tuple[Property | Relation, ...] = (*PROPERTIES.values(), *RELATIONS.values())
# What ends with a person's death or an organisation's dissolution.
MORTAL = tuple(item.name for item in _DECLARED if item.mortal)

# Roles in a body of which a person has one at a time, in small letters.
MEMBER_GRADES = (
    ("candidate member", "alternate member", "후보위원"),
    ("member", "full member", "위원", "정위원"),
)


def predicate(name: str) -> Property | Relation:
    """The property or relation of this name; KeyError where there is none."""
    return PROPERTIES.get(name) or RELATIONS[name]
