"""Runs of `partycell analyse`, as the latest one lies in its folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from exporters import FORMATS
from graph.errors import BadInputError
from graph.settings import settings

_ROWS = 50
MEDIA_TYPES = {
    **{form.suffix: form.media_type for form in FORMATS.values()},
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".html": "text/html; charset=utf-8",
    ".bib": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
}
_RECORD = "run.json"


@dataclass(frozen=True)
class TablePreview:
    """The head of a table of a run: `total` counts the rows below the heading."""

    name: str
    columns: list[str]
    rows: list[list[str]]
    total: int


@dataclass(frozen=True)
class AnalysisRun:
    """What a run left: `about` is its `run.json`, the rest are names of files in its folder."""

    about: dict[str, Any]
    report: str | None
    figures: list[str]
    tables: list[TablePreview]


def latest_run(folder: Path) -> AnalysisRun | None:
    """The run in a folder; None where there is none.

    Raises:
        BadInputError: Its `run.json` cannot be read.
    """
    file = folder / _RECORD
    if not file.is_file():
        return None
    try:
        about = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInputError(
            "The analysis run cannot be read.", hint="Run `partycell analyse` again."
        ) from error
    names = sorted(path.relative_to(folder).as_posix() for path in files_of(folder))
    vector = {name.rpartition(".")[0] for name in names if name.endswith(".svg")}
    return AnalysisRun(
        about if isinstance(about, dict) else {"run": about},
        "report.html" if "report.html" in names else None,
        [
            name
            for name in names
            if name.endswith(".svg") or (name.endswith(".png") and name[:-4] not in vector)
        ],
        [_read_table(folder, name) for name in names if name.endswith(".csv")],
    )


def has_analysis() -> bool:
    """Whether there is a run."""
    return (settings().analysis_folder / _RECORD).is_file()


def files_of(folder: Path) -> Iterable[Path]:
    """The files of a run that can be shown."""
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix in MEDIA_TYPES)


def _read_table(folder: Path, name: str) -> TablePreview:
    with (folder / name).open(encoding="utf-8-sig", newline="", errors="replace") as file:
        lines = csv.reader(file)
        columns = next(lines, [])
        rows = list(islice(lines, _ROWS))
        return TablePreview(name, columns, rows, len(rows) + sum(1 for _ in lines))
