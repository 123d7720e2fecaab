"""Neo4j's jars by the lock file: which there are, and what each must be."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

VERSION = "2026.08.1"
LOCK = Path(__file__).with_name("jars.lock")


@dataclass(frozen=True)
class Jar:
    """One line of the lock file."""

    group: str
    artifact: str
    version: str
    packaging: str
    classifier: str
    sha256: str

    @property
    def path(self) -> str:
        """Where it is in a Maven repository, and in the cache."""
        tail = "" if self.classifier == "-" else f"-{self.classifier}"
        folder = f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}"
        return f"{folder}/{self.artifact}-{self.version}{tail}.{self.packaging}"


@lru_cache
def read_lock(lock: Path = LOCK) -> tuple[Jar, ...]:
    """Every jar of a lock file."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return tuple(Jar(*line.split()) for line in lines if line and not line.startswith("#"))


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
