"""All people who are compared: which of them may be one, and what speaks for and against it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from loaders.identity.evidence import (
    Days,
    Evidence,
    Feature,
    birth_level,
    plain_birth,
    weigh,
    weigh_bearers,
    weigh_shared,
)
from loaders.identity.person_names import (
    NameForms,
    near_keys,
    read_forms,
    sound_key,
    southern_person,
)

# A sound of fewer letters is near too many others.
_LEAST_NEAR = 7
_SHOWN = 3
_Key = tuple[str, str]


@dataclass(frozen=True)
class Person:
    """What is compared of a person.

    Attributes:
        id: Their id.
        names: Every name, the best known first.
        born: First and last day on which they may be born, for each date that a source gives.
        shared: Ids of what they hold, belong to or took part in.
        named: Pairs of a source and a name that it gives them.
        claims: How many claims are about them.
    """

    id: str
    names: tuple[str, ...]
    born: tuple[Days, ...] = ()
    shared: frozenset[str] = frozenset()
    named: frozenset[tuple[str, str]] = frozenset()
    claims: int = 0

    @property
    def sources(self) -> frozenset[str]:
        """Ids of the sources that name them."""
        return frozenset(source for source, _ in self.named)


@dataclass(frozen=True)
class Pair:
    """Two people who may be one.

    Attributes:
        one: The id that comes first.
        other: The other's.
        score: How likely they are one, from 0 to 1.
        names: What each is called.
        evidence: What speaks for and against.
        same_hangul: Whether they have one Hangul name, so that somebody should look.
    """

    one: str
    other: str
    score: float
    names: str
    evidence: tuple[Evidence, ...]
    same_hangul: bool


@dataclass(frozen=True)
class _Compared:
    """A person, with what is compared of them made ready."""

    person: Person
    forms: NameForms
    born: tuple[Days, ...]
    sources: frozenset[str]

    @classmethod
    def of(cls, person: Person) -> _Compared:
        plain = (plain_birth(*days) for days in person.born)
        return cls(
            person,
            read_forms(person.names),
            tuple(days for days in plain if days),
            person.sources,
        )

    @property
    def keys(self) -> Iterator[_Key]:
        """What their names are the same by, each with its kind."""
        for kind in ("initials", "han", "words", "sounds"):
            for key in getattr(self.forms, kind):
                yield kind, key


class Population:
    """All people who are compared, with what is counted of them.

    Counted are how many people bear a name, by the source that has most of them, since others may
    be these again; and how many are in an organisation, a post or an event.

    Args:
        people: Who.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {person.id: _Compared.of(person) for person in people}
        self._sizes = Counter(
            thing for item in self._people.values() for thing in item.person.shared
        )
        borne = Counter(
            (source, key)
            for item in self._people.values()
            for source in item.sources
            for key in item.keys
        )
        self._bearers: dict[_Key, int] = defaultdict(int)
        for (_, key), count in borne.items():
            self._bearers[key] = max(self._bearers[key], count)
        given = Counter(said for item in self._people.values() for said in item.person.named)
        self._careful = frozenset(source for (source, _), count in given.items() if count > 1)

    def pairs(self, sources: tuple[str, str] | None = None) -> list[Pair]:
        """Every pair whose names are the same or near, the likeliest first.

        Two whom one source names are no pair where that source gives two people one name: it tells
        namesakes apart.

        Args:
            sources: Only pairs of one whom the first of these names, and one whom the second does.
        """
        found = [
            pair
            for one, other in self._candidates(sources)
            if (pair := self.compare(one, other)) is not None
        ]
        return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))

    def compare(self, one: str, other: str) -> Pair | None:
        """How likely two people are one, by their ids; None where their names are not even near.

        The order of the two does not matter.
        """
        first, second = (self._people[key] for key in sorted((one, other)))
        levels = self._levels(first, second)
        if Feature.NAME not in levels:
            return None
        level, details, bearers = levels.pop(Feature.NAME)
        evidence = [weigh(Feature.NAME, level, details)]
        if bearers > 1:
            evidence.append(weigh_bearers(bearers))
        evidence += [
            weigh_shared(details, count, len(self._people))
            if feature is Feature.SHARED
            else weigh(feature, found)
            for feature, (found, details, count) in levels.items()
        ]
        called = dict.fromkeys(item.person.names[0] for item in (first, second))
        return Pair(
            first.person.id,
            second.person.id,
            _likelihood(sum(item.bits for item in evidence)),
            " / ".join(called),
            tuple(evidence),
            level == "hangul",
        )

    def levels(self, one: str, other: str) -> dict[Feature, tuple[str, float]]:
        """The level of two people in each feature that is known of both; their names' if near.

        With each how usual it is: of a name, how many bear it; of what is shared, which part of
        all people is in it; else 1.
        """
        first, second = (self._people[key] for key in sorted((one, other)))
        usual = {Feature.NAME: 1.0, Feature.SHARED: 1 / len(self._people)}
        return {
            feature: (level, max(count, 1) * usual[feature] if feature in usual else 1.0)
            for feature, (level, _, count) in self._levels(first, second).items()
        }

    def _levels(self, one: _Compared, other: _Compared) -> dict[Feature, tuple[str, str, int]]:
        """The level of each feature, what more is to be said, and how many have it too."""
        found: dict[Feature, tuple[str, str, int]] = {}
        named = self._compare_names(one.forms, other.forms)
        if named is not None:
            found[Feature.NAME] = named
        mine, theirs = one.forms.han, other.forms.han
        if mine and theirs and (named is None or named[0] != "han"):
            found[Feature.CHARACTERS] = ("same" if mine & theirs else "other", "", 0)
        birth = birth_level(one.born, other.born)
        if birth is not None:
            found[Feature.BIRTH] = (birth, "", 0)
        sizes = self._sizes
        both = sorted(one.person.shared & other.person.shared, key=lambda key: (sizes[key], key))
        if both:
            more = len(both) - _SHOWN
            things = ", ".join(both[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
            found[Feature.SHARED] = ("same", things, sizes[both[0]])
        return found

    def _compare_names(self, one: NameForms, other: NameForms) -> tuple[str, str, int] | None:
        """The level of two people's names, what they share, and how many bear it; None if nothing.

        Where both have Hangul, Hangul decides: no other spelling says as much.
        """
        if one.hangul and other.hangul:
            shared = {
                "hangul": {
                    ("initials", southern_person(same)): same for same in one.hangul & other.hangul
                },
                "initial": {("initials", same): same for same in one.initials & other.initials},
            }
        else:
            across = "across" if one.hangul or other.hangul else "system"
            shared = {
                "han": {("han", same): same for same in one.han & other.han},
                "words": {("words", same): same for same in one.words & other.words},
                across: {("sounds", same): "" for same in one.sounds & other.sounds},
                "near": {
                    ("sounds", sound): ""
                    for mine in one.sounds
                    for theirs in other.sounds
                    if _is_near(mine, theirs)
                    for sound in (mine, theirs)
                },
            }
        for level, keys in shared.items():
            if keys:
                bearers, key = max((self._bearers[key], key) for key in keys)
                if level == "words":
                    bearers = max(bearers, self._bearers["sounds", sound_key(keys[key])])
                return level, f": {keys[key]}" if keys[key] else "", bearers
        return None

    def _candidates(self, sources: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
        """Pairs that share a key of a name, or nearly one, each once."""
        blocks: dict[_Key, list[str]] = defaultdict(list)
        for item in self._people.values():
            keys = set(item.keys)
            for sound in item.forms.sounds:
                keys.update(("near", key) for key in near_keys(sound))
            for key in keys:
                blocks[key].append(item.person.id)
        seen: set[tuple[str, str]] = set()
        for block in blocks.values():
            for pair in combinations(sorted(block), 2):
                if pair not in seen:
                    seen.add(pair)
                    one, other = (self._people[key] for key in pair)
                    if self._may_be_one(one, other, sources):
                        yield pair

    def _may_be_one(
        self, one: _Compared, other: _Compared, sources: tuple[str, str] | None
    ) -> bool:
        if one.sources & other.sources & self._careful:
            return False
        if sources is None:
            return True
        return any(
            first in one.sources and second in other.sources
            for first, second in (sources, sources[::-1])
        )


def _is_near(one: str, other: str) -> bool:
    """Whether one letter more, less, or otherwise, or two that changed places, make one of two."""
    if min(len(one), len(other)) < _LEAST_NEAR:
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1


def _likelihood(bits: float) -> float:
    return float(1 / (1 + 2.0**-bits))
