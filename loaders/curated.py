"""The curated data, loaded by themselves into a graph of our own.

Every command looks whether they are there; what loads them is imported only where they are not.
"""

from __future__ import annotations

import hashlib

from graph.database import Database
from graph.paths import DATA
from graph.statements import statement
from loaders.made_up import is_made_up


def ensure_loaded(database: Database) -> None:
    """Load the curated data into a graph of our own that has not had this edition of them yet."""
    if not database.owned:
        return
    if is_made_up(database):
        return
    edition = _edition()
    loaded = database.run(statement("admin/curated")).records
    if loaded != [[edition]]:
        from loaders.dataset import load  # noqa: PLC0415  (slow to import, and seldom needed)

        load(database)
        parameters = {"dataset": edition}
        database.run(statement("load/mark_curated"), parameters, write=True)


def _edition() -> str:
    """A hash of the curated files."""
    content = hashlib.sha256()
    for file in sorted(DATA.glob("*.yaml")):
        content.update(file.read_bytes())
    return content.hexdigest()[:16]
