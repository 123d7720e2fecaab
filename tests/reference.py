"""A slow and simple reading of docs/model.md, which the graph's answers are compared with.

It knows nothing of EDTF, of Cypher or of the code: a time is made of days, and every claim is
looked at with every other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

ALWAYS_BEFORE, ALWAYS_AFTER = date(1, 1, 1), date(9999, 12, 31)

Days = tuple[date, date]
End = Days | Literal["unknown", "open"]


@dataclass(frozen=True)
class When:
    """When something is said to hold.

    Attributes:
        kind: `interval`, from a start to an end; `moment`, on some day; `within`, on some day and
            on no other than those given; `always`.
        start: First and last day that it may have begun on, or the moment's.
        end: First and last day that it may have ended on.
    """

    kind: Literal["interval", "moment", "within", "always"]
    start: End = "unknown"
    end: End = "unknown"


@dataclass(frozen=True)
class Said:
    """A claim: its id, whose it is, what it says, and when that holds.

    Attributes:
        id: Its own.
        source: Its source's.
        about: What it is about.
        matter: What one answer at a time can be given to.
        answer: The answer that it gives.
        denied: Whether it says that this is not so.
        rumoured: Whether it is a rumour.
        when: When.
        published: First and last day that its source may have appeared on.
        event: Whether it is said of an event.
        place: What one alone can have at a time, as a post with one seat; empty elsewhere.
        taker: Who or what has it by this claim.
        tenure: Whether somebody holds or belongs to something by it.
    """

    id: str
    source: str
    about: str
    matter: str
    answer: str
    when: When
    published: Days
    denied: bool = False
    rumoured: bool = False
    event: bool = False
    place: str = ""
    taker: str = ""
    tenure: bool = False


@dataclass(frozen=True)
class Look:
    """What is asked for: a range of days or none, how surely, by whom, and by when published.

    `carry` is for how many years what was attested is carried forward; None is ten where people are
    attested in a post or a body, but in a post with one seat, and without end for the rest.
    """

    as_of: Days | None = None
    certainty: Literal["certain", "best", "possible"] = "best"
    sources: frozenset[str] | None = None
    known_at: date = ALWAYS_AFTER
    carry: int | None = None


@dataclass(frozen=True)
class Bounds:
    """It certainly holds on every day of `surely`, or at a moment in it the other way round."""

    surely: Days
    perhaps: Days


def bounds(said: Said, loaded: date) -> Bounds:
    """The days on which a claim certainly holds, and may hold."""
    when = said.when
    if when.kind == "always":
        return Bounds((ALWAYS_BEFORE, ALWAYS_AFTER), (ALWAYS_BEFORE, ALWAYS_AFTER))
    if when.kind in {"moment", "within"}:
        first, last = said.published if isinstance(when.start, str) else when.start
        if last == ALWAYS_AFTER and not said.event:
            last = max(loaded, first)  # whenever it was, it was before it was loaded
        perhaps = (first, last) if when.kind == "within" else (ALWAYS_BEFORE, ALWAYS_AFTER)
        return Bounds((last, first), perhaps)
    began, ended = when.start, when.end
    if isinstance(ended, str):
        assert not isinstance(began, str)
        until = began[1] if ended == "unknown" else max(began[1], said.published[0])
        return Bounds((began[1], until), (began[0], ALWAYS_AFTER))
    if isinstance(began, str):
        return Bounds((ended[0], ended[0]), (ALWAYS_BEFORE, ended[1]))
    return Bounds((began[1], ended[0]), (began[0], ended[1]))


@dataclass(frozen=True)
class Record:
    """All that is said, and the day on which it was loaded.

    Attributes:
        claims: What is said.
        loaded: When it was loaded.
        deaths: Who died, the last day, by which source, and from when on that is known.
        seats: Which place is said to be one seat, by which source, and from when on that is known;
            what is no post needs nobody to say so.
        posts: Which places are posts.
    """

    claims: Sequence[Said]
    loaded: date
    deaths: Sequence[tuple[str, date, str, date]] = ()
    seats: Sequence[tuple[str, str, date]] = ()
    posts: frozenset[str] = frozenset()

    def passing(self, look: Look) -> set[str]:
        """The ids of the claims that a look lets through."""
        return {said.id for said in self.claims if self._passes(said, look)}

    def members(self, look: Look) -> set[str]:
        """Who counts, of what is asserted, and neither rumoured nor denied by its own source."""
        return {
            said.about
            for said in self.claims
            if not said.denied and not said.rumoured and self._passes(said, look)
        }

    def _admitted(self, source: str, known_from: date, look: Look) -> bool:
        return known_from <= look.known_at and (look.sources is None or source in look.sources)

    def _passes(self, said: Said, look: Look) -> bool:
        if not self._admitted(said.source, _known_from(said), look):
            return False
        if look.as_of is None:
            return True
        first, last = look.as_of
        mine = bounds(said, self.loaded)
        since, until = mine.surely
        if look.certainty == "certain":
            throughout = since <= first and until >= last
            return throughout and not said.rumoured and not self._dead(said, last, look)
        if look.certainty == "possible":
            holds = mine.perhaps[0] <= last and mine.perhaps[1] >= first
        else:
            somewhere = since <= last and until >= first
            holds = somewhere or self._carried(said, mine, look.as_of, look)
        return holds and not self._dead(said, first, look)

    def _carried(self, said: Said, mine: Bounds, as_of: Days, look: Look) -> bool:
        """Whether it was attested by then, if only perhaps, and nothing has ended it since."""
        first, last = as_of
        since, until = mine.surely
        attested = since if since <= until else until
        return (
            attested <= last
            and self._is_near(said, mine, first, look)
            and until != ALWAYS_BEFORE
            and mine.perhaps[1] >= first
            and not said.rumoured
            and not (said.event and since < first)
            and not self._replaced(said, first, look)
        )

    def _is_near(self, said: Said, mine: Bounds, day: date, look: Look) -> bool:
        """Whether it was attested in so many years before a day as a look carries it forward."""
        years = look.carry
        has_no_start = mine.perhaps[0] == ALWAYS_BEFORE
        if years is None and said.tenure and has_no_start:
            years = None if self._has_one_seat(said.place, look) else 10
        return years is None or _within(max(mine.surely), day, years)

    def _has_one_seat(self, place: str, look: Look) -> bool:
        return place in self.posts and any(
            of == place and self._admitted(source, known_from, look)
            for of, source, known_from in self.seats
        )

    def _dead(self, said: Said, day: date, look: Look) -> bool:
        return any(
            who == said.about and day > last and self._admitted(source, known_from, look)
            for who, last, source, known_from in self.deaths
        )

    def _replaced(self, said: Said, day: date, look: Look) -> bool:
        """Whether something else was attested in its place, or its end given, by this day."""
        mine = bounds(said, self.loaded)
        until = mine.surely[1]
        for other in self.claims:
            if not self._admitted(other.source, _known_from(other), look):
                continue
            theirs = bounds(other, self.loaded)
            if _changed(said, other) and min(theirs.surely) > until and theirs.surely[0] <= day:
                return True
            if self._displaces(other, said, look) and theirs.surely[0] <= day:
                return True
            ended = theirs.perhaps[1]
            if _ends(other, said) and until <= ended < mine.perhaps[1] and ended < day:
                return True
        return False

    def _displaces(self, one: Said, other: Said, look: Look) -> bool:
        """Whether one says that somebody else, or something else, is in the place of the other."""
        if not one.place or one.place != other.place or one.taker == other.taker:
            return False
        if one.denied or other.denied or one.rumoured:
            return False
        if max(_days(other, self.loaded)) >= min(_days(one, self.loaded)):
            return False
        return one.place not in self.posts or self._has_one_seat(one.place, look)


def _within(attested: date, day: date, years: int) -> bool:
    """Whether a day is at most so many years before another, if not after it."""
    return (day.year - attested.year, day.month, day.day) <= (
        years,
        attested.month,
        attested.day,
    )


def _days(said: Said, loaded: date) -> Days:
    return bounds(said, loaded).surely


def _known_from(said: Said) -> date:
    """An undated source counts from the day that it cannot be older than, if one is known."""
    first, last = said.published
    unknown = (first, last) == (ALWAYS_BEFORE, ALWAYS_AFTER)
    return ALWAYS_AFTER if unknown else first


def _ends(one: Said, other: Said) -> bool:
    """Whether one says of the same as another that it had an end."""
    same = (one.matter, one.answer) == (other.matter, other.answer)
    reported = not (one.denied or other.denied or one.rumoured or one.event)
    return same and reported and one.when.kind in {"interval", "within"}


def _changed(one: Said, other: Said) -> bool:
    """Whether two claims exclude each other, each in a time of its own."""
    if one.matter != other.matter:
        return False
    if one.denied == other.denied:
        exclude = not one.denied and one.answer != other.answer
    else:
        exclude = one.answer == other.answer
    if not exclude:
        return False
    mine, theirs = (_span(said) for said in (one, other))
    return mine[1] < theirs[0] or theirs[1] < mine[0]


def _span(said: Said) -> Days:
    since, until = bounds(said, ALWAYS_AFTER).surely
    return min(since, until), max(since, until)
