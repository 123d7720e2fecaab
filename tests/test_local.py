"""The local Neo4j: one instance, shared, private, and back after a kill."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from fastapi.testclient import TestClient
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from api.app import create_app
from graph.database import Database
from graph.errors import BadInputError, LocalDatabaseError
from graph.local import dumps, jars, readiness
from graph.local.instance import Endpoint, Instance
from graph.local.jars import class_path, repair_jars
from graph.local.passwords import PASSWORD
from graph.local.repair import repair
from graph.local.start_errors import explain_failure
from graph.local.state import CURRENT, STATE, read_state
from graph.migrations import migrate
from graph.settings import settings
from tests.command import partycell


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    found = Instance(tmp_path_factory.mktemp("local"))
    yield found
    found.stop()


def ask(endpoint: Endpoint, statement: str) -> list[list[object]]:
    with GraphDatabase.driver(endpoint.uri, auth=(endpoint.username, endpoint.password)) as driver:
        return [record.values() for record in driver.execute_query(statement).records]


def test_second_start_uses_the_running_one(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes second gets the instance that runs; it was asked before it was called ready."""
    asked = []

    def ask(uri: str, auth: tuple[str, str]) -> None:
        readiness.ask_first(uri, auth)
        asked.append(uri)

    monkeypatch.setattr("graph.local.instance.ask_first", ask)
    first = instance.ensure()
    assert asked == [first.uri]
    pid = instance.status().pid
    assert Instance(instance.home).start() == first
    assert instance.status().pid == pid
    # What Java writes when it breaks down goes there, and not where somebody started it.
    assert Path(psutil.Process(pid).cwd()) == instance.place


def test_home_that_cannot_be_looked_at_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home of somebody else's is named, with what to do, where its state is asked for."""

    def foreign(_: Path) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("graph.local.instance.size_of", foreign)
    with pytest.raises(LocalDatabaseError, match=f"{tmp_path} cannot be used: .*PARTYCELL_HOME"):
        Instance(tmp_path).status()


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


def test_lost_password_is_reset_and_no_data_with_it(
    instance: Instance, caplog: pytest.LogCaptureFixture
) -> None:
    """Without its password file Neo4j gets a new password, which is said; its data are there."""
    ask(instance.ensure(), "MERGE (:Guarded)")
    instance.stop()
    before = (instance.place / PASSWORD).read_text(encoding="utf-8")
    (instance.place / PASSWORD).unlink()
    assert ask(instance.ensure(), "MATCH (g:Guarded) RETURN count(g)") == [[1]]
    assert "new password" in caplog.text
    assert (instance.place / PASSWORD).read_text(encoding="utf-8") != before
    assert stat.S_IMODE((instance.place / PASSWORD).stat().st_mode) == 0o600


def test_wrong_password_is_said_and_can_be_reset(instance: Instance) -> None:
    """A wrong password file is refused with what to do; that gives Neo4j a new password."""
    ask(instance.ensure(), "MERGE (:Guarded)")
    instance.stop()
    (instance.place / PASSWORD).write_text("another", encoding="utf-8")
    with pytest.raises(LocalDatabaseError, match="db reset-password"):
        instance.start()
    end = instance.reset_password()
    assert ask(end, "MATCH (g:Guarded) RETURN count(g)") == [[1]]
    file = instance.place / PASSWORD
    right = file.read_text(encoding="utf-8")
    file.write_text("another", encoding="utf-8")
    env = {**os.environ, "PARTYCELL_HOME": str(instance.home)}
    env.pop("NEO4J_URI", None)
    done = partycell("db", "status", "--format", "json", env=env)
    file.write_text(right, encoding="utf-8")
    assert done.returncode == 0
    assert "refuse" in json.loads(done.stdout)[0]["trouble"]


@pytest.mark.database
def test_password_is_in_no_arguments(tmp_path: Path) -> None:
    """While a new store is set up, no process has its password among its arguments."""
    fresh = Instance(tmp_path / "fresh", port=0)
    seen: set[str] = set()
    starting = threading.Thread(target=fresh.start)
    starting.start()
    while starting.is_alive():
        for process in psutil.process_iter(["cmdline"]):
            seen.update(process.info["cmdline"] or ())
        starting.join(0.2)
    try:
        assert fresh.status().running
        password = (fresh.place / PASSWORD).read_text(encoding="utf-8")
        assert not [text for text in seen if password in text]
    finally:
        fresh.stop()


@pytest.mark.parametrize("name", ["store-1", "../elsewhere", "", "a b"])
def test_unknown_store_is_refused(name: str, tmp_path: Path) -> None:
    """A home whose `current` names no store that is there starts nothing, and makes nothing."""
    (tmp_path / CURRENT).write_text(name, encoding="utf-8")
    with pytest.raises(LocalDatabaseError, match="Put it back"):
        Instance(tmp_path).ensure()
    assert not list(tmp_path.glob("**/data"))


