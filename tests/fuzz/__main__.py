"""`python -m tests.fuzz --files 2000 --seed 1`: many spoiled files, and what came of them."""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

from graph.extras import is_installed
from tests.fuzz.mutations import spoil
from tests.fuzz.reading import lay_out
from tests.fuzz.samples import OF_FTM, samples

# On a machine that does nothing else a file takes a second at most.
SECONDS = 120


class Reader:
    """A process that reads files; a new one after each that it did not outlive."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def read(self, kind: str, file: Path) -> tuple[str, str, float]:
        """What comes of a file, within its time."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([kind, str(file)]) + "\n")
        process.stdin.flush()
        watch = threading.Timer(SECONDS, process.kill)
        watch.start()
        line = process.stdout.readline()
        watch.cancel()
        if not line:
            process.wait()
            self._process = None
            return "failed", f"the process ended: {process.returncode}", float(SECONDS)
        found, said, seconds = json.loads(line)
        return found, said, seconds

    def end(self) -> str:
        """End it; what it said on standard error, where nothing should be."""
        if self._process is None:
            return ""
        assert self._process.stderr is not None
        said = self._process.communicate()[1]
        self._process = None
        return said

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.fuzz.reading"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            assert self._process.stdout is not None
            self._process.stdout.readline()  # what it imports is not a file's time
        return self._process


def spoiled(folder: Path, seed: int, number: int, kinds: list[str]) -> tuple[str, Path]:
    """The file of this number: the same for the same seed."""
    chance = random.Random(f"{seed}-{number}")  # noqa: S311
    kind = kinds[number % len(kinds)]
    suffix, content = samples()[kind]
    file = folder / f"{seed}-{number}{suffix}"
    file.write_bytes(spoil(chance, kind, content))
    return kind, file


def main() -> int:
    """Spoil and read files; say what failed, and how many of each kind were read and refused."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--files", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--first", type=int, default=0, help="The number of the first.")
    asked.add_argument("--kinds", nargs="+", default=list(samples()), choices=list(samples()))
    asked.add_argument("--keep", type=Path, help="A folder for the files that fail.")
    given = asked.parse_args()
    given.kinds, left_out = _with_readers(given.kinds)
    counts: Counter[tuple[str, str]] = Counter()
    slowest = (0.0, "")
    failures = 0
    reader = Reader()
    with tempfile.TemporaryDirectory(prefix="partycell-fuzz-") as name:
        lay_out(Path(name))
        for number in range(given.first, given.first + given.files) if given.kinds else ():
            kind, file = spoiled(Path(name), given.seed, number, given.kinds)
            found, said, seconds = reader.read(kind, file)
            counts[kind, found] += 1
            slowest = max(slowest, (seconds, f"{kind} {number}"))
            if found == "failed":
                failures += 1
                sys.stdout.write(f"FAILED {kind}, seed {given.seed}, number {number}:\n{said}\n")
                sys.stdout.flush()
                if given.keep:
                    given.keep.mkdir(exist_ok=True)
                    (given.keep / f"{kind}-{file.name}").write_bytes(file.read_bytes())
            file.unlink()
        said = reader.end()
    if said:
        failures += 1
        sys.stdout.write(f"FAILED: on standard error:\n{said[-3_000:]}\n")
    for kind in given.kinds:
        told = {found: counts[kind, found] for found in ("read", "refused", "failed")}
        sys.stdout.write(f"{kind}: {json.dumps(told)}\n")
    sys.stdout.write(
        f"{given.files} files, {failures} failed; the slowest took {slowest[0]:.1f} s "
        f"({slowest[1]})\n"
    )
    if left_out:
        sys.stdout.write(
            f"NOT TRIED: {', '.join(left_out)}. FollowTheMoney's library is not installed; "
            "`make install-ftm` says what it needs.\n"
        )
    return 1 if failures or (left_out and "CI" in os.environ) else 0


def _with_readers(kinds: list[str]) -> tuple[list[str], list[str]]:
    """The kinds whose libraries are installed, and the others."""
    if is_installed("followthemoney"):
        return kinds, []
    return [kind for kind in kinds if kind not in OF_FTM], [k for k in kinds if k in OF_FTM]


if __name__ == "__main__":
    sys.exit(main())
