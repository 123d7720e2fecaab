"""Where claims disagree, and how.

A *matter* is what one answer at a time can be given to: a slot (`subject|predicate|key`), or one
relationship that is asserted or denied. Two claims of one matter either agree, or one says the
same less exactly, or they disagree in one of four ways (`graph.model.Disagreement`). What an
editor has judged goes before what is computed here.

How a value is accepted when it is read is in `cypher/fragments/resolved-by.cypher`: it stands
unanimous or preferred by an editor; a majority only orders the display.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from graph.dates import Validity, end_bounds
from graph.model import (
    Basis,
    DisagreementKind,
    Kind,
    Modality,
    Op,
    Polarity,
    Property,
    Rank,
    Relation,
    Time,
)
from graph.vocabulary import PROPERTIES, predicate

# "About" is taken as within a tenth.
ABOUT = 0.1
Wider = Mapping[str, Set[str]]


@dataclass(frozen=True)
class Claim:
    """What it takes to compare a claim with another.

    Attributes:
        id: Its id.
        about: The subject's id.
        predicate: A property's or relation's name.
        op: One of `graph.model.Op`.
        value: The value, for a property.
        object: The object's id, for a relation.
        ordinal: The object's number among its like.
        role: In what role.
        polarity: `asserted` or `denied`.
        modality: `reported`, `announced` or `rumoured`.
        basis: One of `graph.model.Basis`.
        rank: An editor's preference.
        voice: Who first said it.
        source: The source's id.
        work: The work that the source is a translation or reprint of.
        validity: When it holds.
    """

    id: str
    about: str
    predicate: str
    op: str
    value: Any
    object: str | None
    ordinal: int | None
    role: str | None
    polarity: str
    modality: str
    basis: str
    rank: str
    voice: str
    source: str
    work: str
    validity: Validity

    @property
    def slot(self) -> str | None:
        """`subject|predicate|key` where one value can hold at a time; None elsewhere."""
        return find_slot(self.about, self.predicate, self.op, self.ordinal)

    @property
    def comparison_key(self) -> str:
        """What it can disagree with other claims in."""
        return self.slot or "|".join(
            (self.about, self.predicate, str(self.answer), self.role or "")
        )

    @property
    def answer(self) -> Any:
        """The value or the object."""
        return self.value if self.object is None else self.object

    @property
    def side(self) -> str:
        """The answer as text; claims with the same side say the same."""
        text = str(self.answer).lower() if isinstance(self.answer, bool) else str(self.answer)
        if self.op != Op.EQUAL:
            text = f"{self.op} {text}"
        return f"not {text}" if self.polarity == Polarity.DENIED else text


def find_slot(about: str, name: str, op: str, ordinal: int | None) -> str | None:
    """The slot of a claim with this subject, predicate, operator and ordinal, as `Claim.slot`."""
    declared = predicate(name)
    if ordinal is not None:
        return f"{about}|{name}|{ordinal}"
    if not declared.single:
        return None
    bound = isinstance(declared, Property) and declared.bound
    return f"{about}|{name}|{op if bound and op in {Op.AT_LEAST, Op.AT_MOST} else ''}"


@dataclass(frozen=True)
class Conflict:
    """Two claims that disagree, `one` before `other` by id."""

    one: str
    other: str
    kind: DisagreementKind
    question: str


@dataclass(frozen=True)
class Selector:
    """Which claims an editor's judgement is about; what is None is not looked at."""

    about: str
    predicate: str
    op: str | None = None
    value: Any = None
    object: str | None = None
    source: str | None = None

    def picks(self, claim: Claim) -> bool:
        """Whether it is about this claim."""
        wanted = vars(self)
        return all(wanted[name] in (None, getattr(claim, name)) for name in wanted)


