"""How long a newcomer waits: `make run` in a clone, every cache empty, to the first answer."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import timed
from graph.paths import ROOT

SUMMARY = (
    "`make run` in a clone of HEAD, caches empty, to the first answer, against what it cannot do "
    "without: the app's lock by uv and Neo4j's jars, side by side (aim: at most 1.5 times). `make "
    "run` again, to the first answer, against `partycell db start` of the same store (aim: 1.2). "
    "The environment's size (aim: at most 700 MB). It asks the package registries."
)
_WAIT_SECONDS = 900
_UV = str(Path(sys.executable).parent / "uv")


def run(rounds: int = 1) -> list[dict[str, object]]:
    """Rows on the first start, the second, and the size."""
    return [row for _ in range(rounds) for row in _one()]


def _one() -> Iterator[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="partycell-setup-") as name:
        folder = Path(name)
        checkout = folder / "checkout"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(checkout)], check=True)  # noqa: S603, S607
        env = _environment(folder)
        theirs = timed(lambda: _side_by_side(folder))
        first = _first_answer(checkout, env)
        size = sum(file.lstat().st_size for file in (checkout / ".venv").rglob("*"))
        yield {
            "what": "make run, caches empty, against packages and jars alone",
            "ours_ms": first * 1000,
            "theirs_ms": theirs * 1000,
            "ratio": first / theirs,
            "runs": 1,
        }
        starts = []
        for _ in range(3):
            starts.append(timed(lambda: _database(checkout, env, "start")))
            _database(checkout, env, "stop")
        seconds = [_first_answer(checkout, env) for _ in range(3)]
        again, alone = sorted(seconds)[1], sorted(starts)[1]
        yield {
            "what": "make run again, against Neo4j's own start",
            "ours_ms": again * 1000,
            "theirs_ms": alone * 1000,
            "ratio": again / alone,
            "runs": 3,
        }
        yield {"what": f"environment of the app: {size / 1e6:.0f} MB", "runs": 1}


def _environment(folder: Path) -> dict[str, str]:
    """Of a newcomer: no caches, a home of its own, compiled files kept."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PARTYCELL_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {
        **kept,
        "HOME": str(folder),
        "UV_CACHE_DIR": str(folder / "uv"),
        "PIP_CACHE_DIR": str(folder / "pip"),
        "npm_config_cache": str(folder / "npm"),
        "PARTYCELL_HOME": str(folder / "home"),
        "PARTYCELL_CACHE": str(folder / "jars"),
        "PARTYCELL_PORT": str(_free_port()),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _side_by_side(folder: Path) -> None:
    """The app's lock by uv and the jars, each into a place of its own, at the same time."""
    target = folder / "packages"
    env = {**os.environ, "UV_CACHE_DIR": str(folder / "uv-alone")}
    jars = {**os.environ, "PARTYCELL_CACHE": str(folder / "jars-alone")}
    locked = ["--require-hashes", "-r", str(ROOT / "requirements" / "app.txt")]
    packages = [_UV, "pip", "install", "-q", "--python", sys.executable, "--target", str(target)]
    processes = [
        subprocess.Popen([*packages, *locked], env=env),  # noqa: S603
        subprocess.Popen(
            [sys.executable, "-m", "graph.local"], env=jars, cwd=ROOT, stdout=subprocess.DEVNULL
        ),
    ]
    if any(process.wait() for process in processes):
        raise RuntimeError("packages or jars could not be fetched")
    shutil.rmtree(target)


def _first_answer(checkout: Path, env: dict[str, str]) -> float:
    """Seconds from `make run` to the first answer; server and Neo4j are ended then."""
    address = f"http://127.0.0.1:{env['PARTYCELL_PORT']}/v1/tiers"
    with _running(checkout, env) as process:
        seconds = timed(lambda: _await(address, process))
    _database(checkout, env, "stop")
    return seconds


def _database(checkout: Path, env: dict[str, str], word: str) -> None:
    command = str(checkout / ".venv" / "bin" / "partycell")
    subprocess.run([command, "db", word], env=env, check=True, capture_output=True)  # noqa: S603


@contextmanager
def _running(checkout: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        ["make", "run"],  # noqa: S607
        cwd=checkout,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  (our own server)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("make run ended, or gave no answer")
