"""What Neo4j notices about a statement: a label, type or property that is not there, and others."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from neo4j import ResultSummary

from graph.near_names import ask_whether_meant

# What kind of name a notification is about, by the end of its code.
_NAMES = {
    "UnknownLabelWarning": "label",
    "UnknownRelationshipTypeWarning": "relationship type",
    "UnknownPropertyKeyWarning": "property",
}
_MISSING = re.compile(r"\(the missing [a-z ]+ is: (.*)\)$", re.DOTALL)


@dataclass(frozen=True)
class Notice:
    """One notification.

    Attributes:
        code: Neo4j's, as Neo.ClientNotification.Statement.UnknownLabelWarning.
        severity: WARNING or INFORMATION.
        description: In words.
        line: Where in the statement, from 1, if that is known.
        column: Where in the line, from 1.
        name: The label, type or property that is not there, if it is about one.
        kind: What kind of name that is: label, relationship type or property.
        did_you_mean: Names that are there and like it, the likest first.
    """

    code: str
    severity: str
    description: str
    line: int | None = None
    column: int | None = None
    name: str | None = None
    kind: str | None = None
    did_you_mean: tuple[str, ...] = ()

    @property
    def is_warning(self) -> bool:
        """Whether it is more than a hint."""
        return self.severity == "WARNING"

    def __str__(self) -> str:
        place = "" if self.line is None else f" (line {self.line}, column {self.column})"
        meant = ask_whether_meant(self.did_you_mean)
        return f"{self.description.rstrip('.')}{place}. {meant}".strip()

    def to_json(self) -> dict[str, Any]:
        """Its members that have a value, and all of it as one text."""
        found = {"message": str(self), **asdict(self), "did_you_mean": list(self.did_you_mean)}
        return {name: value for name, value in found.items() if value not in (None, [])}


def notices_of(summary: ResultSummary | None) -> tuple[Notice, ...]:
    """What Neo4j says in a summary, where the session asked for it."""
    statuses = [] if summary is None else summary.metadata.get("statuses", ())
    return tuple(_notice(status) for status in statuses if "neo4j_code" in status)


def _notice(status: dict[str, Any]) -> Notice:
    record = status["diagnostic_record"]
    position = record.get("_position") or {}
    code = status["neo4j_code"]
    description = status.get("description") or status.get("title") or code
    kind = _NAMES.get(code.rpartition(".")[2])
    missing = _MISSING.search(description) if kind else None
    name = missing[1] if missing else None
    if name is not None:
        description = f"There is no {kind} {name!r} in the database"
    return Notice(
        code,
        str(record.get("_severity", "")),
        description,
        position.get("line"),
        position.get("column"),
        name,
        kind if name is not None else None,
    )