def test_store_that_was_put_aside_is_not_replaced(tmp_path: Path) -> None:
    """Where a repair was killed between two steps no empty store hides what it put aside."""
    (tmp_path / "data.2020-01-01T00-00-00").mkdir()
    with pytest.raises(LocalDatabaseError, match="Rename"):
        Instance(tmp_path).start()
    assert not (tmp_path / "data").exists()


def test_half_a_state_file_is_not_believed(instance: Instance) -> None:
    """What was half written when the disk was full stops nobody, and deletes nothing."""
    ask(instance.ensure(), "MERGE (:Guarded)")
    instance.stop()
    for text in ("", "{", "[]", '{"pid": 1}', '{"pid": "x", "uri": 3, "ready": true}'):
        (instance.place / STATE).write_text(text, encoding="utf-8")
        assert instance.running() is None
        assert not instance.status().running
    assert ask(instance.ensure(), "MATCH (g:Guarded) RETURN count(g)") == [[1]]


def test_who_waits_is_told_for_whom(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A home that another process has locked is waited for with a message, after a second."""
    code = (
        "import sys; from pathlib import Path; from graph.local.instance import Instance\n"
        "with Instance(Path(sys.argv[1])).locked(): print('has it', flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "has it\n"
    waiting = threading.Thread(target=Instance(tmp_path).stop)
    waiting.start()
    waiting.join(3)
    assert waiting.is_alive()
    assert f"Waiting for process {other.pid}" in caplog.text
    other.communicate("\n")
    waiting.join(60)
    assert not waiting.is_alive()


def test_damaged_jar_is_found_after_a_failed_start(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of jars one of which was cut short, that one is found, fetched again and the others kept."""
    whole = class_path(lambda _: None)
    told: list[str] = []
    assert not repair_jars(whole, told.append)
    cut = tmp_path / whole[3].name
    cut.write_bytes(whole[3].read_bytes()[:1000])
    fetched: list[bool] = []
    monkeypatch.setattr(jars, "class_path", lambda *_: fetched.append(True))
    assert repair_jars([*whole[:3], cut, *whole[4:]], told.append)
    assert (fetched, cut.exists()) == ([True], False)
    assert cut.name in told[-1]


def test_cache_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that is no folder is named as such, with its setting."""
    (tmp_path / "cache").touch()
    monkeypatch.setenv("PARTYCELL_CACHE", str(tmp_path / "cache"))
    settings.cache_clear()
    try:
        with pytest.raises(LocalDatabaseError, match="PARTYCELL_CACHE"):
            class_path(lambda _: None)
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_store_with_damaged_logs_is_repaired(instance: Instance) -> None:
    """A store whose transaction log is damaged does not open, and is repaired; a copy is kept."""
    ask(instance.ensure(), "MERGE (:Guarded)")
    instance.stop()
    ask(instance.ensure(), "CREATE (:Lost {text: $text})".replace("$text", repr("x" * 5000)))
    process = psutil.Process(instance.status().pid)
    process.kill()
    process.wait(30)
    log = max((instance.place / "data" / "transactions" / "neo4j").glob("neostore.*"))
    content = log.read_bytes()
    place = len(content.rstrip(b"\0")) - 3000
    log.write_bytes(content[:place] + b"\xff" * 300 + content[place + 300 :])
    with pytest.raises(LocalDatabaseError, match="db repair"):
        instance.start()
    kept = repair(instance, lambda _: None)
    assert kept is not None
    assert (kept / "transactions" / "neo4j" / log.name).exists()
    assert ask(instance.ensure(), "MATCH (g:Guarded) RETURN count(g)") == [[1]]
    assert repair(instance, lambda _: None) is None


def test_server_starts_its_neo4j_again(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was killed is started again, and read from; what a person stopped stays stopped."""
    end = instance.ensure()
    with (
        Database(
            end.uri, end.username, end.password, owned=True, home=instance.home, time_limit=60
        ) as database,
        TestClient(create_app(database), raise_server_exceptions=False) as client,
    ):
        migrate(database)
        pid = instance.status().pid
        assert pid is not None
        psutil.Process(pid).kill()
        said = set()
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline:
            answer = client.get("/readyz")
            if answer.status_code == 200:
                break
            said.add(answer.json()["detail"])
            time.sleep(0.2)
        assert answer.status_code == 200, said
        assert instance.status().pid not in (None, pid)
        assert any("is being started" in text for text in said), said
        assert not any("NEO4J_URI" in text for text in said), said
        instance.stop()
        time.sleep(4)
        assert not instance.status().running
        assert "db start" in client.get("/readyz").json()["detail"]
        client.app.state.keeper.close()  # type: ignore[attr-defined]


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
    message = str(explain_failure(log, Path("host.log")))
    assert words in message
    assert "host.log" in message


def test_environment_is_the_tests_own() -> None:
    """The tests never use a person's own store."""
    assert "partycell-tests-" in os.environ["PARTYCELL_HOME"]
