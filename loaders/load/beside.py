"""A load too large for one transaction: into a store beside the local one, which takes its place.

Nobody reads the new store before the load has ended, and the store in use is never half of it;
where anything fails, or a process is killed, the new one is thrown away. Memory is that of a step.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from graph.database import Database
from graph.errors import LoadLostError, LocalDatabaseError
from graph.lease import Lease
from graph.local.disk_space import RESERVE, require_space, size_of
from graph.local.import_files import NotImportableError
from graph.local.importer import run_importer
from graph.local.instance import Instance
from graph.local.jars import class_path
from graph.local.new_store import copy_store, has_other_readers, stage_store, switch
from graph.migrations import migrate
from graph.query_plans import warm_query_plans
from graph.statements import statement
from loaders.load.content import LoadContent
from loaders.load.existing import make_reader
from loaders.load.import_content import ImportContent
from loaders.load.write import Progress

log = logging.getLogger(__name__)


class LargeLoad(Protocol):
    """What is to be loaded."""

    @property
    def content(self) -> LoadContent:
        """Sources, things and claims."""

    @property
    def now(self) -> datetime:
        """When it is recorded."""

    @property
    def id(self) -> str:
        """The load's id."""

    @property
    def size(self) -> int:
        """How much is written."""

    @property
    def totals(self) -> dict[str, int]:
        """How much of each stage."""

    def write_to(self, database: Database, progress: Progress | None, *, imported: bool) -> None:
        """Write it, or what is left of it where its new things are imported, and end it."""


def load_large(
    database: Database, lease: Lease, load: LargeLoad, progress: Progress | None
) -> None:
    """Write a load to a store beside a database's, and let it take the store's place.

    Where the load is larger than the graph, all of both is imported by Neo4j's own importer, which
    is many times as fast as any transactions; else the load is written to a copy of the store.

    Args:
        database: The local one.
        lease: Its, so that nobody writes to it meanwhile.
        load: What.
        progress: Called with what is written, how much of it, and how much there is in all.

    Raises:
        DiskFullError: There is no room for the new store.
        LoadLostError: Somebody else has written to the database meanwhile.
    """
    nodes = next(iter(make_reader(database)("load/count_nodes")))["nodes"]
    # A claim that is there already keeps its id, which no other node may have meanwhile.
    if nodes < load.size and not load.content.store.read_value("count_again_of_new"):
        try:
            _load_beside(database, lease, *_importing(database, load, progress))
        except NotImportableError as error:
            log.info("Written to a copy of the store, since no import can have %s.", error)
        else:
            return
    _load_beside(database, lease, *_copying(database, load, progress))


_Fill = Callable[[Instance], None]
_Write = Callable[[Database], None]


def _copying(
    database: Database, load: LargeLoad, progress: Progress | None
) -> tuple[_Fill, _Write]:
    """What makes a copy of the store, and what writes the load to it."""

    def fill(fresh: Instance) -> None:
        _require_room(database, 1, "a copy of the store, for a large load,")
        copy_store(Instance(_home(database)).place, fresh.home)

    return fill, lambda copy: load.write_to(copy, progress, imported=False)


def _importing(
    database: Database, load: LargeLoad, progress: Progress | None
) -> tuple[_Fill, _Write]:
    """What imports graph and load, and what writes the rest of the load."""
    content = ImportContent(
        make_reader(database), load.content.store, load.content.sources, load.now, load.id
    )

    def fill(fresh: Instance) -> None:
        # The graph is in the files and in the new store.
        _require_room(database, 2, "a new store, for a large load,")
        folder = fresh.home / "import"
        claims = load.totals["claims"]
        inputs = content.write(folder, claims, progress)
        if progress is not None:
            progress("imported", 0, claims)
        try:
            run_importer(fresh.home, class_path(log.info), inputs)
        except LocalDatabaseError as error:
            # What it cannot read, transactions can write.
            raise NotImportableError(f"this ({error})") from error
        shutil.rmtree(folder)

    def write(imported: Database) -> None:
        if progress is not None:
            progress("indexes", 0, 0)
        migrate(imported)
        if content.empty:
            imported.run(statement("load/empty_lists"), {"empty": content.empty}, write=True)
        load.write_to(imported, progress, imported=True)

    return fill, write


def _load_beside(database: Database, lease: Lease, fill: _Fill, write: _Write) -> None:
    """Make a store, write to it, and let it take the place of the one in use."""
    home = _home(database)
    place = Instance(home).place
    with stage_store(home) as fresh:
        fill(fresh)
        end = fresh.start()
        with Database(end.uri, end.username, end.password, owned=True, time_limit=0) as beside:
            write(beside)
            if has_other_readers(place):
                # They are not to wait for plans of the new one.
                warm_query_plans(beside)

        def check_lease() -> None:
            if Instance(home).place != place or not database.write(lease.holds):
                raise LoadLostError(
                    "Nothing of this load was kept: another load, or a dump that was restored, "
                    "has taken its place.",
                    hint="Load it again.",
                )

        switch(home, fresh, log.info, check_lease)


def _require_room(database: Database, times: int, what: str) -> None:
    """Ask for room for so many times the graph; that for the load has been looked at."""
    home = _home(database)
    require_space(home, times * size_of(Instance(home).place / "data") + RESERVE, what)


def _home(database: Database) -> Path:
    assert database.home is not None  # noqa: S101  (only a local one has stores beside it)
    return database.home
