"""A load too large for one transaction: into a copy of the local store, which takes its place.

Nobody reads the copy before the load has ended, and the store in use is never half of it; where
anything fails, or a process is killed, the copy is thrown away. Memory is that of a step.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from graph.database import Database
from graph.errors import LoadLostError
from graph.lease import Lease
from graph.local.disk_space import RESERVE, require_space, size_of
from graph.local.instance import Instance
from graph.local.new_store import copy_store, has_other_readers, stage_store, switch
from graph.query_plans import warm_query_plans

log = logging.getLogger(__name__)


def load_into_copy(database: Database, lease: Lease, write: Callable[[Database], None]) -> None:
    """Write to a copy of a database's store, and let it take the store's place.

    Args:
        database: The local one.
        lease: Its, so that nobody writes to it meanwhile.
        write: Writes the load, all of it, and ends it.

    Raises:
        DiskFullError: There is no room for a copy.
        LoadLostError: Somebody else has written to the database meanwhile.
    """
    assert database.home is not None  # noqa: S101  (only a local one has copies)
    home = database.home
    place = Instance(home).place
    size = size_of(place / "data")
    require_space(home, size + RESERVE, "a copy of the store, for a large load,")
    with stage_store(home) as fresh:
        copy_store(place, fresh.home)
        end = fresh.start()
        with Database(end.uri, end.username, end.password, owned=True, time_limit=0) as copy:
            write(copy)
            if has_other_readers(place):
                # They are not to wait for plans of the new one.
                warm_query_plans(copy)

        def check_lease() -> None:
            if Instance(home).place != place or not database.write(lease.holds):
                raise LoadLostError(
                    "Nothing of this load was kept: another load, or a dump that was restored, "
                    "has taken its place.",
                    hint="Load it again.",
                )

        switch(home, fresh, log.info, check_lease)
