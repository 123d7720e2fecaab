"""Installing: locks of wheels alone, without addresses; bad machines get one line."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from graph.paths import ROOT
from tests.missing import missing

LOCKS = ROOT / "requirements"
INSTALL = LOCKS / "install.py"
# Locks of wheels alone, and the two that have one package of source each.
WHEELS = ("app", "dev", "bench", "install", "fetch", "scripts", "validators")
SOURCES = {"ftm": "pyicu", "spark": "pyspark"}
# Linux on both processors, macOS on Apple's; Windows has the command line.
PLATFORMS = (
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_28",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
)


@pytest.fixture(scope="module")
def installer() -> ModuleType:
    """The installer as a module."""
    spec = importlib.util.spec_from_file_location("installer", INSTALL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checkout(folder: Path) -> Path:
    """What the installer looks at, in a folder of its own."""
    copy = folder / "새 폴더"
    shutil.copytree(LOCKS, copy / "requirements")
    shutil.copyfile(ROOT / "pyproject.toml", copy / "pyproject.toml")
    return copy


def install(copy: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(copy / "requirements" / "install.py"), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("name", [*WHEELS, *SOURCES])
def test_locks_have_hashes_and_no_addresses(name: str) -> None:
    """A lock names versions and hashes of all packages, and no registry."""
    lines = (LOCKS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    pinned = re.compile(r"[a-z0-9.-]+==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not pinned.fullmatch(line)] == []


@pytest.mark.parametrize("version", ["3.11", "3.14"])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_package_of_the_app_has_a_wheel(platform: str, version: str, tmp_path: Path) -> None:
    """The app's lock resolves without building anything, for each platform and Python."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if uv is None:
        missing("uv is not installed: `make install-dev` brings it")
    platform_options = ["--python-platform", platform, "--python-version", version]
    wheels_only = ["--only-binary", ":all:", "--require-hashes", "--target", str(tmp_path)]
    lock = ["-r", str(LOCKS / "app.txt")]
    done = subprocess.run(
        [uv, "pip", "install", "--dry-run", *platform_options, *wheels_only, *lock],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and "no usable wheels" not in done.stderr:
        missing(f"the package registry cannot be asked: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr


def test_declared_packages_are_locked() -> None:
    """What is declared for the app is in its lock, and developers' tools are not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = names((LOCKS / "app.txt").read_text(encoding="utf-8").splitlines())
    assert names(project["project"]["dependencies"]) <= locked
    assert not locked & {"pytest", "mypy", "ruff", "playwright", "pandas", "pyarrow", "pyicu"}
    assert locked <= names((LOCKS / "dev.txt").read_text(encoding="utf-8").splitlines())


def names(lines: list[str]) -> set[str]:
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return {match[0].lower().replace(".", "-").replace("_", "-") for match in found if match}


def test_unknown_purpose_is_refused(tmp_path: Path) -> None:
    """A purpose that there is not is bad input, and the message lists those that there are."""
    done = install(checkout(tmp_path), "everything")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "install: there is no 'everything'; there are: app, dev, bench.\n"


def test_registry_out_of_reach_is_one_line(tmp_path: Path) -> None:
    """Without a network the installer ends with one line that says so and what to do."""
    copy = checkout(tmp_path)
    nowhere = "http://127.0.0.1:9/simple"
    done = install(copy, PIP_INDEX_URL=nowhere, PIP_RETRIES="0", PIP_FIND_LINKS="", LC_ALL="C")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "install: The installer failed: A package registry cannot be reached, or stopped "
        "answering. Check the network. Run it again: what has arrived is kept."
    )
    assert "Traceback" not in done.stderr


def test_checkout_of_somebody_else_is_refused(
    installer: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the checkout cannot be written the installer says so, and begins nothing."""
    monkeypatch.setattr(installer.os, "access", lambda *_: False)
    with pytest.raises(installer.InstallError, match=r"cannot be written\. Use a checkout of your"):
        installer.check_machine("app")


def test_second_installation_waits_and_says_so(tmp_path: Path) -> None:
    """While one installation is at work in a checkout, another waits for it, and says so."""
    fcntl = pytest.importorskip("fcntl")
    copy = checkout(tmp_path)
    with (copy / ".install.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(
            [sys.executable, str(copy / "requirements" / "install.py")],
            env={**os.environ, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        said = process.stderr.readline()
        process.terminate()
        process.wait()
    assert said == "Another installation into this folder is at work; waiting for it.\n"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("error: failed to write (os error 28)", "The disk is full."),
        ("ensurepip is not available.", "apt install python3-venv"),
        ("PermissionError: [Errno 13] Permission denied: '/x'", "A folder cannot be written."),
        ("error: dns error: failed to lookup", "A package registry cannot be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that the lock file names"),
        ("partycell: Neo4j's jars: connection", "partycell: Neo4j's jars: connection"),
        ("error: something else", "error: something else"),
        ("", "it ended without a word"),
    ],
)
def test_failures_are_explained(installer: ModuleType, output: str, said: str) -> None:
    """What installers print on failing becomes one line: what failed, why, what to do."""
    found = installer.explain("Python packages", output)
    assert found.startswith("Python packages failed: ")
    assert said in found
    assert "\n" not in found


def test_old_python_is_refused(installer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.10 is told that 3.11 is needed and how to name another."""
    monkeypatch.setattr(installer.sys, "version_info", (3, 10, 13))
    with pytest.raises(installer.InstallError, match=r"needs Python 3\.11 or newer; this is 3\.10"):
        installer.check_machine("app")


def test_full_disk_is_refused(installer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room the installer says how much is free and how much it needs."""
    monkeypatch.setitem(installer.ROOM, "app", 10**18)
    with pytest.raises(installer.InstallError, match=r"GB free; this needs \d+"):
        installer.check_machine("app")
