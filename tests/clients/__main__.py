"""`python -m tests.clients ADDRESS`: linters and generated clients against a running server.

They are many megabytes and need a network, so they are no part of the tests, but for TypeScript's.
"""

# ruff: noqa: T201  (it tells what it found)

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.clients import ANSWERS, HERE, install, run_node, typescript_answers
from tests.command import output_of

BIN = Path(sys.executable).parent


def main(address: str) -> int:
    """Run all, and say how each went; how many failed."""
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = folder / "openapi.json"
        with urllib.request.urlopen(f"{address}/openapi.json") as answer:  # noqa: S310
            document.write_bytes(answer.read())
        checks: dict[str, Callable[[Path], object]] = {
            "redocly and spectral": lambda place: _lint(place, document),
            "openapi-typescript, tsc --strict": lambda place: _same(
                typescript_answers(install("typescript", place), document, address)
            ),
            "openapi-python-client": lambda place: _same(_python(place, document, address)),
        }
        for number, (title, check) in enumerate(checks.items()):
            place = folder / str(number)
            place.mkdir()
            try:
                check(place)
            except (RuntimeError, AssertionError) as error:
                failed += 1
                print(f"{title}: FAILED\n{error}")
            else:
                print(f"{title}: passed")
    return failed


def _same(found: object) -> None:
    assert found == ANSWERS, found


def _lint(folder: Path, document: Path) -> None:
    install("lint", folder)
    run_node(folder, "node_modules/@redocly/cli/bin/cli.js", "lint", str(document))
    rules = folder / "rules.yaml"
    rules.write_text('extends: ["spectral:oas"]\n', encoding="utf-8")
    spectral = "node_modules/@stoplight/spectral-cli/dist/index.js"
    run_node(folder, spectral, "lint", "-r", str(rules), str(document))


def _python(folder: Path, document: Path, address: str) -> object:
    output_of(folder, str(BIN / "uv"), "venv", "-q", "env")
    python = folder / "env" / "bin" / "python"
    install_client = ("pip", "install", "-q", "--python", str(python), "openapi-python-client")
    output_of(folder, str(BIN / "uv"), *install_client)
    generate = ("generate", "--path", str(document), "--output-path", "made", "--meta", "none")
    output_of(folder, str(python.with_name("openapi-python-client")), *generate)
    shutil.copy(HERE / "questions.py", folder)
    return json.loads(output_of(folder, str(python), "questions.py", address))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