@dataclass(frozen=True)
class Judgement:
    """What editors say of a disagreement.

    Attributes:
        id: Its id.
        asks: The question that the claims answer differently.
        kind: How they differ; it goes before what would be computed.
        explanation: In one or two sentences, why.
        selectors: Which claims answer.
        by_source: Whether a side is what one source says in all, as a list; else one answer.
        asks_ko: The question in Korean, where it is put so.
    """

    id: str
    asks: str
    kind: DisagreementKind
    explanation: str
    selectors: tuple[Selector, ...]
    by_source: bool = False
    asks_ko: str | None = None

    @property
    def subjects(self) -> set[str]:
        """The ids of the things that it is about."""
        return {selector.about for selector in self.selectors}

    def picks(self, claim: Claim) -> bool:
        """Whether the claim is one of the answers."""
        return any(selector.picks(claim) for selector in self.selectors)

    def with_kept_ids(self, kept: Mapping[str, str]) -> Judgement:
        """The same judgement, of the things that its ids lead to where they have been merged."""
        selectors = (
            replace(
                selector,
                about=kept.get(selector.about, selector.about),
                object=kept.get(selector.object or "", selector.object),
            )
            for selector in self.selectors
        )
        return replace(self, selectors=tuple(selectors)) if kept else self


@dataclass(frozen=True)
class Question:
    """A matter in which claims disagree.

    Attributes:
        id: The judgement's, or the matter.
        claims: Every claim that answers it, those that agree with all sides too.
        conflicts: The pairs that disagree.
        judgement: What the editors say, if they do.
    """

    id: str
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    judgement: Judgement | None = None

    def side(self, claim: Claim) -> str:
        """Which side of the question a claim is on."""
        if self.judgement is not None and self.judgement.by_source:
            return claim.source
        return claim.side


def questions(
    claims: Iterable[Claim], judgements: Sequence[Judgement] = (), wider: Wider | None = None
) -> list[Question]:
    """Every matter in which some of these claims disagree.

    Args:
        claims: All claims about the subjects in question.
        judgements: What editors have judged; a claim that one picks is in no other question.
        wider: For a thing's id the ids of those that it lies in, or is the same as.
    """
    places = wider or {}
    # What is concluded makes no dispute by itself: it is no witness.
    claims = [claim for claim in claims if claim.basis != Basis.INFERRED]
    matters: dict[str, list[Claim]] = {}
    judged: dict[str, list[Claim]] = {judgement.id: [] for judgement in judgements}
    for claim in claims:
        if claim.rank == Rank.DEPRECATED:
            continue
        for judgement in judgements:
            if judgement.picks(claim):
                judged[judgement.id].append(claim)
                break
        else:
            matters.setdefault(claim.comparison_key, []).append(claim)
    found = [_judged(judgement, judged[judgement.id], places) for judgement in judgements]
    found += [
        Question(matter, tuple(group), tuple(_computed(matter, group, places)))
        for matter, group in matters.items()
    ]
    return [question for question in found if question.conflicts]


def _judged(judgement: Judgement, group: Sequence[Claim], wider: Wider) -> Question:
    bare = Question(judgement.id, tuple(group), (), judgement)
    conflicts = [
        _conflict(one, other, judgement.kind, judgement.id)
        for one, other in combinations(group, 2)
        if bare.side(one) != bare.side(other)
        and not _refines(one, other)
        and (judgement.by_source or _open_to_judgement(one, other, wider))
    ]
    return Question(judgement.id, bare.claims, tuple(conflicts), judgement)


def _open_to_judgement(one: Claim, other: Claim, wider: Wider) -> bool:
    """Whether two answers differ: as computed in a slot, else in any way."""
    if one.slot is None and other.slot is None:
        return True
    return disagreement(one, other, wider) is not None


def _computed(matter: str, group: Sequence[Claim], wider: Wider) -> Iterator[Conflict]:
    for one, other in combinations(group, 2):
        kind = disagreement(one, other, wider)
        if kind is not None:
            yield _conflict(one, other, kind, matter)


def _conflict(one: Claim, other: Claim, kind: DisagreementKind, question: str) -> Conflict:
    first, second = sorted((one.id, other.id))
    return Conflict(first, second, kind, question)


