"""Tables to drafts, and what came of all of their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from loaders.foreign.collect import collect_drafts
from loaders.foreign.quarantine import PROBLEM
from loaders.foreign.report import Draft, ImportedTable, ImportResult
from loaders.foreign.tables.mapping import read_mapping
from loaders.foreign.tables.opening import ROWS_OF_A_TABLE, MappedTable, open_tables
from loaders.foreign.tables.patterns import Finder
from loaders.foreign.tables.reading import TableRow
from loaders.foreign.tables.rows import RowReader, split_cell
from loaders.load.existing import ExistingGraph
from loaders.load.staging import chunks
from loaders.load.write import Progress


def read_table(
    file: Path | None, mapping_file: Path, existing: ExistingGraph, progress: Progress | None = None
) -> ImportResult:
    """Tables, by a mapping: their source's claims, and what became of every cell.

    Args:
        file: CSV, TSV, Excel or Parquet; None where the mapping names its tables.
        mapping_file: YAML.
        existing: What the graph has.
        progress: Called with a stage, and how many rows are read.

    Raises:
        DatasetError: The mapping is wrong, or a table as a whole.
    """
    mapping = read_mapping(mapping_file)
    tables = open_tables(file, mapping_file, mapping)
    imported = collect_drafts(
        str(file or mapping_file),
        [mapping.source],
        chain.from_iterable(map(make_drafts, tables)),
        existing,
        progress,
        [remark for table in tables for remark in table.table.remarks],
    )
    return replace(
        imported,
        tables=tuple(
            ImportedTable(table.file, table.dialect, table.number * ROWS_OF_A_TABLE)
            for table in tables
        ),
        from_quarantine=any(PROBLEM in table.table.columns for table in tables),
    )


def make_drafts(mapped: MappedTable) -> Iterator[Draft]:
    """One draft for each row."""
    finder = Finder()
    keys: Counter[str] = Counter()
    for rows in chunks(mapped.table.rows):
        _prepare_matches(finder, mapped, rows)
        for prepared in mapped.steps.prepare(rows):
            draft = RowReader(prepared, mapped, finder).draft
            keys[draft.locator] += 1
            if keys[draft.locator] > 1:
                draft.locator += f" (row {keys[draft.locator]} of these)"
            yield draft


def _prepare_matches(finder: Finder, mapped: MappedTable, rows: list[TableRow]) -> None:
    """Match the patterns of `match` for many rows at once."""
    for thing in mapped.mapping.things:
        for claim in thing.claims:
            if claim.match and claim.column is not None:
                cells = [row.cells[claim.column] for row in rows if claim.column in row.cells]
                finder.prepare(
                    claim.match, (part for cell in cells for part in split_cell(cell, claim))
                )
