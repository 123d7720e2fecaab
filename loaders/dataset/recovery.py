"""Loads that were broken off: taken up where they stood, or undone."""

from __future__ import annotations

from collections.abc import Set
from functools import partial

from graph.database import Database
from graph.lens import NEVER_RETIRED
from graph.statements import statement
from loaders.dataset.disagreements import Disagreements
from loaders.dataset.held import apart
from loaders.dataset.spool import Spool, chunks
from loaders.dataset.writing import BATCH, SUBJECTS, derive


def recover(database: Database, sources: Set[str]) -> list[str]:
    """Deal with loads that were broken off.

    One of these very sources is taken up where it stood: what it has written is found unchanged.
    One of others is undone, so that nothing of it is ever seen.

    Returns:
        The ids of those that are taken up.
    """
    taken_up: list[str] = []
    for identifier, theirs in database.run(statement("load/unfinished"), time_limit=0).records:
        if set(theirs) <= sources:
            taken_up.append(identifier)
        else:
            _undo(database, identifier)
            database.run(statement("load/forget"), {"load": identifier}, write=True)
    return taken_up


def _undo(database: Database, load_id: str) -> None:
    """Take back what a load has written that has not ended."""
    parameters = {"load": load_id, "never": NEVER_RETIRED, "limit": BATCH}
    touched: set[str] = set()
    for name in ("load/undo_claims", "load/undo_retired"):
        while True:
            answer = database.run(statement(name), parameters, write=True, time_limit=0)
            touched |= {record[0] for record in answer.records}
            if not answer.records:
                break
    for subjects in chunks(sorted(touched), SUBJECTS):
        database.write(partial(derive, subjects, False))
    spool = Spool()
    spool.touch(touched)
    planned = Disagreements.plan(apart(database), [], spool, {})
    for step in planned.steps():
        database.write(step.run)
