"""The local Neo4j's password: a generated one, in a file for its owner alone.

It is set by Neo4j's own means within the host's process, so that no process has it among its
arguments, and never while Neo4j can be asked with another one.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.statements import statement

USERNAME = "neo4j"
PASSWORD, WANTED = "password", "password.new"


def read_password(place: Path) -> str:
    """The password; empty where there is none."""
    try:
        return (place / PASSWORD).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def has_store(place: Path) -> bool:
    """Whether Neo4j has been started there, so that it knows a password already."""
    return (place / "data" / "databases" / "system").exists()


def generate(place: Path, name: str) -> None:
    """Write a new password; a reader sees all of it, or what was there before."""
    temporary = place / f"{name}.half"
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_hex(24))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(place / name)


def apply_password(place: Path, unheard: Callable[[], Any]) -> None:
    """Before the host's Neo4j can be asked: let it have the password that the files name.

    Args:
        place: Of the store.
        unheard: Starts Neo4j so that nobody can reach it.
    """
    import jpype  # noqa: PLC0415  (slow to import; only the host needs it)

    if not has_store(place):
        _set_first(place, read_password(place))
    elif (place / WANTED).exists():
        service = unheard()
        try:
            parameters = jpype.JClass("java.util.HashMap")()
            parameters.put("password", (place / WANTED).read_text(encoding="utf-8"))
            service.database("system").executeTransactionally(
                statement("admin/set_password"), parameters
            )
        finally:
            service.shutdown()
        (place / WANTED).replace(place / PASSWORD)


def _set_first(place: Path, password: str) -> None:
    import jpype  # noqa: PLC0415  (as above)

    conf = place / "conf"
    conf.mkdir(exist_ok=True)
    (conf / "neo4j.conf").touch()
    path = jpype.JClass("java.nio.file.Path")
    context = jpype.JClass("org.neo4j.cli.ExecutionContext")(
        path.of(str(place)), path.of(str(conf))
    )
    tool = jpype.JClass("org.neo4j.cli.AdminTool")
    if tool.execute(context, "dbms", "set-initial-password", password) != 0:
        raise SystemExit("Neo4j's own tool could not set the first password.")
