"""The names that a statement can use in a database: read at first use, then cached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.database import Database
from graph.errors import PartycellError
from graph.statements import statement

_SECONDS = 2.0


@dataclass(frozen=True)
class Routine:
    """A function or a procedure.

    Attributes:
        name: Dotted.
        signature: Its arguments and what it gives.
        description: A sentence.
        columns: What a procedure yields; empty for a function.
    """

    name: str
    signature: str
    description: str
    columns: tuple[str, ...]


class Schema:
    """Labels, types, properties, functions, procedures, databases and ids.

    What cannot be read, because the server is unreachable or denies it, is empty.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._cache: dict[str, Any] = {}

    def refresh(self) -> None:
        """Clear the cache: something has been written, or the database is another."""
        self._cache.clear()

    @property
    def labels(self) -> list[str]:
        """Every node label."""
        return self._words("label")

    @property
    def types(self) -> list[str]:
        """Every relationship type."""
        return self._words("relationship type")

    def properties(self, names: Sequence[str] = ()) -> list[str]:
        """The property keys that nodes or relationships of these kinds have; of all if none."""
        found: dict[str, None] = {}
        for name in names:
            found |= dict.fromkeys(
                row["key"] for row in self._rows("admin/properties_of", {"name": name})
            )
        return list(found) or self._words("property")

    @property
    def functions(self) -> dict[str, Routine]:
        """Functions by name."""
        return self._routines("admin/functions")

    @property
    def procedures(self) -> dict[str, Routine]:
        """Procedures by name."""
        return self._routines("admin/procedures")

    @property
    def databases(self) -> list[str]:
        """The server's databases by name."""
        return [row["name"] for row in self._rows("admin/databases")]

    def ids(self, start: str) -> dict[str, str]:
        """Some ids of things and sources with this prefix, with their names."""
        rows = self._rows("admin/ids_like", {"start": start})
        return {row["id"]: row["name"] or "" for row in rows}

    def _words(self, kind: str) -> list[str]:
        return [row["name"] for row in self._rows("admin/vocabulary") if row["kind"] == kind]

    def _routines(self, name: str) -> dict[str, Routine]:
        return {
            row["name"]: Routine(
                row["name"], row["signature"], row["description"], tuple(row["columns"])
            )
            for row in self._rows(name)
        }

    def _rows(self, name: str, parameters: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
        key = f"{name} {sorted((parameters or {}).items())}"
        if key not in self._cache:
            try:
                answer = self.database.run(statement(name), parameters, time_limit=_SECONDS)
            except PartycellError:
                return []
            self._cache[key] = [
                dict(zip(answer.columns, record, strict=True)) for record in answer.records
            ]
        rows: list[dict[str, Any]] = self._cache[key]
        return rows
