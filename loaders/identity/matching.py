"""Pairs of people who may be one, with a score and the reasons for it.

Names are compared by Jaro-Winkler similarity (rapidfuzz) of what their romanisations share; birth
dates and posts speak for or against. Nothing is decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from rapidfuzz.distance import JaroWinkler

from graph.catalogue import Rows
from graph.database import Database
from graph.lens import NEVER_RETIRED
from graph.names import name_key
from graph.statements import statement
from loaders.identity.romanisation import phonetic_key

COLUMNS = ("one", "other", "score", "names", "reasons", "decided")
MIN_SCORE = 0.7
_NEAR = 0.94
_SAME_NAME, _NEAR_NAME = 0.75, 0.6
_SAME_BIRTH, _OTHER_BIRTH, _SHARED = 0.2, -0.6, 0.1


@dataclass(frozen=True)
class Person:
    """What is compared of a person.

    Attributes:
        id: Their id.
        names: Every name.
        born: First and last day on which they may be born, for each date that a source gives.
        shared: Ids of what they hold, belong to or took part in.
    """

    id: str
    names: tuple[str, ...]
    born: tuple[tuple[date, date], ...] = ()
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pair:
    """Two people who may be one: a score from 0 to 1, and why."""

    one: str
    other: str
    score: float
    names: str
    reasons: tuple[str, ...]


def propose(database: Database, *, min_score: float = MIN_SCORE) -> Rows:
    """Pairs of people who may be one, the likeliest first; decided ones say so.

    Args:
        database: Where.
        min_score: Pairs of a lower score are left out.

    Returns:
        Rows with `COLUMNS`.
    """
    people = []
    decided: dict[frozenset[str], str] = {}
    for row in database.stream(statement("load/people"), {"never": NEVER_RETIRED}):
        born = tuple(
            (first.to_native(), last.to_native())
            for first, last in zip(row["born_from"], row["born_until"], strict=True)
        )
        people.append(Person(row["id"], tuple(row["names"]), born, frozenset(row["shared"])))
        for other, polarity in zip(row["decided_with"], row["decided"], strict=True):
            verdict = "same" if polarity == "asserted" else "different"
            decided[frozenset((row["id"], other))] = verdict
    rows: list[dict[str, Any]] = [
        {
            "one": pair.one,
            "other": pair.other,
            "score": round(pair.score, 3),
            "names": pair.names,
            "reasons": list(pair.reasons),
            "decided": decided.get(frozenset((pair.one, pair.other))),
        }
        for pair in find_pairs(people)
        if pair.score >= min_score
    ]
    return Rows(COLUMNS, rows)


def find_pairs(people: Iterable[Person]) -> list[Pair]:
    """Every pair whose names are near, the likeliest first."""
    found = [
        pair
        for one, other in _candidates(list(people))
        if (pair := compare(one, other)) is not None
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def _candidates(people: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    """Pairs that share the beginning of some name's phonetic key, each once."""
    blocks: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for key in {phonetic_key(name)[:3] for name in person.names} - {""}:
            blocks[key].append(person)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for one, other in combinations(sorted(block, key=lambda person: person.id), 2):
            if (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                yield one, other


def compare(one: Person, other: Person) -> Pair | None:
    """How likely two people are one; None where their names are not near.

    The order of the two does not matter to score and reasons.
    """
    found = [
        (similarity, name_key(mine) == name_key(theirs), min(mine, theirs), max(mine, theirs))
        for mine in one.names
        for theirs in other.names
        if (similarity := _similarity(mine, theirs)) is not None
    ]
    if not found:
        return None
    score, same, mine, theirs = max(found)
    reasons = ["names near"]
    if score == _SAME_NAME:
        reasons = ["one name" if same else "one name by other spelling"]
    if one.born and other.born:
        if any(_overlap(first, second) for first in one.born for second in other.born):
            score += _SAME_BIRTH
            reasons.append("births can be one")
        else:
            score += _OTHER_BIRTH
            reasons.append("births cannot be one")
    together = sorted(one.shared & other.shared)
    if together:
        score += _SHARED * min(len(together), 2)
        reasons.append(f"both: {', '.join(together[:3])}")
    return Pair(
        one.id,
        other.id,
        max(0.0, min(1.0, score)),
        mine if same else f"{mine} / {theirs}",
        tuple(reasons),
    )


def _similarity(mine: str, theirs: str) -> float | None:
    first, second = phonetic_key(mine), phonetic_key(theirs)
    if not first or not second:
        return None
    if first == second:
        return _SAME_NAME
    near = JaroWinkler.similarity(first, second)
    return _NEAR_NAME * near if near >= _NEAR else None


def _overlap(first: tuple[date, date], second: tuple[date, date]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]
