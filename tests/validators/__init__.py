"""The tools of two standards that look at a release: Frictionless's, and RO-Crate's.

They are in an environment of their own, by `requirements/validators.txt`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from graph.paths import ROOT

HERE = Path(__file__).parent
LOCK = ROOT / "requirements" / "validators.txt"


def install(folder: Path) -> Path:
    """An environment with both, by the lock.

    Raises:
        RuntimeError: They cannot be fetched.
    """
    uv = str(Path(sys.executable).with_name("uv"))
    run(folder, uv, "venv", "-q", "--python", sys.executable, "env")
    python = folder / "env" / "bin" / "python"
    wheels = ("--only-binary", ":all:", "--require-hashes", "-r", str(LOCK))
    run(folder, uv, "pip", "install", "-q", "--python", str(python), *wheels)
    run(folder, str(python), str(HERE / "offline.py"), str(folder / "cache"))
    return folder


def validate_package(tools: Path, release: Path) -> str:
    """What `frictionless validate` says of a release.

    Raises:
        RuntimeError: It is no valid data package.
    """
    command = str(tools / "env" / "bin" / "frictionless")
    return run(release, command, "validate", "datapackage.json")


def validate_crate(tools: Path, release: Path, severity: str = "required") -> str:
    """What `rocrate-validator` says of a release, by RO-Crate 1.1.

    Raises:
        RuntimeError: It is no valid crate.
    """
    command = str(tools / "env" / "bin" / "rocrate-validator")
    cache = ("--offline", "--cache-path", str(tools / "cache"))
    which = ("--profile-identifier", "ro-crate-1.1", "--requirement-severity", severity)
    plain = ("-y", "--disable-color", "validate", "--no-paging", "--verbose")
    return run(release, command, *plain, *cache, *which, ".")


def run(folder: Path, *command: str) -> str:
    """What a command says on standard output.

    Raises:
        RuntimeError: It fails; what it said is the message.
    """
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=600
    )
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr)[-6000:])
    return done.stdout
