"""`python -m tests.faults --kills N --full-disks M --seed S`: as many faults, from a seed.

After each one everything acknowledged must be whole, nothing of what was refused or killed may be
seen, by the catalogue or without it, and the next start must have recovered by itself.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from graph.local.instance import Instance
from graph.settings import settings
from tests.faults import cases
from tests.faults.world import FaultError, Loader, World

_DISK = 700


def main() -> int:
    """Make the faults; how many were not withstood is told, and the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--full-disks", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-others", action="store_true", help="Only kills and full disks.")
    wanted = parser.parse_args()
    rng = Random(wanted.seed)  # noqa: S311  (to be the same again)
    for name in [name for name in os.environ if name.startswith("NEO4J_")]:
        del os.environ[name]
    failures = 0

    def note(number: int, of: int, case: Callable[[], str]) -> None:
        nonlocal failures
        began = time.monotonic()
        try:
            told = case()
        except FaultError as error:
            failures += 1
            told = f"NOT WITHSTOOD: {error}"
        print(f"{number}/{of} {told} [{time.monotonic() - began:.0f} s]", flush=True)  # noqa: T201

    with tempfile.TemporaryDirectory(prefix="partycell-faults-") as folder:
        world = _world(Path(folder))
        loaders: dict[str, Loader] = {}
        try:
            for number, kind in enumerate(("small", "large") if wanted.kills else ()):
                case = partial(cases.undisturbed, world, loaders, kind)
                note(number + 1, 2, case)
            for number in range(wanted.kills):
                note(number + 1, wanted.kills, lambda: cases.kill(world, rng, loaders))
            if not wanted.no_others:
                others: list[Callable[[], str]] = [
                    lambda: cases.loads_at_once(world, rng, 2),
                    lambda: cases.loads_at_once(world, rng, 10),
                    lambda: cases.dump_during_load(world, rng),
                    lambda: cases.load_during_bulk(world, rng),
                ]
                for number, other in enumerate(others):
                    note(number + 1, len(others), other)
        finally:
            for loader in loaders.values():
                loader.end()
            Instance(world.home).stop()
        if wanted.full_disks:
            try:
                with cases.small_disk(Path(folder), _DISK) as disk:
                    world = _world(disk)
                    try:
                        loaders.clear()
                        note(1, 1, partial(cases.undisturbed, world, loaders, "small"))
                        loaders["small"].end()
                        for number in range(wanted.full_disks):
                            note(
                                number + 1,
                                wanted.full_disks,
                                lambda: cases.full_disk(world, rng),
                            )
                    finally:
                        Instance(world.home).stop()
            except PermissionError as error:
                print(f"NO FULL DISK WAS TRIED: {error}", flush=True)  # noqa: T201
    print(f"{failures} not withstood", flush=True)  # noqa: T201
    return 1 if failures else 0


def _world(folder: Path) -> World:
    (folder / "files").mkdir()
    world = World(folder / "home", folder / "files")
    os.environ["PARTYCELL_HOME"] = str(world.home)
    settings.cache_clear()
    Instance(world.home).start()
    return world


if __name__ == "__main__":
    sys.exit(main())
