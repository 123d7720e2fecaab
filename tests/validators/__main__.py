"""`python -m tests.validators RELEASE`: both standards' tools on a release, and what they say."""

# ruff: noqa: T201  (it tells what it found)

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.validators import install, validate_crate, validate_package


def main(release: Path) -> int:
    """Ask both; how many refuse it."""
    refused = 0
    with tempfile.TemporaryDirectory() as name:
        tools = install(Path(name))
        for validate in (validate_package, validate_crate):
            try:
                print(validate(tools, release))
            except RuntimeError as error:
                refused += 1
                print(error)
    return refused


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
