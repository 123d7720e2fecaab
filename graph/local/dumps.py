"""Dump and restore of the local store, by Neo4j's own admin tool."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from graph.errors import BadInputError, LocalDatabaseError
from graph.local import admin
from graph.local.disk_space import RESERVE, require_space, size_of
from graph.local.instance import Instance
from graph.local.jars import class_path
from graph.local.new_store import retire, stage_store
from graph.local.state import current_place, make_current, require_place

_NAME = "neo4j.dump"
# Measured: bytes of a store for one byte of its dump, with room.
_UNPACKED = 12


def dump(instance: Instance, file: Path, *, overwrite: bool = False) -> None:
    """Write the store to a file; a running instance is stopped meanwhile.

    Raises:
        BadInputError: The file is there already.
        LocalDatabaseError: There is no store, or the tool failed.
        DiskFullError: There is no room for the dump.
    """
    if file.exists() and not overwrite:
        raise BadInputError(f"{file} is there already.", hint="Name another file.")
    folder = file.resolve().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise BadInputError(f"{folder} is no folder that can be written.")
    require_place(instance.home)
    if not (instance.place / "data" / "databases" / "neo4j").is_dir():
        raise LocalDatabaseError(f"There is no store in {instance.home}.")
    # A dump is packed; how well is not known before.
    require_space(folder, size_of(instance.place / "data" / "databases" / "neo4j"), "the dump")
    jars = class_path(lambda _: None)
    ran = False
    try:
        with instance.locked(), tempfile.TemporaryDirectory(dir=folder) as made:
            ran = instance.stop_locked()
            admin.run(instance.place, jars, "database", "dump", "neo4j", f"--to-path={made}")
            (Path(made) / _NAME).replace(file)
    finally:
        if ran:
            instance.start()


def restore(instance: Instance, file: Path) -> None:
    """Replace the store by a dump.

    It is unpacked beside the store in use, and opened, before it takes its place at once: where
    anything fails before, or the process is killed, the old one stays.

    Raises:
        BadInputError: The file is not there.
        LocalDatabaseError: It cannot be unpacked or opened, as with a file that is no dump.
        DiskFullError: There is no room for it beside the store in use.
    """
    if not file.is_file():
        raise BadInputError(f"{file} is not there.", hint="Name a file that `db dump` wrote.")
    home = instance.home
    require_space(home, file.stat().st_size * _UNPACKED + RESERVE, "the store beside the old one")
    jars = class_path(lambda _: None)
    ran = False
    try:
        with stage_store(home) as fresh:
            with tempfile.TemporaryDirectory(dir=fresh.home) as folder:
                shutil.copyfile(file, Path(folder) / _NAME)
                source = f"--from-path={folder}"
                admin.run(fresh.home, jars, "database", "load", "neo4j", source)
            fresh.start()
            fresh.stop()
            with instance.locked():
                ran = instance.stop_locked()
                before = current_place(home)
                make_current(home, fresh.home.name)
            retire(home, before, drain=0)
    finally:
        if ran:
            instance.start()
