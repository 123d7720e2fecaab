"""The tools of two standards that look at a release: Frictionless's, and RO-Crate's.

They are in an environment of their own, by `requirements/validators.txt`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graph.paths import ROOT
from tests.command import output_of

HERE = Path(__file__).parent
LOCK = ROOT / "requirements" / "validators.txt"


def install(folder: Path) -> Path:
    """An environment with both, by the lock.

    Raises:
        RuntimeError: They cannot be fetched.
    """
    uv = str(Path(sys.executable).with_name("uv"))
    output_of(folder, uv, "venv", "-q", "--python", sys.executable, "env")
    python = folder / "env" / "bin" / "python"
    wheels = ("--only-binary", ":all:", "--require-hashes", "-r", str(LOCK))
    output_of(folder, uv, "pip", "install", "-q", "--python", str(python), *wheels)
    output_of(folder, str(python), str(HERE / "offline.py"), str(folder / "cache"))
    return folder


def validate_package(tools: Path, release: Path) -> str:
    """What `frictionless validate` says of a release.

    Raises:
        RuntimeError: It is no valid data package.
    """
    command = str(tools / "env" / "bin" / "frictionless")
    return output_of(release, command, "validate", "datapackage.json")


def validate_crate(tools: Path, release: Path, severity: str = "required") -> str:
    """What `rocrate-validator` says of a release, by RO-Crate 1.1.

    Raises:
        RuntimeError: It is no valid crate.
    """
    command = str(tools / "env" / "bin" / "rocrate-validator")
    cache = ("--offline", "--cache-path", str(tools / "cache"))
    which = ("--profile-identifier", "ro-crate-1.1", "--requirement-severity", severity)
    plain = ("-y", "--disable-color", "validate", "--no-paging", "--verbose")
    return output_of(release, command, *plain, *cache, *which, ".")
