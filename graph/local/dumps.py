"""Dump and restore of the local store, by Neo4j's own admin tool."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from graph.errors import BadInputError, LocalDatabaseError
from graph.local import admin
from graph.local.instance import Instance
from graph.local.jars import class_path

_NAME = "neo4j.dump"


def dump(instance: Instance, file: Path, *, overwrite: bool = False) -> None:
    """Write the store to a file; a running instance is stopped meanwhile.

    Raises:
        BadInputError: The file is there already.
        LocalDatabaseError: There is no store, or the tool failed.
    """
    if file.exists() and not overwrite:
        raise BadInputError(f"{file} is there already.", hint="Name another file.")
    jars = class_path(lambda _: None)
    ran = instance.stop()
    try:
        with (
            instance.locked(),
            tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder,
        ):
            admin.run(instance.place, jars, "database", "dump", "neo4j", f"--to-path={folder}")
            (Path(folder) / _NAME).replace(file)
    finally:
        if ran:
            instance.start()


def restore(instance: Instance, file: Path) -> None:
    """Replace the store by a dump; the old one stays if that fails.

    Raises:
        BadInputError: The file is not there.
        LocalDatabaseError: The tool failed, as with a file that is no dump.
    """
    if not file.is_file():
        raise BadInputError(f"{file} is not there.", hint="Name a file that `db dump` wrote.")
    jars = class_path(lambda _: None)
    if not (instance.place / "password").exists():
        instance.start()
    ran = instance.stop()
    data, aside = instance.place / "data", instance.place / "data.before"
    try:
        with instance.locked():
            shutil.rmtree(aside, ignore_errors=True)
            shutil.copytree(data, aside)
            with tempfile.TemporaryDirectory(dir=instance.home) as folder:
                shutil.copyfile(file, Path(folder) / _NAME)
                try:
                    admin.run(
                        instance.place,
                        jars,
                        "database",
                        "load",
                        "neo4j",
                        f"--from-path={folder}",
                        "--overwrite-destination=true",
                    )
                except LocalDatabaseError:
                    shutil.rmtree(data)
                    aside.replace(data)
                    raise
            shutil.rmtree(aside, ignore_errors=True)
    finally:
        if ran:
            instance.start()
