"""Parquet files, some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars

from loaders.limits import COLUMNS, PARQUET_CELL_CHARACTERS, PARQUET_ROWS
from loaders.problems import DatasetError, FileProblem

_BATCH = 10_000


def open_parquet(file: Path) -> tuple[list[str], Iterator[tuple[int, list[Any]]]]:
    """A Parquet file's columns and rows."""
    frames = polars.scan_parquet(file, glob=False)
    columns = frames.collect_schema().names()
    rows = frames.select(polars.len()).collect().item()
    if len(columns) > COLUMNS:
        raise _wrong(file, 1, f"has more than {COLUMNS:,} columns.")
    if rows > PARQUET_ROWS:
        raise _wrong(file, 1, f"has more than {PARQUET_ROWS:,} rows.")
    return columns, _rows(file, frames)


def _rows(file: Path, frames: polars.LazyFrame) -> Iterator[tuple[int, list[Any]]]:
    number = 0
    for batch in frames.collect_batches(chunk_size=_BATCH, maintain_order=True):
        # One at a time: a value that many rows share is made anew for each.
        for values in batch.iter_rows(buffer_size=1):
            number += 1
            if any(
                isinstance(value, str) and len(value) > PARQUET_CELL_CHARACTERS for value in values
            ):
                raise _wrong(
                    file, number, f"a cell has more than {PARQUET_CELL_CHARACTERS:,} characters."
                )
            yield number, list(values)


def _wrong(file: Path, row: int, message: str) -> DatasetError:
    return DatasetError([FileProblem(str(file), row, "", message)])
