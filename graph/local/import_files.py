"""Nodes and relationships as the files of Neo4j's importer.

As https://neo4j.com/docs/operations-manual/current/import/ says. There are few files, since the
importer takes a fifth of a second for each: all nodes are in one, and another begins only where a
property has values of another type. What a row has not is an empty cell, which is no property.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from neo4j.time import Date, DateTime

# What no text may hold that is an item of a list.
DIVIDER = "\x1f"
# How the importer is to read them.
READING = (f"--array-delimiter=U+{ord(DIVIDER):04X}", "--multiline-fields=true")
_ROWS = 20_000  # are kept in memory before they are written
# The importer holds a cell in four million bytes.
_LONGEST = 1_000_000
_NAME = re.compile(r"\w+")


class NotImportableError(ValueError):
    """A value that the importer's files cannot hold, as an empty list: it would be no property."""


class Day(str):
    """A date as text, ISO 8601."""

    __slots__ = ()


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _moment(value: DateTime) -> str:
    text = value.iso_format()
    if not text.endswith(("+00:00", "Z")):
        raise NotImportableError("a time of another zone than UTC")
    return text


_TYPES: dict[type, tuple[str, Callable[[Any], str]]] = {
    str: ("string", _quote),
    bool: ("boolean", lambda value: "true" if value else "false"),
    int: ("long", str),
    float: ("double", repr),
    Day: ("date", str),
    date: ("date", date.isoformat),
    Date: ("date", Date.iso_format),
    datetime: ("datetime", datetime.isoformat),
    DateTime: ("datetime", _moment),
}


class _Table:
    """Rows with the same ends, whose columns are added as they come.

    The importer wants all columns in each row. So rows stay in memory for a while, and where
    columns are added after that, another file begins.
    """

    def __init__(self, folder: Path, stem: str, heads: Sequence[str]) -> None:
        self.folder = folder
        self.stem = stem
        self.heads = heads
        self.columns: dict[str, str] = {}
        self.rows: list[list[str]] = []
        self.files: list[tuple[Path, Path]] = []
        self._width = -1

    def fits(self, kinds: Mapping[str, str]) -> bool:
        """Whether no column is of another type."""
        return all(self.columns.get(name, kind) == kind for name, kind in kinds.items())

    def places(self, kinds: Mapping[str, str]) -> list[int]:
        """At which place of a row each of these columns is."""
        self.columns |= kinds
        places = {name: place for place, name in enumerate(self.columns, len(self.heads))}
        return [places[name] for name in kinds]

    def write(self) -> None:
        """Write what is in memory."""
        if not self.rows:
            return
        if self._width != len(self.columns):
            self._begin_file()
        width = len(self.heads) + len(self.columns)
        with self.files[-1][1].open("a", encoding="utf-8", newline="") as stream:
            for row in self.rows:
                stream.write(",".join(row) + "," * (width - len(row)) + "\n")
        self.rows.clear()

    def _begin_file(self) -> None:
        self._width = len(self.columns)
        header, file = (
            self.folder / f"{self.stem}-{len(self.files)}.{ending}"
            for ending in ("header.csv", "csv")
        )
        columns = [*self.heads, *(f"{name}:{kind}" for name, kind in self.columns.items())]
        header.write_text(",".join(columns) + "\n", encoding="utf-8")
        self.files.append((header, file))


class ImportFiles:
    """Writes nodes and relationships to files, some at a time; `close` before they are read.

    Args:
        folder: Where to; it is made.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._tables: dict[str, list[_Table]] = {}
        self._shapes: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[_Table, list[int]]] = {}
        self._rows = 0

    def add_node(self, labels: Sequence[str], key: str, properties: Mapping[str, Any]) -> None:
        """Add a node.

        Args:
            labels: Its labels.
            key: What relationships call it.
            properties: Its properties; None is none.

        Raises:
            NotImportableError: A value cannot be written.
        """
        self._add("nodes", {":ID": key, ":LABEL": DIVIDER.join(labels)}, properties)

    def add_relationship(
        self, kind: str, start: str, end: str, properties: Mapping[str, Any]
    ) -> None:
        """Add a relationship between the nodes of two keys; raises as `add_node`."""
        ends = {":START_ID": start, ":END_ID": end, ":TYPE": kind}
        # Most have no properties, and need no cells for those that others have.
        self._add("relationships" if properties else "bare", ends, properties)

    def close(self) -> list[str]:
        """Write what is still in memory; the importer's arguments."""
        inputs = ["--id-type=string", *READING]
        for what, tables in self._tables.items():
            option = "--nodes" if what == "nodes" else "--relationships"
            for table in tables:
                table.write()
                inputs += [f"{option}={header},{file}" for header, file in table.files]
        return inputs

    def _add(self, what: str, ends: Mapping[str, str], properties: Mapping[str, Any]) -> None:
        found = [(name, *_cell(item)) for name, item in properties.items() if item is not None]
        shape = (what, tuple((name, kind) for name, kind, _ in found))
        if any(len(text) > _LONGEST for _, _, text in found):
            raise NotImportableError("a text of more than a million characters")
        if shape not in self._shapes:
            if not all(_NAME.fullmatch(name) for name in properties):
                raise NotImportableError("a property whose name is no word")
            self._shapes[shape] = self._find_table(what, [*ends], dict(shape[1]))
        table, places = self._shapes[shape]
        row = [*map(_quote, ends.values()), *[""] * len(table.columns)]
        for place, (_, _, text) in zip(places, found, strict=True):
            row[place] = text
        table.rows.append(row)
        self._rows += 1
        if self._rows % _ROWS == 0:
            for tables in self._tables.values():
                for each in tables:
                    each.write()

    def _find_table(
        self, what: str, heads: Sequence[str], kinds: Mapping[str, str]
    ) -> tuple[_Table, list[int]]:
        tables = self._tables.setdefault(what, [])
        table = next((one for one in tables if one.fits(kinds)), None)
        if table is None:
            table = _Table(self._folder, f"{what}-{len(tables)}", heads)
            tables.append(table)
        return table, table.places(kinds)


def _cell(value: Any) -> tuple[str, str]:
    """The importer's name of a value's type, and the value as a cell."""
    found = _TYPES.get(type(value))
    if found is not None:
        return found[0], found[1](value)
    if not isinstance(value, list | tuple):
        raise NotImportableError(f"a value of type {type(value).__name__}")
    if not value or value == [""]:
        raise NotImportableError("a list without any text")
    kinds = {type(item) for item in value}
    if len(kinds) > 1 or not kinds <= _TYPES.keys():
        raise NotImportableError("a list of values of several types")
    kind, write = _TYPES[kinds.pop()]
    if kind != "string":
        return f"{kind}[]", DIVIDER.join(map(write, value))
    if any(DIVIDER in item for item in value):
        raise NotImportableError("a list of texts with a control character")
    return "string[]", _quote(DIVIDER.join(value))
