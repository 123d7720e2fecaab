"""The tables of a mapping, opened, with what their steps look up in one another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loaders.foreign.quarantine import PROBLEM, Dialect, is_quarantine, original_stem
from loaders.foreign.tables.mapping import (
    MappingShape,
    TableFields,
    TableShape,
    table_name,
)
from loaders.foreign.tables.reading import OpenTable, open_table
from loaders.foreign.tables.steps import Lookup, Steps
from loaders.problems import DatasetError, FileProblem

# What a mapping of one table calls it.
_ONLY = "this"
# Rows of all tables are numbered apart: those of the second one begin here.
ROWS_OF_A_TABLE = 10_000_000_000


@dataclass(frozen=True)
class MappedTable:
    """A table with what its mapping says.

    Attributes:
        number: Among the tables, from 0.
        file: Which.
        name: What messages call it; empty where there is only one.
        mapping: What its rows make.
        table: Open; its rows can be read once.
        steps: What makes further columns.
    """

    number: int
    file: Path
    name: str
    mapping: TableFields
    table: OpenTable
    steps: Steps

    @property
    def dialect(self) -> Dialect:
        """How its rows are to be written again."""
        read = self.mapping.read
        return Dialect(
            [name for name in self.table.columns if name != PROBLEM],
            header=read.header,
            separator=read.separator or self.table.separator,
            encoding=read.encoding or self.table.encoding,
            skip=read.skip,
        )


def open_tables(file: Path | None, mapping_file: Path, mapping: MappingShape) -> list[MappedTable]:
    """Every table that is to be read.

    Args:
        file: The table of a mapping of one; of a mapping of several, one's refused rows, or None.
        mapping_file: For messages; tables are named from its folder.
        mapping: As it was read.

    Raises:
        DatasetError: A column is missing, or a table cannot be read.
    """
    tables = _find_files(file, mapping_file, mapping)
    problems: list[FileProblem] = []
    opened = []
    for number, (path, name, shape) in enumerate(tables):
        if file is not None and mapping.tables and path != file:
            continue
        table = open_table(path, shape.read)
        steps = Steps(shape, table.columns, _look_up(shape, tables, mapping_file))
        problems += [
            FileProblem(str(mapping_file), 1, "", f"{path} {problem}") for problem in steps.problems
        ]
        shown = name if mapping.tables else ""
        opened.append(MappedTable(number, path, shown, shape, table, steps))
    if problems:
        raise DatasetError(problems)
    return opened


def _find_files(
    file: Path | None, mapping_file: Path, mapping: MappingShape
) -> list[tuple[Path, str, TableFields]]:
    """The file, the name and the mapping of each table."""
    if not mapping.tables:
        if file is None:
            message = "is a mapping of one table: name the table too."
            raise DatasetError([FileProblem(str(mapping_file), 1, "", message)])
        return [(file, _ONLY, mapping)]
    found: list[tuple[Path, str, TableFields]] = []
    for shape in mapping.tables:
        path = mapping_file.parent / shape.file
        if file is not None and _is_refused_part(file, shape):
            path = file
        found.append((path, table_name(shape), shape))
    if file is not None and file not in {path for path, *_ in found if is_quarantine(path)}:
        message = (
            "names its tables itself, which are one source together: load it without a file, or "
            "with the refused rows of one."
        )
        raise DatasetError([FileProblem(str(mapping_file), 1, "", message)])
    return found


def _is_refused_part(file: Path, shape: TableShape) -> bool:
    return is_quarantine(file) and original_stem(file) == Path(shape.file).stem


def _look_up(
    shape: TableFields, tables: list[tuple[Path, str, TableFields]], mapping_file: Path
) -> dict[int, Lookup]:
    """What each join of a table looks up, by the number of its step."""
    found = {}
    named = shape.columns | {name for step in shape.make for name in step.inputs}
    for number, step in enumerate(shape.make):
        if not step.join:
            continue
        target = next((item for item in tables if item[1] == step.join), None)
        if target is None:
            names = ", ".join(name for _, name, _ in tables)
            message = f"step {number + 1} of make joins {step.join!r}; there are: {names}."
            raise DatasetError([FileProblem(str(mapping_file), 1, "", message)])
        path, name, other = target
        table = open_table(path, other.read)
        absent = sorted(set(step.on.values()) - set(table.columns))
        if absent:
            message = (
                f"step {number + 1} of make joins {name!r} by {', '.join(map(repr, absent))}; "
                f"it has {', '.join(map(repr, table.columns))}."
            )
            raise DatasetError([FileProblem(str(mapping_file), 1, "", message)])
        lookup = Lookup(name, table.columns)
        wanted = {
            column.removeprefix(step.prefix) for column in named if column.startswith(step.prefix)
        }
        lookup.fill(table.rows, list(step.on.values()), wanted)
        found[number] = lookup
    return found
