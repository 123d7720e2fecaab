"""What an analysis is asked for, checked before anything is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.measures import MEASURES, Level, Measure
from analysis.projections import PROJECTIONS, Projection
from analysis.uncertainty import DRAWS, MOST_DRAWS
from exporters import FORMATS as EXPORTS
from graph.contests import Contested
from graph.dates import bounds
from graph.errors import BadParameterError
from graph.lens import Lens

SEED = 1
PROJECTION = "co-appearance"
FORMATS = ("graphml", "json")


@dataclass(frozen=True)
class Request:
    """An analysis.

    Attributes:
        projection: Which network.
        measures: What is measured of it, in order.
        slices: `events`, `year`, a number, or empty for none.
        lens: What is let through; its `as_of` is the day or period, or None for all times.
        contested: How contested edges are taken.
        seed: Of every random number.
        draws: How many worlds the intervals are over.
        formats: In which the networks are written.
    """

    projection: Projection
    measures: tuple[Measure, ...]
    slices: str
    lens: Lens
    contested: Contested
    seed: int
    draws: int
    formats: tuple[str, ...]

    @property
    def as_of(self) -> str | None:
        """The day or period, as EDTF, `today` resolved; None for all times."""
        return self.lens.as_of

    @property
    def other_lens(self) -> dict[str, Any]:
        """The lens without `as_of`, by name; sources as a list."""
        given = replace(self.lens, as_of=None).parameters()
        return {**given, **({"sources": list(self.lens.sources)} if self.lens.sources else {})}

    @property
    def node_measures(self) -> list[Measure]:
        """Those that give a number for each node."""
        return [measure for measure in self.measures if measure.level is Level.NODE]

    @property
    def network_measures(self) -> list[Measure]:
        """Those that give one number."""
        return [measure for measure in self.measures if measure.level is Level.GRAPH]

    def words(self) -> list[str]:
        """The words after `partycell analyse` that ask for just this again."""
        words = ["--projection", self.projection.name]
        words += ["--measures", ",".join(measure.name for measure in self.measures)]
        if self.as_of and "/" in self.as_of:
            start, end = self.as_of.split("/")
            words += ["--start", start, "--end", end]
        elif self.as_of:
            words += ["--as-of", self.as_of]
        if self.slices:
            words += ["--slices", self.slices]
        words += ["--contested", self.contested, "--seed", str(self.seed)]
        words += ["--draws", str(self.draws), "--format", ",".join(self.formats)]
        return words + [
            f"{name}={_plain(value)}" for name, value in sorted(self.other_lens.items())
        ]


def request(
    *,
    projection: str = PROJECTION,
    names: Sequence[str] = (),
    as_of: str | None = None,
    start: str | None = None,
    end: str | None = None,
    slices: str = "",
    lens: Mapping[str, Any] | None = None,
    contested: str = Contested.ACCEPTED,
    seed: int = SEED,
    draws: int = DRAWS,
    formats: Sequence[str] = FORMATS,
) -> Request:
    """An analysis from what a person asks for.

    Args:
        projection: Its name.
        names: Of the measures; none means those that the projection is usually asked for.
        as_of: A day or period; not together with `start` and `end`.
        start: Where a period starts, as EDTF; its first day counts.
        end: Where it ends; its last day counts.
        slices: How to cut the period.
        lens: `known_at`, `recorded_at`, `certainty`, `sources`.
        contested: `accepted`, `all` or `weighted`.
        seed: Of every random number.
        draws: How many worlds.
        formats: Of the networks.

    Raises:
        BadInputError: Something is unknown, or does not go together; it is named.
    """
    given = lens or {}
    if "as_of" in given:
        raise BadParameterError("as_of", "as_of is an option here.", hint="Give --as-of.")
    read = Lens.parse({**given, "as_of": _period(as_of, start, end)})
    if read.as_of is not None:
        bounds(read.as_of)
    if slices and read.as_of is None:
        raise BadParameterError(
            "slices", "--slices wants a period.", hint="Give --start and --end."
        )
    choice = Contested.parse(contested)
    if not 1 <= draws <= MOST_DRAWS:
        raise BadParameterError("draws", f"--draws {draws} is not between 1 and {MOST_DRAWS}.")
    chosen = PROJECTIONS.find(projection)
    for form in formats:
        if EXPORTS.find(form).of_claims:
            raise BadParameterError(
                "format", f"--format {form}: it is made from claims, not from a network."
            )
    return Request(
        projection=chosen,
        measures=tuple(MEASURES.select(names or chosen.measures)),
        slices=slices,
        lens=read,
        contested=choice,
        seed=seed,
        draws=draws,
        formats=tuple(dict.fromkeys(formats)),
    )


def _period(as_of: str | None, start: str | None, end: str | None) -> str | None:
    if as_of is not None and (start is not None or end is not None):
        raise BadParameterError(
            "as_of", "--as-of and --start/--end do not go together.", hint="Give one or the other."
        )
    if (start is None) != (end is None):
        raise BadParameterError("start", "--start and --end go together.", hint="Give both.")
    if start is not None and end is not None:
        for name, text in (("start", start), ("end", end)):
            if "/" in text:
                raise BadParameterError(name, f"--{name} {text} is an interval.")
        return f"{start}/{end}"
    return as_of


def _plain(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)
