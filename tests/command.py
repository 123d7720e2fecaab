"""The command, as a person starts it, and tools of others: each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PARTYCELL = str(Path(sys.executable).parent / "partycell")


def partycell(
    *arguments: str, env: Mapping[str, str], text: str | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """What `partycell` says and how it ends, within two minutes.

    Args:
        arguments: After its name.
        env: Its environment.
        text: What it reads from standard input; None leaves that empty.
        cwd: Where it starts.
    """
    return subprocess.run(
        [PARTYCELL, *arguments],
        env=env,
        cwd=cwd,
        input=text,
        stdin=None if text is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def output_of(folder: Path, *command: str) -> str:
    """What a tool of others says on standard output, within ten minutes.

    Raises:
        RuntimeError: It fails; the end of what it said is the message.
    """
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=600
    )
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr)[-6000:])
    return done.stdout
