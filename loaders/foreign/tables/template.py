"""A mapping to fill in, from the headers and first rows of tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from textwrap import indent

from graph.errors import BadInputError
from graph.model import Label
from loaders.file_check import write_new_file
from loaders.foreign.tables.guesses import ColumnGuess, Content, TableGuess, guess_tables
from loaders.foreign.tables.mapping import ReadShape
from loaders.foreign.tables.reading import OpenTable, open_table
from loaders.ids import slug
from loaders.written_dates import read_date

_SAMPLE_ROWS = 1_000
_EXAMPLE = 40
_SOURCE = """\
# How {tables} {verb} to be read.
# Every column is listed once, and what is guessed says from how many cells. Fill in or take out,
# then try:
#   partycell mapping try {arguments}
source:
  id: {id}
  title: ""
  publisher: ""
  language: {language}      # {letters}
  published: XXXX     # EDTF
  kind: table
  trust: ""
"""
_BARE = """
  header: false       # the first row looks like data
  columns: {columns}"""
_READ = """\
read:
  separator: {separator}
  encoding: {encoding}
"""
_LEAVE = """\
# Columns that are left out on purpose:
leave: {columns}
"""
_RELATIONS = {
    (Label.PERSON, Label.ORGANIZATION): "MEMBER_OF",
    (Label.PERSON, Label.POST): "HOLDS",
    (Label.PERSON, Label.PERSON): "RELATED_TO",
    (Label.PERSON, Label.EVENT): "PARTICIPATED_IN",
    (Label.ORGANIZATION, Label.ORGANIZATION): "UNIT_OF",
    (Label.ORGANIZATION, Label.EVENT): "PARTICIPATED_IN",
    (Label.ORGANIZATION, Label.PLACE): "JURISDICTION",
    (Label.POST, Label.ORGANIZATION): "POST_IN",
    (Label.EVENT, Label.PLACE): "HELD_AT",
    (Label.PLACE, Label.PLACE): "LOCATED_IN",
}
# What happens takes its time from the event.
_WITHOUT_TIME = {"PARTICIPATED_IN", "HELD_AT", "LOCATED_IN", "RELATED_TO"}
_DATED = {
    Label.PERSON: ("birth_date", "death_date"),
    Label.ORGANIZATION: ("founded", "dissolved"),
    Label.EVENT: ("date",),
}


@dataclass(frozen=True)
class _Sampled:
    """A table with its first rows."""

    file: Path
    opened: OpenTable
    bare: ReadShape | None
    rows: list[dict[str, str]]


def write_mapping_template(tables: Sequence[Path], output: Path | None = None) -> Path:
    """Write a mapping to fill in, and say where.

    Args:
        tables: Which; several are one source, in one folder.
        output: Where to; beside the first table unless given.

    Raises:
        DatasetError: A table cannot be read.
        BadInputError: The file is there already or cannot be written, or the tables are apart.
    """
    folders = {table.resolve().parent for table in tables}
    if len(folders) > 1:
        raise BadInputError(
            "Tables of one mapping lie in one folder.", hint="Move them, or map each by itself."
        )
    sampled = {table.stem: _sample(table) for table in tables}
    if len(sampled) < len(tables):
        raise BadInputError("Two tables have one name.", hint="Rename one of them.")
    file = output or tables[0].with_suffix(".yaml")
    guesses = guess_tables({name: item.rows for name, item in sampled.items()})
    write_new_file(file, _write_source(tables, file, guesses) + _write_tables(sampled, guesses))
    return file


def _sample(table: Path) -> _Sampled:
    bare = _without_header(table)
    opened = open_table(table, bare or ReadShape())
    rows = [
        {column: row.cells.get(column, "") for column in opened.columns}
        for row in islice(opened.rows, _SAMPLE_ROWS)
    ]
    return _Sampled(table, opened, bare, rows or [dict.fromkeys(opened.columns, "")])


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


def _write_source(tables: Sequence[Path], file: Path, guesses: Mapping[str, TableGuess]) -> str:
    first, *more = tables
    guess = max(guesses.values(), key=lambda item: item.letters * item.rows)
    return _SOURCE.format(
        tables=", ".join(table.name for table in tables),
        verb="are" if more else "is",
        arguments=file.name if more else f"{first.name} {file.name}",
        id=slug(file.stem) or "a-table",
        language=guess.language or "en",
        letters=f"{guess.letters:.0%} of the letters" if guess.language else "no letters tell",
    )


def _write_tables(sampled: Mapping[str, _Sampled], guesses: Mapping[str, TableGuess]) -> str:
    written = {
        name: _write_read(item) + _write_things(name, guesses) for name, item in sampled.items()
    }
    if len(written) == 1:
        return "".join(written.values())
    parts = [
        f"  - file: {_quoted(sampled[name].file.name)}\n{indent(text, '    ')}"
        for name, text in written.items()
    ]
    return "tables:\n" + "".join(parts)


def _write_read(item: _Sampled) -> str:
    columns = _BARE.format(columns=_quoted(item.bare.columns)) if item.bare else ""
    separator = _quoted(item.opened.separator)
    return _READ.format(separator=separator, encoding=item.opened.encoding + columns)


def _write_things(name: str, guesses: Mapping[str, TableGuess]) -> str:
    """What the rows of a table are about: its own things, or those that it joins."""
    guess = guesses[name]
    led_to = {item.target for other in guesses.values() for item in other.references}
    people = (item for item in guess.references if guesses[item.target].label is Label.PERSON)
    held_by = None if name in led_to else next(people, None)
    joins = held_by is not None
    lines = ["things:\n"]
    if held_by is not None:
        target = guesses[held_by.target]
        lines += [
            f"  - as: {target.label.value.casefold()}\n",
            f"    label: {target.label.value}\n",
            f"    id: {_id_of(held_by.target, target, guesses, held_by.column)}"
            f"   # {_surety(held_by)}\n",
            "    exists: true\n",
        ]
        label, left = target.label, [held_by.column]
    else:
        lines += [
            f"  - as: {guess.label.value.casefold()}\n",
            f"    label: {guess.label.value}     # Tier, Organization, Person, Role, Post ...\n",
            f"    id: {_id_of(name, guess, guesses)}   # {_describe_ids(guess)}\n",
        ]
        label, left = guess.label, []
    rest = [item for item in guess.columns if item.column not in left]
    claims = list(_claims(label, guess, rest, guesses, joins=joins))
    lines += ["    claims:\n", *(f"      {line}\n" for line in claims)] if claims else []
    unused = [item.column for item in guess.columns if item.content is Content.EMPTY]
    if joins:
        unused += [item.column for item in rest if item.content is Content.ID]
    return "".join(lines) + _LEAVE.format(columns=_quoted(unused))


def _id_of(
    name: str, guess: TableGuess, guesses: Mapping[str, TableGuess], column: str | None = None
) -> str:
    """The template of a table's ids; of several tables each has the table's name before it.

    Args:
        name: The table's.
        guess: What it holds.
        guesses: Of all tables.
        column: The column of another table that leads to it, in place of its own.
    """
    named = [item.column for item in guess.columns if item.content is Content.NAME]
    own = [column] if column else [*(guess.ids or named[:1] or [guess.columns[0].column])]
    prefix = f"{slug(name)}-" if len(guesses) > 1 else ""
    return _quoted(prefix + "-".join(f"{{{part}}}" for part in own))


def _describe_ids(guess: TableGuess) -> str:
    if guess.ids:
        return f"{' and '.join(guess.ids)}: {guess.rows:,} rows, none twice"
    return "no column, and no two, tell all rows apart: say what does"


def _claims(
    label: Label,
    guess: TableGuess,
    columns: Iterable[ColumnGuess],
    guesses: Mapping[str, TableGuess],
    *,
    joins: bool,
) -> Iterator[str]:
    """A line of YAML for each column that is not used otherwise, with what speaks for it."""
    used, holds = _time_of(guess)
    timed = False
    late = []
    for item in columns:
        if item.content is Content.EMPTY or (joins and item.content is Content.ID):
            continue
        if item.content is Content.REFERENCE:
            target = guesses[item.target]
            relation = _RELATIONS.get((label, target.label))
            if relation is not None:
                fields = {
                    "predicate": relation,
                    "object_id": json.loads(_id_of(item.target, target, guesses, item.column)),
                }
                if holds and relation not in _WITHOUT_TIME:
                    fields["holds"] = holds
                    timed = True
                yield _line(fields, item)
                continue
        if item.column in used:
            late.append(item)
        elif item.column not in guess.ids or item.content is Content.NAME:
            yield _line(_fields(label, item, named=not joins), item)
    if not timed:
        for item in late:
            yield _line(_fields(label, item, named=not joins), item)


def _time_of(guess: TableGuess) -> tuple[set[str], str]:
    """The columns that say when what a row says holds, and the template of it."""
    for item in guess.columns:
        if item.content is Content.PERIOD:
            return {item.column}, f"{{{item.column}}}"
    dates = [item for item in guess.columns if item.content is Content.DATE]
    start = next((item.column for item in dates if item.meaning == "start"), None)
    end = next((item.column for item in dates if item.meaning == "end"), None)
    if start is None:
        return set(), ""
    sides = f"{{{start}}} ~ {{{end}}}" if end else f"{{{start}}} ~"
    return {name for name in (start, end) if name}, sides


def _fields(label: Label, item: ColumnGuess, *, named: bool) -> dict[str, str]:
    """What a claim of a column says; of things of other tables no column is taken for the name."""
    predicate = "characterized_as"
    if item.content is Content.NAME and named:
        predicate = "name"
    elif item.content is Content.DATE:
        known = _DATED.get(label, ())
        others = [name for name in known if not item.meaning or item.meaning in known]
        predicate = item.meaning if item.meaning in known else (others or [predicate])[0]
    fields = {"predicate": predicate, "column": item.column}
    if predicate == "name" and item.language:
        fields["language"] = "ko-Hang" if item.language == "ko" else item.language
    if item.separator:
        fields["split"] = item.separator
    return fields


def _line(fields: Mapping[str, str], item: ColumnGuess) -> str:
    pairs = [
        f"{name}: {text if name == 'predicate' else _quoted(text)}" for name, text in fields.items()
    ]
    example = _quoted(item.example[:_EXAMPLE]) if item.example else "nothing in the sample"
    return f"- {{{', '.join(pairs)}}}   # {example}; {_surety(item)}"


def _surety(item: ColumnGuess) -> str:
    """How many cells fit what is guessed of a column."""
    if item.content is Content.REFERENCE:
        return f"{item.fitting:,} of {item.filled:,} are ids of {item.target}"
    if item.content in {Content.DATE, Content.PERIOD}:
        return f"{item.fitting:,} of {item.filled:,} are {item.content.value}s"
    return f"{item.filled:,} cells"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
