"""A small sample of `make faults`: kills and full disks, from a seed."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from graph.paths import ROOT


@pytest.mark.parametrize(
    "arguments", [("--kills", "4", "--full-disks", "0"), ("--kills", "0", "--full-disks", "2")]
)
@pytest.mark.database
def test_faults_are_withstood(arguments: tuple[str, ...]) -> None:
    """After each fault all that was acknowledged is whole, and nothing else is seen."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *arguments, "--seed", "7", "--no-others"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "PARTYCELL_HOME"},
        capture_output=True,
        text=True,
        check=False,
        timeout=3000,
    )
    if "NO FULL DISK WAS TRIED" in done.stdout:
        pytest.skip("a small disk cannot be mounted here; that needs root")
    assert done.returncode == 0, done.stdout + done.stderr
    made = re.findall(r"^\d+/\d+ .*(?:killed|disk full)", done.stdout, re.M)
    assert len(made) == int(arguments[1]) + int(arguments[3])
