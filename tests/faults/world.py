"""A home with what was acknowledged in it, its loaders, and whether what is found is allowed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psutil

from graph.catalogue import run
from graph.database import Database
from graph.errors import PartycellError
from graph.local.instance import Instance
from graph.paths import ROOT

_EDITIONS, _LEFTOVERS, _RUNNING, _COMMITTED = (
    (Path(__file__).parent / f"{name}.cypher").read_text(encoding="utf-8")
    for name in ("editions", "leftovers", "running", "committed")
)
_MAPPING = """
source: {id: SOURCE, title: A table, publisher: Nobody, language: en, published: 2020,
         kind: table, trust: made up for faults}
things:
  - as: person
    label: Person
    id: "SOURCE-{no}"
    claims:
      - {predicate: name, column: name}
      - {predicate: birth_date, column: born}
"""
_LONG = 300.0
# What is said before anything is written; of all else nobody knows whether Neo4j kept it.
_KNOWN_REFUSALS = ("bytes are free", "Another load", "Nothing of this load")
# In so long a database that has failed must be there again, without anybody's help.
_RECOVERS = 240.0


class FaultError(Exception):
    """The graph is not what was promised."""


@dataclass
class Loader:
    """A loading process; a file at a time."""

    process: subprocess.Popen[str]
    answer: str | None = None

    @classmethod
    def start(cls, home: Path, batch: int = 0) -> Loader:
        """One that is connected."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.loader", str(batch)],
            env={**os.environ, "PARTYCELL_HOME": str(home)},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        found = cls(process)
        if found._line() != "ready":
            raise FaultError("A loader did not become ready.")
        return found

    @property
    def is_alive(self) -> bool:
        """Whether it is there."""
        return self.process.poll() is None

    def load(self, file: Path) -> threading.Thread:
        """Have it load a file; when the thread ends, `answer` is what it said, None if killed."""
        assert self.process.stdin is not None
        self.answer = None
        self.process.stdin.write(f"{file}\n")
        self.process.stdin.flush()

        def wait() -> None:
            self.answer = self._line() or None

        thread = threading.Thread(target=wait)
        thread.start()
        return thread

    def end(self) -> None:
        """Let it go."""
        self.process.kill()
        self.process.communicate()

    def _line(self) -> str:
        stream: IO[str] | None = self.process.stdout
        assert stream is not None
        return stream.readline().strip()


@dataclass
class World:
    """What is in the graph by what was acknowledged.

    Attributes:
        home: Of the local Neo4j.
        files: Where the tables are written.
        held: For each source which editions it may be of, each with how many names.
        took: How many seconds a whole load of each kind takes here.
    """

    home: Path
    files: Path
    held: dict[str, dict[str, int]] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)
    _edition: int = 0

    def write(self, number: int, rows: int) -> tuple[Path, str, str]:
        """A new edition of a source's table; its file, the source, and the edition."""
        self._edition += 1
        source, edition = f"fault-{number:02}", f"e{self._edition}"
        file = self.files / f"{source}-{edition}.csv"
        lines = [f"{row},Person {edition} {row},{1930 + row % 60}" for row in range(rows)]
        file.write_text("no,name,born\n" + "\n".join(lines) + "\n", encoding="utf-8")
        file.with_suffix(".yaml").write_text(_MAPPING.replace("SOURCE", source), encoding="utf-8")
        return file, source, edition

    def tell(self, source: str, edition: str, rows: int, answer: str | None) -> None:
        """What a load said: acknowledged it is held; refused it is not; killed it may be."""
        if answer == "done":
            self.held[source] = {edition: rows}
        elif answer is None or not any(text in answer for text in _KNOWN_REFUSALS):
            self.held.setdefault(source, {"": 0})[edition] = rows

    def kill_host(self) -> None:
        """As the kernel does it when memory is short."""
        pid = Instance(self.home).status().pid
        if pid is not None:
            psutil.Process(pid).kill()

    def check(self) -> float:
        """Seconds until the database, started if need be, was found to hold what it must.

        Raises:
            FaultError: Something acknowledged is not there, or something else is.
        """
        began = time.monotonic()
        while True:
            try:
                found, left, shown = self._look()
                break
            except PartycellError as error:
                if time.monotonic() - began > _RECOVERS:
                    raise FaultError(f"It did not recover: {error}") from error
                time.sleep(0.5)
        seconds = time.monotonic() - began
        if left:
            raise FaultError(f"Something is left of loads that did not end: {left}")
        for source, allowed in self.held.items():
            seen = found.get(source, {"": 0})
            if len(seen) != 1 or next(iter(seen.items())) not in allowed.items():
                raise FaultError(f"{source} is {seen}; allowed is {allowed}")
            edition = next(iter(seen))
            if edition and shown[source] != seen:
                raise FaultError(f"{source} is {seen} in the graph, {shown[source]} in a query")
            self.held[source] = {edition: seen[edition]}
        if more := found.keys() - self.held.keys():
            raise FaultError(f"Nobody acknowledged {more}")
        return seconds

    def _look(self) -> tuple[dict[str, dict[str, int]], list[list[Any]], dict[str, Any]]:
        """What is in the graph, what is left over, and what a query of the catalogue says."""
        end = Instance(self.home).ensure()
        with Database(
            end.uri, end.username, end.password, owned=True, home=self.home, time_limit=_LONG
        ) as database:
            began = time.monotonic()
            while database.run(_RUNNING).records:
                if time.monotonic() - began > _RECOVERS:
                    raise FaultError("The transaction of a killed load does not end.")
                time.sleep(0.1)
            database.run(_COMMITTED, write=True, time_limit=_LONG)
            found: dict[str, dict[str, int]] = {}
            for source, edition, names in database.run(_EDITIONS).records:
                found.setdefault(source, {})[edition] = names
            left = database.run(_LEFTOVERS).records
            return found, left, {source: _in_catalogue(database, source) for source in found}


def _in_catalogue(database: Database, source: str) -> dict[str, int]:
    """As `editions`, asked by a query of the catalogue, through its lens."""
    asked = {"predicate": "name", "source": source, "limit": 1000}
    return dict(Counter(row["value"].split(" ")[1] for row in run(database, "claims", asked).rows))
