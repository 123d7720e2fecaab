"""One load at a time: a second one waits, a dead one's turn is over, a lost one says so."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graph import lease as leases
from graph.database import Database
from graph.errors import LoadLostError, RefusedError
from graph.lease import hold_lease, wait_for_load
from graph.local.identity import identity, is_alive, machine
from graph.version import graph_version
from loaders.load import load
from tests.missing import missing
from tests.test_load import SMALL, write

TAKEN = "MATCH (l:PartycellLease) RETURN l.holder"
STEAL = "MATCH (l:PartycellLease) SET l.holder = 'somebody', l.identity = 'elsewhere', l.pid = 1"
DROP = "MATCH (l:PartycellLease) DELETE l"


def test_lease_is_given_back(empty: Database, tmp_path: Path) -> None:
    """After a load nobody has the lease, and within one it is not asked for twice."""
    with hold_lease(empty) as mine, hold_lease(empty) as same:
        assert same is mine
        assert empty.run(TAKEN).records == [[mine.holder]]
        load(empty, [write(tmp_path, SMALL)])
    assert empty.run(TAKEN).records == []


def test_second_load_waits_and_is_refused_in_the_end(
    empty: Database,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Who has to wait is told for whom, and is refused where that takes too long."""
    monkeypatch.setattr(leases, "WAIT_SECONDS", 3.0)
    found: list[BaseException] = []

    def second() -> None:
        try:
            wait_for_load(empty)
        except RefusedError as error:
            found.append(error)

    with hold_lease(empty):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(120)
    assert f"process {os.getpid()}" in str(found[0])
    assert "Waiting for another load" in caplog.text
    wait_for_load(empty)


def test_lease_of_a_dead_process_is_taken_over(empty: Database) -> None:
    """What a killed process of this machine had is free at once."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    known = identity(child.pid)
    with hold_lease(empty):
        empty.run(
            "MATCH (l:PartycellLease) SET l.pid = $pid, l.identity = $known",
            {"pid": child.pid, "known": known},
            write=True,
        )
        child.kill()
        child.wait()
        taken = threading.Thread(target=wait_for_load, args=(empty,))
        taken.start()
        taken.join(leases.DEAD_SECONDS / 2)
        assert not taken.is_alive()


def test_silent_lease_of_elsewhere_is_taken_over(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A holder on another machine that renews nothing for a while is taken for dead."""
    monkeypatch.setattr(leases, "DEAD_SECONDS", 2.0)
    with hold_lease(empty):
        empty.run(STEAL, write=True)
        taken = threading.Thread(target=wait_for_load, args=(empty,))
        taken.start()
        taken.join(120)
        assert not taken.is_alive()


@pytest.mark.parametrize("change", [STEAL, DROP])
def test_load_that_lost_its_lease_fails(change: str, empty: Database, tmp_path: Path) -> None:
    """A load whose turn was taken, or whose record has gone, fails and leaves nothing."""
    load(empty, [write(tmp_path, SMALL)])
    version = graph_version(empty)
    more = write(tmp_path, SMALL.replace("value: Somewhere", "value: Elsewhere"))
    with hold_lease(empty):
        empty.run(change, write=True)
        with pytest.raises(LoadLostError, match="Load it again"):
            load(empty, [more])
    empty.run(DROP, write=True)
    assert graph_version(empty) == version
    assert empty.run("MATCH (c:Claim {says: 'Elsewhere'}) RETURN c").records == []


def test_identity_is_of_one_process_and_not_of_the_clock() -> None:
    """A process is known as long as it lives; its number alone, or another start, is not it."""
    mine = identity(os.getpid())
    assert mine is not None
    assert is_alive(os.getpid(), mine)
    assert not is_alive(os.getppid(), mine)
    assert not is_alive(os.getpid(), f"{machine()}:1")
    assert not is_alive(None, None)


@pytest.mark.skipif(sys.platform != "linux", reason="clocks of other systems count otherwise")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_a_step_of_the_clock_changes_no_identity(tmp_path: Path) -> None:
    """Where the system's clock is set by a second, every process is still the one that it was."""
    stepped = tmp_path / "stat"
    lines = Path("/proc/stat").read_text(encoding="ascii").splitlines()
    lines = [f"btime {int(line.split()[1]) + 1}" if "btime" in line else line for line in lines]
    stepped.write_text("\n".join(lines) + "\n", encoding="ascii")
    code = f"from graph.local.identity import identity; print(identity({os.getpid()}))"
    done = subprocess.run(
        [
            "unshare",
            "--mount",
            "sh",
            "-c",
            f'mount --bind {stepped} /proc/stat && exec {sys.executable} -c "{code}"',
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        missing(f"/proc/stat cannot be set for one process here: {done.stderr.strip()}")
    assert done.stdout.strip() == identity(os.getpid())


def test_two_loads_at_once_are_both_whole(empty: Database, tmp_path: Path) -> None:
    """Whoever comes second waits, and neither undoes what the other was told is there."""
    texts = [SMALL, SMALL.replace("id: small", "id: other").replace("a-place", "b-place")]
    texts[1] = texts[1].replace("an-event", "b-event")
    files = []
    for number, text in enumerate(texts):
        (tmp_path / str(number)).mkdir()
        files.append(write(tmp_path / str(number), text))
    failures: list[BaseException] = []

    def bring(file: Path) -> None:
        try:
            load(empty, [file])
        except BaseException as error:
            failures.append(error)

    loading = [threading.Thread(target=bring, args=(file,)) for file in files]
    for one in loading:
        one.start()
    for one in loading:
        one.join(120)
    assert failures == []
    counted = empty.run(
        "MATCH (c:Claim)-[:STATED_IN]->(s:Source) RETURN s.id, count(*) ORDER BY s.id"
    )
    assert counted.records == [["other", 4], ["small", 4]]
