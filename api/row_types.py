"""What the columns of answers hold, by their names; the schemas of rows are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from graph.checks import FINDINGS
from graph.compare import CHANGES, PARTS
from graph.model import Basis, DisagreementKind, Modality, Op, Polarity, Read

# An enum: generated clients compare a `const` even where the value is a boolean.
_ByUndated = Annotated[
    Literal["by undated sources"],
    WithJsonSchema({"type": "string", "enum": ["by undated sources"]}),
]


class Named(BaseModel):
    """A thing by its id and name."""

    id: str = Field(description="Its id.")
    name: str | None = Field(description="Its name.")


class NamedThing(Named):
    """A thing by its id, name and kind."""

    kind: str = Field(description="Its label, as Person.")


class Place(BaseModel):
    """A place in a source, and the claims there."""

    locator: str | None = Field(description="Where in the source.")
    claims: list[str] = Field(description="Ids of claims.")


class Side(BaseModel):
    """A side of a question that sources answer differently."""

    model_config = ConfigDict(extra="allow")

    side: str = Field(description="What tells the side apart.")
    text: str = Field(description="It in words: at most 30, or a name; dates in EDTF.")
    answers: list[Any] = Field(description="The values or ids that it gives.")
    objects: list[NamedThing] = Field(description="The things among them.")
    sources: list[str] = Field(description="Ids of the sources that take it.")
    claims: list[str] = Field(description="Ids of their claims.")
    voices: int = Field(description="How many voices: editions of one report are one.")
    preferred: bool = Field(description="Whether an editor prefers it.")
    confidence: str | None = Field(description="low where all of its claims are; else null.")
    polarities: list[str] = Field(description="asserted, denied.")
    modalities: list[str] = Field(description="reported, announced, rumoured.")


class DeclaredParameter(BaseModel):
    """A parameter of a query."""

    name: str
    type: str
    required: bool
    default: Any = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class ColumnType:
    """A column's type.

    Attributes:
        type: As Pydantic takes it.
        meaning: What it holds.
        example: One value.
    """

    type: Any
    meaning: str
    example: Any = None


_Text, _Texts, _Number = str | None, list[str], int | None
_Value = str | int | float | bool | None

# What a column of a name holds, wherever it is.
COLUMNS: dict[str, ColumnType] = {
    "about": ColumnType(_Texts, "Ids of the things that it is about."),
    "action": ColumnType(_Text, "What the rules provide for."),
    "asks": ColumnType(_Text, "The question in words."),
    "asks_ko": ColumnType(_Text, "The question in Korean."),
    "attested": ColumnType(_Text, "EDTF: when it was so, without a start or an end."),
    "basis": ColumnType(Literal[*Basis] | None, "What it rests on."),
    "bound": ColumnType(_Number, "The bound that is not kept."),
    "candidates": ColumnType(_Number, "Candidate members."),
    "cells": ColumnType(_Number, "Cells."),
    "check": ColumnType(str, "The check's name."),
    "claims": ColumnType(
        list["Claim"] | _Texts,  # type: ignore[name-defined]  # noqa: F821  (made from this)
        "Ids of claims; the claims themselves with provenance=true.",
    ),
    "conflicts_with": ColumnType(_Texts, "Claims that answer the same question otherwise."),
    "count": ColumnType(int, "How many."),
    "date": ColumnType(_Text, "EDTF.", "2007-10-27"),
    "dates": ColumnType(_Texts, "EDTF: every date that a source gives."),
    "depth": ColumnType(int, "How many steps away."),
    "direction": ColumnType(str, "out where the thing is the subject, in where it is the object."),
    "disputed": ColumnType(
        bool | _ByUndated,
        "Whether sources contest it; or by whom, where it is only those without a date.",
    ),
    "earliest": ColumnType(str, "ISO 8601: the first day that its dates allow."),
    "edition": ColumnType(_Text, "The edition of the rules that it is a clause of."),
    "end": ColumnType(str, "Id of the thing that the edge goes to."),
    "end_date": ColumnType(_Text, "EDTF: its end as a source states it; .. where it goes on."),
    "end_kind": ColumnType(_Text, "Its label."),
    "end_name": ColumnType(_Text, "Its name."),
    "ended_by": ColumnType(
        Literal["stated end", "replaced", "over", "edition"] | None,
        "What ended it: its stated end, what is attested in its place, a death or a dissolution.",
    ),
    "ended_by_claims": ColumnType(_Texts, "Ids of the claims that end it."),
    "ends_by": ColumnType(_Text, "ISO 8601: it had ended by then."),
    "events": ColumnType(list[Named], "Events in which both took part."),
    "excepted_by": ColumnType(_Texts, "Rules that make an exception."),
    "explanation": ColumnType(_Text, "Why sources differ, by an editor."),
    "fact": ColumnType(_Text, "Which fact of its source it records."),
    "facts": ColumnType(int, "How many facts."),
    "finding": ColumnType(Literal[*FINDINGS], "What the check finds."),
    "first_attested": ColumnType(_Text, "ISO 8601: the first day of which it is said."),
    "flags": ColumnType(_Texts | None, "What the load noticed about it."),
    "forward": ColumnType(bool, "Whether the edge is gone along forwards."),
    "gist": ColumnType(_Text, "What is said, in a few words."),
    "holds": ColumnType(_Text, "EDTF: when it holds."),
    "holds_from": ColumnType(_Text, "ISO 8601: the first day on which it may hold."),
    "holds_until": ColumnType(_Text, "ISO 8601: the last day on which it may hold."),
    "id": ColumnType(str, "Its id."),
    "interval": ColumnType(_Text, "ISO 8601 duration: how long after.", "P5Y3M"),
    "kind": ColumnType(_Text, "Its label, as Person; of events and sources their kind."),
    "language": ColumnType(_Text, "BCP 47.", "ko"),
    "last_attested": ColumnType(_Text, "ISO 8601: the last day of which it is said."),
    "latest": ColumnType(str, "ISO 8601: the last day that its dates allow."),
    "latitude": ColumnType(float | None, "Decimal degrees north (WGS 84).", 39.02),
    "least": ColumnType(_Number, "At least so many."),
    "letter": ColumnType(str, "A capital letter."),
    "level_size": ColumnType(int, "How many units the level has."),
    "locator": ColumnType(_Text, "Where in its source."),
    "longitude": ColumnType(float | None, "Decimal degrees east (WGS 84).", 125.75),
    "members": ColumnType(_Number, "How many members."),
    "merged_into": ColumnType(_Text, "Id of the thing that it was merged into."),
    "method": ColumnType(_Text, "Of what is inferred: how."),
    "modality": ColumnType(Literal[*Modality] | None, "How its source says it."),
    "most": ColumnType(_Number, "At most so many."),
    "name": ColumnType(_Text, "Its name."),
    "names": ColumnType(_Texts | None, "Every name that sources use."),
    "not_before": ColumnType(_Text, "EDTF: it was not published before."),
    "note": ColumnType(_Text, "A remark."),
    "confidence": ColumnType(_Text, "low where it decides nothing; null elsewhere."),
    "object": ColumnType(_Text, "Id of the thing that it relates to."),
    "object_kind": ColumnType(_Text, "That thing's label."),
    "object_name": ColumnType(_Text, "That thing's name."),
    "observed": ColumnType(str | int | None, "What sources say."),
    "op": ColumnType(Literal[*Op] | None, "How the value is meant: =, >=, <= or ~."),
    "ordinal": ColumnType(_Number, "Its number in an order."),
    "organization": ColumnType(_Text, "Id of the organisation."),
    "original": ColumnType(_Text, "The source's own words."),
    "other": ColumnType(_Text, "Id of the other unit."),
    "other_texts": ColumnType(_Texts, "The text in other editions."),
    "over_from": ColumnType(_Text, "ISO 8601: the first day on which it is over."),
    "part": ColumnType(str, "institution or party."),
    "person": ColumnType(str, "Id of the person."),
    "person_name": ColumnType(_Text, "The person's name."),
    "place": ColumnType(_Text, "Where it was held."),
    "places": ColumnType(list[Place], "Where in the source."),
    "plan": ColumnType(bool | None, "That it is a plan, and nothing that happened."),
    "polarity": ColumnType(Literal[*Polarity], "Whether it is asserted or denied."),
    "predicate": ColumnType(str, "What is said of it.", "name"),
    "predicates": ColumnType(_Texts, "What is said of it."),
    "premises": ColumnType(_Texts, "Of what is inferred: ids of the claims that it follows from."),
    "published": ColumnType(_Text, "EDTF."),
    "publisher": ColumnType(_Text, "Who published it."),
    "qualified_by": ColumnType(_Texts, "role:id of things that it is bound to."),
    "question": ColumnType(str, "The question's id."),
    "rank": ColumnType(str | int | None, "A level's place from the top; a claim's editorial rank."),
    "read": ColumnType(Literal[*Read] | None, "How much of it was read."),
    "reason": ColumnType(_Text, "Why it has its rank."),
    "recorded": ColumnType(_Text, "ISO 8601: when it was loaded."),
    "relation": ColumnType(_Text, "How they are related.", "UNIT_OF"),
    "required": ColumnType(_Text, "What the rule requires."),
    "resolved_by": ColumnType(_Text, "How the answer was chosen; null where it was not."),
    "responsible": ColumnType(list[Named], "Who is responsible for it."),
    "retired": ColumnType(_Text, "ISO 8601: when it was taken back; 9999 where it was not."),
    "role": ColumnType(_Text, "In what role."),
    "said": ColumnType(int, "How many claims there are of it."),
    "said_members": ColumnType(_Texts, "How many members sources say."),
    "score": ColumnType(float, "How well it fits."),
    "sides": ColumnType(list[Side], "The sides, each with who takes it."),
    "since": ColumnType(_Text, "ISO 8601."),
    "sizes": ColumnType(list[int], "Members of the cells that come of it."),
    "source": ColumnType(_Text, "Id of the source."),
    "sources": ColumnType(_Texts, "Ids of sources."),
    "standing": ColumnType(_Text, "How the claim stands: attested, normative, rumoured, ..."),
    "start": ColumnType(str, "Id of the thing that the edge goes from."),
    "start_date": ColumnType(_Text, "EDTF: its start as a source states it."),
    "start_kind": ColumnType(_Text, "Its label."),
    "start_name": ColumnType(_Text, "Its name."),
    "starts_after": ColumnType(_Text, "ISO 8601: it began after that day."),
    "status": ColumnType(_Text, "How surely it holds at as_of; null without as_of."),
    "step": ColumnType(int, "Which step of the way."),
    "subject": ColumnType(str, "Id of the thing that it is about."),
    "superior": ColumnType(_Text, "Id of the unit above."),
    "text": ColumnType(_Text, "Its text."),
    "things": ColumnType(int, "How many things."),
    "tier": ColumnType(_Text, "Id of its level."),
    "through": ColumnType(_Texts, "Who passed it on, the nearest first."),
    "title": ColumnType(_Text, "Its title."),
    "together": ColumnType(int, "In how many events."),
    "translation_of": ColumnType(_Text, "Id of the source that it translates."),
    "trust": ColumnType(_Text, "Why it is trusted, and how far."),
    "type": ColumnType(str, "The edge's type.", "MEMBER_OF"),
    "types": ColumnType(_Texts, "Types of edges with their numbers."),
    "unit": ColumnType(_Text, "Id of the unit, or unknown."),
    "units": ColumnType(int, "How many units."),
    "stated_subject": ColumnType(_Text, "What its source calls the subject, which was merged."),
    "stated_object": ColumnType(_Text, "What its source calls the object, which was merged."),
    "unread_time": ColumnType(_Text, "Its time as its source writes it, where it cannot be read."),
    "until": ColumnType(_Text, "ISO 8601."),
    "url": ColumnType(_Text, "Where it is on the web."),
    "value": ColumnType(_Value, "What is said: text, a number, or whether."),
    "voice": ColumnType(_Text, "Who speaks."),
    "voices": ColumnType(int, "How many voices say it."),
    "within": ColumnType(list[Named], "What it lies in, the nearest first."),
    "work": ColumnType(_Text, "What it is an edition of."),
}
# Where a query means something else by a name.
EXCEPTIONS: dict[tuple[str, str], ColumnType] = {
    ("compare", "part"): ColumnType(Literal[*PARTS], "What it is of."),
    ("compare", "change"): ColumnType(Literal[*CHANGES], "How the two looks differ."),
    ("compare", "after"): ColumnType(_Value, "What the second look has: a value or a thing's id."),
    ("compare", "after_claims"): ColumnType(_Texts, "Ids of the claims that say so."),
    ("compare", "after_kind"): ColumnType(_Text, "Its label, where it is a thing."),
    ("compare", "after_name"): ColumnType(_Text, "Its name, where it is a thing."),
    ("compare", "after_status"): ColumnType(_Text, "How surely it holds there."),
    ("compare", "before"): ColumnType(_Value, "What the first look has: a value or a thing's id."),
    ("compare", "before_claims"): ColumnType(_Texts, "Ids of the claims that say so."),
    ("compare", "before_kind"): ColumnType(_Text, "Its label, where it is a thing."),
    ("compare", "before_name"): ColumnType(_Text, "Its name, where it is a thing."),
    ("compare", "before_status"): ColumnType(_Text, "How surely it holds there."),
    ("numbers", "unit"): ColumnType(str, "What is counted.", "members"),
    ("contested", "kind"): ColumnType(Literal[*DisagreementKind], "How the answers differ."),
    ("source", "claims"): ColumnType(int, "How many claims."),
    ("sources", "claims"): ColumnType(int, "How many claims."),
    ("queries", "parameters"): ColumnType(list[DeclaredParameter], "Its parameters."),
    ("queries", "summary"): ColumnType(str, "What it answers."),
    ("queries", "columns"): ColumnType(_Texts, "What its rows have."),
    ("queries", "example"): ColumnType(dict[str, str], "Arguments that give rows."),
    ("queries", "cypher"): ColumnType(str, "The statement."),
    ("formats", "suffix"): ColumnType(str, "What its files end in."),
    ("formats", "media_type"): ColumnType(str, "Its media type."),
    ("formats", "holds"): ColumnType(str, "What is in it."),
    ("formats", "loses"): ColumnType(_Texts, "What is not."),
    ("formats", "opens"): ColumnType(str, "How it is opened."),
    ("formats", "marks"): ColumnType(_Texts, "How it says that something is disputed."),
    ("formats", "memory"): ColumnType(str, "What is kept in memory while it is written."),
}
