"""Refused rows in a file of their own, to be corrected and loaded alone by the same mapping."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROBLEM = "_problem"
_MARK = ".quarantine"


@dataclass(frozen=True)
class Dialect:
    """How a table of rows is to be written, so that the mapping that read them reads them again.

    Attributes:
        columns: Their names, in order.
        header: Whether the first row names them.
        separator: Between cells.
        encoding: Of the text.
        skip: Rows before the header.
    """

    columns: Sequence[str]
    header: bool = True
    separator: str = ","
    encoding: str = "utf-8"
    skip: int = 0


def quarantine_file(file: Path, suffix: str) -> Path:
    """Where refused records go: `people.quarantine.csv` beside `people.xlsx`."""
    return file.with_name(f"{original_stem(file)}{_MARK}{suffix}")


def is_quarantine(file: Path) -> bool:
    """Whether a file holds refused records of another, which add to what that one has brought."""
    return file.stem.endswith(_MARK)


def original_stem(file: Path) -> str:
    """The name of a file, or of the one that it holds the refused records of."""
    return file.stem.removesuffix(_MARK)


def write_quarantine(
    file: Path, dialect: Dialect, rows: Iterable[tuple[Mapping[str, str], str]]
) -> None:
    """Write refused rows as they were; where there is a header, each with its problem.

    Args:
        file: Written anew.
        dialect: As in the table.
        rows: Cells by column, and the problem.
    """
    with file.open("w", encoding=dialect.encoding, newline="", errors="backslashreplace") as stream:
        writer = csv.writer(stream, delimiter=dialect.separator, lineterminator="\n")
        stream.write("\n" * dialect.skip)
        if dialect.header:
            writer.writerow([*dialect.columns, PROBLEM])
        for cells, problem in rows:
            row = [cells.get(column, "") for column in dialect.columns]
            writer.writerow([*row, problem] if dialect.header else row)


def write_records(file: Path, records: Iterable[tuple[str, Any, str]]) -> None:
    """Write refused JSON objects as they were, each with its problem, so that they can be read.

    Args:
        file: Written anew.
        records: Place, object and problem. Places such as `persons[3]` make lists by their names.
    """
    lists: dict[str, list[Any]] = {}
    for place, original, problem in records:
        name = place.partition("[")[0] if "[" in place else ""
        fields = original if isinstance(original, Mapping) else {"value": original}
        lists.setdefault(name, []).append({**fields, PROBLEM: problem})
    content: Any = lists.get("", lists)
    # Escaped, since it may hold half characters, which no UTF-8 has.
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
