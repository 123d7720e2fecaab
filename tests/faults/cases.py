"""The faults, one function a kind; each leaves the world checked."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from graph.errors import DiskFullError, LocalDatabaseError
from graph.local import dumps
from graph.local.instance import Instance
from synthetic import generate
from tests.faults.world import FaultError, Loader, World

SOURCES = 6
_SMALL, _LARGE = (20, 400), (120, 300)
# In the second kind of load so few claims are large that it goes through a copy of the store.
_BATCH = 100


def undisturbed(world: World, loaders: dict[str, Loader], kind: str) -> str:
    """A whole load of a kind: how long it takes here is what moments of faults are drawn from."""
    loader = loaders[kind] = Loader.start(world.home, _BATCH if kind == "large" else 0)
    rows = (_LARGE if kind == "large" else _SMALL)[1]
    file, source, edition = world.write(0, rows)
    began = time.monotonic()
    loader.load(file).join()
    world.took[kind] = time.monotonic() - began
    world.tell(source, edition, rows, loader.answer)
    if loader.answer != "done":
        raise FaultError(f"A load that nobody disturbed said {loader.answer}.")
    world.check()
    return f"{kind} load, undisturbed: {world.took[kind]:.1f} s"


def kill(world: World, rng: Random, loaders: dict[str, Loader]) -> str:
    """Kill the host, a loader or both at a random moment of a load; what was done, for people.

    Args:
        world: Where.
        rng: What all is drawn from.
        loaders: By the kind of load; those that are missing or dead are started.
    """
    # A large load is a copy, a start and a switch: it takes many times as long as a small one.
    kind = "large" if rng.random() < 0.15 else "small"
    loader = loaders.get(kind)
    if loader is None or not loader.is_alive:
        loader = loaders[kind] = Loader.start(world.home, _BATCH if kind == "large" else 0)
    rows = rng.randint(*(_LARGE if kind == "large" else _SMALL))
    file, source, edition = world.write(rng.randrange(SOURCES), rows)
    whom = rng.choice(("loader", "loader", "loader", "host", "both"))
    moment = rng.uniform(0.0, world.took[kind] * 1.1)
    waiting = loader.load(file)
    waiting.join(moment)
    if whom != "loader":
        world.kill_host()
    if whom != "host":
        loader.end()
    waiting.join(300)
    if waiting.is_alive():
        raise FaultError("A load did not end within 300 s of a kill.")
    world.tell(source, edition, rows, loader.answer)
    seconds = world.check()
    answer = (loader.answer or "no answer")[:60]
    return f"{kind} load, {whom} killed after {moment:.1f} s ({answer}); whole in {seconds:.1f} s"


def loads_at_once(world: World, rng: Random, how_many: int) -> str:
    """So many loads at a time, large ones too: all that are acknowledged are there."""
    started = [Loader.start(world.home, _BATCH if i % 5 == 0 else 0) for i in range(how_many)]
    try:
        going = []
        for number, loader in enumerate(started):
            rows = rng.randint(*_SMALL)
            file, source, edition = world.write(number % SOURCES + 10 * (number // SOURCES), rows)
            going.append((loader, source, edition, rows, loader.load(file)))
        for loader, source, edition, rows, waiting in going:
            waiting.join(900)
            world.tell(source, edition, rows, loader.answer)
        done = sum(loader.answer == "done" for loader in started)
        if not done:
            raise FaultError("None of the loads was acknowledged.")
        world.check()
    finally:
        for loader in started:
            loader.end()
    return f"{how_many} loads at once: {done} acknowledged, the others refused"


def dump_during_load(world: World, rng: Random) -> str:
    """A dump while a load runs: the load is whole or not there, and the dump can be restored."""
    loader = Loader.start(world.home)
    try:
        rows = rng.randint(*_SMALL)
        file, source, edition = world.write(0, rows)
        target = world.files / "faults.dump"
        waiting = loader.load(file)
        waiting.join(rng.uniform(0, 1))
        dumps.dump(Instance(world.home), target, overwrite=True)
        waiting.join(300)
        world.tell(source, edition, rows, loader.answer)
        world.check()
    finally:
        loader.end()
    dumps.restore(Instance(world.home), target)
    world.held[source] |= {"": 0}
    return f"dump during a load ({loader.answer})"


def load_during_bulk(world: World, rng: Random) -> str:
    """Real data that come while a bulk load is at work: they stay, and the bulk load is refused."""
    home = world.home.with_name("bulk")
    other = World(home, world.files)
    Instance(home).start()
    party = world.files / "party"
    generate(party, 200, 7)
    bulk = subprocess.Popen(
        [sys.executable, "-m", "console", "load", "--bulk", str(party)],
        env={**_environment(), "PARTYCELL_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    loader = Loader.start(home)
    try:
        rows = rng.randint(*_SMALL)
        file, source, edition = other.write(0, rows)
        loader.load(file).join(300)
        other.tell(source, edition, rows, loader.answer)
        said = bulk.communicate(timeout=600)[0]
        if (loader.answer == "done") == (bulk.returncode == 0):
            raise FaultError(f"Load: {loader.answer}; bulk load: {said}")
        if loader.answer == "done":
            other.check()
    finally:
        loader.end()
        bulk.kill()
        Instance(home).stop()
        shutil.rmtree(home, ignore_errors=True)
    return f"load during a bulk load: load {loader.answer}, bulk load {bulk.returncode}"


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


def full_disk(world: World, rng: Random) -> str:
    """Fill the disk before, during or after a load, or while idle; then free it, and start."""
    filler = world.home.parent / "filler"
    loader = Loader.start(world.home)
    rows = rng.randint(100, 1000)
    file, source, edition = world.write(rng.randrange(SOURCES), rows)
    when = rng.choice(("before", "during", "during", "during", "dump", "idle"))
    try:
        if when in ("before", "idle"):
            _fill(filler)
        if when == "dump":
            _fill(filler)
            try:
                dumps.dump(Instance(world.home), world.home.parent / "full.dump")
                said = "written"
            except (DiskFullError, LocalDatabaseError) as error:
                said = str(error)
        else:
            waiting = loader.load(file)
            if when == "during":
                waiting.join(rng.uniform(0, world.took["small"]))
                _fill(filler)
            waiting.join(300)
            world.tell(source, edition, rows, loader.answer)
            said = str(loader.answer)
        if when == "before" and "full" not in said:
            raise FaultError(f"A load on a full disk said: {said}")
        if when == "idle":
            time.sleep(2)
    finally:
        loader.end()
        filler.unlink(missing_ok=True)
        (world.home.parent / "full.dump").unlink(missing_ok=True)
    seconds = world.check()
    return f"disk full {when} ({said[:70]}); whole in {seconds:.1f} s"


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as stream:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    stream.write(b"\0" * size)
            except OSError:
                continue


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of so many megabytes in memory; needs root.

    Raises:
        PermissionError: It cannot be mounted here.
    """
    place = folder / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "partycell", str(place)],
        check=False,
        capture_output=True,
    )
    if not done or done.returncode:
        raise PermissionError("A small disk cannot be mounted; that needs root.")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)
