"""The curated data, loaded automatically into a local graph.

Every command looks whether they are there; what loads them is imported only where they are not.
"""

from __future__ import annotations

import hashlib

from graph.database import Database
from graph.errors import BadInputError
from graph.lease import hold_lease
from graph.paths import CYPHER, DATA
from graph.statements import statement
from loaders.synthetic_check import is_synthetic


def ensure_loaded(database: Database) -> None:
    """Load the curated data into a graph of our own that has not had this state of them yet."""
    if not database.owned:
        return
    if is_synthetic(database):
        return
    digest = _curated_digest()
    if _loaded_digest(database) == digest:
        return
    from loaders.load import load  # noqa: PLC0415  (slow to import, and seldom needed)

    with hold_lease(database):
        # Another one may have loaded them meanwhile.
        if _loaded_digest(database) != digest:
            load(database)
            parameters = {"dataset": digest}
            database.run(statement("load/mark_curated"), parameters, write=True, time_limit=0)


def check_curated(database: Database) -> None:
    """Raise BadInputError unless the graph has the curated data as they are now, and no other."""
    from loaders.dataset.reader import read_dataset  # noqa: PLC0415  (slow to import)
    from loaders.load import load, read_snapshot  # noqa: PLC0415  (slow to import)

    curated = {file.data.source.id for file in read_dataset(None).files}
    others = sorted(read_snapshot(database).sources - curated)
    if others:
        raise BadInputError(
            f"The graph has other sources than data/: {', '.join(others[:5])}"
            f"{' and more' if len(others) > 5 else ''}.",
            hint="Set PARTYCELL_HOME to a new folder, which has the curated data alone.",
        )
    if not load(database, dry_run=True).changes_nothing:
        raise BadInputError(
            "The graph has not the curated data as they are now.",
            hint="Run `partycell load` first.",
        )


def _loaded_digest(database: Database) -> str | None:
    rows = database.run(statement("admin/curated"), time_limit=0).records
    return rows[0][0] if rows else None


def _curated_digest() -> str:
    """A hash of the curated files, and of the schema, which loading them brings up to date."""
    content = hashlib.sha256()
    for file in (*sorted(DATA.glob("*.yaml")), *sorted((CYPHER / "schema").glob("*.cypher"))):
        content.update(file.read_bytes())
    return content.hexdigest()[:16]
