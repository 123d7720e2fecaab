"""What the repository promises about itself."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from console.overview import COMMANDS
from graph.paths import ROOT

MODULES = [
    file
    for folder in (
        "analysis",
        "api",
        "console",
        "exporters",
        "graph",
        "loaders",
        "partycell",
        "synthetic",
        "web",
    )
    for file in (ROOT / folder).rglob("*.py")
]


CYPHER = re.compile(r"\b(MATCH|MERGE|CREATE|UNWIND)\b[^\n]*(\(\w*:|\$\w+ AS)|RETURN \w+\.")


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_module_is_small(file: Path) -> None:
    """No module has more than 400 lines; which may import which, `lint-imports` checks."""
    assert file.read_text(encoding="utf-8").count("\n") <= 400


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_cypher_in_python(file: Path) -> None:
    """Statements live in files, not in strings; docstrings and the console's help may show them."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            shown = id(node) in documented or node.value.startswith(":")  # a command's example
            assert shown or not CYPHER.search(node.value), node.value


@pytest.mark.parametrize(
    "statement",
    list((ROOT / "cypher").rglob("*.cypher")),
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_no_statement_is_left_over(statement: Path) -> None:
    """Every Cypher file is read by some module, by name or by folder."""
    folder = statement.parent.name
    room = statement.relative_to(ROOT / "cypher").parts[0]
    if room in {"queries", "checks", "examples", "fragments", "schema"}:
        return
    code = "".join(file.read_text(encoding="utf-8") for file in MODULES)
    assert f'"{folder}/{statement.stem}"' in code


def test_no_machine_and_no_registry_is_named() -> None:
    """Nothing committed names a path of a machine or the host of a package registry."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    hosts = re.compile(r"(/root/|/work/|/home/\w+/)|(pypi|pythonhosted|npmjs|maven)\.(org|com)")
    for name in filter(None, listed.stdout.split("\0")):
        if name == "tests/test_project.py":
            continue
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        found = hosts.search(text)
        assert found is None, f"{name}: {found}"


def test_imports_by_name_hide_no_arrow() -> None:
    """Modules are imported by a string at two places alone: commands, and optional packages."""
    named = {
        str(file.relative_to(ROOT))
        for file in MODULES
        if "import_module(" in file.read_text(encoding="utf-8")
    }
    assert named == {"console/app.py", "graph/extras.py"}
    assert all(place[0].startswith("console.commands.") for place in COMMANDS.values())


def test_documents_name_files_that_exist() -> None:
    """A file of the repository that a document names is there; capitals stand for any name."""
    named = re.compile(r"`((?:[\w.-]+/)+[\w.-]+)`")
    missing = [
        f"{document.name}: {name}"
        for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        if document.name != "CHANGELOG.md"
        for name in named.findall(document.read_text(encoding="utf-8"))
        if (ROOT / name.split("/")[0]).is_dir()
        and not re.search(r"/(NAME|ID)\.", name)
        and not (ROOT / name).exists()
    ]
    assert missing == []
