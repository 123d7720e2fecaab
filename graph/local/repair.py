"""A store that does not open is opened as far as it can be read, after a copy of it was made."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from graph.errors import LocalDatabaseError
from graph.local.disk_space import RESERVE, require_space, size_of
from graph.local.instance import Instance
from graph.local.passwords import has_store
from graph.local.state import require_place


def repair(instance: Instance, tell: Callable[[str], None]) -> Path | None:
    """Open a store whose transaction logs are damaged, leaving out what stands behind the damage.

    What is left out was written last. A store that opens is left alone.

    Args:
        instance: Whose.
        tell: Told what is going on.

    Returns:
        Where a copy of the store is as it was; None where it opens by itself.

    Raises:
        DiskFullError: There is no room for the copy.
        LocalDatabaseError: It cannot be opened so either; it is as it was.
    """
    require_place(instance.home)
    if not has_store(instance.place):
        raise LocalDatabaseError(f"There is no store in {instance.home}.")
    tell("Trying to start it as it is")
    try:
        instance.ensure(tell)
    except LocalDatabaseError:
        with instance.locked():
            instance.stop_locked()
    else:
        return None
    data = instance.place / "data"
    require_space(instance.home, size_of(data) + RESERVE, "a copy of the store")
    with instance.locked():
        kept = instance.place / f"data.{time.strftime('%Y-%m-%dT%H-%M-%S')}"
        half = kept.with_name(kept.name + ".half")
        tell(f"Copying the store to {kept}")
        shutil.copytree(data, half)
        half.replace(kept)
        tell("Opening it without what is damaged")
        try:
            instance.launch_repaired()
        except LocalDatabaseError as error:
            instance.stop_locked()
            data.replace(half)
            kept.replace(data)
            shutil.rmtree(half)
            raise LocalDatabaseError(
                "The store cannot be opened without the damaged part of its logs either: "
                f"{error.message}",
                hint="It is as it was. Restore a dump, or load your files into another "
                "PARTYCELL_HOME.",
            ) from error
        instance.stop_locked()
    instance.start(tell)
    return kept
