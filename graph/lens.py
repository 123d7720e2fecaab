"""Through whose eyes and at what time the graph is read: the parameters common to every read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from graph.dates import EARLIEST, LATEST, BadDateError, bounds
from graph.errors import BadParameterError

CERTAINTIES = ("best", "certain", "possible")
# For how many years at most it is carried forward that somebody is attested in a post or a body,
# unless asked: two terms, since by the rules of 2016 and 2021 a congress elects for five years.
TENURE_YEARS = 10
CARRY_UNLESS_SET = (
    f"{TENURE_YEARS} years where somebody is attested in a post or a body; where a start is given, "
    "in a post with one seat, and for everything else until something ends it"
)
NAMES = ("as_of", "known_at", "recorded_at", "certainty", "sources", "carry")
END_OF_RECORD = datetime(9999, 12, 31, tzinfo=UTC)
NEVER_RETIRED = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True)
class SyntheticRun:
    """The one claim that stands for all edges and numbers of a synthetic party.

    Attributes:
        claim: Its id.
        source: Its source's id.
        known_from: From when on it counts for `known_at`.
        recorded: When it was loaded.
        since: The first day of which the numbers are.
        until: The last.
    """

    claim: str
    source: str
    known_from: date
    recorded: datetime
    since: date
    until: date


@dataclass(frozen=True)
class Snapshot:
    """A state of the graph: what has been loaded so far.

    Attributes:
        until: When the last load that has ended was recorded; what is recorded later belongs to
            one that has not, and is not seen.
        run: The run of a synthetic party, where the graph is one.
        version: The graph's.
    """

    until: datetime = END_OF_RECORD
    run: SyntheticRun | None = None
    version: str = ""


@dataclass(frozen=True)
class Lens:
    """What a read lets through.

    Attributes:
        as_of: EDTF: when it was so; None filters nothing by time.
        known_at: EDTF: only what had been published by the last day of it.
        recorded_at: EDTF or ISO 8601 time: the graph as it stood then.
        certainty: `best`, `certain` or `possible`; it says how `as_of` is taken.
        sources: Only what these sources say; None means all.
        carry: For how many years at most `best` carries forward what was attested; None means
            `CARRY_UNLESS_SET`.
        snapshot: The state of the graph that is read; `graph.version.pin` sets the latest.
    """

    as_of: str | None = None
    known_at: str | None = None
    recorded_at: str | None = None
    certainty: str = "best"
    sources: tuple[str, ...] | None = None
    carry: int | None = None
    snapshot: Snapshot = Snapshot()

    @classmethod
    def parse(cls, arguments: Mapping[str, Any], *, today: date | None = None) -> Lens:
        """A lens from named arguments as a person writes them.

        Args:
            arguments: Any of `as_of`, `known_at`, `recorded_at`, `certainty`, `sources`
                (comma-separated, or a list), `carry` (years).
            today: What the word `today` means; the day in UTC unless given.

        Raises:
            BadParameterError: One of them is unknown or cannot be read; it is named.
        """
        for name in arguments:
            if name not in NAMES:
                raise BadParameterError(
                    name,
                    f"The lens has no parameter {name!r}.",
                    hint=f"It has: {', '.join(NAMES)}.",
                )
        day = (today or datetime.now(UTC).date()).isoformat()
        texts: dict[str, Any] = {
            name: day if value == "today" else value
            for name in ("as_of", "known_at", "recorded_at")
            if (value := _text(name, arguments.get(name))) is not None
        }
        certainty = _text("certainty", arguments.get("certainty")) or "best"
        if certainty not in CERTAINTIES:
            raise BadParameterError(
                "certainty",
                f"certainty={certainty!r} is not one of {', '.join(CERTAINTIES)}.",
            )
        lens = cls(
            **texts,
            certainty=certainty,
            sources=_sources(arguments.get("sources")),
            carry=_years("carry", arguments.get("carry")),
        )
        lens.bind()
        return lens

    def bind(self) -> dict[str, Any]:
        """The Cypher parameter `$lens`, every key set.

        Raises:
            BadParameterError: A date cannot be read; its parameter is named.
        """
        when = _bounds("as_of", self.as_of)
        known = _bounds("known_at", self.known_at)
        recorded_at = min(_moment(self.recorded_at), self.snapshot.until)
        return {
            "run": _seen_run(self.snapshot.run, known[1], recorded_at, self.sources),
            "from": when[0],
            "until": when[1],
            "carried_since": _years_before(when[0], self.carry),
            "tenures_since": _years_before(
                when[0], TENURE_YEARS if self.carry is None else self.carry
            ),
            "certainty": self.certainty if self.as_of is not None else "any",
            "possible": self.certainty == "possible",
            "known_at": known[1],
            "recorded_at": recorded_at,
            "sources": None if self.sources is None else list(self.sources),
        }

    @property
    def carried(self) -> str | None:
        """How far what was attested is carried forward, in words; None where nothing is."""
        if self.as_of is None or self.certainty != "best":
            return None
        return CARRY_UNLESS_SET if self.carry is None else f"{self.carry} years"

    def parameters(self) -> dict[str, str]:
        """The lens as parameters of a URL or a command, by name; what is left open is left out."""
        texts = {name: getattr(self, name) for name in ("as_of", "known_at", "recorded_at")}
        texts["certainty"] = self.certainty if self.certainty != "best" else None
        texts["sources"] = ",".join(self.sources or ())
        texts["carry"] = None if self.carry is None else str(self.carry)
        return {name: text for name, text in texts.items() if text}


EVERYTHING = Lens()


def _seen_run(
    run: SyntheticRun | None, known_at: date, recorded_at: datetime, sources: tuple[str, ...] | None
) -> dict[str, Any]:
    """What a lens sees of a run: everything or nothing, since it is one claim."""
    if (
        run is None
        or run.known_from > known_at
        or run.recorded > recorded_at
        or (sources is not None and run.source not in sources)
    ):
        return {"seen": False, "claims": [], "source": None, "from": None, "until": None}
    return {
        "seen": True,
        "claims": [run.claim],
        "source": run.source,
        "from": run.since,
        "until": run.until,
    }


def _text(name: str, value: Any) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadParameterError(name, f"{name} must be text, not {type(value).__name__}.")
    return value


def _sources(value: Any) -> tuple[str, ...] | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str | list | tuple | set | frozenset):
        raise BadParameterError(
            "sources", f"sources must be text or a list, not {type(value).__name__}."
        )
    parts = value.split(",") if isinstance(value, str) else list(value)
    found = tuple(sorted({str(part).strip() for part in parts} - {""}))
    if parts and not found:
        raise BadParameterError(
            "sources",
            f"sources={value!r} names no source.",
            hint="Left out, it means all of them.",
        )
    return found or None


def _years(name: str, value: Any) -> int | None:
    if value is None or value == "":
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,4}", text):
        raise BadParameterError(
            name,
            f"{name}={value!r} is no number of years.",
            hint="10 carries forward for ten years, 0 carries nothing, 9999 knows no bound.",
        )
    return int(text)


def _years_before(day: date, years: int | None) -> date:
    """So many years before a day; the first day of all where there is no bound."""
    if years is None or years >= day.year:
        return EARLIEST
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # there was no 29th of February
        return date(day.year - years, 3, 1)


def _bounds(name: str, text: str | None) -> tuple[date, date]:
    if text is None:
        return EARLIEST, LATEST
    try:
        found = bounds(text)
    except BadDateError as error:
        raise BadParameterError(name, f"{name}: {error.message}", hint=error.hint) from error
    return found.earliest, found.latest


def _moment(text: str | None) -> datetime:
    if text is None:
        return END_OF_RECORD
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        latest = _bounds("recorded_at", text)[1]
        return datetime(latest.year, latest.month, latest.day, 23, 59, 59, tzinfo=UTC)
    if len(text) <= len("2007-10-27"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
