"""A release as a folder: whole under its name, or not there at all."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from exporters.columns import Row
from exporters.release.crate import CRATE, describe_crate
from exporters.release.edition import Edition
from exporters.release.fields import TableFields
from exporters.release.package import PACKAGE, WrittenFile, describe_package
from exporters.release.readme import write_readme
from exporters.release.rows import read_content
from exporters.text import encode_chunks
from graph.database import Database
from graph.errors import BadInputError
from graph.files import whole_folder
from graph.row_formats import csv_lines


def write_release(database: Database, edition: Edition, folder: Path) -> list[WrittenFile]:
    """Write the dataset as a folder; one graph version and edition always give the same bytes.

    Args:
        database: Where from: all that has been loaded and not been retired.
        edition: Which edition it is.
        folder: Where to; nothing may be there.

    Returns:
        The files, tables first.

    Raises:
        BadInputError: Something is there already, or cannot be written.
    """
    check_free(folder)
    content = read_content(database, edition.published)
    with whole_folder(folder) as place:
        tables = [
            (table, _write_table(place, table, rows)) for table, rows in content.tables.items()
        ]
        version = content.graph_version
        files = [
            *(file for _, file in tables),
            _write_text(
                place, PACKAGE, "The tables, their columns and keys, for programs.",
                "application/json", _json(describe_package(edition, version, tables)),
            ),
            _write_text(
                place, "README.md", "What this is, for readers.",
                "text/markdown", write_readme(edition, version, tables),
            ),
            _write_text(
                place, "CITATION.cff", "How to cite this.", "application/yaml", edition.citation
            ),
        ]  # fmt: skip
        crate = _json(describe_crate(edition, version, files))
        meaning = "The files and their checksums, for programs."
        files.append(_write_text(place, CRATE, meaning, "application/ld+json", crate))
    return files


def check_free(folder: Path) -> None:
    """Raise BadInputError where there is something of this name."""
    if folder.exists() or folder.is_symlink():
        raise BadInputError(
            f"{folder} is there already.", hint="A release is never overwritten: name another one."
        )


def _write_table(place: Path, table: TableFields, rows: Iterable[Row]) -> WrittenFile:
    written = hashlib.sha256()
    size, count = 0, itertools.count()
    counted = (row for row, _ in zip(rows, count, strict=False))
    with (place / table.file).open("wb") as stream:
        for piece in encode_chunks(csv_lines(table.columns, counted)):
            stream.write(piece)
            written.update(piece)
            size += len(piece)
    return WrittenFile(
        table.file, table.meaning, "text/csv", size, written.hexdigest(), next(count)
    )


def _write_text(place: Path, name: str, meaning: str, media_type: str, text: str) -> WrittenFile:
    data = text.encode()
    (place / name).write_bytes(data)
    return WrittenFile(name, meaning, media_type, len(data), hashlib.sha256(data).hexdigest())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
