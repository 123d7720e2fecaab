"""What Neo4j needs of a Java runtime, in the host and in the admin tool alike."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

_OPENED = ("java.nio", "java.io", "java.lang", "sun.nio.ch", "java.util.concurrent")
OPTIONS = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-XX:+UseSerialGC",
    # JPype asks for a full collection every few seconds; Neo4j's own settings do not listen either.
    "-XX:+DisableExplicitGC",
)
AOT_NAME = "neo4j-{key}.aot"


def aot_file(jars: Sequence[Path]) -> Path:
    """Where Java's ahead-of-time cache of these jars is, or would be.

    It lies in the Python environment, as the Java runtime does, and has another name for other jars
    and options, or for jars that were fetched again: Java takes it for these very files alone.
    """
    found = [(str(jar), jar.stat().st_size, jar.stat().st_mtime_ns) for jar in jars]
    key = hashlib.sha256(repr((found, OPTIONS)).encode()).hexdigest()[:16]
    return Path(sys.prefix) / AOT_NAME.format(key=key)


def aot_options(jars: Sequence[Path], output: Path | None = None) -> tuple[str, ...]:
    """What has Java take the cache, where there is one, or write another one to `output`."""
    if output is not None:
        return (f"-XX:AOTCacheOutput={output}",)
    file = aot_file(jars)
    return (f"-XX:AOTCache={file}", "-Xlog:aot*=off") if file.exists() else ()
