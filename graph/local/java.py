"""What Neo4j needs of a Java runtime, in the host and in the admin tool alike."""

from __future__ import annotations

_OPENED = ("java.nio", "java.io", "java.lang", "sun.nio.ch", "java.util.concurrent")
OPTIONS = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-XX:+UseSerialGC",
    # JPype asks for a full collection every few seconds; Neo4j's own settings do not listen either.
    "-XX:+DisableExplicitGC",
)
