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


def test_cache_that_java_breaks_down_with_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where Java breaks down over its own cache, that is deleted, and the next start goes well."""
    file = tmp_path / "neo4j.aot"
    file.touch()
    monkeypatch.setattr(instances, "aot_file", lambda _: file)
    monkeypatch.setattr(instances, "class_path", lambda _: [])
    monkeypatch.setattr(instances, "repair_jars", lambda *_: False)
    broken = Instance(tmp_path / "home")
    said: list[LocalDatabaseError | Endpoint] = [
        LocalDatabaseError("No word."),
        Endpoint("bolt://here", "neo4j", "x"),
    ]

    def launch() -> Endpoint:
        broken.place.mkdir(exist_ok=True)
        broken.log.write_text(f"#\n# {JAVA_BROKE_DOWN}:\n" if len(said) > 1 else "")
        found = said.pop(0)
        if isinstance(found, Endpoint):
            return found
        raise found

    monkeypatch.setattr(broken, "_launch", launch)
    assert broken.start().uri == "bolt://here"
    assert not file.exists()
    assert str(file) in caplog.text


def test_jars_are_looked_at_after_a_start_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a damaged jar was found and fetched again, Neo4j is started once more."""
    monkeypatch.setattr(instances, "aot_file", lambda _: tmp_path / "none.aot")
    monkeypatch.setattr(instances, "class_path", lambda _: [])
    monkeypatch.setattr(instances, "repair_jars", lambda *_: True)
    damaged = Instance(tmp_path / "home")
    said: list[LocalDatabaseError | Endpoint] = [
        LocalDatabaseError("No word."),
        Endpoint("bolt://here", "neo4j", "x"),
    ]

    def launch() -> Endpoint:
        damaged.place.mkdir(exist_ok=True)
        found = said.pop(0)
        if isinstance(found, Endpoint):
            return found
        raise found

    monkeypatch.setattr(damaged, "_launch", launch)
    assert damaged.start().uri == "bolt://here"
    assert said == []


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
