"""Neo4j's jars: fetched from the Maven repository by the lock file, verified, kept in a cache."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import requests
from jgo.maven import MavenContext

from graph.errors import LocalDatabaseError
from graph.settings import settings

VERSION = "2026.08.1"
LOCK = Path(__file__).with_name("jars.lock")
_THREADS = 16


@dataclass(frozen=True)
class Jar:
    """One line of the lock file."""

    group: str
    artifact: str
    version: str
    packaging: str
    classifier: str
    sha256: str


@lru_cache
def locked(lock: Path = LOCK) -> tuple[Jar, ...]:
    """Every jar of a lock file."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return tuple(Jar(*line.split()) for line in lines if line and not line.startswith("#"))


def class_path(report: Callable[[str], None], lock: Path = LOCK) -> list[Path]:
    """The jars, fetched if need be; each fetched one is verified against the lock.

    Args:
        report: Told how many have arrived.
        lock: Which jars.

    Raises:
        LocalDatabaseError: A registry cannot be reached, or a jar is not the one locked.
    """
    cache = settings().partycell_cache
    stamp = cache / f"jars-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    try:
        if stamp.exists():
            paths = [Path(line) for line in stamp.read_text(encoding="utf-8").splitlines()]
            if all(path.exists() for path in paths):
                return paths
        (cache / "maven").mkdir(parents=True, exist_ok=True)
        paths = _fetch(cache / "maven", lock, report)
        temporary = stamp.with_suffix(f".new-{os.getpid()}")
        temporary.write_text("\n".join(map(str, paths)), encoding="utf-8")
        temporary.replace(stamp)
    except OSError as error:
        raise LocalDatabaseError(
            f"The cache {cache} cannot be used: {error.strerror or error}.",
            hint="Set PARTYCELL_CACHE to a folder that can be written, with room on its disk.",
        ) from error
    return paths


def mend_jars(paths: list[Path], report: Callable[[str], None], lock: Path = LOCK) -> bool:
    """Look at every jar, and fetch damaged ones again, as after a start that failed.

    Returns:
        Whether any was damaged.

    Raises:
        LocalDatabaseError: One is, and cannot be fetched.
    """
    jars = locked(lock)
    with ThreadPoolExecutor(_THREADS) as pool:
        digests = list(pool.map(lambda path: _digest(path) if path.exists() else "", paths))
    bad = [
        path for jar, path, found in zip(jars, paths, digests, strict=True) if found != jar.sha256
    ]
    if not bad:
        return False
    report(f"Fetching damaged jars again: {', '.join(path.name for path in bad)}")
    for path in bad:
        path.unlink(missing_ok=True)
    class_path(report, lock)
    return True


def _fetch(repository: Path, lock: Path, report: Callable[[str], None]) -> list[Path]:
    context = MavenContext(repo_cache=repository, offline=settings().partycell_offline)
    jars = locked(lock)
    paths: dict[Jar, Path] = {}
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting = {pool.submit(resolved, context, jar): jar for jar in jars}
        try:
            for done in as_completed(waiting):
                paths[waiting[done]] = done.result()
                report(f"Fetching Neo4j {VERSION}: {len(paths)} of {len(jars)} jars")
        except (requests.RequestException, RuntimeError) as error:
            pool.shutdown(cancel_futures=True)
            raise LocalDatabaseError(
                f"Neo4j's jars cannot be fetched from the Maven repository: {_reason(error)}.",
                hint="Check the network and run it again (what has arrived is kept), or set "
                "NEO4J_URI and NEO4J_PASSWORD to use a Neo4j that runs elsewhere.",
            ) from error
    return [paths[jar] for jar in jars]


def _reason(error: Exception) -> str:
    return type(error).__name__ if isinstance(error, requests.RequestException) else str(error)


def resolved(context: MavenContext, jar: Jar) -> Path:
    """A jar's path; one that is damaged is fetched again, once."""
    artifact = (
        context.project(jar.group, jar.artifact)
        .at_version(jar.version)
        .artifact("" if jar.classifier == "-" else jar.classifier, jar.packaging)
    )
    path = Path(artifact.resolve())
    if _digest(path) == jar.sha256:
        return path
    path.unlink()
    path = Path(artifact.resolve())
    if _digest(path) != jar.sha256:
        path.unlink()
        raise RuntimeError(f"{path.name} is not the file that the lock names")
    return path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
