"""`datapackage.json`: a release as a Frictionless tabular data package, version 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exporters.release.edition import Edition
from exporters.release.fields import TableFields

PACKAGE = "datapackage.json"
NAME = "partycell"
ABOUT = (
    "How the Workers' Party of Korea is organised, from the Central Committee down to the party "
    "cell, as claims: each says what, by which source, where in it, and for which dates."
)
CELLS = (
    "UTF-8, lines ended by a line feed; an empty cell is no value; lists are JSON. A text that a "
    "spreadsheet would run as a formula has an apostrophe before it. 0001-01-01 and 9999-12-31 are "
    "bounds that nobody gives."
)


@dataclass(frozen=True)
class WrittenFile:
    """A file of a release.

    Attributes:
        name: Its name in the folder.
        meaning: What it is.
        media_type: Of what kind.
        size: Bytes.
        sha256: Of its bytes, hexadecimal.
        rows: Of a table.
    """

    name: str
    meaning: str
    media_type: str
    size: int
    sha256: str
    rows: int | None = None


def license_address(edition: Edition) -> str:
    """Where the licence can be read."""
    return f"https://spdx.org/licenses/{edition.license}"


def describe_package(
    edition: Edition, graph_version: str, tables: Sequence[tuple[TableFields, WrittenFile]]
) -> dict[str, Any]:
    """The package's description.

    Args:
        edition: Of the dataset.
        graph_version: Of the graph that it was read from.
        tables: Each with its file.
    """
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": edition.title,
        "description": f"{ABOUT}\n\n{CELLS}",
        "version": edition.version,
        "created": f"{edition.published}T00:00:00Z",
        "graph_version": graph_version,
        "keywords": ["Workers' Party of Korea", "North Korea", "organisation", "knowledge graph"],
        "licenses": [{"name": edition.license, "path": license_address(edition)}],
        "contributors": [{"title": author, "role": "author"} for author in edition.authors],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name,
                "path": file.name,
                "title": table.name.capitalize(),
                "description": table.meaning,
                "format": "csv",
                "mediatype": file.media_type,
                "encoding": "utf-8",
                "bytes": file.size,
                "hash": f"sha256:{file.sha256}",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"',
                            "doubleQuote": True, "header": True},
                "schema": table.describe(),
            }
            for table, file in tables
        ],
    }  # fmt: skip
