"""Room on the disk is asked for before anything is written, and a full disk is called so."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from console.main import main
from graph.database import Database
from graph.errors import DiskFullError
from graph.local.disk_space import is_full_error, require_space
from graph.local.dumps import dump, restore
from graph.local.host import configuration
from graph.local.instance import Instance
from loaders.load import load
from tests.test_load import SMALL, write


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every disk has a megabyte free."""
    real = shutil.disk_usage

    def little(folder: Path) -> object:
        return real(folder)._replace(free=1_000_000)

    monkeypatch.setattr(shutil, "disk_usage", little)


def test_room_is_looked_for_where_a_folder_will_be(tmp_path: Path) -> None:
    """What is not there yet has the disk of what is above it; the figures are said."""
    require_space(tmp_path / "not" / "there", 1, "it")
    with pytest.raises(DiskFullError, match=r"is full: [\d,]+ bytes are free, it needs"):
        require_space(tmp_path / "not" / "there", 1 << 60, "it")


def test_starting_asks_for_room(no_room: None, tmp_path: Path) -> None:
    """A start without room is refused, and makes no store."""
    with pytest.raises(DiskFullError, match="Neo4j needs"):
        Instance(tmp_path / "home").start()
    assert not (tmp_path / "home" / "data").exists()


def test_load_and_restore_ask_for_room(
    empty: Database, no_room: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A load and a restored dump without room are refused, and nothing is written."""
    load(empty, [write(tmp_path, SMALL)])
    before = empty.run("MATCH (n) RETURN count(n)").records
    monkeypatch.setattr(empty, "home", tmp_path)
    with pytest.raises(DiskFullError, match=r"a load needs"):
        load(empty, [write(tmp_path, SMALL.replace("value: Somewhere", "value: Elsewhere"))])
    assert empty.run("MATCH (n) RETURN count(n)").records == before
    (tmp_path / "dump").write_bytes(b"something")
    with pytest.raises(DiskFullError, match="beside the old one"):
        restore(Instance(tmp_path / "home"), tmp_path / "dump")
    (tmp_path / "home" / "data" / "databases" / "neo4j").mkdir(parents=True)
    (tmp_path / "home" / "data" / "databases" / "neo4j" / "store").write_bytes(b"x" * 2_000_000)
    with pytest.raises(DiskFullError, match="the dump needs"):
        dump(Instance(tmp_path / "home"), tmp_path / "other")


def test_full_disk_is_known_by_every_error() -> None:
    """Python's and SQLite's errors of a full disk are known as such, and others are not."""
    assert is_full_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert is_full_error(sqlite3.OperationalError("database or disk is full"))
    assert not is_full_error(OSError(errno.EACCES, "Permission denied"))
    assert not is_full_error(ValueError("disk is full"))


def test_command_says_that_a_disk_is_full(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever runs into a full disk in the middle ends with status 1, and says so."""

    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")

    monkeypatch.setattr("console.app.app", full)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "The disk is full" in capsys.readouterr().err


def test_logs_are_of_a_size_that_is_taken_beforehand(tmp_path: Path) -> None:
    """Neo4j has the room for its transaction logs before it writes, so that none is cut off."""
    found = configuration(tmp_path, 0)
    assert found["db.tx_log.preallocate"] == "true"
    assert found["db.tx_log.rotation.size"] == "32m"


def test_write_that_fails_on_a_full_disk_says_so(
    no_room: None, empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever Neo4j says of a write, a disk that is full is the reason that is told."""
    monkeypatch.setattr(empty, "home", tmp_path)
    with pytest.raises(DiskFullError, match="kept whole or not at all"):
        empty.write(lambda transaction: transaction.run("RETURN 1 / 0").consume())


def test_unexpected_error_is_shown_without_its_controls(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What nobody foresaw is one line, whose control characters the terminal does not obey."""

    def odd() -> None:
        raise ValueError("\x1b[31mred")

    monkeypatch.setattr("console.app.app", odd)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "unexpected error: ValueError" in said
    assert "\x1b" not in said
