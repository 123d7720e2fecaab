"""Java's ahead-of-time cache, by which Neo4j starts in half the time.

It holds Neo4j's classes, read and linked, and which of its methods are worth compiling (JEP 483,
514 and 515), and is made by a command, once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil

from graph.errors import LocalDatabaseError
from graph.local.instance import Instance
from graph.local.jars import class_path
from graph.local.java import AOT_NAME, aot_file
from graph.local.state import end

# Java writes it as it ends, on a slow machine for a minute.
_WRITE_SECONDS = 600.0
# Java sometimes ends without having written it, and does so the next time.
_TRIES = 2
# How much of the end of Java's own words is told, in lines.
_LAST_LINES = 5


def ensure_aot_cache(report: Callable[[str], None]) -> Path:
    """The cache of these jars, made if need be, of a Neo4j in a folder of its own.

    Those of other jars are deleted once it is there.

    Args:
        report: Told what is being done.

    Returns:
        Its file.

    Raises:
        LocalDatabaseError: That Neo4j does not start, or Java has written no cache.
    """
    file = aot_file(class_path(report))
    if file.exists():
        return file
    output = file.with_suffix(".new")
    for _ in range(_TRIES):
        said = _write_cache(output, report)
        if output.exists():
            break
    try:
        output.replace(file)
        for other in file.parent.glob(AOT_NAME.format(key="*")):
            if other != file:
                other.unlink()
    except OSError as error:
        raise LocalDatabaseError(
            f"Java has written no cache to {output}: {error.strerror or error}.",
            hint="Nothing needs it; Neo4j starts as before. Is there room for 300 MB? "
            f"Java's last words: {said or 'none'}",
        ) from error
    return file


def _write_cache(output: Path, report: Callable[[str], None]) -> str:
    """Have a Neo4j of its own start and end, and Java write what it knows of it to `output`.

    Returns:
        The last of what it wrote to its log.
    """
    with tempfile.TemporaryDirectory(prefix="partycell-aot-") as folder:
        instance = Instance(Path(folder), port=0, aot_output=output)
        instance.start(report)
        report("Java writes its cache")
        end(psutil.Process(instance.status().pid), _WRITE_SECONDS)
        return " / ".join(instance.log.read_text("utf-8", "replace").splitlines()[-_LAST_LINES:])
