"""Units, institutions and posts of a synthetic party as tables of nodes and edges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from synthetic.files import EDGES, NODES
from synthetic.units import (
    COMMITTEE_FROM,
    LEAST,
    MOST,
    NONE,
    PRIMARY_LEAST,
    Ints,
    Party,
)

BASIS = "synthetic"
FOUNDED, OPEN = date(2000, 1, 1), date(9999, 12, 31)
MONTHS = 12
# The year that the numbers are of.
YEAR_FROM, YEAR_UNTIL = date(2020, 1, 1), date(2020, 12, 31)

TIERS = {
    "province": "provincial-committee",
    "county": "city-county-committee",
    "primary": "primary-party-committee",
    "branch": "branch-primary-party",
    "section": "sectional-party-committee",
    "cell": "party-cell",
}
ROLES = ("party-cell-head", "s-committee-head")
EVENTS = {
    "s-congress": date(2016, 5, 6),
    "s-secretaries-2012": date(2012, 10, 20),
    "s-secretaries-2017": date(2017, 10, 20),
}
TablePiece = tuple[str, str, pl.DataFrame]


class Structure:
    """What stands above the members.

    Node numbers, from 0: the run, the tiers, roles and events, the party itself, the other units
    level by level, institutions, posts; people follow.
    """

    def __init__(self, party: Party, rng: np.random.Generator) -> None:
        self.party = party
        self._rng = rng
        cells = party.cells
        self._fixed = 1 + len(TIERS) + 1 + len(ROLES) + len(EVENTS)
        self.centre = self._fixed
        self.counts = {
            "province": party.provinces,
            "county": len(party.county_province),
            "primary": len(party.primary_county),
            "branch": int(cells.branch.max()) + 1,
            "section": int(cells.section.max()) + 1,
            "cell": len(cells.members),
        }
        self.start: dict[str, int] = {}
        following = self.centre + 1
        for level, count in self.counts.items():
            self.start[level] = following
            following += count
        self.institutions = following
        self._hosts = self.counts["primary"] + int((cells.primary == NONE).sum())
        self.posts = self.institutions + self._hosts
        self.units = sum(self.counts.values()) + 1
        self.people = self.posts + self.units
        self.order = self._ranges()

    def tier(self, level: str) -> int:
        """The node of a level."""
        return 1 + (0 if level == "centre" else 1 + list(TIERS).index(level))

    def event(self, number: int) -> int:
        """The node of an event."""
        return 1 + len(TIERS) + 1 + len(ROLES) + number

    def _ranges(self) -> dict[str, tuple[Ints, Ints]]:
        """The first cell of each unit and the one after its last, by level."""
        cells = self.party.cells
        province = self.party.county_province[cells.county]
        number = {
            "province": province,
            "county": cells.county,
            "primary": cells.primary,
            "branch": cells.branch,
            "section": cells.section,
            "cell": np.arange(len(cells.members)),
        }
        found = {}
        for level, units in number.items():
            first = np.zeros(self.counts[level], dtype=np.int64)
            last = np.zeros(self.counts[level], dtype=np.int64)
            inside = np.flatnonzero(units != NONE)
            first[units[inside][::-1]] = inside[::-1]
            last[units[inside]] = inside + 1
            found[level] = (first, last)
        return found

    def total(self, level: str, values: Ints) -> Ints:
        """The sum over each unit's cells."""
        sums = np.concatenate([[0], np.cumsum(values)])
        first, last = self.order[level]
        return np.asarray(sums[last] - sums[first], dtype=np.int64)

    def superior(self, level: str) -> Ints:
        """The node that each unit stands under."""
        party, cells = self.party, self.party.cells
        if level == "province":
            return np.full(party.provinces, self.centre)
        if level == "county":
            return self.start["province"] + party.county_province
        if level == "primary":
            return self.start["county"] + party.primary_county
        if level == "cell":
            found = np.where(
                cells.primary == NONE,
                self.start["county"] + cells.county,
                self.start["primary"] + cells.primary,
            )
            for middle, of in (("section", cells.section), ("branch", cells.branch)):
                found = np.where(of == NONE, found, self.start[middle] + of)
            return found
        first = self.order[level][0]
        return self.start["primary"] + cells.primary[first]

    def host(self) -> Ints:
        """The institution of each cell: its primary committee's, or one of its own."""
        primary = self.party.cells.primary
        own = np.cumsum(primary == NONE) - 1 + self.counts["primary"]
        return self.institutions + np.where(primary == NONE, own, primary)

    def tables(self) -> Iterator[TablePiece]:
        """All nodes and edges above the members, in the order of the nodes' numbers."""
        yield from self._fixtures()
        yield from self._units()
        yield (
            NODES,
            "Institution",
            make_nodes(self.institutions, "institution", self._hosts, "Organization"),
        )
        yield from self._posts()

    def _fixtures(self) -> Iterator[TablePiece]:
        tiers = ["central-committee", *TIERS.values()]
        ids = [*tiers, *ROLES, *EVENTS]
        kinds = ["Tier"] * len(tiers) + ["Role"] * len(ROLES) + ["Event"] * len(EVENTS)
        yield (
            NODES,
            "Fixture",
            pl.DataFrame(
                {
                    "node": np.arange(1, len(ids) + 1),
                    "id": ids,
                    "basis": [BASIS] * len(ids),
                    "label": [f"Thing;{kind}" for kind in kinds],
                }
            ),
        )

    def _units(self) -> Iterator[TablePiece]:
        cells = self.party.cells
        self.dues = cells.members * self._rng.integers(8, 14, size=len(cells.members)) * MONTHS
        self.spent = (self.dues * self._rng.uniform(0.3, 0.9, size=len(self.dues))).astype(np.int64)
        self.candidates = self._rng.binomial(cells.members, 0.03)
        columns = {
            "member_count": cells.members,
            "candidate_count": self.candidates,
            "dues": self.dues,
            "expenditure": self.spent,
        }
        centre = pl.DataFrame(
            {
                "node": [self.centre],
                "id": ["s-party"],
                "name": ["Synthetic party"],
                "names": ["Synthetic party"],
                "search": ["synthetic syntheticparty party"],
                "basis": [BASIS],
                "label": ["Thing;Organization"],
                **{name: [int(values.sum())] for name, values in columns.items()},
                "cell_count": [len(cells.members)],
                "meetings_per_month": pl.Series([None], dtype=pl.Int64),
                "has_committee": pl.Series([None], dtype=pl.Boolean),
            }
        )
        yield NODES, "Unit", centre
        yield self._edges("AT_TIER", [self.centre], [self.tier("centre")])
        for level, count in self.counts.items():
            if not count:
                continue
            frame = make_nodes(self.start[level], level, count, "Organization").with_columns(
                **{name: pl.Series(self.total(level, values)) for name, values in columns.items()},
                cell_count=pl.Series(self.total(level, np.ones_like(cells.members))),
                meetings_per_month=pl.Series(
                    cells.meetings if level == "cell" else [None] * count, dtype=pl.Int64
                ),
                has_committee=pl.Series(
                    self._committees() if level == "cell" else [None] * count, dtype=pl.Boolean
                ),
            )
            yield NODES, "Unit", frame.select(centre.columns)
            nodes = self.start[level] + np.arange(count)
            yield self._edges("UNIT_OF", nodes, self.superior(level))
            yield self._edges("AT_TIER", nodes, np.full(count, self.tier(level)))
        nodes = self.start["cell"] + np.arange(self.counts["cell"])
        yield self._edges("HOSTED_BY", nodes, self.host())
        primaries = np.arange(self.counts["primary"])
        yield self._edges(
            "HOSTED_BY", self.start["primary"] + primaries, self.institutions + primaries
        )

    def _committees(self) -> pl.Series:
        """Whether it has a committee, of the cells that must have one; others say nothing."""
        cells = self.party.cells
        must = (cells.primary == NONE) & (cells.members >= COMMITTEE_FROM)
        return pl.select(
            pl.when(pl.Series(must)).then(pl.Series(cells.committee)).otherwise(None)
        ).to_series()

    def _posts(self) -> Iterator[TablePiece]:
        units = self.centre + np.arange(self.units)
        posts = self.posts + np.arange(self.units)
        cells = self.start["cell"]
        paid = np.zeros(self.units, dtype=np.bool_)
        paid[cells - self.centre :] = self.party.cells.paid
        frame = make_nodes(self.posts, "post", self.units, "Post", "Secretary of unit").drop(
            "names", "search"
        )
        yield NODES, "Post", frame.with_columns(paid=pl.Series(paid))
        yield self._edges("POST_IN", posts, units)
        role = np.where(units >= cells, 0, 1) + 1 + len(TIERS) + 1
        yield self._edges("HAS_ROLE", posts, role)

    def _edges(self, kind: str, starts: Ints | list[int], ends: Ints | list[int]) -> TablePiece:
        return EDGES, kind, make_edges(starts, ends)

    def reports(self) -> pl.DataFrame:
        """Meetings, dues and expenditure of every cell in every month, in the party's order."""
        cells = self.party.cells
        count = len(cells.members)
        month = np.tile(np.arange(1, MONTHS + 1), count)
        extra = self._rng.integers(0, 3, size=(count, MONTHS))
        extra[np.arange(count), self._rng.integers(0, MONTHS, size=count)] = 0
        meetings = cells.meetings[:, None] + extra
        return pl.DataFrame(
            {
                "unit": np.repeat(np.arange(count), MONTHS),
                "month": month.astype(np.int8),
                "meetings": meetings.ravel().astype(np.int16),
                "dues": np.repeat(self.dues // MONTHS, MONTHS),
                "expenditure": _monthly(self.spent),
            }
        ).with_columns(unit=make_ids("cell", pl.col("unit")))

    def violations(self) -> list[tuple[str, str]]:
        """Every unit that breaks a rule, found from what was made and not from what was planned."""
        cells = self.party.cells
        primary = self.total("primary", cells.members)
        direct = (cells.primary == NONE) & (cells.members >= COMMITTEE_FROM)
        found = {
            "cell-size-minimum": ("cell", cells.members < LEAST),
            "cell-size-maximum": ("cell", cells.members > MOST),
            "primary-committee-size": ("primary", primary < PRIMARY_LEAST),
            "cell-committee": ("cell", direct & ~cells.committee),
            "general-meeting": ("cell", cells.meetings < 1),
        }
        listed = [
            (check, f"s-{level}-{number}")
            for check, (level, broken) in found.items()
            for number in np.flatnonzero(broken)
        ]
        first = self.units - len(cells.members)
        listed += [
            ("secretary-unpaid", f"s-post-{first + number}")
            for number in np.flatnonzero(cells.paid)
        ]
        return listed


def _monthly(year: Ints) -> Ints:
    """A year's sum in twelve parts; the last month has what is left over."""
    parts = np.repeat(year // MONTHS, MONTHS).reshape(-1, MONTHS)
    parts[:, -1] += year % MONTHS
    return parts.ravel()


def make_ids(kind: str, number: pl.Expr) -> pl.Expr:
    """The id of a thing from its number among its kind."""
    return pl.concat_str([pl.lit(f"s-{kind}-"), number.cast(pl.String)])


def make_nodes(
    first: int, kind: str, count: int, label: str, title: str | None = None
) -> pl.DataFrame:
    """Nodes of one kind, numbered, with names and what the search index holds of them."""
    word = kind.capitalize() if title is None else title
    number = pl.col("number")
    return pl.DataFrame({"number": np.arange(count)}).select(
        node=number + first,
        id=make_ids(kind, number),
        name=pl.concat_str([pl.lit(f"{word} "), number]),
        names=pl.concat_str([pl.lit(f"{word} "), number]),
        search=pl.concat_str([pl.lit(f"{kind} {kind}"), number, pl.lit(" "), number]),
        basis=pl.lit(BASIS),
        label=pl.lit(f"Thing;{label}"),
    )


def make_edges(
    starts: Ints | list[int],
    ends: Ints | list[int],
    role: str | None = None,
    since: Ints | date = FOUNDED,
    until: Ints | date = OPEN,
) -> pl.DataFrame:
    """Edges between nodes, each certain for all its time; dates may be days since 1970."""
    return pl.DataFrame({"start": starts, "end": ends}).with_columns(
        basis=pl.lit(BASIS),
        role=pl.lit(role, dtype=pl.String),
        possible_from=_days(since),
        possible_until=_days(until),
        certain_from=_days(since),
        certain_until=_days(until),
    )


def _days(value: Ints | date) -> pl.Series | pl.Expr:
    if isinstance(value, date):
        return pl.lit(value)
    return pl.Series(value, dtype=pl.Int32).cast(pl.Date)
