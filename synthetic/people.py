"""Members, candidates, secretaries and delegates of a synthetic party, in pieces.

Each piece is drawn from the seed and its own number, so that pieces need not be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from synthetic.files import EDGES, NODES
from synthetic.structure import BASIS, EVENTS, Structure, TablePiece, make_edges
from synthetic.units import Ints

PIECE = 250_000
TRANSFERRED, PROMOTED = 0.04, 0.03
DELEGATE_OF = 1_300

_EPOCH = date(1970, 1, 1)


def _day(year: int) -> int:
    return (date(year, 1, 1) - _EPOCH).days


ENROLLED = (_day(1975), _day(2009))
MOVED = (_day(2010), _day(2019))
SINCE_DOUBLE = _day(2020)
YEAR = 365


class People:
    """Who belongs to which cell, since when, and who speaks for it."""

    def __init__(
        self, structure: Structure, members: int, seed: int, rng: np.random.Generator
    ) -> None:
        self._structure = structure
        self._seed = seed
        cells = structure.party.cells
        self.members = members
        self._first = cells.first_member
        self._doubles = self._draw_doubles(rng, cells.double)
        self.candidates = 0
        self._rng = rng

    @property
    def count(self) -> int:
        """Members and candidates."""
        return self.members + int(self._structure.candidates.sum())

    def _draw_doubles(self, rng: np.random.Generator, cells: Ints) -> Ints:
        """For each cell that took in a member of another: that member."""
        drawn = rng.choice(self.members, size=len(cells), replace=False) if len(cells) else cells
        own = np.searchsorted(self._first, drawn, side="right") - 1
        same = own == cells
        # Whoever was drawn for their own cell changes places with the one drawn before.
        for place in np.flatnonzero(same):
            drawn[[place, place - 1]] = drawn[[place - 1, place]]
        return np.asarray(drawn, dtype=np.int64)

    def pieces(self) -> Iterator[list[TablePiece]]:
        """Nodes and edges, piece by piece, in the order of the nodes' numbers."""
        for start in range(0, self.members, PIECE):
            yield list(self._piece(start, min(start + PIECE, self.members)))
        yield list(self._candidates())
        yield list(self._duties())

    def _piece(self, start: int, end: int) -> Iterator[TablePiece]:
        rng = np.random.default_rng([self._seed, 1, start])
        people = np.arange(start, end)
        size = end - start
        cell = np.searchsorted(self._first, people, side="right") - 1
        nodes, cells = self._structure.people + people, self._structure.start["cell"] + cell
        since = rng.integers(*ENROLLED, size=size)
        lot = rng.random(size)
        moved = np.flatnonzero(lot < TRANSFERRED)
        promoted = np.flatnonzero((lot >= TRANSFERRED) & (lot < TRANSFERRED + PROMOTED))
        joined = since.copy()
        since[moved] = rng.integers(*MOVED, size=len(moved))
        since[promoted] += YEAR
        others = self._structure.counts["cell"]
        before = (cell[moved] + rng.integers(1, others, size=len(moved))) % others
        yield NODES, "Person", self._person(people)
        yield EDGES, "MEMBER_OF", make_edges(nodes, cells, None, since)
        yield (
            EDGES,
            "MEMBER_OF",
            make_edges(
                nodes[moved],
                self._structure.start["cell"] + before,
                None,
                joined[moved],
                since[moved] - 1,
            ),
        )
        yield (
            EDGES,
            "MEMBER_OF",
            make_edges(
                nodes[promoted], cells[promoted], "candidate", joined[promoted], since[promoted] - 1
            ),
        )

    def _candidates(self) -> Iterator[TablePiece]:
        cells = np.repeat(np.arange(self._structure.counts["cell"]), self._structure.candidates)
        if not len(cells):
            return
        people = self.members + np.arange(len(cells))
        rng = np.random.default_rng([self._seed, 2])
        yield NODES, "Person", self._person(people)
        yield (
            EDGES,
            "MEMBER_OF",
            make_edges(
                self._structure.people + people,
                self._structure.start["cell"] + cells,
                "candidate",
                rng.integers(SINCE_DOUBLE, SINCE_DOUBLE + YEAR, size=len(cells)),
            ),
        )

    def _duties(self) -> Iterator[TablePiece]:
        """Second memberships, heads of units, delegates."""
        structure = self._structure
        doubles = structure.party.cells.double
        if len(doubles):
            yield (
                EDGES,
                "MEMBER_OF",
                make_edges(
                    structure.people + self._doubles,
                    structure.start["cell"] + doubles,
                    None,
                    np.full(len(doubles), SINCE_DOUBLE),
                ),
            )
        rng = np.random.default_rng([self._seed, 3])
        heads = [np.array([rng.integers(self.members)])]
        for level in structure.counts:
            first, last = (self._first[cell] for cell in structure.order[level])
            heads.append(
                first
                if level == "cell"
                else np.minimum(
                    first + (rng.random(len(first)) * (last - first)).astype(np.int64),
                    self.members - 1,
                )
            )
        posts = structure.posts + np.arange(structure.units)
        yield EDGES, "HOLDS", make_edges(structure.people + np.concatenate(heads), posts)
        for number, day in enumerate(EVENTS.values()):
            size = max(1, self.members // DELEGATE_OF)
            delegates = np.sort(rng.choice(self.members, size=size, replace=False))
            yield (
                EDGES,
                "PARTICIPATED_IN",
                make_edges(
                    structure.people + delegates,
                    np.full(size, structure.event(number)),
                    "delegate",
                    day,
                    day,
                ),
            )

    def _person(self, people: Ints) -> pl.DataFrame:
        number = pl.col("number")
        return pl.DataFrame({"number": people}).select(
            node=number + self._structure.people,
            id=pl.concat_str([pl.lit("s-member-"), number]),
            name=pl.concat_str([pl.lit("Member "), number]),
            basis=pl.lit(BASIS),
            label=pl.lit("Thing;Person"),
        )

    def violations(self) -> list[tuple[str, str]]:
        """Everybody who is in two cells at once."""
        return [("one-cell-per-member", f"s-member-{number}") for number in self._doubles]
