"""A query's file: a header of comment lines, and Cypher with the marks of its fragments.

The header of a query:

    // summary: The units above a unit on a date, nearest first.
    // params:  organization: id
    //          limit: integer = 100
    // returns: id, name, depth
    // example: organization=kcna-no5-bureau-no2-cell
    // rows:    3
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.errors import BadInputError
from graph.fragments import expand
from graph.guard.one_record import ROWS, OneRecord, in_one_record
from graph.guard.statement import ParsedStatement
from graph.parameters import TYPES, Parameter, value

_QUERY = {"summary", "returns", "example", "rows"}
_CHECK = {"summary", "rule", "looks_at", "scope"}

# The map of a query's own parameters, and what is not in it.
GIVEN = "given"
_APART = ("lens", "page", ROWS)

_HEADER = re.compile(r"//\s?(?:(\w+):)?\s*(.*)")
_PARAMETER = re.compile(r"(\w+):\s*(\w+)(?:\s*\[(\d+)\.\.(\d+)\])?(?:\s*=\s*(.*))?")


@dataclass(frozen=True)
class CatalogueQuery:
    """A query of the catalogue.

    Attributes:
        name: The file's stem.
        summary: One sentence.
        parameters: Its own, without the lens.
        columns: The columns it returns, in order.
        example: Arguments that give rows on the curated data.
        rows: How many rows the example gives on the founding text alone.
        paged: Whether it takes `$page`, and so gives only the rows that are asked for.
        template: The file, with the marks of its fragments.
        needs: Parameters of which at least one must be given.
        fields: Other fields of the header.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    example: dict[str, str]
    rows: int
    paged: bool
    template: str
    needs: tuple[str, ...]
    fields: dict[str, str]

    def cypher(self, lens: Mapping[str, Any]) -> str:
        """The Cypher that runs for a bound lens."""
        return expand(self.template, lens)

    def cypher_with_map(self, lens: Mapping[str, Any]) -> str:
        """The Cypher with its own parameters in one map, `$given`.

        Neo4j plans a statement anew for each set of types of its parameters, and those of a map are
        not among them, so that it makes no difference which of them are left out.
        """
        return _with_map(self.cypher(lens))

    def one_record(self, lens: Mapping[str, Any]) -> OneRecord | None:
        """As `cypher_with_map`, with all rows in one record."""
        return _one_record(self.cypher_with_map(lens), self.columns)

    @staticmethod
    def in_map(bound: Mapping[str, Any]) -> dict[str, Any]:
        """Bound parameters as `cypher_with_map` and `one_record` take them."""
        apart = {name: bound[name] for name in _APART if name in bound}
        return {**apart, GIVEN: {name: bound[name] for name in bound if name not in _APART}}


def read(file: Path) -> CatalogueQuery:
    """A query from its file.

    Raises:
        BadInputError: The header lacks something or cannot be read.
    """
    text = file.read_text(encoding="utf-8")
    header = _header(text)
    missing = (_CHECK if "rule" in header else _QUERY) - header.keys()
    if missing:
        raise BadInputError(f"{file.name}: the header lacks {', '.join(sorted(missing))}.")
    joined = {name: " ".join(lines) for name, lines in header.items()}
    return CatalogueQuery(
        name=file.stem,
        summary=joined["summary"],
        parameters=tuple(_parameter(file, line) for line in header.get("params", []) if line),
        columns=tuple(name.strip() for name in joined.get("returns", "").split(",")),
        example=dict(part.split("=", 1) for part in joined.get("example", "").split()),
        rows=int(joined.get("rows", "0")),
        paged="$page." in text,
        template=text,
        needs=tuple(joined.get("needs", "").split()),
        fields=joined,
    )


def _header(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    current = ""
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        match = _HEADER.fullmatch(line.rstrip())
        name, rest = match.groups() if match else (None, "")
        # A continued `params` line looks like a field of its own; only known fields start one.
        if name in _QUERY | _CHECK | {"params", "needs"}:
            current, content = name, rest
        else:
            content = line.removeprefix("//").strip()
        found.setdefault(current, []).append(content.strip())
    return found


def _parameter(file: Path, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None or match[2] not in TYPES:
        raise BadInputError(f"{file.name}: {line!r} declares no parameter.")
    name, kind, low, high, default = match.groups()
    bare = Parameter(
        name, kind, default is None, None, int(low) if low else None, int(high) if high else None
    )
    if default is None or default == "null":
        return bare
    return Parameter(name, kind, False, value(bare, default), bare.minimum, bare.maximum)


@lru_cache(maxsize=1024)
def _one_record(cypher: str, columns: tuple[str, ...]) -> OneRecord | None:
    return in_one_record(ParsedStatement(cypher), columns, stable=True)


@lru_cache(maxsize=1024)
def _with_map(cypher: str) -> str:
    pieces, copied = [], 0
    for token in ParsedStatement(cypher).parameter_names():
        if token.name not in _APART:
            pieces += [cypher[copied : token.start], f"{GIVEN}."]
            copied = token.start
    return "".join([*pieces, cypher[copied:]])
