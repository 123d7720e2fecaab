"""What an export format is: what it holds, what it loses, how it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from exporters.content import Content
from graph.errors import BadParameterError

TABLES = ("nodes", "edges", "claims", "sources")
IDS_ONLY = "what claims and sources say (their ids are on the edges)"
# What people take an export for; each format is for one of these first of all.
PURPOSES = ("networks", "tables", "databases", "registers", "editing")
# How an edge or a claim says that it is doubted, and what the doubt is about.
MARKS = ("disputed", "resolved_by", "status", "modality", "basis", "questions")
EDGE_MARKS = MARKS[:-1]
UNMARKED = (
    "which of it is disputed: that is left out unless `contested` says otherwise, and then stands "
    "like the rest"
)
RETIRED = "loads, and claims that were retired (recorded_at gives them back)"
NO_QUESTIONS = "the questions that sources answer differently (edges and claims are marked)"


@dataclass(frozen=True)
class Format:
    """An export format.

    Attributes:
        name: As in `--format`.
        title: What people call it.
        suffix: Of its files, with the dot; of one table, the name's own.
        media_type: Of its answers over HTTP.
        holds: What is in it.
        loses: What is not.
        opens: How to open it.
        write: From the content to the bytes, piece by piece.
        purpose: What it is for, of `PURPOSES`.
        header: Whether the file itself says what it loses; else that is written beside it.
        beside: Whether claims and sources are files beside it, unless they are wanted inside.
        of_claims: Whether it is made from claims, so that a computed network has no such form.
        of_source: Whether it is of one source alone, which must be named.
        write_table: The bytes of one table alone; None where the format has no tables.
        tables: The tables that can be had alone.
        marks: Those of `MARKS` that it says.
        memory: What is kept while it is written, beside one row.
        package: The optional package that writes it, of those in `graph.extras`.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    holds: str
    loses: tuple[str, ...]
    opens: str
    write: Callable[[Content], Iterator[bytes]]
    purpose: str = field(kw_only=True)
    header: bool = False
    beside: bool = False
    of_claims: bool = False
    of_source: bool = False
    write_table: Callable[[Content, str], Iterator[bytes]] | None = None
    tables: tuple[str, ...] = TABLES
    marks: tuple[str, ...] = ()
    memory: str = "nothing"
    package: str = ""

    def losses(self) -> str:
        """What it does not hold, as text; empty where it holds everything."""
        return "".join(f"{self.title} does not hold: {what}.\n" for what in self.loses)


def check_table(name: str) -> None:
    """Raise BadParameterError unless there is this table."""
    if name not in TABLES:
        raise BadParameterError("table", f"table={name!r} is not one of {', '.join(TABLES)}.")
