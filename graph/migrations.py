"""Numbered migrations in `cypher/schema`, each run once and recorded in the graph."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from neo4j import ManagedTransaction

from graph.database import Database
from graph.errors import RefusedError
from graph.paths import CYPHER
from graph.statements import statement

_NAME = re.compile(r"V(\d{3})__(\w+)\.cypher")


@dataclass(frozen=True)
class Migration:
    """One step of the schema: statements that are harmless to run twice."""

    version: int
    name: str
    statements: tuple[str, ...]
    checksum: str


def migrations() -> list[Migration]:
    """All steps, in order."""
    return [_read(file) for file in sorted((CYPHER / "schema").glob("V*.cypher"))]


def schema_version(database: Database) -> int:
    """The number of the last migration that this graph has had; 0 for none."""
    return max(_applied(database), default=0)


def migrate(database: Database) -> int:
    """Bring the schema up to date, wait until its indexes are filled, and give its version.

    Raises:
        RefusedError: The graph is newer than this code, or a step was edited after it ran.
    """
    before = schema_version(database)
    version = apply(database)
    if version > before:
        await_indexes(database)
    return version


def await_indexes(database: Database) -> None:
    """Until every index is filled."""
    # Streamed, since there no limit is none: a large graph takes longer than Neo4j's own limit.
    deque(database.stream(statement("admin/await_indexes"), time_limit=0), maxlen=0)


def apply(database: Database) -> int:
    """Bring the schema up to date and give its version; indexes may still fill in the background.

    Steps are recorded after they ran, so what was interrupted runs again.

    Raises:
        RefusedError: The graph is newer than this code, or a step was edited after it ran.
    """
    steps = migrations()
    applied = _applied(database)
    if max(applied, default=0) > steps[-1].version:
        raise RefusedError(
            f"The graph's schema is version {max(applied)}; this code knows {steps[-1].version}.",
            hint="Use a newer partycell.",
        )
    pending = [step for step in steps if step.version not in applied]
    for step in steps:
        if applied.get(step.version, step.checksum) != step.checksum:
            raise RefusedError(
                f"Migration V{step.version:03} ({step.name}) was changed after this graph had it.",
                hint="Migrations are never edited; add a new one.",
            )
    # Indexes that follow each other together: Neo4j goes through a large graph once for them.
    texts = [text for step in pending for text in step.statements]
    for are_indexes, several in groupby(texts, _is_index):
        for part in [[*several]] if are_indexes else [[text] for text in several]:
            # Tried again where another process does the same.
            database.write(partial(_run_all, part))
    for step in pending:
        database.run(
            statement("admin/record_migration"),
            {"version": step.version, "name": step.name, "checksum": step.checksum},
            write=True,
            time_limit=0,
        )
    return steps[-1].version


def _is_index(text: str) -> bool:
    return bool(re.match(r"CREATE (FULLTEXT )?INDEX\b", text))


def _run_all(statements: Sequence[str], tx: ManagedTransaction) -> None:
    for text in statements:
        tx.run(text).consume()


def _applied(database: Database) -> dict[int, str]:
    answer = database.run(statement("admin/migrations"), time_limit=0)
    return {version: checksum for version, _, checksum in answer.records}


def _read(file: Path) -> Migration:
    match = _NAME.fullmatch(file.name)
    if match is None:
        raise ValueError(f"{file.name} is not named V000__what.cypher")
    text = file.read_text(encoding="utf-8")
    bare = re.sub(r"^//.*$", "", text, flags=re.M)
    return Migration(
        int(match[1]),
        match[2].replace("_", " "),
        tuple(part.strip() for part in bare.split(";") if part.strip()),
        hashlib.sha256(text.encode()).hexdigest()[:16],
    )
