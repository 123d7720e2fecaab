"""Every relationship type that is made of claims, declared once."""

from __future__ import annotations

from graph.model import Label, Relation, Time

_PARTY_UNITS = (Label.ORGANIZATION,)
_ACTORS = (Label.PERSON, Label.ORGANIZATION)
# What two things are to each other that somebody has decided to be one.
MERGED_INTO = "MERGED_INTO"
MERGEABLE = (
    Label.PERSON,
    Label.ORGANIZATION,
    Label.POST,
    Label.PLACE,
    Label.EVENT,
    Label.DOCUMENT,
)

RELATIONS: dict[str, Relation] = {
    item.name: item
    for item in (
        Relation(
            "UNIT_OF",
            _PARTY_UNITS,
            _PARTY_UNITS,
            "is a unit of (org:unitOf)",
            details=("role",),
            mortal=True,
        ),
        Relation(
            "HOSTED_BY",
            _PARTY_UNITS,
            _PARTY_UNITS,
            "is a party unit inside this institution",
            mortal=True,
        ),
        Relation(
            "AT_TIER", _PARTY_UNITS, (Label.TIER,), "stands at this level", single=True, mortal=True
        ),
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
            mortal=True,
        ),
        Relation(
            "AFFILIATED_WITH",
            (Label.PERSON, Label.ROLE),
            (Label.TIER,),
            "belongs to some unit of this level, in principle; which one is not said",
            mortal=True,
        ),
        Relation(
            "HOLDS", (Label.PERSON,), (Label.POST,), "holds this post (org:holds)", mortal=True
        ),
        Relation(
            "POST_IN",
            (Label.POST,),
            _PARTY_UNITS,
            "is a post in (org:postIn)",
            single=True,
            mortal=True,
        ),
        Relation("HAS_ROLE", (Label.POST,), (Label.ROLE,), "is of this kind (org:role)"),
        Relation(
            "CHARGED_WITH",
            (Label.TIER, Label.PERSON, Label.ROLE),
            (Label.DUTY,),
            "must do this",
            details=("ordinal",),
            mortal=True,
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
            time=Time.ALWAYS,
        ),
        Relation(
            "CONCERNED",
            (Label.EVENT,),
            (Label.TIER, Label.ROLE, Label.CONCEPT, Label.PERSON, Label.DOCUMENT),
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
        Relation(
            "RELATED_TO",
            (Label.PERSON,),
            (Label.PERSON,),
            "is a relative of, in this role",
            details=("role",),
        ),
        Relation(
            "CONTINUES",
            _PARTY_UNITS,
            _PARTY_UNITS,
            "came of, by being renamed, merged or split (org:resultedFrom)",
            details=("role",),
        ),
        Relation(
            "EXCEPTION_TO",
            (Label.RULE,),
            (Label.RULE,),
            "allows in special cases what that one does not",
        ),
        Relation(
            "BEGAN_WITH",
            (Label.CONCEPT,),
            (Label.EVENT,),
            "had this as its first event",
            single=True,
            time=Time.ALWAYS,
        ),
        Relation(
            "PART_OF",
            (Label.EVENT,),
            (Label.EVENT,),
            "was a part of (schema:superEvent)",
            time=Time.EVENT,
        ),
        Relation(
            "AFTER",
            (Label.EVENT, Label.CONCEPT),
            (Label.EVENT,),
            "came so long after",
            time=Time.ALWAYS,
            details=("interval",),
        ),
        Relation(
            "CREATED_BY",
            (Label.DOCUMENT,),
            _ACTORS,
            "was written or issued by (dcterms:creator)",
            time=Time.ALWAYS,
        ),
        Relation(
            "ISSUED_AT",
            (Label.DOCUMENT,),
            (Label.EVENT,),
            "was given, read or adopted at",
            time=Time.ALWAYS,
        ),
        Relation(
            "EDITION_OF",
            (Label.DOCUMENT,),
            (Label.DOCUMENT,),
            "is an edition of (frbr:realizationOf)",
            time=Time.ALWAYS,
        ),
        Relation(
            "JURISDICTION",
            _PARTY_UNITS,
            (Label.PLACE,),
            "is responsible for this area (Popolo: area)",
        ),
        Relation("LOCATED_IN", (Label.PLACE,), (Label.PLACE,), "lies in", time=Time.ALWAYS),
        Relation(
            MERGED_INTO,
            MERGEABLE,
            MERGEABLE,
            "is the same, and goes by that id from then on (dcterms:isReplacedBy)",
            time=Time.ALWAYS,
        ),
        Relation(
            "SAME_AS",
            (Label.PLACE, Label.PERSON),
            (Label.PLACE, Label.PERSON),
            "is thought to be the same under another name",
            time=Time.ALWAYS,
        ),
    )
}
