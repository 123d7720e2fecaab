"""CSV for `neo4j-admin database import`: things, sources, claims and all their relationships.

The archive's README has the command. Lists are divided by the unit separator (U+001F), which no
text has; cells are for a machine, so no formula is defused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from exporters.archives import zip_chunks
from exporters.base import EDGE_MARKS, NO_QUESTIONS, RETIRED, Format
from exporters.columns import CLAIM_COLUMNS, NODE_COLUMNS, SOURCE_COLUMNS, Column, Columns, Row
from exporters.content import Content, Record
from exporters.text import encode_chunks, header_lines
from graph.local.import_files import DIVIDER, READING

OPTIONS = (
    "--nodes=./things.csv",
    "--nodes=Source=./sources.csv",
    "--nodes=Claim=./claims.csv",
    "--relationships=./edges.csv",
    "--relationships=SUBJECT=./subjects.csv",
    "--relationships=OBJECT=./objects.csv",
    "--relationships=STATED_IN=./stated.csv",
    "--relationships=QUALIFIED_BY=./qualifiers.csv",
    *READING,
)
_TYPES = {
    Column.INTEGER: ":long",
    Column.NUMBER: ":double",
    Column.BOOLEAN: ":boolean",
    Column.DATE: ":date",
    Column.TEXTS: ":string[]",
}
_RELATED = {"subject", "object", "source", "locator", "qualified_by", "conflicts_with"}


def write_neo4j_import(content: Content) -> Iterator[bytes]:
    """The archive, piece by piece."""
    if content.record is None:
        raise ValueError("wants claims")
    return zip_chunks(_members(content, content.record))


def command(database: str = "neo4j") -> str:
    """The command that imports the unpacked archive, run in its folder."""
    options = " \\\n  ".join(OPTIONS)
    return f"neo4j-admin database import full {database} \\\n  {options}\n"


def _members(content: Content, record: Record) -> Iterator[tuple[str, Iterable[bytes]]]:
    things = {name: kind for name, kind in NODE_COLUMNS.items() if name != "kind"}
    claims = {name: kind for name, kind in CLAIM_COLUMNS.items() if name not in {*_RELATED, "id"}}
    sources = {name: kind for name, kind in SOURCE_COLUMNS.items() if name != "id"}
    edges = {name: kind for name, kind in content.edge_columns.items() if name != "type"}
    ends = [":START_ID(Thing)", ":END_ID(Thing)", ":TYPE"]
    about = [":START_ID(Claim)", ":END_ID(Thing)"]
    yield (
        "things.csv",
        _csv(
            ["id:ID(Thing)", ":LABEL", *_header(things)],
            content.nodes,
            lambda row: [[row["id"], f"Thing{DIVIDER}{row['kind']}", *_cells(row, things)]],
        ),
    )
    yield (
        "sources.csv",
        _csv(
            ["id:ID(Source)", *_header(sources)],
            record.sources,
            lambda row: [[row["id"], *_cells(row, sources)]],
        ),
    )
    yield (
        "claims.csv",
        _csv(
            ["id:ID(Claim)", *_header(claims)],
            record.claims,
            lambda row: [[row["id"], *_cells(row, claims)]],
        ),
    )
    yield (
        "edges.csv",
        _csv(
            [*ends, *_header(edges)],
            content.edges,
            lambda row: [[row["start"], row["end"], row["type"], *_cells(row, edges)]],
        ),
    )
    yield "subjects.csv", _csv(about, record.claims, lambda row: [[row["id"], row["subject"]]])
    yield "objects.csv", _csv(about, record.claims, _object)
    yield (
        "stated.csv",
        _csv(
            [":START_ID(Claim)", ":END_ID(Source)", "locator"],
            record.claims,
            lambda row: [[row["id"], row["source"], row["locator"] or ""]],
        ),
    )
    yield "qualifiers.csv", _csv([*about, "role"], record.claims, _qualifiers)
    told = "".join(f"{line}\n" for line in header_lines(content.about, ()))
    yield "README.txt", [f"{told}{NEO4J_IMPORT.losses()}\n{command()}".encode()]


def _object(row: Row) -> list[list[str]]:
    return [[row["id"], row["object"]]] if row["object"] is not None else []


def _qualifiers(row: Row) -> list[list[str]]:
    pairs = (item.rpartition(":") for item in row["qualified_by"])
    return [[row["id"], thing, role] for role, _, thing in pairs]


def _header(columns: Columns) -> list[str]:
    return [f"{name}{_TYPES.get(kind, '')}" for name, kind in columns.items()]


def _cells(row: Row, columns: Iterable[str]) -> list[str]:
    return [_cell(row.get(name)) for name in columns]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return DIVIDER.join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _csv(
    header: list[str],
    rows: Callable[[], Iterable[Mapping[str, Any]]],
    lines: Callable[[Row], list[list[str]]],
) -> Iterator[bytes]:
    def pieces() -> Iterator[str]:
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(header)
        for row in rows():
            writer.writerows(lines(row))
            if buffer.tell() > 1 << 14:
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
        yield buffer.getvalue()

    return encode_chunks(pieces())


NEO4J_IMPORT = Format(
    "neo4j",
    "Neo4j admin import",
    ".zip",
    "application/zip",
    "things, edges, claims, sources and what relates them, as CSV with typed headers",
    (
        RETIRED,
        "whether a claim's value is a number or text, which is text",
        "which claims conflict",
        NO_QUESTIONS,
    ),
    "unpack, and run the command in README.txt",
    write_neo4j_import,
    purpose="databases",
    header=True,
    marks=EDGE_MARKS,
    of_claims=True,
)