def disagreement(one: Claim, other: Claim, wider: Wider | None = None) -> DisagreementKind | None:
    """How two claims disagree; None where both can be meant by one answer, or are of two matters.

    The order of the two does not matter, and no claim disagrees with itself.
    """
    if one.comparison_key != other.comparison_key or _agree(one, other, wider or {}):
        return None
    if one.polarity == other.polarity:
        milder = _milder(one, other)
        if milder is not None:
            return milder
    return _changed_or_contested(one, other)


def _milder(one: Claim, other: Claim) -> DisagreementKind | None:
    """How two answers differ that do not exclude each other; None where they may."""
    declared = predicate(one.predicate)
    if _of_kind(declared, Kind.TEXT) and one.source != other.source:
        if one.work == other.work or one.voice == other.voice:
            return DisagreementKind.WORDING
    elif _of_kind(declared, Kind.INTEGER, Kind.NUMBER) and _can_be_one_number(one, other):
        return DisagreementKind.DIFFERENT
    if (one.modality == Modality.ANNOUNCED) != (other.modality == Modality.ANNOUNCED):
        return DisagreementKind.DIFFERENT
    return None


def _of_kind(declared: Property | Relation, *kinds: Kind) -> bool:
    return isinstance(declared, Property) and declared.kind in kinds


def _refines(one: Claim, other: Claim) -> bool:
    """Whether one text only adds to the other, as `every five years, with the congress` does."""
    if not _of_kind(predicate(one.predicate), Kind.TEXT) or one.predicate != other.predicate:
        return False
    short, long = sorted((str(one.value).casefold(), str(other.value).casefold()), key=len)
    return short != long and re.search(rf"\b{re.escape(short)}\b", long) is not None


def _agree(one: Claim, other: Claim, wider: Wider) -> bool:
    """Whether both can be meant: the same, one less exactly, or denials of different answers."""
    if one.polarity != other.polarity:
        return one.answer != other.answer or one.op != other.op
    if one.polarity == Polarity.DENIED or one.side == other.side:
        return True
    declared = predicate(one.predicate)
    if _of_kind(declared, Kind.EDTF):
        return _same_time(str(one.value), str(other.value))
    if _of_kind(declared, Kind.TEXT):
        same = str(one.value).casefold() == str(other.value).casefold()
        return same or _refines(one, other)
    near, far = str(one.object), str(other.object)
    return near in wider.get(far, ()) or far in wider.get(near, ())


def _changed_or_contested(one: Claim, other: Claim) -> DisagreementKind:
    if predicate(one.predicate).time is Time.SOURCE and _apart(one.validity, other.validity):
        return DisagreementKind.CHANGED
    return DisagreementKind.CONTESTED


def _apart(one: Validity, other: Validity) -> bool:
    """Whether no day is in both ranges; a vague moment is taken as its whole range."""
    first, second = _range(one), _range(other)
    return first[1] < second[0] or second[1] < first[0]


def _range(validity: Validity) -> tuple[date, date]:
    return (
        min(validity.holds_from, validity.holds_until),
        max(validity.holds_from, validity.holds_until),
    )


def _same_time(one: str, other: str) -> bool:
    """Whether two dates can mean one: their starts can be one day, and their ends."""
    return all(
        mine.earliest <= theirs.latest and theirs.earliest <= mine.latest
        for mine, theirs in zip(end_bounds(one), end_bounds(other), strict=True)
    )


def _can_be_one_number(one: Claim, other: Claim) -> bool:
    """Whether one number fits both; a rule's bounds are numbers of their own."""
    if PROPERTIES[one.predicate].bound:
        return False
    mine, theirs = _numbers(one), _numbers(other)
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _numbers(claim: Claim) -> tuple[float, float]:
    value = float(claim.value)
    if claim.op == Op.AT_LEAST:
        return value, float("inf")
    if claim.op == Op.AT_MOST:
        return float("-inf"), value
    if claim.op == Op.ABOUT:
        return value * (1 - ABOUT), value * (1 + ABOUT)
    return value, value
