"""Who contests whom, and what counts by the choice that analyses, exports and notebooks offer.

A claim that others contest counts as far as the voices go that do not speak against it. Each
question has sides, weighed by their voices (a translation adds none); a side that an editor prefers
is the only one. What is `changed`, `different` or `wording` takes nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from graph.database import Database
from graph.errors import BadParameterError
from graph.fragments import expand
from graph.statements import statement

# Shares are sums of floats.
_WHOLE = 1 - 1e-9


class Contested(StrEnum):
    """How what is contested is taken."""

    ACCEPTED = "accepted"  # only what nobody contests, or an editor prefers
    ALL = "all"  # all that is said, each as much as the rest
    WEIGHTED = "weighted"  # all that is said, weighed by voices

    @classmethod
    def parse(cls, text: str) -> Contested:
        """The choice of this name.

        Raises:
            BadParameterError: There is none.
        """
        if text not in list(cls):
            raise BadParameterError(
                "contested", f"contested={text!r} is not one of {', '.join(cls)}."
            )
        return cls(text)

    def weight(self, share: float) -> float:
        """What something counts that has this share of voices, in [0, 1]; 0 where it is left out.

        Example:
            >>> [choice.weight(0.25) for choice in Contested]
            [0.0, 1.0, 0.25]
        """
        match self:
            case Contested.ACCEPTED:
                return 1.0 if share > _WHOLE else 0.0
            case Contested.ALL:
                return 1.0
            case Contested.WEIGHTED:
                return share


@dataclass(frozen=True)
class ContestedClaim:
    """A claim that others contest.

    Attributes:
        claim: Its id.
        question: The question that it answers.
        asks: That question as editors word it; empty where they have not.
        side: Which side it takes.
        voice: Who says so.
        source: Where.
        preferred: Whether an editor prefers it, with a reason.
        confident: Whether it counts where others speak: it is not of low confidence.
        relation: Whether it relates two things, so that an edge hangs on it.
        against: The ids of the claims that it cannot hold beside.
    """

    claim: str
    question: str
    asks: str
    side: str
    voice: str
    source: str
    preferred: bool
    confident: bool
    relation: bool
    against: frozenset[str]


@dataclass(frozen=True)
class Contests:
    """The contested claims that a lens lets through.

    Attributes:
        by_claim: By the claim's id: one for each question that it answers.
    """

    by_claim: Mapping[str, Sequence[ContestedClaim]]

    @cached_property
    def sides(self) -> dict[str, dict[str, float]]:
        """For each question its sides with their shares of voices, which add up to 1."""
        by_question: dict[str, list[ContestedClaim]] = {}
        for contest in (one for claim in sorted(self.by_claim) for one in self.by_claim[claim]):
            by_question.setdefault(contest.question, []).append(contest)
        shares = {}
        for question, contests in by_question.items():
            preferred = {one.side for one in contests if one.preferred}
            kept = [one for one in contests if not preferred or one.side in preferred]
            voices: dict[str, set[str]] = {side: set() for side in sorted(one.side for one in kept)}
            for contest in [one for one in kept if one.confident] or kept:
                voices[contest.side].add(contest.voice)
            number = sum(map(len, voices.values()))
            shares[question] = {side: len(said) / number for side, said in voices.items()}
        return shares

    def share(self, claims: Iterable[str]) -> float:
        """The share of voices behind what these claims say: that of the best, 1 for no claim."""
        if not self.by_claim:
            return 1.0
        return max(map(self._claim_share, claims), default=1.0)

    def is_disputed(self, claims: Iterable[str]) -> bool:
        """Whether each of these claims is contested, for and against."""
        return bool(self.by_claim) and all(claim in self.by_claim for claim in claims)

    def holds(self, claim: str, world: Mapping[str, str]) -> bool:
        """Whether a claim holds in a world, which has one side of each question."""
        return not any(
            self._is_against(contest, world[contest.question])
            for contest in self.by_claim.get(claim, ())
        )

    def _claim_share(self, claim: str) -> float:
        share = 1.0
        for contest in self.by_claim.get(claim, ()):
            share *= sum(
                part
                for side, part in self.sides[contest.question].items()
                if not self._is_against(contest, side)
            )
        return share

    def _is_against(self, contest: ContestedClaim, side: str) -> bool:
        """Whether a claim cannot hold where this side of its question is right."""
        return any(
            other.side == side
            for identifier in contest.against
            for other in self.by_claim.get(identifier, ())
            if other.question == contest.question
        )


NO_CONTESTS = Contests({})


def read_contests(database: Database, bound: Mapping[str, Any]) -> Contests:
    """Every contested claim, as the bound lens sees them."""
    found: dict[str, list[ContestedClaim]] = {}
    for row in database.stream(expand(statement("analysis/contested"), bound), {"lens": bound}):
        contest = ContestedClaim(
            claim=row["claim"],
            question=row["question"],
            asks=row["asks"] or "",
            side=row["side"],
            voice=row["voice"],
            source=row["source"],
            preferred=row["preferred"],
            confident=row["confident"],
            relation=row["relation"],
            against=frozenset(row["against"]),
        )
        found.setdefault(contest.claim, []).append(contest)
    return Contests(found)
