"""A mapping to fill in, from a table's header and first rows; and what a mapping makes of them."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

from loaders.file_check import write_new_file
from loaders.foreign.tables.mapping import ReadShape, read_mapping
from loaders.foreign.tables.reading import TableRow, open_table
from loaders.foreign.tables.rows import make_drafts, open_with_mapping
from loaders.ids import slug
from loaders.written_dates import read_date

_SAMPLE_ROWS = 50
_SHOWN = ("row", "about", "predicate", "op", "answer", "holds", "role", "note", "problem")

_BARE = """
  header: false       # the first row looks like data
  columns: {columns}"""
_TEMPLATE = """\
# How {table} is to be read. Every column is listed once; fill in or take out, then try:
#   partycell mapping try {table} {file}
source:
  id: {id}
  title: ""
  publisher: ""
  language: en
  published: XXXX     # EDTF
  kind: table
  trust: ""
read:
  separator: {separator}
  encoding: {encoding}
things:
  - as: person
    label: Person     # Tier, Organization, Person, Role, Post, Event, Place, Concept ...
    id: {template}
    claims:
{claims}# Columns that are left out on purpose:
leave: []
"""


def write_mapping_template(table: Path, output: Path | None = None) -> Path:
    """Write a mapping to fill in, and say where.

    Raises:
        DatasetError: The table cannot be read.
        BadInputError: The file is there already or cannot be written.
    """
    bare = _without_header(table)
    opened = open_table(table, bare or ReadShape())
    sample = list(islice(opened.rows, _SAMPLE_ROWS))
    file = output or table.with_suffix(".yaml")
    text = _TEMPLATE.format(
        table=table.name,
        file=file.name,
        id=slug(table.stem) or "a-table",
        separator=json.dumps(opened.separator),
        encoding=opened.encoding + (_BARE.format(columns=json.dumps(bare.columns)) if bare else ""),
        template=json.dumps("{" + opened.columns[0] + "}", ensure_ascii=False),
        claims="".join(_line(column, sample) for column in opened.columns),
    )
    write_new_file(file, text)
    return file


def _without_header(table: Path) -> ReadShape | None:
    """How to read a table whose first row looks like data; None where it looks like a header."""
    bare = ReadShape(header=False, columns=["column 1"])
    first = next(open_table(table, bare).rows, None)
    if first is None or not any(map(_is_data, first.cells.values())):
        return None
    count = max(int(name.removeprefix("column ")) for name in first.cells)
    return ReadShape(header=False, columns=[f"column {index + 1}" for index in range(count)])


def _is_data(text: str) -> bool:
    return text.isdigit() or (text[0].isalnum() and read_date(text).rule not in {None, "unknown"})


def _line(column: str, sample: list[TableRow]) -> str:
    """A claim for a column: a name for the first texts, a date where its cells are dates."""
    texts = [row.cells[column] for row in sample if column in row.cells]
    dates = sum(read_date(text).edtf is not None for text in texts)
    predicate = "birth_date" if texts and dates == len(texts) else "characterized_as"
    if "name" in column.casefold() or column in {"이름", "성명", "姓名"}:
        predicate = "name"
    shown = json.dumps(column, ensure_ascii=False)
    example = json.dumps(texts[0][:40], ensure_ascii=False) if texts else "nothing in the sample"
    return f"      - {{predicate: {predicate}, column: {shown}}}   # {example}\n"


def preview_claims(
    table: Path, mapping_file: Path, rows: int
) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """The claims that a mapping makes of a table's first rows: columns, and one row a claim.

    Raises:
        DatasetError: The mapping or the table is wrong.
    """
    mapping = read_mapping(mapping_file)
    opened = open_with_mapping(table, mapping_file, mapping)
    found: list[dict[str, Any]] = []
    for draft in islice(make_drafts(opened, mapping), rows):
        for claim in draft.claims:
            answer = claim.get("object", claim.get("value"))
            found.append({**claim, "row": draft.number, "answer": answer})
        for note in draft.leftovers:
            found.append({"row": draft.number, "predicate": "leftover", "answer": note.message})
        if draft.problem is not None:
            found.append({"row": draft.number, "problem": draft.problem.message})
    return _SHOWN, found
