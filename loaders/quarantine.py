"""Refused rows in a file of their own, to be mended and loaded alone by the same mapping."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROBLEM = "_problem"


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


def quarantine_file(file: Path) -> Path:
    """Where refused rows go: `people.quarantine.csv` beside `people.xlsx`."""
    return file.with_name(f"{file.stem}.quarantine.csv")


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
