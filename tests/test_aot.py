"""Java's ahead-of-time cache: taken where it fits, and left where it does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import LocalDatabaseError
from graph.local import aot
from graph.local import instance as instances
from graph.local.instance import Endpoint, Instance
from graph.local.java import aot_file, aot_options
from graph.local.start_errors import JAVA_BROKE_DOWN


def fails_once(
    home: Path, monkeypatch: pytest.MonkeyPatch, cache: Path, *, repaired: bool, log: str = ""
) -> Instance:
    """An instance whose first launch fails, with these words in its log; the second one goes well.

    Args:
        home: Where it is.
        monkeypatch: Takes the place of what is fetched and started.
        cache: Java's ahead-of-time cache.
        repaired: Whether a damaged jar is found and fetched again.
        log: What Java said of the first.
    """
    monkeypatch.setattr(instances, "aot_file", lambda _: cache)
    monkeypatch.setattr(instances, "class_path", lambda _: [])
    monkeypatch.setattr(instances, "repair_jars", lambda *_: repaired)
    found = Instance(home)
    logs = [log, ""]

    def launch() -> Endpoint:
        found.place.mkdir(exist_ok=True)
        found.log.write_text(logs.pop(0))
        if logs:
            raise LocalDatabaseError("No word.")
        return Endpoint("bolt://here", "neo4j", "x")

    monkeypatch.setattr(found, "_launch", launch)
    return found


def test_cache_that_java_breaks_down_with_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where Java breaks down over its own cache, that is deleted, and the next start goes well."""
    file = tmp_path / "neo4j.aot"
    file.touch()
    said = f"#\n# {JAVA_BROKE_DOWN}:\n"
    broken = fails_once(tmp_path / "home", monkeypatch, file, repaired=False, log=said)
    assert broken.start().uri == "bolt://here"
    assert not file.exists()
    assert str(file) in caplog.text


def test_jars_are_looked_at_after_a_start_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a damaged jar was found and fetched again, Neo4j is started once more."""
    damaged = fails_once(tmp_path / "home", monkeypatch, tmp_path / "none.aot", repaired=True)
    assert damaged.start().uri == "bolt://here"


def test_cache_is_of_the_very_jars(tmp_path: Path) -> None:
    """A jar that was fetched again, or another one, has another ahead-of-time cache."""
    jar = tmp_path / "a.jar"
    jar.write_bytes(b"a")
    before = aot_file([jar])
    assert aot_file([jar]) == before
    os.utime(jar, (0, 0))
    assert aot_file([jar]) != before
    assert aot_options([jar]) == ()


def test_cache_that_java_does_not_write_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache is made by a second try; after two in vain the message ends with what Java said."""
    file = tmp_path / "neo4j-1.aot"
    monkeypatch.setattr(aot, "aot_file", lambda _: file)
    monkeypatch.setattr(aot, "class_path", lambda _: [])
    tries: list[Path] = []

    def write(output: Path, _: Callable[[str], None]) -> str:
        tries.append(output)
        if len(tries) == 4:
            output.touch()
        return "[error][aot] Child process failed"

    monkeypatch.setattr(aot, "_write_cache", write)
    with pytest.raises(LocalDatabaseError, match="no cache") as raised:
        aot.ensure_aot_cache(lambda _: None)
    assert str(raised.value.hint).endswith("Child process failed")
    assert aot.ensure_aot_cache(lambda _: None) == file
    assert len(tries) == 4
    assert file.exists()
