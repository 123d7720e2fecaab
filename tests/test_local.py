"""The local Neo4j: one instance, shared, private, and back after a kill."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from graph.errors import BadInputError, LocalDatabaseError
from graph.local import dumps
from graph.local.instance import Endpoint, Instance, explained
from graph.local.state import read_state
from graph.settings import settings


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    found = Instance(tmp_path_factory.mktemp("local"))
    yield found
    found.stop()


def ask(endpoint: Endpoint, statement: str) -> list[list[object]]:
    with GraphDatabase.driver(endpoint.uri, auth=(endpoint.username, endpoint.password)) as driver:
        return [record.values() for record in driver.execute_query(statement).records]


def test_second_start_uses_the_running_one(instance: Instance) -> None:
    """Whoever comes second gets the instance that runs."""
    first = instance.ensure()
    pid = instance.status().pid
    assert Instance(instance.home).start() == first
    assert instance.status().pid == pid


def test_password_is_private(instance: Instance) -> None:
    """The password file is its owner's alone, and Neo4j's own first password does not work."""
    endpoint = instance.ensure()
    assert stat.S_IMODE((instance.home / "password").stat().st_mode) == 0o600
    with pytest.raises(AuthError):
        ask(Endpoint(endpoint.uri, "neo4j", "neo4j"), "RETURN 1")


def test_listens_on_loopback_alone(instance: Instance) -> None:
    """No port of the process can be reached from another machine."""
    instance.ensure()
    listening = [
        connection.laddr.ip
        for connection in psutil.Process(instance.status().pid).net_connections()
        if connection.status == psutil.CONN_LISTEN
    ]
    assert listening
    assert all(address.startswith(("127.", "::ffff:127.", "::1")) for address in listening)


def test_killed_instance_comes_back_with_its_data(instance: Instance) -> None:
    """After a kill -9 the next start recovers what was committed."""
    ask(instance.ensure(), "CREATE (:Kept {number: 7})")
    pid = instance.status().pid
    assert pid is not None
    process = psutil.Process(pid)
    process.kill()
    process.wait(30)
    assert not instance.status().running
    assert ask(instance.ensure(), "MATCH (k:Kept) RETURN k.number") == [[7]]


def test_host_of_a_killed_starter_is_used(instance: Instance) -> None:
    """A starter that is killed in the middle leaves a host that the next start waits for."""
    instance.ensure()
    instance.stop()
    starter = subprocess.Popen(
        [sys.executable, "-c", "from graph import local; local.ensure()"],
        env={**os.environ, "PARTYCELL_HOME": str(instance.home)},
    )
    while not read_state(instance.home).get("pid"):
        assert starter.poll() is None
    starter.kill()
    starter.wait()
    assert ask(instance.ensure(), "RETURN 1") == [[1]]


def test_dump_and_restore_round_trip(instance: Instance, tmp_path: Path) -> None:
    """A restored dump has what was dumped and not what came after; a bad one changes nothing."""
    ask(instance.ensure(), "MERGE (:Dumped)")
    file = tmp_path / "party.dump"
    dumps.dump(instance, file)
    with pytest.raises(BadInputError, match="there already"):
        dumps.dump(instance, file)
    ask(instance.ensure(), "CREATE (:Later)")
    dumps.restore(instance, file)
    count = "MATCH (n:Dumped|Later) RETURN count(n)"
    assert ask(instance.ensure(), count) == [[1]]
    broken = tmp_path / "broken.dump"
    broken.write_bytes(b"no dump")
    with pytest.raises(LocalDatabaseError, match="failed"):
        dumps.restore(instance, broken)
    assert ask(instance.ensure(), count) == [[1]]


def test_idle_instance_stops_itself(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    """An instance that nobody is connected to ends after the set time."""
    instance.stop()
    monkeypatch.setenv("PARTYCELL_IDLE_MINUTES", "0.01")
    instance.ensure()
    pid = instance.status().pid
    assert pid is not None
    psutil.Process(pid).wait(60)
    assert not instance.status().running


def test_taken_port_is_said(
    instance: Instance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A set port that is taken is named, with what to do."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PARTYCELL_BOLT_PORT", str(port))
        settings.cache_clear()
        try:
            instance.stop()
            with pytest.raises(LocalDatabaseError, match=rf"Port {port} .* PARTYCELL_BOLT_PORT"):
                instance.start()
        finally:
            monkeypatch.undo()
            settings.cache_clear()


def test_unreachable_registry_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network and without jars the message says what to do instead."""
    monkeypatch.setenv("PARTYCELL_CACHE", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    settings.cache_clear()
    try:
        with pytest.raises(LocalDatabaseError, match=r"cannot be fetched.*NEO4J_URI"):
            Instance(tmp_path / "home").start()
    finally:
        monkeypatch.undo()
        settings.cache_clear()


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("Caused by: java.net.BindException: Address already in use", "PARTYCELL_BOLT_PORT"),
        ("java.io.IOException: No space left on device", "disk is full"),
        ("FileLockException: Lock file has been locked by another process", "Another process"),
        ("Exception\nCaused by: java.lang.IllegalStateException: odd", "odd"),
    ],
)
def test_failed_start_is_explained(log: str, words: str) -> None:
    """What Neo4j wrote when it could not start becomes one sentence, and names the log."""
    message = str(explained(log, Path("host.log")))
    assert words in message
    assert "host.log" in message


def test_environment_is_the_tests_own() -> None:
    """The tests never use a person's own store."""
    assert "partycell-tests-" in os.environ["PARTYCELL_HOME"]
