"""The steps of a mapping: further columns of a row by patterns, splits, joins and choices.

A split makes parts of one cell, such as the jobs of a career. What names a column of a part is made
once for each part, all else once for the row.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loaders.foreign.tables.mapping import (
    ClaimMapping,
    StepShape,
    TableFields,
    ThingMapping,
    applies,
    columns_of_thing,
)
from loaders.foreign.tables.patterns import fit_first, group_names
from loaders.foreign.tables.reading import TableRow

_SHOWN = 3

Key = tuple[str, ...]


@dataclass
class Lookup:
    """The rows of a table by the columns that a join goes by.

    Attributes:
        table: Its name.
        columns: All its columns.
        rows: By the texts of those columns: the numbers of the rows, and what is wanted of the
            first.
    """

    table: str
    columns: Sequence[str]
    rows: dict[Key, tuple[list[int], dict[str, str]]] = field(default_factory=dict)

    def fill(self, rows: Iterable[TableRow], on: Sequence[str], wanted: set[str]) -> None:
        """Read the rows, keeping only what is wanted of each."""
        for row in rows:
            if row.problem or not all(column in row.cells for column in on):
                continue
            key = tuple(row.cells[column] for column in on)
            kept = {name: text for name, text in row.cells.items() if name in wanted}
            self.rows.setdefault(key, ([], kept))[0].append(row.number)


@dataclass
class Pass:
    """The cells of a row, or of a part of it, with what steps made of them.

    Attributes:
        cells: By column.
        level: Which split the part is of, by its number among the steps; None for the row itself.
        part: The part's text.
        sources: Columns that were made, with those that they were made of.
        warnings: What is odd: column and message.
    """

    cells: MutableMapping[str, str]
    level: int | None = None
    part: str = ""
    sources: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def own_columns(self) -> set[str]:
        """The columns that are of the part alone."""
        return set(self.cells.maps[0]) if isinstance(self.cells, ChainMap) else set(self.cells)

    def make(self, columns: Mapping[str, str], sources: list[str]) -> None:
        """Add columns that were made of others."""
        self.cells.update(columns)
        self.sources |= dict.fromkeys(columns, sources)


@dataclass
class PreparedRow:
    """A row with its passes: the row itself, then its parts."""

    row: TableRow
    passes: list[Pass]


class Steps:
    """The steps of one table, checked against the columns that there are."""

    def __init__(
        self, mapping: TableFields, columns: Sequence[str], lookups: Mapping[int, Lookup]
    ) -> None:
        self._steps = mapping.make
        self._lookups = lookups
        self.problems: list[str] = []
        # Each column's split, by the number of its step; None for the row's own.
        self.levels: dict[str, int | None] = dict.fromkeys(columns)
        self._step_levels: list[int | None] = []
        for number, step in enumerate(self._steps):
            self._declare(number, step)
        absent = sorted(mapping.columns - self.levels.keys())
        if absent:
            self.problems.append(
                f"has no column {', '.join(map(repr, absent))}; "
                f"it has {', '.join(map(repr, self.levels))}."
            )
        else:
            self._set_levels(mapping)

    def _declare(self, number: int, step: StepShape) -> None:
        for name in step.inputs:
            if name not in self.levels:
                later = [
                    index + 1
                    for index, other in enumerate(self._steps)
                    if index >= number and self._makes(index, other, name)
                ]
                self.problems.append(
                    f"step {number + 1} of make names the column {name!r}, "
                    + (
                        f"which step {later[0]} makes: steps are taken in order, and none may "
                        "need what it makes itself."
                        if later
                        else "which is neither in the table nor made before."
                    )
                )
        level = self._common_level(
            f"step {number + 1} of make", [self.levels.get(name) for name in step.inputs]
        )
        if step.split:
            if level is not None:
                self.problems.append(f"step {number + 1} of make splits what is a part already.")
            level = number
        self._step_levels.append(level)
        for name in self._columns(number, step):
            if name in self.levels:
                self.problems.append(
                    f"step {number + 1} of make: there is a column {name!r} already."
                )
            self.levels[name] = level

    def _makes(self, number: int, step: StepShape, name: str) -> bool:
        return name in self._columns(number, step)

    def _columns(self, number: int, step: StepShape) -> list[str]:
        """The columns that a step makes."""
        if step.join:
            return [step.prefix + column for column in self._lookups[number].columns]
        groups = [name for pattern in step.patterns for name in group_names(pattern)]
        own = [step.name] if step.name else []
        return own + list(dict.fromkeys(groups))

    def _common_level(self, what: str, levels: Iterable[int | None]) -> int | None:
        found = {level for level in levels if level is not None}
        if len(found) > 1:
            self.problems.append(f"{what} names parts of two splits, which do not belong together.")
        return min(found, default=None)

    def _set_levels(self, mapping: TableFields) -> None:
        """Of which split each thing and each claim is."""
        self.thing_levels = {
            thing.name: self._common_level(
                f"the thing {thing.name!r}", [self.levels[name] for name in columns_of_thing(thing)]
            )
            for thing in mapping.things
        }
        self._claim_levels = {
            id(claim): self._common_level(
                f"{claim.predicate} of {thing.name!r}",
                [
                    *(self.levels[name] for name in claim.columns),
                    self.thing_levels[thing.name],
                    *(
                        self.thing_levels.get(name)
                        for name in (claim.object, *(item.thing for item in claim.qualified_by))
                        if name
                    ),
                ],
            )
            for thing in mapping.things
            for claim in thing.claims
        }

    def level_of(self, item: ThingMapping | ClaimMapping) -> int | None:
        """Of which split a thing or a claim is; None where it is of the row."""
        if isinstance(item, ThingMapping):
            return self.thing_levels[item.name]
        return self._claim_levels[id(item)]

    def prepare(self, rows: Sequence[TableRow]) -> Iterator[PreparedRow]:
        """Rows with what the steps make of them."""
        prepared = [PreparedRow(row, [Pass(dict(row.cells))]) for row in rows]
        for number, step in enumerate(self._steps):
            if step.split:
                for item in prepared:
                    self._split(number, step, item)
            level = self._step_levels[number]
            passes = [
                one
                for item in prepared
                for one in item.passes
                if one.level == level and applies(step, one.cells)
            ]
            if step.join:
                for one in passes:
                    self._join(number, step, one)
            elif step.first:
                for one in passes:
                    chosen = next((name for name in step.first if name in one.cells), None)
                    if chosen is not None:
                        one.make({str(step.name): one.cells[chosen]}, [chosen])
            elif step.patterns:
                self._fit(step, passes)
        yield from prepared

    def _split(self, number: int, step: StepShape, item: PreparedRow) -> None:
        base = item.passes[0]
        text = base.cells.get(str(step.column), "")
        for part in text.split(str(step.split)):
            if part.strip():
                cells: MutableMapping[str, str] = ChainMap({}, base.cells)
                one = Pass(cells, number, part.strip(), dict(base.sources))
                if step.name:
                    one.make({step.name: part.strip()}, [])
                item.passes.append(one)

    def _fit(self, step: StepShape, passes: Sequence[Pass]) -> None:
        column = str(step.column)
        texts = [one.part if step.split else one.cells.get(column, "") for one in passes]
        found = fit_first(step.patterns, filter(None, texts))
        for one, text in zip(passes, texts, strict=True):
            if text in found:
                one.make(found[text], [] if step.split else [column])
            elif text:
                one.warnings.append(
                    (column, f"{text!r} fits no pattern of the mapping; kept as text.")
                )

    def _join(self, number: int, step: StepShape, one: Pass) -> None:
        texts = [one.cells.get(column) for column in step.on]
        if None in texts:
            return
        lookup = self._lookups[number]
        key = tuple(map(str, texts))
        numbers, cells = lookup.rows.get(key, ([], {}))
        shown = " and ".join(
            f"{column} {text!r}" for column, text in zip(step.on.values(), key, strict=True)
        )
        if len(numbers) == 1:
            one.make({step.prefix + name: text for name, text in cells.items()}, list(step.on))
        elif numbers:
            places = ", ".join(str(row) for row in numbers[:_SHOWN])
            one.warnings.append(
                (
                    ", ".join(step.on),
                    f"{shown} is in {len(numbers):,} rows of {lookup.table} (the first: {places}): "
                    "which of them is meant is not said; nothing is joined.",
                )
            )
        else:
            one.warnings.append((", ".join(step.on), f"no row of {lookup.table} has {shown}."))


def trace(sources: Mapping[str, Any], columns: Iterable[str]) -> set[str]:
    """Columns, and those that they were made of."""
    found: set[str] = set()
    waiting = list(columns)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += sources.get(name, [])
    return found
