"""A mapping to fill in, from a table's header and first rows; and what a mapping makes of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from graph.dates import AT_ALL_TIMES
from graph.model import Time
from graph.vocabulary import predicate
from loaders.dataset.schema import TIME_FIELDS
from loaders.file_check import write_new_file
from loaders.foreign.report import Draft, ImportNote, Tally
from loaders.foreign.tables.drafts import make_drafts
from loaders.foreign.tables.mapping import ReadShape, read_mapping
from loaders.foreign.tables.opening import open_tables
from loaders.foreign.tables.reading import TableRow, open_table
from loaders.ids import slug
from loaders.written_dates import read_date

_SAMPLE_ROWS = 50
_SHOWN = ("row", "about", "predicate", "op", "answer", "when", "role", "note", "problem")

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


@dataclass(frozen=True)
class Preview:
    """What a mapping makes of its tables.

    Attributes:
        columns: Of the claims.
        claims: Of the first rows of each table, a row a claim; `when` says when each will hold.
        tallies: What is odd about all rows, each kind of remark once.
    """

    columns: tuple[str, ...]
    claims: list[dict[str, Any]]
    tallies: list[Tally]


def preview_claims(table: Path | None, mapping_file: Path, rows: int) -> Preview:
    """What a mapping makes of the first rows of its tables, and what is odd in all of them.

    Args:
        table: None where the mapping names its tables.
        mapping_file: Which.
        rows: Of how many rows of each table the claims are shown.

    Raises:
        DatasetError: The mapping or a table is wrong.
    """
    mapping = read_mapping(mapping_file)
    found: list[dict[str, Any]] = []
    tallies: dict[tuple[str, str], Tally] = {}
    for mapped in open_tables(table, mapping_file, mapping):
        for count, draft in enumerate(make_drafts(mapped)):
            for note in _remarks(draft, mapping.source.published):
                # What differs from row to row stands between quotation marks.
                key = (note.field, re.sub(r"'[^']*'", "'...'", note.message))
                known = tallies.get(key) or Tally(note.field, note.message, 0, note.place)
                tallies[key] = replace(known, count=known.count + 1)
            if count < rows:
                found += _shown(draft, mapping.source.published)
    order = sorted(tallies.values(), key=lambda tally: -tally.count)
    return Preview(_SHOWN, found, order)


def _shown(draft: Draft, published: str) -> Iterator[dict[str, Any]]:
    row = {"row": draft.place.removeprefix("row ")}
    for claim in draft.claims:
        answer = claim.get("object", claim.get("value"))
        yield claim | row | {"answer": answer, "when": _when(claim, published)}
    for note in draft.leftovers:
        yield row | {"predicate": "leftover", "answer": f"{note.field} = {note.message}"}
    if draft.problem is not None:
        yield row | {"problem": draft.problem.message}


def _when(claim: dict[str, Any], published: str) -> str:
    """When a claim will hold."""
    if claim.get("holds") == AT_ALL_TIMES or _is_timeless(claim):
        return "at all times"
    if "unread_time" in claim:
        return f"not known: {claim['unread_time']}"
    if "attested" in claim:
        return f"attested {claim['attested']}"
    return str(claim.get("holds") or f"attested {published}: the source's date")


def _is_timeless(claim: dict[str, Any]) -> bool:
    return predicate(claim["predicate"]).time is Time.ALWAYS and "holds" not in claim


def _remarks(draft: Draft, published: str) -> Iterator[ImportNote]:
    """What is odd about a row, and which claims take the source's date for want of their own."""
    if draft.problem is not None:
        yield replace(draft.problem, message=f"refused: {draft.problem.message}")
    yield from draft.warnings
    for claim in draft.claims:
        dated = claim.keys() & TIME_FIELDS
        if not dated and predicate(claim["predicate"]).time is Time.SOURCE:
            yield ImportNote(
                draft.place,
                claim["predicate"],
                f"has no time of its own: taken as attested at the source's date ({published}).",
            )
    for note in draft.leftovers:
        yield replace(note, message="has no place in the model: left over")
