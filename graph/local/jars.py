"""Neo4j's jars: where they are kept once fetched."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from graph.errors import LocalDatabaseError
from graph.local.jar_lock import LOCK, digest, read_lock
from graph.settings import settings


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
        from graph.local.fetch import fetch  # noqa: PLC0415  (slow to import, and needed once)

        (cache / "maven").mkdir(parents=True, exist_ok=True)
        paths = fetch(cache / "maven", read_lock(lock), report)
        temporary = stamp.with_suffix(f".new-{os.getpid()}")
        temporary.write_text("\n".join(map(str, paths)), encoding="utf-8")
        temporary.replace(stamp)
    except OSError as error:
        raise LocalDatabaseError(
            f"The cache {cache} cannot be used: {error.strerror or error}.",
            hint="Set PARTYCELL_CACHE to a folder that can be written, with room on its disk.",
        ) from error
    return paths


def repair_jars(paths: list[Path], report: Callable[[str], None], lock: Path = LOCK) -> bool:
    """Look at every jar, and fetch damaged ones again, as after a start that failed.

    Returns:
        Whether any was damaged.

    Raises:
        LocalDatabaseError: One is, and cannot be fetched.
    """
    bad = [
        path
        for jar, path in zip(read_lock(lock), paths, strict=True)
        if not path.exists() or digest(path) != jar.sha256
    ]
    if not bad:
        return False
    report(f"Fetching damaged jars again: {', '.join(path.name for path in bad)}")
    for path in bad:
        path.unlink(missing_ok=True)
    class_path(report, lock)
    return True
